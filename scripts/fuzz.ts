// npm run fuzz [-- part of a file name …] [-- --flags of the fuzzers]: runs test/fuzz/*.fuzz.ts one after the other.
import { spawnSync } from 'node:child_process';
import { filesBelow, inRepository, shown } from './repository';

const args = process.argv.slice(2);
const firstFlag = args.findIndex((arg) => arg.startsWith('--'));
const names = firstFlag < 0 ? args : args.slice(0, firstFlag);
const flags = firstFlag < 0 ? [] : args.slice(firstFlag);

const files = filesBelow(inRepository('test', 'fuzz'), (path) => path.endsWith('.fuzz.ts')).filter(
  (path) => names.length === 0 || names.some((name) => shown(path).includes(name)),
);
let failed = files.length === 0;
if (failed) console.error('There is no such file in test/fuzz.');
for (const file of files) {
  console.log(`── ${shown(file)}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, ...flags], { stdio: 'inherit' });
  if (status !== 0) failed = true;
}
process.exitCode = failed ? 1 : 0;
