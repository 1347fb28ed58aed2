import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';

/** One line of the results file, which the program outside of VS Code reads. */
export type HostTestEvent =
  | { readonly event: 'start'; readonly title: string }
  | { readonly event: 'pass' | 'skip'; readonly title: string; readonly ms?: number }
  | { readonly event: 'fail'; readonly title: string; readonly message: string }
  | { readonly event: 'end' };

/**
 * Runs compiled suites with Mocha inside the extension host, where `vscode` can be imported.
 *
 * The suites use the interface `suite` and `test`. Results go to the file HOST_TEST_RESULTS as they come: what is
 * printed in an extension host reaches nobody. HOST_TEST_GREP selects tests by a pattern of their full titles.
 */
export async function runMocha(files: readonly string[]): Promise<void> {
  const results = process.env['HOST_TEST_RESULTS'] ?? '';
  const write = (event: HostTestEvent): void => {
    if (results !== '') appendFileSync(results, `${JSON.stringify(event)}\n`);
  };
  const grep = process.env['HOST_TEST_GREP'];
  const mocha = new Mocha({ ui: 'tdd', timeout: 300_000, reporter: 'min', ...(grep === undefined ? {} : { grep }) });
  for (const file of files) mocha.addFile(file);

  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      // Where everything ends at once, it is known what was under way.
      .on('test', (test) => write({ event: 'start', title: test.fullTitle() }))
      .on('pass', (test) => write({ event: 'pass', title: test.fullTitle(), ms: test.duration ?? 0 }))
      .on('pending', (test) => write({ event: 'skip', title: test.fullTitle() }))
      .on('fail', (test, error: Error) => write({ event: 'fail', title: test.fullTitle(), message: error.stack ?? error.message }));
  });
  write({ event: 'end' });
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
