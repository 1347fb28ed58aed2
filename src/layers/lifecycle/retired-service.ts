import { inResource } from '../../model/address';
import type { Rule } from '../../model/rule';
import { exampleServer } from '../example';
import type { LifecycleFacts } from './facts';

/** There is no fix as data: the way out is a migration to a Flexible Server. */
export const retiredService: Rule<LifecycleFacts> = {
  meta: {
    id: 'lifecycle/retired-service',
    title: 'A server must not run on a retired service',
    brief: 'Single Server, retired',
    severity: 'high',
    group: 'error',
    why: 'Azure retired Single Server on 28 March 2025: such servers get no updates and cannot be created any more.',
    condition: 'The server is a Single Server (Microsoft.DBforPostgreSQL/servers), whatever its settings are.',
    sources: [
      'https://learn.microsoft.com/previous-versions/azure/postgresql/single-server/whats-happening-to-postgresql-single-server',
      'https://techcommunity.microsoft.com/blog/adforpostgresql/retiring-azure-database-for-postgresql-single-server-in-2025/3783783',
    ],
    equivalents: { 'review-checklist': ['65285269-441c-44bf-9d3e-0844276d4bdc'] },
    catalogue: ['PGVER001'],
    appliesTo: ['single'],
    surface: ['template', 'live'],
    supersedes: [
      'lifecycle/supported-version',
      'audit/log-checkpoints',
      'audit/log-connections',
      'audit/log-disconnections',
      'audit/log-duration',
      'audit/log-retention',
      'audit/error-logging',
      'audit/not-stated',
      'access/single-login-throttling',
      'access/predictable-login',
      'access/not-stated',
      'tls/idle-minimum',
      'tls/not-stated',
      'lifecycle/old-api-version',
      'lifecycle/server-name',
      'threat-protection/switched-on',
      'threat-protection/record-retention',
      'threat-protection/not-stated',
      'backup/retention',
      'threat-protection/disabled-alerts',
      'threat-protection/alert-receivers',
      'encryption/double-encryption',
      'private-link/no-private-endpoint',
      'backup/geo-redundancy',
      'backup/storage-growth',
    ],
    examples: {
      failing: exampleServer('single', ["version: '11'", "createMode: 'Default'"]),
      passing: exampleServer('flexible', ["version: '17'"]),
    },
  },
  judge: (_, { server }) => [
    {
      verdict: 'fails',
      at: inResource(server.resource.key),
      message: 'Single Server was retired on 28 March 2025. Migrate to a Flexible Server.',
    },
  ],
};
