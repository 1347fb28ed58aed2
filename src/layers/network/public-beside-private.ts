import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleServer } from '../example';
import { closePublicAccess } from './close-public-access';
import type { NetworkFacts } from './facts';

const example = (access: string): string => `${exampleServer('flexible', ["version: '17'", 'network: {', `  publicNetworkAccess: '${access}'`, '}'])}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'orders'
  location: 'westeurope'
  properties: {
    subnet: {
      id: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/orders/providers/Microsoft.Network/virtualNetworks/orders/subnets/private'
    }
    privateLinkServiceConnections: [
      {
        name: 'postgresql'
        properties: {
          privateLinkServiceId: server.id
          groupIds: [
            'postgresqlServer'
          ]
        }
      }
    ]
  }
}`;

/** In a template only the endpoints that are part of it are known, which is enough to fail and never to hold. */
export const publicBesidePrivate: Rule<NetworkFacts> = {
  meta: {
    id: 'network/public-beside-private',
    title: 'Public access must be off where private endpoints are in use',
    brief: 'public access left on beside private endpoints',
    severity: 'high',
    group: 'warning',
    why: 'Private endpoints add a private way in and do not close the public one, so the server stays reachable from outside.',
    condition:
      'At least one approved private endpoint leads to the server, and public network access is not Disabled. Absent, it is on.',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private-link',
      'https://learn.microsoft.com/azure/postgresql/security/security-overview',
    ],
    equivalents: {},
    catalogue: ['PGNET011'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    supersedes: ['network/public-access'],
    examples: { failing: example('Enabled'), passing: example('Disabled') },
  },
  judge: ({ publicAccess, integrated, privateEndpoints }, context) => [
    combine({ open: publicAccess, integrated, endpoints: privateEndpoints }, ({ open, integrated: inside, endpoints }) => {
      const { at } = publicAccess;
      if (endpoints === 0) return notApplicable(at, 'The server has no private endpoint.');
      if (!open || inside) return holds(at);
      const fix = closePublicAccess(at, context);
      return {
        verdict: 'fails',
        at,
        message: 'Public network access is still on although private endpoints lead to the server.',
        related: [{ at: privateEndpoints.at, message: 'The private endpoints of the server.' }],
        ...(fix === undefined ? {} : { fix }),
      };
    }),
  ],
};
