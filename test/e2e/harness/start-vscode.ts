import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository } from '../../../scripts/repository';
import { ensureHost } from '../../../scripts/vscode/install';
import { installVsix, startServer, type VscodeServer } from '../../../scripts/vscode/server';
import { chosenTheme } from './theme';
import { makeBuiltinExtensions } from '../../host/harness/builtin-extensions';

export interface VscodeOptions {
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables of the extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The workspace to open; it is copied first. Default: test/fixtures/workspace. */
  readonly folder?: string;
  /** A packaged extension to install. */
  readonly vsix?: string;
  /** State of the fixture's Microsoft account when VS Code starts. Default: signed-out. */
  readonly signIn?: 'signed-in' | 'signed-out';
}

/** A VS Code server of its own for a test: fresh user data and a copy of the workspace. */
export interface TestVscode extends VscodeServer {
  /** The copy of the workspace folder that pages open. */
  readonly folder: string;
  /** Ends the server and removes what it left behind. */
  readonly stop: () => Promise<void>;
}

/** Starts VS Code for tests. Servers are independent of each other; each takes a second or two to start. */
export async function startVscode(options: VscodeOptions = {}): Promise<TestVscode> {
  const host = ensureHost();
  const temporary = mkdtempSync(join(tmpdir(), 'postgresql-security-'));
  const folder = join(temporary, 'workspace');
  cpSync(options.folder ?? inRepository('test', 'fixtures', 'workspace'), folder, { recursive: true });
  if (options.vsix !== undefined) await installVsix(host, temporary, options.vsix);
  const builtins = join(temporary, 'builtin-extensions');
  await makeBuiltinExtensions(host, builtins);
  const server = await startServer({
    host,
    dataFolder: temporary,
    settings: { ...(chosenTheme === undefined ? {} : { 'workbench.colorTheme': chosenTheme }), ...options.settings },
    env: { FIXTURE_SIGN_IN: options.signIn ?? 'signed-out', ...options.env },
    vscodeOptions: { 'builtin-extensions-dir': builtins },
  });
  return {
    ...server,
    folder,
    stop: async () => {
      await server.process.stop();
      rmSync(temporary, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
