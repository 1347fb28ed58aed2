import { formatAddress, formatRange, rangeOf, type Range } from '../../layers/firewall/range';
import { readPublicEndpoint } from '../../layers/firewall/public-endpoint';
import { known } from '../../model/fact';
import { nameOf, settingOf, serverTypes, type Resource, type Server } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import type { Plan } from '../plan';
import { openingOf } from './opening';
import { openingDanger, openingSentence } from './opening-words';

export const firewallRuleType = (server: Server): string => `${serverTypes[server.kind]}/firewallRules`;

/** The firewall rules of a server that could be read. */
export function firewallRulesOf(snapshot: Snapshot, server: Server): readonly Resource[] {
  return snapshot.children(server.resource.key, firewallRuleType(server)).items;
}

/** Says why a firewall rule would have no effect on a server, or nothing where rules count. */
export function whyRulesDoNotCount(subject: Subject): string | undefined {
  const name = nameOf(subject.server.resource);
  const endpoint = known(readPublicEndpoint(subject));
  if (endpoint === 'integrated') {
    return `${name} is integrated into a virtual network and has no public endpoint, so it takes no firewall rules. Connect from that network or one that is peered with it, or through a VPN.`;
  }
  if (endpoint === 'closed') {
    return `Public access to ${name} is off, so firewall rules let nobody in. Connect through its private endpoint, or switch public access on first.`;
  }
  return undefined;
}

const sameName = (a: unknown, b: string): boolean => typeof a === 'string' && a.toLowerCase() === b.toLowerCase();

function stateOf(snapshot: Snapshot, server: Server, name: string): string {
  const rule = firewallRulesOf(snapshot, server).find((candidate) => sameName(candidate.name, name));
  if (rule === undefined) return `no rule ${name}`;
  const [start, end] = [settingOf(rule, ['properties', 'startIpAddress']), settingOf(rule, ['properties', 'endIpAddress'])];
  const range = typeof start === 'string' && typeof end === 'string' ? rangeOf(start, end) : undefined;
  return range === undefined ? `${name}: a range that cannot be read` : `${name}: ${formatRange(range)}`;
}

/** Plans a new firewall rule. The name must be valid and free; see `validateRuleName`. */
export function planFirewallRule(subject: Subject, name: string, range: Range): Plan {
  const { server } = subject;
  const label = nameOf(server.resource);
  const opening = openingOf(subject, range);
  const question = openingDanger(label, opening);
  return {
    title: `Add firewall rule ${name} to ${label}`,
    detail: [openingSentence(opening, true), `Whoever connects still has to sign in.`, 'Azure can take up to five minutes to apply it.'],
    confirm: 'Add Rule',
    changes: [
      {
        kind: 'add',
        parent: server.resource.key,
        type: firewallRuleType(server),
        name,
        body: { properties: { startIpAddress: formatAddress(range.start), endIpAddress: formatAddress(range.end) } },
      },
    ],
    effects: [],
    cutOff: [],
    ...(question === undefined ? {} : { danger: question }),
    state: (after) => stateOf(after, server, name),
    wanted: `${name}: ${formatRange(range)}`,
  };
}
