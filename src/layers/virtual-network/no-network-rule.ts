import type { Rule } from '../../model/rule';
import { inResource } from '../../model/address';
import { combine, holds, notApplicable, undecided } from '../../model/verdict';
import { exampleServer } from '../example';
import { readNetworkFacts } from '../network/facts';
import type { VirtualNetworkFacts } from './facts';

const rule = [
  "resource rule 'virtualNetworkRules' = {",
  "  name: 'orders'",
  '  properties: {',
  "    virtualNetworkSubnetId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/orders/providers/Microsoft.Network/virtualNetworks/orders/subnets/app'",
  '  }',
  '}',
];

/** There is no fix as data: which subnet is to get in is for a person to say. */
export const noNetworkRule: Rule<VirtualNetworkFacts> = {
  meta: {
    id: 'virtual-network/no-network-rule',
    title: 'A public Single Server should let in subnets rather than addresses',
    brief: 'no virtual network rule',
    severity: 'low',
    group: 'strict',
    why: 'Virtual network rules let in the machines of a subnet and nobody else, while addresses are shared and change hands.',
    condition: 'Public network access is on, and the server has no virtual network rule. A private endpoint serves the same end where it is known.',
    sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servers'],
    equivalents: { azurepolicy: ['3c14b034-bcb6-4905-94e7-5b8e98a47b65'] },
    catalogue: ['PGNET009'],
    appliesTo: ['single'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleServer('single', ["version: '11'", "publicNetworkAccess: 'Enabled'"]),
      passing: exampleServer('single', ["version: '11'", "publicNetworkAccess: 'Enabled'"], rule),
    },
  },
  judge: ({ rules, complete }, context) => {
    const { publicAccess, privateEndpoints } = readNetworkFacts(context);
    const at = inResource(context.server.resource.key);
    return [
      combine({ open: publicAccess }, ({ open }) => {
        if (!open) return notApplicable(at, 'Public network access is off.');
        if (rules.length > 0) return holds(at);
        if (privateEndpoints.kind !== 'unknown' && privateEndpoints.kind !== 'notApplicable' && privateEndpoints.value > 0) return holds(at);
        if (complete !== true) return undecided(at, complete.because);
        return { verdict: 'fails', at, message: 'The server is open to public networks and has no virtual network rule.' };
      }),
    ];
  },
};
