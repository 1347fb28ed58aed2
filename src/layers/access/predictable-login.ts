import { defineRule } from '../../model/rule';
import { exampleServer } from '../example';
import type { AccessFacts } from './facts';

/** Names that guides, tools and habits give. Some of them Azure refuses for most kinds of servers, which another rule tells. */
const predictable = [
  'admin',
  'administrator',
  'adminuser',
  'azureuser',
  'dba',
  'dbadmin',
  'demo',
  'pgadmin',
  'pgsql',
  'postgres',
  'postgresadmin',
  'psqladmin',
  'psqladminuser',
  'root',
  'sa',
  'sqladmin',
  'test',
  'user',
];

/** There is no fix as data: the name is for a person to choose, and stays as long as the server does. */
export const predictableLogin = defineRule<AccessFacts, string>({
  id: 'access/predictable-login',
  title: 'The name of the administrator should not be easy to guess',
  brief: 'predictable administrator name',
  severity: 'low',
  group: 'strict',
  why: 'Whoever guesses passwords has to guess a name first; attacks on a name that exists are a kind of their own.',
  condition: `administratorLogin is one of ${predictable.join(', ')}. The list is ours. The administrator of a cluster is always citus and not judged.`,
  sources: [
    'https://learn.microsoft.com/azure/postgresql/security/security-defender-for-cloud',
    'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers',
  ],
  equivalents: {},
  catalogue: ['PGAUTH013'],
  appliesTo: ['flexible', 'single', 'horizon'],
  surface: ['template', 'live'],
  given: ({ login }) => [login],
  holds: (login) => !predictable.includes(login.toLowerCase()),
  message: (login) => `The name ${login} of the administrator is easy to guess.`,
  examples: {
    failing: exampleServer('flexible', ["administratorLogin: 'pgadmin'"]),
    passing: exampleServer('flexible', ["administratorLogin: 'orders_owner'"]),
  },
});
