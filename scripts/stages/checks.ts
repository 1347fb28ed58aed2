import { spawnSync } from 'node:child_process';
import { root } from '../repository';
import type { Counts } from './counts';

/** The checks of continuous integration beside the tests: a name and the arguments for Node.js. */
const checks: readonly (readonly [string, readonly string[]])[] = [
  ['lint', ['node_modules/eslint/bin/eslint.js', '.']],
  ['types', ['node_modules/typescript/bin/tsc']],
  ['package', ['scripts/run.mjs', 'package', '--strict']],
];

/** Runs lint, types and packaging; each counts as one test. */
export function staticChecks(): Counts {
  const failed = checks.filter(([name, args]) => {
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
    console.log(`${status === 0 ? '✔' : '✖'} ${name}`);
    return status !== 0;
  });
  return { passed: checks.length - failed.length, failed: failed.length, skipped: 0 };
}
