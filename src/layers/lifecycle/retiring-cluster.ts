import { inResource } from '../../model/address';
import type { Rule } from '../../model/rule';
import { exampleServer } from '../example';
import type { LifecycleFacts } from './facts';

export const retiringCluster: Rule<LifecycleFacts> = {
  meta: {
    id: 'lifecycle/retiring-cluster',
    title: 'A cluster should move before its service ends',
    brief: 'service ends in 2029',
    severity: 'medium',
    group: 'info',
    why: 'Azure Cosmos DB for PostgreSQL takes no new clusters and ends on 31 March 2029; moving to elastic clusters takes planning.',
    condition: 'The server is a cluster (Microsoft.DBforPostgreSQL/serverGroupsv2), whatever its settings are.',
    sources: [
      'https://azure.microsoft.com/updates?id=556085',
      'https://learn.microsoft.com/azure/cosmos-db/postgresql/how-to-migrate-database-postgresql',
    ],
    equivalents: {},
    catalogue: ['PGVER002'],
    appliesTo: ['cluster'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleServer('cluster', ["postgresqlVersion: '16'"]),
      passing: exampleServer('flexible', ["version: '17'"]),
    },
  },
  judge: (_, { server }) => [
    {
      verdict: 'fails',
      at: inResource(server.resource.key),
      message: 'Azure Cosmos DB for PostgreSQL takes no new clusters and ends on 31 March 2029.',
    },
  ],
};
