import type { Address } from '../../model/address';
import { inResource } from '../../model/address';
import type { Resource } from '../../model/resource';
import { settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { isList, isUnknown } from '../../model/value';
import type { Range } from '../../layers/firewall/range';
import { contains, parseRange } from '../../layers/firewall/range';
import { subnetOf } from '../../layers/virtual-network/subnet';

/** The part of a server's own network that an address lies in. */
export interface OwnNetwork {
  /** As it is written: 10.0.0.0/16. */
  readonly prefix: string;
  readonly at: Address;
  /** Whether a security group of the server's subnet has a say as well. */
  readonly isGuarded: boolean;
}

const prefixesPath = ['properties', 'addressSpace', 'addressPrefixes'] as const;

function rangeOf(prefix: string): Range | undefined {
  const parsed = parseRange(prefix);
  return parsed.ok ? parsed.range : undefined;
}

/** Finds an address in the network that a server lives in, as far as that was read. @param address as a number. */
export function ownNetworkOf(subject: Subject, address: number): OwnNetwork | undefined {
  const { snapshot } = subject;
  const subnet = subnetOf(subject);
  if (subnet === undefined || isUnknown(subnet)) return undefined;
  const { resource, path } = subnet;
  const network: Resource | undefined = path.length > 1 ? resource : resource.parent === undefined ? undefined : snapshot.resource(resource.parent);
  const prefixes = network === undefined ? undefined : settingOf(network, prefixesPath);
  if (network === undefined || !isList(prefixes)) return undefined;
  const prefix = prefixes.find((one): one is string => {
    const range = typeof one === 'string' ? rangeOf(one) : undefined;
    return range !== undefined && contains(range, { start: address, end: address });
  });
  if (prefix === undefined) return undefined;
  // What a template only refers to can have a group all the same.
  const isGuarded = resource.existing || settingOf(resource, [...path, 'networkSecurityGroup']) !== undefined;
  return { prefix, at: inResource(network.key, ...prefixesPath), isGuarded };
}
