import { spec } from 'node:test/reporters';
import { run } from 'node:test';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { finished } from 'node:stream/promises';
import type { Counts } from './counts';

interface NodeTestOptions {
  /** How many files run at the same time; each is a process. */
  readonly concurrency: number;
  /** The longest that one file may take, in milliseconds. */
  readonly timeout: number;
  /** Only tests whose name fits. */
  readonly pattern?: string;
}

/** Runs TypeScript test files with node:test, prints what they report and counts the tests; suites do not count. */
export async function runNodeTests(files: readonly string[], { concurrency, timeout, pattern }: NodeTestOptions): Promise<Counts> {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  // The runner starts a process for each file, which finds its TypeScript loader here.
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const before = process.env['NODE_OPTIONS'];
  process.env['NODE_OPTIONS'] = `${before ?? ''} --import=${loader}`.trim();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const stream = run({ files: [...files], concurrency, timeout, ...(pattern === undefined ? {} : { testNamePatterns: [pattern] }) });
  stream.on('test:pass', ({ details, skip, todo }) => {
    if (details.type === 'suite') return;
    if (skip !== undefined || todo !== undefined) counts.skipped += 1;
    else counts.passed += 1;
  });
  stream.on('test:fail', ({ details, todo }) => {
    if (details.type === 'suite') return;
    if (todo !== undefined) counts.skipped += 1;
    else counts.failed += 1;
  });
  const report = new spec();
  stream.pipe(report).pipe(process.stdout, { end: false });
  await finished(report);
  if (before === undefined) delete process.env['NODE_OPTIONS'];
  else process.env['NODE_OPTIONS'] = before;
  return counts;
}
