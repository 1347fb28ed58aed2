import { spawnSync } from 'node:child_process';
import { root } from '../repository';
import type { Counts } from './counts';
import type { Failure } from './failures';

/** The checks of continuous integration beside the tests: a name and the arguments for Node.js. */
const checks: readonly (readonly [string, readonly string[]])[] = [
  ['lint', ['node_modules/eslint/bin/eslint.js', '.']],
  ['types', ['node_modules/typescript/bin/tsc']],
  ['package', ['scripts/run.mjs', 'package', '--strict']],
];

/** Runs lint, types and packaging; each counts as one test. */
export function staticChecks(): Counts {
  const failures = checks.flatMap(([name, args]): Failure[] => {
    // What is printed is told again where it failed.
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 28 });
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    console.log(`${status === 0 ? '✔' : '✖'} ${name}`);
    return status === 0 ? [] : [{ title: name, message: `${stderr}\n${stdout}` }];
  });
  return { passed: checks.length - failures.length, failed: failures.length, skipped: 0, failures };
}
