import type { ResourceAddress } from '../../model/address';
import { inResource } from '../../model/address';
import type { Fact } from '../../model/fact';
import { known, readSetting, text } from '../../model/fact';
import type { Resource } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Unknown } from '../../model/value';
import { isUnknown } from '../../model/value';
import type { PublicEndpoint } from './public-endpoint';
import { readPublicEndpoint } from './public-endpoint';
import type { Range } from './range';
import { rangeOf } from './range';

/** The child type that holds the firewall rules of each kind of server. */
export const firewallRuleTypes = {
  flexible: 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules',
  single: 'Microsoft.DBforPostgreSQL/servers/firewallRules',
  cluster: 'Microsoft.DBforPostgreSQL/serverGroupsv2/firewallRules',
  horizon: 'Microsoft.HorizonDb/clusters/pools/firewallRules',
} as const;

/** One firewall rule of a server. */
export interface FirewallRule {
  readonly resource: Resource;
  /** Its own name, such as "allow-all", where that is known. */
  readonly name: string | undefined;
  readonly at: ResourceAddress;
  readonly start: Fact<string>;
  readonly end: Fact<string>;
  /** The range, where both ends are known and valid. */
  readonly range: Range | undefined;
}

export interface FirewallFacts {
  readonly rules: readonly FirewallRule[];
  /** Why there may be more rules, where not all of them could be read. */
  readonly complete: true | Unknown;
  readonly endpoint: Fact<PublicEndpoint>;
}

function readRule(resource: Resource): FirewallRule {
  const address = (name: string, what: string): Fact<string> =>
    readSetting(resource, ['properties', name], { as: text, absent: { notApplicable: `The rule has no ${what} address.` } });
  const start = address('startIpAddress', 'start');
  const end = address('endIpAddress', 'end');
  const [first, last] = [known(start), known(end)];
  return {
    resource,
    name: isUnknown(resource.name) ? undefined : resource.name,
    at: inResource(resource.key),
    start,
    end,
    range: first === undefined || last === undefined ? undefined : rangeOf(first, last),
  };
}

export function readFirewall(subject: Subject): FirewallFacts {
  const { snapshot, server } = subject;
  const endpoint = readPublicEndpoint(subject);
  const { items, complete } = snapshot.children(server.resource.key, firewallRuleTypes[server.kind]);
  return { rules: items.map(readRule), complete, endpoint };
}

/** How a sentence starts that is about the rule: `The rule "allow-all"`. */
export function subject({ name }: FirewallRule): string {
  return name === undefined ? 'This firewall rule' : `The rule "${name}"`;
}

/** Says whether it is known that the server has no public endpoint, so that its rules have no effect. */
export function hasNoEndpoint({ endpoint }: FirewallFacts): boolean {
  const value = known(endpoint);
  if (value !== undefined) return value !== 'open';
  return endpoint.kind === 'unknown' && endpoint.oneOf?.every((option) => option !== 'open') === true;
}
