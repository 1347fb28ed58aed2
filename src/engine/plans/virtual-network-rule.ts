import { readVirtualNetworkFacts, virtualNetworkRuleType, type VirtualNetworkRule } from '../../layers/virtual-network/facts';
import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import type { Change } from '../../model/fix';
import { nameOf, type Server } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { childKey } from '../changes/place';
import { cutOff, type CutOffQuestion } from '../changes/cut-off';
import { planned, type Plan } from '../plan';
import { closesOnlyWay } from './only-way';

const subnetId = /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i;

/** Returns what is wrong with the id of a subnet, or nothing. */
export function validateSubnetId(text: string): string | undefined {
  if (subnetId.test(text.trim())) return undefined;
  return 'The id of a subnet looks like /subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/NETWORK/subnets/SUBNET. It is in the JSON view of the network in the portal.';
}

/** "NETWORK/subnets/SUBNET" of the id of a subnet. */
export const subnetInWords = (id: string): string => id.split('/').slice(-3).join('/') || 'a subnet';

function stateOf(snapshot: Snapshot, server: Server, names: readonly string[]): string {
  const { rules, complete } = readVirtualNetworkFacts({ snapshot, server });
  return names
    .map((name) => {
      const rule = rules.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (rule !== undefined) return `${name}: ${subnetInWords(known(rule.subnet) ?? '')}`;
      return complete === true ? `no rule ${name}` : `${name}: not known, ${complete.because}`;
    })
    .join('; ');
}

export interface NewNetworkRule {
  readonly name: string;
  readonly subnet: string;
  /** Makes the rule although the subnet has no service endpoint that would carry it. */
  readonly ignoresMissingEndpoint: boolean;
}

/** Plans a rule that lets a subnet into a Single Server. */
export function planNetworkRule({ server }: Subject, { name, subnet, ignoresMissingEndpoint }: NewNetworkRule): Plan {
  const label = nameOf(server.resource);
  const words = subnetInWords(subnet);
  const properties = { virtualNetworkSubnetId: subnet, ignoreMissingVnetServiceEndpoint: ignoresMissingEndpoint };
  return {
    title: `Add virtual network rule ${name} to ${label}`,
    detail: [
      `Lets every machine in ${words} reach the server by the service endpoint Microsoft.Sql of the subnet.`,
      ...(ignoresMissingEndpoint ? ['The rule is made even if the subnet has no such endpoint; until it has one, the rule lets nobody in.'] : []),
      'With that endpoint the machines come by private addresses, so that firewall rules for their public ones no longer count for them.',
      'Whoever connects still has to sign in.',
    ],
    confirm: 'Add Rule',
    changes: [{ kind: 'add', parent: server.resource.key, type: virtualNetworkRuleType, name, body: { properties } }],
    effects: [],
    cutOff: [],
    state: (after) => stateOf(after, server, [name]),
    wanted: `${name}: ${words}`,
  };
}

/** Plans to remove rules that let subnets into a Single Server. */
export function planNetworkRuleRemoval(subject: Subject, rules: readonly VirtualNetworkRule[], seen?: CutOffQuestion['seen']): Plan {
  const { snapshot, server } = subject;
  const label = nameOf(server.resource);
  const names = rules.map(({ name }) => name);
  const [only = ''] = names;
  const changes = names.map((name): Change => ({ kind: 'remove', at: inResource(childKey(server.resource.key, virtualNetworkRuleType, name)) }));
  return {
    title: `Remove ${names.length === 1 ? `virtual network rule ${only}` : `${names.length} virtual network rules`} from ${label}`,
    detail: [rules.map(({ name, subnet }) => `• ${name}: ${subnetInWords(known(subnet) ?? '')}`).join('\n')],
    confirm: names.length === 1 ? 'Remove Rule' : 'Remove Rules',
    changes,
    effects: [planned('interrupts', 'Machines in the subnet are refused the next time.')],
    cutOff: cutOff({ snapshot, server, changes, seen }),
    ...(closesOnlyWay(subject, changes) ? { typed: label } : {}),
    state: (after) => stateOf(after, server, names),
    wanted: names.map((name) => `no rule ${name}`).join('; '),
  };
}
