import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FleetServer } from '../../../src/vscode/fleet';
import type { Services } from '../../../src/vscode/services';

/** How long anything may take that a test waits for, in milliseconds. */
const patience = 20_000;

/** What the extension works with, which it hands out to tests only. */
export async function extensionServices(): Promise<Services> {
  const extension = vscode.extensions.getExtension<{ readonly services: Services } | undefined>('postgresql-security.postgresql-security-for-azure');
  const api = await extension?.activate();
  assert.ok(api, 'the extension hands out nothing: it does not run in test mode');
  return api.services;
}

/** Waits until something is so; looked at after each of the events, and once before. */
export function until(what: string, events: readonly vscode.Event<unknown>[], holds: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      for (const listener of listeners) listener.dispose();
    };
    const look = (): void => {
      if (!holds()) return;
      end();
      resolve();
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`It did not come to this: ${what}.`));
    }, patience);
    const listeners = events.map((event) => event(look));
    look();
  });
}

/** Waits until every server is listed and read. */
export function fleetRead({ fleet }: Services): Promise<void> {
  return until('all servers are read', [fleet.onDidChange], () => fleet.state.kind !== 'loading' && fleet.servers().length > 0 && fleet.pending === 0);
}

export function serverNamed({ fleet }: Services, name: string): FleetServer {
  const server = fleet.servers().find(({ summary }) => summary.name === name);
  assert.ok(server, `${name} is not listed`);
  return server;
}

/** Waits until the Problems of a server's document are as wanted, and returns them. */
export async function problemsUntil(services: Services, name: string, holds: (problems: readonly vscode.Diagnostic[]) => boolean): Promise<readonly vscode.Diagnostic[]> {
  const { id } = serverNamed(services, name).summary;
  const now = (): readonly vscode.Diagnostic[] => {
    const uri = services.documents.uri(id);
    return uri === undefined ? [] : vscode.languages.getDiagnostics(uri);
  };
  await until(`the Problems of ${name} are as wanted`, [vscode.languages.onDidChangeDiagnostics], () => holds(now()));
  return now();
}

/** Steers the emulator that the window is signed in to. */
export async function emulator(path: 'faults' | 'reset', body?: object): Promise<void> {
  const answer = await fetch(`${process.env['POSTGRESQL_SECURITY_EMULATOR'] ?? ''}/__emulator/${path}`, {
    method: 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.equal(answer.status, 200, await answer.text());
}
