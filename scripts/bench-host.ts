// npm run bench:host: what ten thousand servers take in a real extension host. A slow machine fails nothing.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../test/e2e/harness/browser';
import { startVscode } from '../test/e2e/harness/start-vscode';
import { openViewContainer } from '../test/e2e/harness/tree';
import { openWorkbench } from '../test/e2e/harness/workbench';
import { steerEmulator } from '../test/host/harness/emulator-control';
import type { Measured } from '../test/bench/measure';
import { ensureBundled } from './build/up-to-date';
import { measuredRow } from './measured-row';
import { inRepository, root, testOutput } from './repository';
import { prepareHostRun } from './stages/host';
import { startEmulator } from './vscode/emulator';

/** Minutes on a machine with nothing else to do; it is for what hangs. */
const limitMs = 2_700_000;

await ensureBundled();
const run = await prepareHostRun(undefined, inRepository('test', 'bench', 'host'));
const figures = join(testOutput, 'bench-host.json');
rmSync(figures, { force: true });
const emulator = await startEmulator(['--port', '0', '--servers', '10000']);
const vscode = await startVscode({ env: { ...emulator.env, ...run.env, BENCH_FIGURES: figures } });
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  // Patience for machines that do much else at the same time.
  page.setDefaultNavigationTimeout(120_000);
  const ended = new Promise<void>((resolve, reject) => {
    setTimeout(() => reject(new Error('The measures did not end.')), limitMs).unref();
    page.exposeFunction('codeAutomationLog', () => undefined).catch(reject);
    page.exposeFunction('codeAutomationExit', () => resolve()).catch(reject);
  });
  await openWorkbench(page, vscode, { folder: vscode.folder, development: [root], tests: run.tests });
  // The view is what asks for the servers: from the click until the first of them is on the screen.
  await page.locator('.statusbar').getByText('ready to be measured').waitFor({ timeout: limitMs });
  const clicked = performance.now();
  await openViewContainer(page, 'PostgreSQL Security');
  await page.locator('.sidebar').getByRole('treeitem', { name: /Fabrikam/ }).first().waitFor({ timeout: limitMs });
  const painted = performance.now() - clicked;
  await ended;
  const calls = await steerEmulator(emulator.url).requests();
  // The rows are drawn before the first list of Single Servers is asked for.
  const before = calls.findIndex(({ path }) => /\/Microsoft\.DBforPostgreSQL\/servers$/i.test(path));
  console.log(measuredRow({ name: 'first paint of 10,000 servers after the click', value: painted, unit: 'ms', note: 'in the browser, the extension not yet active' }));
  console.log(measuredRow({ name: 'Azure calls before that', value: before === -1 ? calls.length : before, unit: 'calls', budget: { atMost: 12 }, note: `${calls.length} until all were listed` }));
  for (const measured of JSON.parse(readFileSync(figures, 'utf8')) as Measured[]) console.log(measuredRow(measured));
} finally {
  await browser.close();
  await vscode.stop();
  await emulator.process.stop();
}
run.report();
