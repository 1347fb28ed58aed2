import { startOwned, type OwnedProcess } from '../processes/owned-process';
import { inRepository } from '../repository';

/** The environment variable by which the extension finds an emulator instead of Azure. */
export const emulatorVariable = 'POSTGRESQL_SECURITY_EMULATOR';

/** The Azure emulator, listening on this computer. */
export interface RunningEmulator {
  /** Such as http://127.0.0.1:8391. */
  readonly url: string;
  /** To pass on to VS Code. */
  readonly env: Readonly<Record<string, string>>;
  readonly process: OwnedProcess;
}

/** Starts the emulator with its sample fleet; further arguments are those of npm run emulator. */
export async function startEmulator(args: readonly string[] = ['--port', '0']): Promise<RunningEmulator> {
  const process = startOwned(globalThis.process.execPath, [inRepository('scripts', 'run.mjs'), 'emulator', ...args]);
  const [url] = await process.line(/https?:\/\/127\.0\.0\.1:\d+/);
  return { url, env: { [emulatorVariable]: url }, process };
}
