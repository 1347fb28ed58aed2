import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../../test/e2e/harness/browser';
import { startVscode } from '../../test/e2e/harness/start-vscode';
import { openWorkbench } from '../../test/e2e/harness/workbench';
import { buildSuites } from '../../test/host/harness/build-suites';
import type { HostTestEvent } from '../../test/host/harness/run-mocha';
import { ensureBundled } from '../build/up-to-date';
import { root, testOutput } from '../repository';
import { startEmulator } from '../vscode/emulator';
import type { Counts } from './counts';

const results = join(testOutput, 'host-results.ndjson');
const limitMs = 300_000;

/** Removes what an earlier run left, and says where the suites in the extension host write their results. */
export function prepareResults(grep: string | undefined): Readonly<Record<string, string>> {
  mkdirSync(testOutput, { recursive: true });
  rmSync(results, { force: true });
  return { HOST_TEST_RESULTS: results, ...(grep === undefined ? {} : { HOST_TEST_GREP: grep }) };
}

/** Prints what the suites reported and counts it. A run that did not reach its end has failed, whatever it reported. */
export function reportResults(): Counts {
  const lines = existsSync(results) ? readFileSync(results, 'utf8').trim().split('\n').filter(Boolean) : [];
  const events = lines.map((line) => JSON.parse(line) as HostTestEvent);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const event of events) {
    if (event.event === 'pass') {
      counts.passed += 1;
      console.log(`✔ ${event.title} (${event.ms ?? 0} ms)`);
    } else if (event.event === 'skip') {
      counts.skipped += 1;
      console.log(`﹣ ${event.title}`);
    } else if (event.event === 'fail') {
      counts.failed += 1;
      console.log(`✖ ${event.title}\n${event.message.replace(/^/gm, '    ')}`);
    }
  }
  if (events.at(-1)?.event !== 'end') {
    counts.failed += 1;
    console.log('✖ the suites did not run to their end');
  }
  return counts;
}

/** Runs the suites of test/host/suite inside a real extension host, against dist/ and the emulator. */
export async function hostTests(grep?: string): Promise<Counts> {
  await ensureBundled();
  const tests = await buildSuites();
  const emulator = await startEmulator();
  const vscode = await startVscode({ env: { ...emulator.env, ...prepareResults(grep) } });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const ended = new Promise<void>((resolve, reject) => {
      // VS Code calls these two when the suites end; console output of the window goes to the first.
      const expose = Promise.all([
        page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
          if (process.env['HOST_TEST_VERBOSE'] !== undefined) console.log(`[${type}]`, ...args);
        }),
        page.exposeFunction('codeAutomationExit', () => resolve()),
      ]);
      expose.then(() => openWorkbench(page, vscode, { folder: vscode.folder, development: [root], tests })).catch(reject);
      page.on('crash', () => reject(new Error('The page of VS Code crashed.')));
      setTimeout(() => reject(new Error(`The suites did not end within ${limitMs / 1000} s.`)), limitMs).unref();
    });
    await ended.catch((error: unknown) => console.error(error instanceof Error ? error.message : error));
  } finally {
    await browser.close();
    await vscode.stop();
    await emulator.process.stop();
  }
  return reportResults();
}
