import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOwned, type OwnedProcess } from '../processes/owned-process';
import type { VscodeHost } from './install';
import { quietSettings } from './settings';

/** A running VS Code server that browsers open. */
export interface VscodeServer {
  /** Such as http://127.0.0.1:8390. */
  readonly url: string;
  /** Host and port, the authority of vscode-remote URIs. */
  readonly authority: string;
  readonly process: OwnedProcess;
}

export interface VscodeServerOptions {
  readonly host: VscodeHost;
  /** Keeps user data, extensions and the configuration file. */
  readonly dataFolder: string;
  /** 0, the default, is any free port. */
  readonly port?: number;
  /** On top of the quiet ones. Written when the user has no settings yet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Long options of VS Code's server, such as builtin-extensions-dir. */
  readonly vscodeOptions?: Readonly<Record<string, string>>;
  readonly onOutput?: (text: string) => void;
}

function folderArguments(dataFolder: string): string[] {
  const [userData, extensions] = [join(dataFolder, 'user-data'), join(dataFolder, 'extensions')];
  return ['--config', join(dataFolder, 'config.yaml'), '--user-data-dir', userData, '--extensions-dir', extensions];
}

/** Installs a VSIX for servers with this data folder, over an earlier one. @throws when VS Code refuses it. */
export async function installVsix(host: VscodeHost, dataFolder: string, vsix: string): Promise<void> {
  mkdirSync(dataFolder, { recursive: true });
  const process = startOwned(host.node, [host.entry, ...folderArguments(dataFolder), '--install-extension', vsix, '--force']);
  const code = await process.ended;
  if (code !== 0 || !/successfully installed/i.test(process.output())) {
    throw new Error(`VS Code did not install ${vsix}:\n${process.output()}`);
  }
}

/** Writes settings unless somebody has some already. */
function writeSettings(dataFolder: string, scope: 'User' | 'Machine', settings: Readonly<Record<string, unknown>>): void {
  const file = join(dataFolder, 'user-data', scope, 'settings.json');
  if (existsSync(file)) return;
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`);
}

/** How often it is started where its two processes do not find each other within their ten seconds, as on a busy machine. */
const starts = 5;

/** Starts VS Code on 127.0.0.1 without a password, for this computer only, and resolves when it listens. */
export async function startServer(options: VscodeServerOptions): Promise<VscodeServer> {
  writeSettings(options.dataFolder, 'User', { ...quietSettings, ...options.settings });
  // Settings of the scope "machine" count only here in a window whose extensions run elsewhere, such as a browser's.
  if (options.settings !== undefined) writeSettings(options.dataFolder, 'Machine', options.settings);
  const args = [
    options.host.entry,
    ...folderArguments(options.dataFolder),
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${options.port ?? 0}`],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
    ...['--disable-getting-started-override', '--ignore-last-opened'],
    // The default keeps the extension host of a closed page for hours.
    ...['--reconnection-grace-time', '5'],
    ...Object.entries(options.vscodeOptions ?? {}).flatMap(([name, value]) => ['--vscode-option', `${name}=${value}`]),
  ];
  for (let attempt = 1; ; attempt++) {
    const process = startOwned(options.host.node, args, { env: options.env ?? {}, ...(options.onOutput === undefined ? {} : { onOutput: options.onOutput }) });
    try {
      const [, port] = await process.line(/HTTP server listening on http:\/\/\S+?:(\d+)/);
      const authority = `127.0.0.1:${port ?? ''}`;
      return { url: `http://${authority}`, authority, process };
    } catch (error) {
      await process.stop();
      if (attempt === starts || !/error timed out/.test(process.output())) throw error;
    }
  }
}
