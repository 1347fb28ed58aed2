import { ProgressLocation, window } from 'vscode';
import { nameOf, settingOf, type Kind, type Server } from '../model/resource';
import type { Snapshot } from '../model/snapshot';
import { serverById } from '../model/snapshot';
import { abortOn } from './abort-on';
import type { FleetServer } from './fleet';
import { pickServer } from './pick-server';
import type { Services } from './services';
import { UserMessage } from './user-message';

export interface ReadServer {
  readonly fleetServer: FleetServer;
  readonly server: Server;
  readonly snapshot: Snapshot;
}

/**
 * Finds the server that a command is for, asking where nobody chose one, and reads it unless that is done.
 * @param atMostOld how long ago it may have been read, in milliseconds; however long where left out.
 * @throws when it cannot be read: no change is planned on what is not known.
 */
export async function pickReadServer(services: Services, node: unknown, kinds: readonly Kind[], atMostOld = Infinity): Promise<ReadServer | undefined> {
  const picked = await pickServer(services, node, kinds);
  if (picked === undefined) return undefined;
  const { id, name } = picked.summary;
  const options = { location: ProgressLocation.Notification, title: `Reading ${name}`, cancellable: true };
  const fleetServer =
    picked.state === 'read' && Date.now() - (picked.readAt ?? 0) < atMostOld
      ? picked
      : await window.withProgress(options, (_progress, token) => services.fleet.read(id, abortOn(token)));
  const snapshot = fleetServer.state === 'read' ? fleetServer.snapshot : undefined;
  const server = snapshot === undefined ? undefined : serverById(snapshot, id);
  if (snapshot === undefined || server === undefined) {
    throw new UserMessage(fleetServer.message ?? `${name} could not be read. Refresh the servers and try again.`);
  }
  return { fleetServer, server, snapshot };
}

/** The host name that the server's certificate is for. */
export function hostOf({ server }: ReadServer): string {
  const host = settingOf(server.resource, ['properties', 'fullyQualifiedDomainName']);
  if (typeof host === 'string') return host;
  throw new UserMessage(`Azure does not say the host name of ${nameOf(server.resource)}. It is known once the server has been created; read it again then.`);
}
