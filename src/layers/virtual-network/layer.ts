import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import type { FactLine } from '../../model/layer';
import { defineLayer, factLine } from '../../model/layer';
import type { Server } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import type { VirtualNetworkFacts } from './facts';
import { readVirtualNetworkFacts, virtualNetworkRuleType } from './facts';
import { missingServiceEndpoint } from './missing-service-endpoint';
import { noNetworkRule } from './no-network-rule';
import { privateDnsZone } from './private-dns-zone';
import { subnetNeed } from './subnet';
import { subnetDelegation } from './subnet-delegation';
import { subnetGroup } from './subnet-group';
import { subnetLine } from './subnet-line';
import { zoneLine, zoneNeed } from './zone-line';

const none = (id: string): string => (id === '' ? 'none' : id);

function describe(facts: VirtualNetworkFacts, server: Server, snapshot: Snapshot): readonly FactLine[] {
  const { kind, resource } = server;
  if (kind === 'flexible') {
    return [
      factLine('Subnet', facts.delegatedSubnet, none),
      factLine('Private DNS zone', facts.privateDnsZone, none),
      ...zoneLine({ server, snapshot }),
      ...subnetLine({ server, snapshot }),
    ];
  }
  const rules = facts.rules.map(({ name, subnet }) => factLine(`Rule ${name}`, subnet));
  if (facts.complete === true) return rules;
  const text = `unknown: ${facts.complete.because}`;
  return [...rules, { title: 'Rules', text, state: 'unknown', at: inResource(resource.key) }];
}

function sumUp({ integrated, rules, complete }: VirtualNetworkFacts, { kind }: Server): string {
  if (kind !== 'flexible') {
    if (complete !== true) return 'Rules not read';
    return rules.length === 0 ? 'No rules' : rules.length === 1 ? '1 rule' : `${rules.length} rules`;
  }
  const inside = known(integrated);
  return inside === undefined ? 'Unknown' : inside ? 'In a virtual network' : 'Not in a virtual network';
}

export const virtualNetwork = defineLayer<VirtualNetworkFacts>({
  id: 'virtual-network',
  label: 'Virtual network',
  summary:
    'A Flexible Server can live in a subnet of its own, which takes it off the internet; a Single Server can let in subnets by service endpoints.',
  appliesTo: ['flexible', 'single'],
  needs: [{ type: virtualNetworkRuleType }, subnetNeed, zoneNeed],
  rules: [privateDnsZone, missingServiceEndpoint, subnetGroup, subnetDelegation, noNetworkRule],
  read: readVirtualNetworkFacts,
  describe,
  text: sumUp,
});
