import type { ResourceKey } from '../../model/address';
import { inResource } from '../../model/address';
import type { Codec, Fact } from '../../model/fact';
import { factOf, readSetting } from '../../model/fact';
import { sameType, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import type { Value } from '../../model/value';
import { isList, isUnknown, valueAt } from '../../model/value';
import { readOnce } from '../read-once';
import { readVirtualNetworkFacts } from '../virtual-network/facts';
import type { PrivateEndpointConnection } from './connections';
import { connectionsOf, connectionsPath as path } from './connections';

export interface PrivateLinkFacts {
  /** How many private endpoints lead to the server and are approved. */
  readonly approved: Fact<number>;
  /** How many wait for an approval. */
  readonly pending: Fact<number>;
  /** Each of those that Azure tells of a live server. */
  readonly connections: readonly PrivateEndpointConnection[];
  /** Whether the server lives in a virtual network, where it can have no private endpoint. */
  readonly integrated: Fact<boolean>;
}

/** Where a HorizonDB cluster keeps them: beside its body, which other servers list them in. */
export const horizonConnections = 'Microsoft.HorizonDb/clusters/privateEndpointConnections';

/** Counts the connections of a list that have this status; nothing can be said where one status is not known. */
function count(status: string): Codec<number> {
  return (value) => {
    if (!isList(value)) return undefined;
    const found = value.map((item) => valueAt(item, ['properties', 'privateLinkServiceConnectionState', 'status']));
    if (found.some(isUnknown)) return undefined;
    return found.filter((word) => typeof word === 'string' && word.toLowerCase() === status).length;
  };
}

/** The private endpoints of the same template that lead to the server, as far as they are deployed for sure and need nobody's approval. */
function countOfTemplate({ resources }: Snapshot, server: ResourceKey): number {
  return resources.filter(({ type, when, body }) => {
    if (!sameType(type, 'Microsoft.Network/privateEndpoints') || when !== true) return false;
    const connections = valueAt(body, ['properties', 'privateLinkServiceConnections']);
    return isList(connections) && connections.some((connection) => leadsTo(valueAt(connection, ['properties', 'privateLinkServiceId']), server));
  }).length;
}

const leadsTo = (id: Value | undefined, server: ResourceKey): boolean => isUnknown(id) && id.refersTo === server;

function readSeparate({ server, snapshot }: Subject): Pick<PrivateLinkFacts, 'approved' | 'pending'> {
  const { items, complete } = snapshot.children(server.resource.key, horizonConnections);
  const at = inResource(server.resource.key);
  const list = isUnknown(complete) ? complete : items.map(({ body }) => body);
  const read = (status: string): Fact<number> => factOf(list, at, { as: count(status), absent: { default: 0 } });
  return { approved: read('approved'), pending: read('pending') };
}

function readFacts(subject: Subject): PrivateLinkFacts {
  const { server, snapshot } = subject;
  const { resource } = server;
  const { integrated } = readVirtualNetworkFacts(subject);
  if (snapshot.origin === 'live' && server.kind === 'horizon') return { ...readSeparate(subject), connections: [], integrated };
  if (snapshot.origin === 'live') {
    const read = (status: string): Fact<number> =>
      readSetting(resource, path, { as: count(status), absent: { default: 0 } });
    return { approved: read('approved'), pending: read('pending'), connections: connectionsOf(subject), integrated };
  }
  const own = countOfTemplate(snapshot, resource.key);
  if (own > 0) return { approved: { kind: 'set', value: own, at: inResource(resource.key, ...path) }, pending: { kind: 'default', value: 0, at: inResource(resource.key, ...path) }, connections: [], integrated };
  const absent = { unknown: 'private endpoints can be deployed by any template' };
  const read = (status: string): Fact<number> =>
    factOf(settingOf(resource, path), inResource(resource.key, ...path), { as: count(status), absent });
  return { approved: read('approved'), pending: read('pending'), connections: [], integrated };
}

/**
 * Reads the private endpoints of a server. Azure lists them in the body of a live server. In a template they are
 * resources of their own, often of another template, so that only those that are there say something.
 */
export const readPrivateLinkFacts = readOnce(readFacts);
