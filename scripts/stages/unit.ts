import { availableParallelism } from 'node:os';
import { filesBelow, inRepository, shown } from '../repository';
import type { Counts } from './counts';
import { runNodeTests } from './node-tests';

/** Runs the unit tests; with arguments only the files whose path contains one of them. */
export function unitTests(only: readonly string[] = []): Promise<Counts> {
  const files = filesBelow(inRepository('test', 'unit'), (path) => path.endsWith('.test.ts')).filter(
    (path) => only.length === 0 || only.some((part) => shown(path).includes(part)),
  );
  return runNodeTests(files, { concurrency: availableParallelism(), timeout: 300_000 });
}
