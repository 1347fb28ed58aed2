import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import type { PrivateLinkFacts } from './facts';

export const noPrivateEndpoint: Rule<PrivateLinkFacts> = {
  meta: {
    id: 'private-link/no-private-endpoint',
    title: 'A server should be reached by a private endpoint',
    brief: 'no private endpoint',
    severity: 'medium',
    group: 'strict',
    why: 'A private endpoint keeps connections on private networks, from the client up to the server.',
    condition:
      'The server has no approved private endpoint. A Flexible Server in a virtual network needs none, and can have none.',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private-link',
      'https://learn.microsoft.com/azure/postgresql/security/security-overview',
      'https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private',
    ],
    equivalents: {
      checkov: ['CKV2_AZURE_42', 'CKV2_AZURE_57'],
      azurepolicy: ['0564d078-92f5-4f97-8398-b9f58a51f70b', '5375a5bb-22c6-46d7-8a43-83417cfb4460'],
      steampipe: ['postgres_server_private_link_used'],
      azqr: ['psql-004'],
      cloudsploit: ['postgresqlPrivateEndpoints', 'flexibleServerVNetIntegrated'],
      defender: ['Private endpoint should be configured'],
      mcsb: ['NS-2', 'NS-1'],
    },
    catalogue: ['PGNET006', 'PGNET007'],
    appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
    surface: ['live'],
  },
  judge: ({ approved, integrated }) => [
    combine({ approved, integrated }, (values) => {
      const { at } = approved;
      if (values.integrated) return notApplicable(at, 'The server lives in a virtual network.');
      if (values.approved > 0) return holds(at);
      return { verdict: 'fails', at, message: 'No approved private endpoint leads to the server.' };
    }),
  ],
};
