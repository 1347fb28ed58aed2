import type { Address } from '../../model/address';
import { known } from '../../model/fact';
import type { LayerId } from '../../model/layer-id';
import type { Subject } from '../../model/rule';
import type { FirewallFacts, FirewallRule } from '../../layers/firewall/facts';
import { readFirewall } from '../../layers/firewall/facts';
import { classOf } from '../../layers/firewall/coverage';
import { countAddresses, formatCount, formatRange } from '../../layers/firewall/range';
import { readPrivateLinkFacts } from '../../layers/private-link/facts';
import { readVirtualNetworkFacts } from '../../layers/virtual-network/facts';

/** A place from where a server can be reached. */
export interface Way {
  readonly from: 'internet' | 'azure' | 'addresses' | 'virtual-network' | 'private-endpoint';
  /** In a few words: "the internet", "203.0.113.0–203.0.113.63". */
  readonly text: string;
  /** What opens it: "the rule office lets in 64 addresses". */
  readonly detail: string;
  readonly at: Address;
}

/** Something that can open a way and that nobody could read. */
export interface Gap {
  readonly layer: LayerId;
  readonly because: string;
}

/** From where a server can be reached, as far as that is known. */
export interface Reach {
  /** The widest first. */
  readonly ways: readonly Way[];
  readonly gaps: readonly Gap[];
}

const order: readonly Way['from'][] = ['internet', 'azure', 'addresses', 'virtual-network', 'private-endpoint'];

function wayOfRule(rule: FirewallRule): readonly Way[] {
  const { range, at, name } = rule;
  if (range === undefined) return [];
  const what = name === undefined ? 'A firewall rule' : `The rule ${name}`;
  const count = formatCount(countAddresses(range));
  switch (classOf(range)) {
    case 'azure-services':
      return [{ from: 'azure', text: 'any Azure tenant', detail: `${what} lets in every service of Azure, also those of other customers.`, at }];
    case 'internet':
      return [{ from: 'internet', text: 'the internet', detail: `${what} lets in ${count} (${formatRange(range)}).`, at }];
    case 'broad':
    case 'narrow':
      return [{ from: 'addresses', text: formatRange(range), detail: `${what} lets in ${count}.`, at }];
    case 'private':
      return [];
  }
}

/** The firewall's facts, and why they may not be all. */
export function firewallOf(subject: Subject): FirewallFacts & { readonly gap: string | undefined } {
  const facts = readFirewall(subject);
  if (facts.complete !== true) return { ...facts, gap: facts.complete.because };
  const open = facts.rules.find(({ range, start, end }) => range === undefined && [start, end].some(({ kind }) => kind === 'unknown'));
  return { ...facts, gap: open === undefined ? undefined : `the addresses of ${open.name === undefined ? 'a rule' : `the rule ${open.name}`} are not known` };
}

function publicWays(subject: Subject): Reach {
  const firewall = firewallOf(subject);
  const endpoint = known(firewall.endpoint);
  if (endpoint === 'closed' || endpoint === 'integrated') return { ways: [], gaps: [] };
  const rules = firewall.rules.flatMap(wayOfRule);
  const gaps: Gap[] = [
    ...(firewall.endpoint.kind === 'unknown' ? [{ layer: 'network', because: firewall.endpoint.because } as const] : []),
    ...(firewall.gap === undefined ? [] : [{ layer: 'firewall', because: firewall.gap } as const]),
  ];
  // Whether there is a public endpoint at all has to be known before its rules mean anything.
  return { ways: endpoint === undefined ? [] : rules, gaps };
}

function privateWays(subject: Subject): Reach {
  const { integrated, delegatedSubnet, rules, complete } = readVirtualNetworkFacts(subject);
  const { approved } = readPrivateLinkFacts(subject);
  const inside = known(integrated);
  const subnet = (id: string): string => id.split('/').slice(-3).join('/') || 'a subnet';
  const ways: Way[] = [];
  const gaps: Gap[] = [];
  if (inside === true) {
    const id = known(delegatedSubnet) ?? '';
    ways.push({
      from: 'virtual-network',
      text: 'its virtual network',
      detail: `The server lives in ${subnet(id)}; networks that are peered or connected to that one reach it too.`,
      at: delegatedSubnet.at,
    });
  }
  if (integrated.kind === 'unknown') gaps.push({ layer: 'virtual-network', because: integrated.because });
  // Service endpoints lead to the public endpoint: with that off, they lead nowhere.
  const isOff = known(firewallOf(subject).endpoint) === 'closed';
  for (const rule of isOff ? [] : rules) {
    if (rule.subnet.kind === 'notApplicable') continue;
    const id = known(rule.subnet) ?? '';
    ways.push({ from: 'virtual-network', text: subnet(id), detail: `The virtual network rule ${rule.name} lets ${id === '' ? 'a' : 'the'} subnet in.`, at: rule.subnet.at });
  }
  if (complete !== true && !isOff) gaps.push({ layer: 'virtual-network', because: complete.because });
  const count = known(approved) ?? 0;
  if (count > 0) {
    const detail = count === 1 ? 'One approved private endpoint leads to it.' : `${count} approved private endpoints lead to it.`;
    ways.push({ from: 'private-endpoint', text: count === 1 ? 'a private endpoint' : `${count} private endpoints`, detail, at: approved.at });
  }
  if (approved.kind === 'unknown' && inside !== true) gaps.push({ layer: 'private-link', because: approved.because });
  return { ways, gaps };
}

/** Says from where a server can be reached. What was not read is a gap, never a closed door. */
export function reachOf(subject: Subject): Reach {
  const parts = [publicWays(subject), privateWays(subject)];
  return {
    ways: parts.flatMap(({ ways }) => ways).sort((a, b) => order.indexOf(a.from) - order.indexOf(b.from)),
    gaps: parts.flatMap(({ gaps }) => gaps),
  };
}

/** How many places a line names before it only counts them. */
const named = 3;

/** "the internet, any Azure tenant and 3 more". */
export function reachText({ ways, gaps }: Reach): string {
  const words = [...new Set(ways.map(({ text }) => text))];
  // Who is let in from everywhere needs no list of what else is let in.
  const shown = words.includes('the internet') ? words.filter((word) => !/^\d/.test(word)) : words;
  const first = shown.length > named ? shown.slice(0, named - 1) : shown;
  const more = shown.length - first.length;
  const list = [...first, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  if (list === '') return gaps.length > 0 ? 'not known' : 'nowhere';
  return gaps.length > 0 ? `${list}; not all is known` : list;
}
