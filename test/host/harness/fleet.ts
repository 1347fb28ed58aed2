import { strict as assert } from 'node:assert';
import { languages, type Diagnostic } from 'vscode';
import type { FleetServer } from '../../../src/vscode/fleet';
import type { Services } from '../../../src/vscode/services';
import { steerEmulator } from './emulator-control';
import { until } from './eventually';

/** Waits until every server is listed and read, and nothing of it is under way that would read some again. */
export async function fleetRead({ fleet }: Services): Promise<void> {
  const isIdle = (): boolean => fleet.state.kind !== 'loading' && fleet.servers().length > 0 && fleet.pending === 0;
  await until('all servers are listed', fleet.onDidChange, isIdle);
  await fleet.listed();
  await until('all servers are read', fleet.onDidChange, isIdle);
}

/** Brings the sample servers back to what they were, and waits until all of them are read. */
export async function freshFleet(services: Services): Promise<void> {
  const { fleet, session } = services;
  await session.restore();
  // What is under way would bring back what was before.
  await fleet.listed();
  await until('nothing is read', fleet.onDidChange, () => fleet.pending === 0);
  await steerEmulator().reset();
  await fleet.refresh();
  await fleetRead(services);
}

export function serverNamed({ fleet }: Services, name: string): FleetServer {
  const server = fleet.servers().find(({ summary }) => summary.name === name);
  assert.ok(server, `${name} is not listed`);
  return server;
}

/** The ids of the rules that fail on a server. */
export const failing = (services: Services, name: string): string[] =>
  (serverNamed(services, name).report?.findings ?? []).map(({ rule }) => rule.id);

/** Waits until the Problems of a server's document are as wanted, and returns them. */
export async function problemsUntil(services: Services, name: string, holds: (problems: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
  const { id } = serverNamed(services, name).summary;
  const now = (): readonly Diagnostic[] => {
    const uri = services.documents.uri(id);
    return uri === undefined ? [] : languages.getDiagnostics(uri);
  };
  await until(`the Problems of ${name} are as wanted`, languages.onDidChangeDiagnostics, () => holds(now()));
  return now();
}
