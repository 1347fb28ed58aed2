// npm run test:desktop [-- --grep PATTERN]: the suites of test/host in a downloaded VS Code for the desktop.
import { runTests } from '@vscode/test-electron';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBundled } from './build/up-to-date';
import { inRepository, root } from './repository';
import { succeeded } from './stages/counts';
import { conclusion } from './stages/failures';
import { prepareHostRun } from './stages/host';
import { startEmulator } from './vscode/emulator';

const { values } = parseArgs({ options: { grep: { type: 'string' } } });
await ensureBundled();
const temporary = mkdtempSync(join(tmpdir(), 'postgresql-security-'));
const workspace = join(temporary, 'workspace');
cpSync(inRepository('test', 'fixtures', 'workspace'), workspace, { recursive: true });
const run = await prepareHostRun(values.grep);
const emulator = await startEmulator();
let ending: unknown;
try {
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: run.tests,
    launchArgs: [workspace, `--user-data-dir=${join(temporary, 'user-data')}`, '--disable-workspace-trust'],
    extensionTestsEnv: { ...emulator.env, ...run.env },
  });
} catch (error) {
  // Failed tests end up here too; what failed is in the results.
  ending = error;
  console.error(error instanceof Error ? error.message : error);
} finally {
  await emulator.process.stop();
  rmSync(temporary, { recursive: true, force: true });
}
const counts = run.report(ending);
console.log(conclusion(counts));
process.exitCode = succeeded(counts) ? 0 : 1;
