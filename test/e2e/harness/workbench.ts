import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { testOutput } from '../../../scripts/repository';
import type { VscodeServer } from '../../../scripts/vscode/server';
import { themeSuffix } from './theme';

export const extensionId = 'postgresql-security.postgresql-security-for-azure';

export interface WorkbenchOptions {
  /** The folder to open. */
  readonly folder: string;
  /** Folders of extensions to run from source, as with --extensionDevelopmentPath. */
  readonly development?: readonly string[];
  /** A module whose `run` is called in the extension host, as with --extensionTestsPath. */
  readonly tests?: string;
  /** Lets the extension use the Microsoft account without VS Code's Allow dialog. Default: true. */
  readonly trustedWithAccount?: boolean;
}

/**
 * A script for the page that merges into the configuration which the page carries in an attribute, before the
 * workbench reads it. As text, because it runs in the browser, whose globals this program does not have.
 */
const mergeConfiguration = (changes: object): string => `
  const original = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    const text = original.call(this, name);
    if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration' || !text) return text;
    const configuration = JSON.parse(text);
    for (const [key, value] of Object.entries(${JSON.stringify(changes)})) configuration[key] = { ...configuration[key], ...value };
    return JSON.stringify(configuration);
  };`;

/** Opens the workbench in a page. Routing the HTML through Playwright instead would make Chromium block its socket. */
export async function openWorkbench(page: Page, server: VscodeServer, options: WorkbenchOptions): Promise<void> {
  const uri = (path: string): object => ({ scheme: 'vscode-remote', authority: server.authority, path });
  const changes: Record<string, Record<string, unknown>> = {};
  if (options.development !== undefined) {
    changes['developmentOptions'] = {
      extensions: options.development.map(uri),
      ...(options.tests === undefined ? {} : { extensionTestsPath: uri(options.tests) }),
    };
  }
  if (options.trustedWithAccount !== false) {
    changes['productConfiguration'] = { trustedExtensionAuthAccess: { microsoft: [extensionId] } };
  }
  await page.addInitScript({ content: mergeConfiguration(changes) });
  await page.goto(`${server.url}/?folder=${encodeURIComponent(options.folder)}`);
}

/** Waits until VS Code knows its extensions: the palette and the views appear earlier, from a cache. */
export async function extensionsReady(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('code/didLoadExtensions').length > 0, null, { timeout: 120_000 });
}

/** Saves what the page shows as .test-output/screenshots/<name>.png. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = join(testOutput, 'screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}${themeSuffix}.png`) });
}
