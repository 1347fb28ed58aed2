import type { Address, Path } from '../../model/address';
import { inResource } from '../../model/address';
import type { Resource } from '../../model/resource';
import { sameType, settingOf } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import type { Unknown, Value } from '../../model/value';
import { isList, isUnknown, valueAt } from '../../model/value';
import { countPublic, internetFrom } from '../firewall/coverage';
import { formatCount, parseRange } from '../firewall/range';

export const groupType = 'Microsoft.Network/networkSecurityGroups';
const ruleType = `${groupType}/securityRules`;

/** One rule of a network security group, in it or beside it. */
export interface SecurityRule {
  readonly at: Address;
  readonly resource: Resource;
  readonly path: Path;
  readonly name: string;
  readonly priority: number | undefined;
  readonly direction: Value | undefined;
  readonly access: Value | undefined;
  readonly protocol: Value | undefined;
  readonly sources: readonly Value[];
  readonly destinations: readonly Value[];
  readonly ports: readonly Value[];
}

/** A property that stands alone or as a list. */
function both(value: Value, single: string, several: string): readonly Value[] {
  const one = valueAt(value, [single]);
  const many = valueAt(value, [several]);
  const list: readonly Value[] = isList(many) ? many : many === undefined ? [] : [many];
  return one === undefined || one === '' ? list : [one, ...list];
}

function readRule(resource: Resource, path: Path, name: Value | undefined): SecurityRule {
  const properties = settingOf(resource, path) ?? null;
  const priority = valueAt(properties, ['priority']);
  return {
    at: inResource(resource.key, ...path),
    resource,
    path,
    name: typeof name === 'string' ? name : '',
    priority: typeof priority === 'number' ? priority : undefined,
    direction: valueAt(properties, ['direction']),
    access: valueAt(properties, ['access']),
    protocol: valueAt(properties, ['protocol']),
    sources: both(properties, 'sourceAddressPrefix', 'sourceAddressPrefixes'),
    destinations: both(properties, 'destinationAddressPrefix', 'destinationAddressPrefixes'),
    ports: both(properties, 'destinationPortRange', 'destinationPortRanges'),
  };
}

/** The rules of a network security group, as far as they can be read. */
export function securityRulesOf(group: Resource, snapshot: Snapshot): readonly SecurityRule[] {
  const inline = settingOf(group, ['properties', 'securityRules']);
  const own = isList(inline) ? inline.map((rule, index) => readRule(group, ['properties', 'securityRules', index, 'properties'], valueAt(rule, ['name']))) : [];
  const beside = snapshot.children(group.key, ruleType).items.map((rule) => readRule(rule, ['properties'], rule.name));
  return [...own, ...beside];
}

/** The network security groups of what was read, and rules whose group is elsewhere. */
export function securityGroups(snapshot: Snapshot): readonly (readonly SecurityRule[])[] {
  const groups = snapshot.resources.filter(({ type }) => sameType(type, groupType));
  const lone = snapshot.resources.filter(({ type, parent }) => parent === undefined && sameType(type, ruleType));
  return [...groups.map((group) => securityRulesOf(group, snapshot)), ...lone.map((rule) => [readRule(rule, ['properties'], rule.name)])];
}

const databasePorts = [5432, 6432] as const;

/** Which of PostgreSQL's ports a range of ports names; `all` where it names every port there is. */
export function portsIn(range: Value): readonly number[] | 'all' | Unknown {
  if (isUnknown(range)) return range;
  const text = typeof range === 'string' || typeof range === 'number' ? String(range).trim() : '';
  if (text === '*') return 'all';
  const [first, last = first] = text.split('-').map(Number);
  if (first === undefined || last === undefined || Number.isNaN(first) || Number.isNaN(last)) return [];
  if (first <= 1 && last >= 65535) return 'all';
  return databasePorts.filter((port) => port >= first && port <= last);
}

/** A source that is everybody on the internet by itself; 2000::/3 is all that IPv6 has of it. */
const everybody = /^(?:\*|internet|any|0\.0\.0\.0(?:\/0)?|(?:::|2000::)\/[0-3])$/i;

/** Every public address of Azure or of one of its regions, which any customer can have. */
const everyTenant = /^azurecloud(?:\.\w+)?$/i;

const asText = (source: Value): string => (typeof source === 'string' ? source.trim() : '');

/** Whether a source is everybody on the internet. */
export const isEverybody = (source: Value): boolean => everybody.test(asText(source));

/** Which strangers sources let in together, in words; nothing where they let in none, or few. */
export function strangersIn(sources: readonly Value[]): string | undefined {
  if (sources.some(isEverybody)) return 'everybody on the internet';
  const ranges = sources.map((source) => parseRange(asText(source))).flatMap((parsed) => (parsed.ok ? [parsed.range] : []));
  const count = countPublic(ranges);
  if (count >= internetFrom) return `${formatCount(count)} of the internet`;
  return sources.some((source) => everyTenant.test(asText(source))) ? 'every customer of Azure' : undefined;
}

/** Whether a destination is every machine that the group is for. */
export const isEverywhere = (destination: Value): boolean => typeof destination === 'string' && /^(?:\*|any|virtualnetwork|0\.0\.0\.0\/0)$/i.test(destination.trim());

export const isWord = (value: Value | undefined, word: string): boolean => typeof value === 'string' && value.toLowerCase() === word;
