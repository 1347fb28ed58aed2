import { spec } from 'node:test/reporters';
import { run } from 'node:test';
import { createRequire } from 'node:module';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { finished } from 'node:stream/promises';
import { shown } from '../repository';
import type { Counts } from './counts';
import { messageOf, type Failure } from './failures';

interface NodeTestOptions {
  /** How many files run at the same time; each is a process. */
  readonly concurrency: number;
  /** The longest that one file may take, in milliseconds. */
  readonly timeout: number;
  /** Only tests whose name fits. */
  readonly pattern?: string;
}

/** What Node says of a test that only failed because a part of it did. */
const failedWithin = 'subtestsFailed';

/** Why a test failed. Node wraps what was thrown. */
function causeOf(error: Error): { readonly type: unknown; readonly message: string } {
  const { failureType: type, cause } = error as Error & { readonly failureType?: unknown };
  return { type, message: messageOf(cause instanceof Error ? cause : error) };
}

/** Runs TypeScript test files with node:test, prints what they report and counts the tests; suites do not count. */
export async function runNodeTests(files: readonly string[], { concurrency, timeout, pattern }: NodeTestOptions): Promise<Counts> {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0, failures: [] };
  // The runner starts a process for each file, which finds its TypeScript loader here.
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const before = process.env['NODE_OPTIONS'];
  process.env['NODE_OPTIONS'] = `${before ?? ''} --import=${loader}`.trim();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures: Failure[] = [];
  /** The names of the test that is told of and of those around it, the outermost first. */
  const names: string[] = [];
  const stream = run({ files: [...files], concurrency, timeout, ...(pattern === undefined ? {} : { testNamePatterns: [pattern] }) });
  /** What the process of each file has written of errors, the last of it: where it crashed that says why. */
  const cries = new Map<string, string>();
  stream.on('test:stderr', ({ file, message }) => {
    cries.set(file, `${cries.get(file) ?? ''}${message}`.slice(-4000));
  });
  stream.on('test:start', ({ name, nesting }) => {
    names.splice(nesting, names.length, name);
  });
  stream.on('test:pass', ({ details, skip, todo }) => {
    if (details.type === 'suite') return;
    if (skip !== undefined || todo !== undefined) counts.skipped += 1;
    else counts.passed += 1;
  });
  stream.on('test:fail', ({ details, file, name, nesting, todo }) => {
    if (todo !== undefined) {
      if (details.type !== 'suite') counts.skipped += 1;
      return;
    }
    const { type, message } = causeOf(details.error);
    // Whatever else goes wrong in a suite, such as in what is done after its tests, is nobody else's failure.
    if (details.type === 'suite' && type === failedWithin) return;
    counts.failed += 1;
    if (type === failedWithin) return;
    // A file that ends before its tests do is told of as a test of its name.
    const isFile = nesting === 0 && isAbsolute(name);
    const path = [...(file === undefined ? [] : [file]), ...names.slice(0, nesting), name].map((part) => (isAbsolute(part) ? shown(part) : part));
    failures.push({ title: path.filter((part, index) => part !== path[index - 1]).join(' › '), message: isFile ? `${message}\n${cries.get(name) ?? ''}` : message });
  });
  const report = new spec();
  stream.pipe(report).pipe(process.stdout, { end: false });
  await finished(report);
  if (before === undefined) delete process.env['NODE_OPTIONS'];
  else process.env['NODE_OPTIONS'] = before;
  return { ...counts, failures };
}
