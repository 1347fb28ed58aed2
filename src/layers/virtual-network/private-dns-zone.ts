import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { derivePresence } from '../derived-fact';
import { exampleServer } from '../example';
import type { VirtualNetworkFacts } from './facts';

const subnet =
  "delegatedSubnetResourceId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/orders/providers/Microsoft.Network/virtualNetworks/orders/subnets/postgresql'";
const zone =
  "privateDnsZoneArmResourceId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/orders/providers/Microsoft.Network/privateDnsZones/orders.postgres.database.azure.com'";

/** There is no fix as data: the zone has to exist first, and the network of a server is fixed when it is created. */
export const privateDnsZone: Rule<VirtualNetworkFacts> = {
  meta: {
    id: 'virtual-network/private-dns-zone',
    title: 'A server in a virtual network should have a private DNS zone',
    brief: 'no private DNS zone',
    severity: 'low',
    group: 'info',
    why: 'Without a private DNS zone the name of the server does not lead to its address, so clients turn to fixed addresses and stop checking names.',
    condition:
      'delegatedSubnetResourceId is set and privateDnsZoneArmResourceId is not. Servers outside of virtual networks need no such zone.',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private',
      'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers',
    ],
    equivalents: { cloudsploit: ['flexibleServerPrivateDns'] },
    catalogue: ['PGNET008'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleServer('flexible', ['network: {', `  ${subnet}`, '}']),
      passing: exampleServer('flexible', ['network: {', `  ${subnet}`, `  ${zone}`, '}']),
    },
  },
  judge: (facts, context) => [
    combine({ integrated: facts.integrated, hasZone: derivePresence(facts.privateDnsZone, context) }, ({ integrated, hasZone }) => {
      const { at } = facts.privateDnsZone;
      if (!integrated) return notApplicable(at, 'The server lives in no virtual network.');
      if (hasZone) return holds(at);
      return {
        verdict: 'fails',
        at,
        message: 'The server lives in a virtual network without a private DNS zone for its name.',
        related: [{ at: facts.delegatedSubnet.at, message: 'The subnet that the server lives in.' }],
      };
    }),
  ],
};
