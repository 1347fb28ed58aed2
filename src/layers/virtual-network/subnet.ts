import type { Path, ResourceAddress } from '../../model/address';
import { inResource } from '../../model/address';
import type { Fact } from '../../model/fact';
import { factOf } from '../../model/fact';
import type { ReferenceNeed } from '../../model/layer';
import type { Resource } from '../../model/resource';
import { sameType, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Unknown, Value } from '../../model/value';
import { isList, isUnknown, unknown, valueAt } from '../../model/value';
import type { Judgement } from '../../model/verdict';
import { undecided } from '../../model/verdict';
import { whyMissing } from '../around';

const subnetPath = ['properties', 'network', 'delegatedSubnetResourceId'] as const;

export const subnetNeed: ReferenceNeed = { referenced: subnetPath, type: 'Microsoft.Network/virtualNetworks/subnets', of: ['flexible'],
  further: [{ referenced: ['properties', 'networkSecurityGroup', 'id'], type: 'Microsoft.Network/networkSecurityGroups' }] };

/** The subnet that a server lives in: a resource of its own, or a part of its network. */
export interface Subnet {
  readonly resource: Resource;
  /** The way to the subnet's properties. */
  readonly path: Path;
}

/** The name at the end of the id of a subnet, where it is known. */
function nameIn(id: Value | undefined): string | undefined {
  const text = typeof id === 'string' ? id : isUnknown(id) ? id.pieces?.at(-1) : undefined;
  return typeof text === 'string' ? /\/subnets\/([^/]+)$/i.exec(text)?.[1] : undefined;
}

function within(network: Resource, name: string | undefined): Subnet | Unknown {
  const subnets = settingOf(network, ['properties', 'subnets']);
  if (!isList(subnets) || name === undefined) return unknown('it cannot be told which subnet of the network it is');
  const index = subnets.findIndex((subnet) => {
    const own = valueAt(subnet, ['name']);
    return typeof own === 'string' && own.toLowerCase() === name.toLowerCase();
  });
  if (index < 0) return unknown('the network does not say how the subnet is set up');
  return { resource: network, path: ['properties', 'subnets', index, 'properties'] };
}

/** Finds the subnet of a server; nothing for a server that names none. */
export function subnetOf({ server, snapshot }: Subject): Subnet | Unknown | undefined {
  const value = settingOf(server.resource, subnetPath);
  if (value === undefined || value === '') return undefined;
  const found = snapshot.referenced(server.resource, subnetPath);
  if (found === undefined) return isUnknown(value) ? value : unknown(whyMissing(snapshot, value, 'the subnet is not part of what was read'));
  if (sameType(found.type, subnetNeed.type)) return { resource: found, path: ['properties'] };
  return within(found, nameIn(value));
}

/** Reads whether a part of the subnet is set. What a template only refers to can have it all the same. */
export function readPart<T>(subnet: Subnet, path: Path, read: (value: Value | undefined) => T | Unknown): Fact<T> {
  const { resource } = subnet;
  const whole = [...subnet.path, ...path];
  const at = inResource(resource.key, ...whole);
  const value = settingOf(resource, whole);
  if (value === undefined && resource.existing) return factOf<T>(unknown('the subnet is deployed elsewhere'), at, { as: () => undefined, absent: { unknown: '' } });
  const result = read(value);
  return isUnknown(result) ? { kind: 'unknown', because: result.because, at } : { kind: value === undefined ? 'default' : 'set', value: result, at };
}

/** What a rule says of the subnet that a server lives in: nothing for a server that names none. */
export function judgeSubnet(subject: Subject, judge: (subnet: Subnet, server: ResourceAddress) => Judgement): readonly Judgement[] {
  const subnet = subnetOf(subject);
  const at = inResource(subject.server.resource.key, ...subnetPath);
  if (subnet === undefined) return [];
  return [isUnknown(subnet) ? undecided(at, subnet.because) : judge(subnet, at)];
}
