import { defineRule } from '../../model/rule';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { AuditFacts } from './facts';
import { logConnections as parameter } from './facts';
import { loggingParameters } from './sources';

/** From PostgreSQL 18 the parameter is a set; these words log who has signed in. */
const telling = ['on', 'all', 'authentication', 'authorization'];

export const logConnections = defineRule<AuditFacts, readonly string[]>({
  id: 'audit/log-connections',
  title: 'Connections must be logged',
  brief: 'connections are not logged',
  severity: 'medium',
  group: 'warning',
  why: 'Without a log of connections nobody can tell afterwards who was in.',
  condition: `The parameter log_connections holds none of ${telling.join(', ')}; receipt alone does not tell who signed in. Absent on a Flexible Server, it is on. Absent on a Single Server, nothing can be said: its documents disagree.`,
  sources: [loggingParameters],
  equivalents: {
    checkov: ['CKV_AZURE_31'],
    kics: [
      'e69bda39-e1e2-47ca-b9ee-b6531b23aedd',
      'c640d783-10c5-4071-b6c1-23507300d333',
      '7b47138f-ec0e-47dc-8516-e7728fe3cc17',
    ],
    trivy: ['AVD-AZU-0019'],
    terrascan: ['AC_AZURE_0413'],
    scoutsuite: ['postgresql-database-servers-log-connections-not-on'],
    prowler: ['postgresql_flexible_server_log_connections_on'],
    steampipe: ['postgres_db_server_log_connections_on'],
    cloudsploit: ['logConnectionsEnabled'],
    azurepolicy: ['eb6f77b9-bd53-4e35-a23d-7f65d5f0e442', '086709ac-11b5-478d-a893-9567a16d2ae3'],
    communitypolicy: ['postgresql-flexible-servers-should-log-connections'],
    cis: ['2.0/2.1 4.3.3', '3.0 5.2.6'],
  },
  catalogue: ['PGLOG002'],
  appliesTo: ['flexible', 'single'],
  surface: ['template', 'live'],
  given: ({ connections }) => connections,
  holds: (words) => words.some((one) => telling.includes(one)),
  message: (words) =>
    words.length === 0 || words.includes('off')
      ? 'Connections are not logged.'
      : `Of connections only this is logged: ${words.join(', ')}. It does not tell who signed in.`,
  fix: (at, context) =>
    parameterFix(at, context, { title: 'Log connections', name: parameter.name, value: 'on', effect: 'safe' }),
  examples: {
    failing: exampleParameters({ log_connections: 'off' }),
    passing: exampleParameters({ log_connections: 'on' }),
  },
});
