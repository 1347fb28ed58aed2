import { window } from 'vscode';
import type { ConnectedClients } from '../../engine/connected-clients';
import { chooseConnection } from '../inside-connection';
import { lookInto } from '../look-into';
import { UserMessage } from '../user-message';
import type { Asking } from './remedy';

/** What was seen this long ago is as good as new, in milliseconds. */
const fresh = 10 * 60_000;

/** Connects, reads roles and sessions, and keeps them for this and later plans; nothing where the person thinks better of it. */
async function look({ services, fleetServer }: Asking, title: string): Promise<ConnectedClients | undefined> {
  const { id: serverId, subscriptionId, name } = fleetServer.summary;
  const connection = await chooseConnection(services, { kind: 'server', serverId, subscriptionId }, title);
  if (connection === undefined) return undefined;
  const { host, server } = connection.place;
  if (server === undefined) throw new UserMessage(`Who is connected to ${host} says nothing about ${name}. Look there by its own name.`);
  await lookInto(services, connection);
  return services.inside.clients(serverId);
}

/**
 * Offers to look who is connected and how roles sign in before a plan that may cut somebody off.
 * @returns what was seen, an empty object where the person goes on without it, nothing where they think better of it.
 */
export async function lookFirst(asking: Asking, title: string, now = Date.now()): Promise<{ readonly clients?: ConnectedClients } | undefined> {
  const known = asking.services.inside.clients(asking.fleetServer.summary.id);
  if (known !== undefined && now - Date.parse(known.at) < fresh) return { clients: known };
  const first = { label: '$(eye) Look who is connected first…', detail: 'Signs in to a database over verified TLS and counts sessions and roles' };
  const older = known === undefined ? [] : [{ label: '$(history) Use what was seen before', detail: `Seen ${known.at.slice(0, 16).replace('T', ' ')} UTC by ${known.seenBy}` }];
  const without = { label: '$(arrow-right) Plan it without looking', detail: 'The plan then says that nobody looked who may be cut off' };
  const choice = await window.showQuickPick([first, ...older, without], { title, placeHolder: 'Who would be cut off?' });
  if (choice === undefined) return undefined;
  if (choice === without) return {};
  if (choice !== first) return known === undefined ? {} : { clients: known };
  const clients = await look(asking, title);
  return clients === undefined ? undefined : { clients };
}
