import { connectionsOf, connectionsPath, endpointName, statusInWords, type PrivateEndpointConnection } from '../../layers/private-link/connections';
import { inResource } from '../../model/address';
import type { Change } from '../../model/fix';
import { nameOf, settingOf, type Server } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { isUnknown } from '../../model/value';
import { cutOff, type CutOffQuestion } from '../changes/cut-off';
import { planned, type Danger, type Plan } from '../plan';
import { closesOnlyWay } from './only-way';

export type Answer = 'Approved' | 'Rejected';

function stateOf(snapshot: Snapshot, { resource: { key } }: Server, { key: connection, name }: PrivateEndpointConnection): string {
  const server = snapshot.servers.find(({ resource }) => resource.key === key);
  if (server === undefined) return 'not known: the server could not be read';
  const found = connectionsOf({ snapshot, server }).find((one) => one.key === connection);
  if (found !== undefined) return `${name}: ${found.status.toLowerCase() || 'status not known'}`;
  const list = settingOf(server.resource, connectionsPath);
  return isUnknown(list) ? `${name}: not known, ${list.because}` : `no connection ${name}`;
}

const part = (id: string, after: string): string => new RegExp(`/${after}/([^/]+)`, 'i').exec(id)?.[1] ?? '';

/** Where an endpoint lives, as far as its id says it: whoever may use that network reaches the server. */
export function whereEndpointIs({ endpoint }: PrivateEndpointConnection): string {
  if (endpoint === '') return 'Azure does not say where the endpoint is.';
  return `The endpoint is in the resource group ${part(endpoint, 'resourceGroups')} of the subscription ${part(endpoint, 'subscriptions')}.`;
}

function stranger({ server }: Subject, connection: PrivateEndpointConnection): Danger | undefined {
  const own = part(server.resource.key, 'subscriptions').toLowerCase();
  const other = part(connection.endpoint, 'subscriptions').toLowerCase();
  if (own === other) return undefined;
  return {
    question: `Let a network of another subscription reach ${nameOf(server.resource)}?`,
    detail: `${whereEndpointIs(connection)} Anybody can ask for a connection from anywhere: approve it only where you know who asked.`,
    confirm: 'Approve It',
  };
}

/** Plans to approve or reject a private endpoint. @param note what whoever asked is told. */
export function planConnectionAnswer(subject: Subject, connection: PrivateEndpointConnection, answer: Answer, note: string, seen?: CutOffQuestion['seen']): Plan {
  const { snapshot, server } = subject;
  const label = nameOf(server.resource);
  const name = endpointName(connection);
  const value = { status: answer, description: note };
  const changes: readonly Change[] = [{ kind: 'set', at: inResource(connection.key, 'properties', 'privateLinkServiceConnectionState'), value }];
  const approves = answer === 'Approved';
  const losing = cutOff({ snapshot, server, changes, seen });
  const danger = approves ? stranger(subject, connection) : undefined;
  return {
    title: `${approves ? 'Approve' : 'Reject'} private endpoint ${name} of ${label}`,
    detail: [
      `It is now ${statusInWords(connection)}.`,
      whereEndpointIs(connection),
      approves
        ? 'Whoever is in its network, or in one that is connected to it, reaches the server then. Whoever connects still has to sign in.'
        : 'Whoever asked is told so, with your words.',
    ],
    confirm: approves ? 'Approve' : 'Reject',
    changes,
    effects: losing.length === 0 ? [] : [planned('interrupts', 'Whoever comes by this endpoint is refused.')],
    cutOff: losing,
    ...(closesOnlyWay(subject, changes) ? { typed: label } : {}),
    ...(danger === undefined ? {} : { danger }),
    state: (after) => stateOf(after, server, connection),
    wanted: `${connection.name}: ${answer.toLowerCase()}`,
  };
}

/** Plans to remove a private endpoint connection from the server; the endpoint itself stays in its network, without use. */
export function planConnectionRemoval(subject: Subject, connection: PrivateEndpointConnection, seen?: CutOffQuestion['seen']): Plan {
  const { snapshot, server } = subject;
  const label = nameOf(server.resource);
  const name = endpointName(connection);
  const changes: readonly Change[] = [{ kind: 'remove', at: inResource(connection.key) }];
  const losing = cutOff({ snapshot, server, changes, seen });
  return {
    title: `Remove private endpoint ${name} from ${label}`,
    detail: [`It is now ${statusInWords(connection)}.`, whereEndpointIs(connection), 'The endpoint itself stays in its network, but leads nowhere.'],
    confirm: 'Remove Connection',
    changes,
    effects: [planned('irreversible', 'A connection comes into being only with its endpoint, so it has to be made anew there to come back.')],
    cutOff: losing,
    noWayBack: 'A private endpoint connection comes into being with its endpoint, which lies in the network of whoever made it.',
    ...(closesOnlyWay(subject, changes) ? { typed: label } : {}),
    state: (after) => stateOf(after, server, connection),
    wanted: `no connection ${connection.name}`,
  };
}
