import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
import { messageOf, type Failure } from './failures';

/** Long enough for a machine on which all takes five times as long as it should. */
const limitMs = 1_500_000;

/** One run of the suites: what VS Code is to load, and the way back for the results. */
export interface HostRun {
  /** The module whose `run` starts the suites. */
  readonly tests: string;
  /** To pass on to the extension host. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Prints the results, counts them and removes the files of the run.
   * @param ending why the run ended before its end, where somebody knows.
   */
  readonly report: (ending?: unknown) => Counts;
}

/** Compiles the suites into a folder of their own, so that runs at the same time do not disturb each other. */
export async function prepareHostRun(grep: string | undefined, suites?: string): Promise<HostRun> {
  mkdirSync(testOutput, { recursive: true });
  const folder = mkdtempSync(join(testOutput, 'host-'));
  const results = join(folder, 'results.ndjson');
  const tests = await buildSuites(folder, suites);
  return {
    tests,
    env: { HOST_TEST_RESULTS: results, ...(grep === undefined ? {} : { HOST_TEST_GREP: grep }) },
    report: (ending) => {
      const text = existsSync(results) ? readFileSync(results, 'utf8') : '';
      rmSync(folder, { recursive: true, force: true });
      return reportHostRun(text, ending);
    },
  };
}

/** Prints what the suites reported and counts it. A run that did not reach its end has failed, whatever it reported. */
export function reportHostRun(text: string, ending?: unknown): Counts {
  const lines = text.split('\n').filter((line) => line !== '');
  const events = lines.map((line) => JSON.parse(line) as HostTestEvent);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures: Failure[] = [];
  for (const event of events) {
    if (event.event === 'pass') {
      counts.passed += 1;
      console.log(`✔ ${event.title} (${event.ms ?? 0} ms)`);
    } else if (event.event === 'skip') {
      counts.skipped += 1;
      console.log(`﹣ ${event.title}`);
    } else if (event.event === 'fail') {
      counts.failed += 1;
      failures.push(event);
      console.log(`✖ ${event.title}\n${event.message.replace(/^/gm, '    ')}`);
    }
  }
  const last = events.at(-1);
  if (last?.event !== 'end') {
    const title = 'the suites did not run to their end';
    const under = last?.event === 'start' ? `under way: ${last.title}` : `last told: ${last?.title ?? 'nothing'}`;
    counts.failed += 1;
    failures.push({ title, message: [under, ...(ending === undefined ? [] : [messageOf(ending)])].join('\n') });
    console.log(`✖ ${title}; ${under}`);
  }
  return { ...counts, failures };
}

/** Runs the suites of test/host/suite inside a real extension host, against dist/ and the emulator. */
export async function hostTests(grep?: string): Promise<Counts> {
  await ensureBundled();
  const run = await prepareHostRun(grep);
  const emulator = await startEmulator();
  const vscode = await startVscode({ env: { ...emulator.env, ...run.env } });
  const browser = await launchBrowser();
  let ending: unknown;
  try {
    const page = await browser.newPage();
    // Patience for machines that do much else at the same time.
    page.setDefaultNavigationTimeout(120_000);
    const ended = new Promise<void>((resolve, reject) => {
      // VS Code calls these two when the suites end; console output of the window goes to the first.
      const expose = Promise.all([
        page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
          if (process.env['HOST_TEST_VERBOSE'] !== undefined) console.log(`[${type}]`, ...args);
        }),
        page.exposeFunction('codeAutomationExit', () => resolve()),
      ]);
      expose.then(() => openWorkbench(page, vscode, { folder: vscode.folder, development: [root], tests: run.tests })).catch(reject);
      page.on('crash', () => reject(new Error('The page of VS Code crashed.')));
      setTimeout(() => reject(new Error(`The suites did not end within ${limitMs / 1000} s.`)), limitMs).unref();
    });
    await ended.catch((error: unknown) => {
      ending = error;
      console.error(error instanceof Error ? error.message : error);
    });
  } finally {
    await browser.close();
    await vscode.stop();
    await emulator.process.stop();
  }
  return run.report(ending);
}
