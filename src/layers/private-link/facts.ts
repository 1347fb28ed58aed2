import { inResource } from '../../model/address';
import type { Codec, Fact } from '../../model/fact';
import { factOf, readSetting } from '../../model/fact';
import { settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { isList, isUnknown, valueAt } from '../../model/value';
import { readVirtualNetworkFacts } from '../virtual-network/facts';

export interface PrivateLinkFacts {
  /** How many private endpoints lead to the server and are approved. */
  readonly approved: Fact<number>;
  /** How many wait for an approval. */
  readonly pending: Fact<number>;
  /** Whether the server lives in a virtual network, where it can have no private endpoint. */
  readonly integrated: Fact<boolean>;
}

const path = ['properties', 'privateEndpointConnections'] as const;

/** Counts the connections of a list that have this status; nothing can be said where one status is not known. */
function count(status: string): Codec<number> {
  return (value) => {
    if (!isList(value)) return undefined;
    const found = value.map((item) => valueAt(item, ['properties', 'privateLinkServiceConnectionState', 'status']));
    if (found.some(isUnknown)) return undefined;
    return found.filter((word) => typeof word === 'string' && word.toLowerCase() === status).length;
  };
}

/**
 * Reads the private endpoints of a server. Azure lists them in the body of a live server. A template says nothing about
 * them there: endpoints are resources of their own, often of another template.
 */
export function readPrivateLinkFacts(subject: Subject): PrivateLinkFacts {
  const { server, snapshot } = subject;
  const { resource } = server;
  const { integrated } = readVirtualNetworkFacts(subject);
  if (snapshot.origin === 'live') {
    const read = (status: string): Fact<number> =>
      readSetting(resource, path, { as: count(status), absent: { default: 0 } });
    return { approved: read('approved'), pending: read('pending'), integrated };
  }
  const absent = { unknown: 'private endpoints can be deployed by any template' };
  const read = (status: string): Fact<number> =>
    factOf(settingOf(resource, path), inResource(resource.key, ...path), { as: count(status), absent });
  return { approved: read('approved'), pending: read('pending'), integrated };
}
