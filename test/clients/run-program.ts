import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ended {
  readonly code: number;
  /** Both streams, without white space around. */
  readonly output: string;
}

/** Runs a program to its end; `env` is added to that of this process. */
export function runProgram(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd?: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, NODE_OPTIONS: '', ...env }, ...(cwd === undefined ? {} : { cwd }) });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });
}

/** Runs a step of a set-up. @throws with what it printed when it fails. */
export async function setUp(command: string, args: readonly string[], cwd: string): Promise<void> {
  const { code, output } = await runProgram(command, args, {}, cwd);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output.slice(-2000)}`);
}

/** Whether a program is on this machine. */
export const has = (command: string, ...version: readonly string[]): boolean => spawnSync(command, version, { stdio: 'ignore' }).status === 0;

/** Makes a folder with files in it, which `dispose` removes. */
export function temporaryFolder(files: Readonly<Record<string, string>> = {}): { readonly path: string; readonly dispose: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'postgresql-clients-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}
