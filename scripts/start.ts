// npm start [-- --port N] [--vscode-desktop]: the extension with sample servers, in a real VS Code, at one address.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePackaged } from './build/up-to-date';
import { freePort } from './processes/free-port';
import { startOwned, type OwnedProcess } from './processes/owned-process';
import { stopOnSignals } from './processes/stop-on-signals';
import { fingerprint, hostFolder, inRepository, root, vsixPath } from './repository';
import { startEmulator } from './vscode/emulator';
import { ensureHost, hostSupported } from './vscode/install';
import { installVsix, startServer } from './vscode/server';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '8390' }, 'vscode-desktop': { type: 'boolean', default: false } },
});
const dataFolder = join(hostFolder, 'data');
const workspace = join(hostFolder, 'workspace');

/** Runs a step unless it was done for the same content before; what was done is noted beside the data. */
async function once(name: string, content: string, step: () => void | Promise<void>): Promise<void> {
  const note = join(dataFolder, `${name}.done`);
  if (existsSync(note) && readFileSync(note, 'utf8') === content) return;
  mkdirSync(dataFolder, { recursive: true });
  await step();
  writeFileSync(note, content);
}

/** Copies the samples, so that trying things out changes no file that git knows. Own edits stay until the samples change. */
const copySamples = (): Promise<void> => {
  const samples = inRepository('samples', 'workspace');
  return once('workspace', fingerprint([samples]), () => {
    mkdirSync(workspace, { recursive: true });
    if (existsSync(samples)) cpSync(samples, workspace, { recursive: true });
    else writeFileSync(join(workspace, 'main.bicep'), "param location string = resourceGroup().location\n");
  });
};

const started: OwnedProcess[] = [];
const stopAll = async (): Promise<void> => {
  await Promise.all(started.map((process) => process.stop()));
};
const person = { asked: false };
stopOnSignals(() => {
  person.asked = true;
  return stopAll();
});

async function startInBrowser(packaged: string, env: Readonly<Record<string, string>>): Promise<void> {
  const host = ensureHost();
  await once('extension', packaged, () => installVsix(host, dataFolder, vsixPath));
  // The same port again: a browser keeps a window's state by its address.
  const port = await freePort(Number(values.port));
  const server = await startServer({ host, dataFolder, port, env });
  started.push(server.process);
  console.log(`\nOpen ${server.url}/?folder=${encodeURIComponent(workspace)}\n\nCtrl+C ends VS Code and the emulator.`);
}

function startOnDesktop(env: Readonly<Record<string, string>>): void {
  const userData = join(dataFolder, 'desktop');
  const args = [`--extensionDevelopmentPath=${root}`, `--user-data-dir=${userData}`, '--new-window', '--wait', workspace];
  console.log('Starting the installed VS Code (the command "code") …\n\nCtrl+C ends it and the emulator.');
  started.push(startOwned('code', args, { env }));
}

try {
  const packaged = await ensurePackaged();
  await copySamples();
  const emulator = await startEmulator(['--port', String(await freePort(4170))]);
  started.push(emulator.process);
  console.log(`The Azure emulator with its sample fleet listens on ${emulator.url}.`);
  if (values['vscode-desktop'] || !hostSupported()) startOnDesktop(emulator.env);
  else await startInBrowser(packaged, emulator.env);
  // One of them ending by itself, such as a closed desktop window, ends the rest.
  const code = await Promise.race(started.map((process) => process.ended));
  if (!person.asked) {
    if (code !== 0) console.error(started.map((process) => process.output().slice(-2000)).join('\n'));
    await stopAll();
    process.exit(code);
  }
} catch (error) {
  await stopAll();
  if (!person.asked) console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
