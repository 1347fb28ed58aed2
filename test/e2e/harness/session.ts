import { after, afterEach, before } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { vsixPath } from '../../../scripts/repository';
import { startEmulator, type RunningEmulator } from '../../../scripts/vscode/emulator';
import { launchBrowser } from './browser';
import { startVscode, type TestVscode, type VscodeOptions } from './start-vscode';
import { extensionsReady, openWorkbench, screenshot } from './workbench';

export interface SessionOptions extends Omit<VscodeOptions, 'vsix'> {
  /** Arguments of the emulator, or false for none. Default: the sample fleet over HTTP. */
  readonly emulator?: readonly string[] | false;
  /** Name of the screenshots that are made after each test. */
  readonly name: string;
  /** What depends on the emulator's address, on top of the other options. */
  readonly configure?: (emulator: RunningEmulator) => Promise<Pick<VscodeOptions, 'settings' | 'env'>>;
  /** What else has to be there before VS Code starts, and the settings that lead to it. */
  readonly prepare?: () => Promise<Pick<VscodeOptions, 'settings' | 'env'>>;
  /** Size of the window, and how many pixels of a picture one of its own takes. */
  readonly window?: { readonly width: number; readonly height: number; readonly scale: number };
}

const usualWindow = { width: 1280, height: 800, scale: 1 };

/** What the tests of one file share. The values exist from the first test on. */
export interface Session {
  readonly page: Page;
  readonly vscode: TestVscode;
  readonly browser: Browser;
  readonly emulator: RunningEmulator;
  /** Opens another page on the same VS Code, in a browser profile of its own. */
  readonly newPage: () => Promise<Page>;
}

/** An answer that must exist by the time it is asked for. */
function started<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`There is no ${name} before the first test, or the session was made without one.`);
  return value;
}

/**
 * Gives the tests of a file a VS Code with the packaged extension, an emulator and a page on which the extension is
 * ready. Call it once at the top of the file; everything ends after its last test.
 */
export function vscodeSession({ emulator: emulatorArguments, name, window = usualWindow, configure, prepare, ...options }: SessionOptions): Session {
  let emulator: RunningEmulator | undefined;
  let vscode: TestVscode | undefined;
  let browser: Browser | undefined;
  let page: Page | undefined;

  const newPage = async (): Promise<Page> => {
    const context = await started(browser, 'browser').newContext({ viewport: { width: window.width, height: window.height }, deviceScaleFactor: window.scale });
    // Patience for machines that do much else at the same time; what works takes a second or two.
    context.setDefaultTimeout(45_000);
    context.setDefaultNavigationTimeout(120_000);
    const server = started(vscode, 'VS Code');
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
    const opened = await context.newPage();
    await openWorkbench(opened, server, { folder: server.folder });
    await extensionsReady(opened);
    return opened;
  };

  before(
    async () => {
      if (emulatorArguments !== false) emulator = await startEmulator(emulatorArguments);
      const more = (emulator === undefined ? undefined : await configure?.(emulator)) ?? (await prepare?.());
      vscode = await startVscode({
        ...options,
        settings: { ...options.settings, ...more?.settings },
        env: { ...emulator?.env, ...options.env, ...more?.env },
        vsix: vsixPath,
      });
      browser = await launchBrowser();
      page = await newPage();
    },
    { timeout: 300_000 },
  );
  let count = 0;
  afterEach(async (context) => {
    count += 1;
    // Node 20 does not tell a hook whether the test passed; one picture after each test serves both cases.
    if (page !== undefined) await screenshot(page, `${name}-${String(count).padStart(2, '0')}-${slug(context)}`);
  });
  after(async () => {
    await browser?.close();
    await vscode?.stop();
    await emulator?.process.stop();
  });

  return {
    get page() {
      return started(page, 'page');
    },
    get vscode() {
      return started(vscode, 'VS Code');
    },
    get browser() {
      return started(browser, 'browser');
    },
    get emulator() {
      return started(emulator, 'emulator');
    },
    newPage,
  };
}

const slug = (context: object): string =>
  ('name' in context ? String(context.name) : 'test')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
