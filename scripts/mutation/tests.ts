// Stands in for node:test in the bundle of mutation testing: tests are noted, and run by whoever loaded the bundle.

/** A test of the bundle. */
export interface NotedTest {
  /** The file, the suites and the name; the same in every load. */
  readonly key: string;
  readonly file: string;
  readonly run: () => unknown;
}

/** What node:test hands to a test, as far as tests use it. */
const context = { diagnostic: (): void => undefined };

type Body = (given: typeof context) => unknown;

const notebook = globalThis as { notedTests?: NotedTest[]; testFile?: string };
const suites: string[] = [];

export function test(name: string, body: Body): void {
  const tests = (notebook.notedTests ??= []);
  const file = notebook.testFile ?? '';
  const title = [file, ...suites, name].join(' › ');
  const same = tests.filter(({ key }) => key === title || key.startsWith(`${title} #`)).length;
  tests.push({ key: same === 0 ? title : `${title} #${same + 1}`, file, run: () => body(context) });
}

export const it = test;

export function describe(name: string, body: () => unknown): void {
  suites.push(name);
  try {
    body();
  } finally {
    suites.pop();
  }
}
