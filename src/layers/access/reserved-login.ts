import { defineRule } from '../../model/rule';
import { exampleServer } from '../example';
import type { AccessFacts } from './facts';

const reserved = ['azure_superuser', 'azure_pg_admin', 'admin', 'administrator', 'root', 'guest', 'public'];

/** There is no fix as data: the name is for a person to choose. */
export const reservedLogin = defineRule<AccessFacts, string>({
  id: 'access/reserved-login',
  title: 'The administrator must have a name that Azure allows',
  brief: 'administrator name that Azure refuses',
  severity: 'low',
  group: 'error',
  why: 'Azure refuses to create a server whose administrator has a reserved name.',
  condition: `administratorLogin is one of ${reserved.join(', ')}, or begins with pg_.`,
  sources: ['https://learn.microsoft.com/azure/postgresql/flexible-server/quickstart-create-server-portal'],
  equivalents: {},
  catalogue: ['PGAUTH014'],
  appliesTo: ['flexible', 'single'],
  surface: ['template'],
  supersedes: ['access/predictable-login'],
  given: ({ login }) => [login],
  holds: (login) => !reserved.includes(login.toLowerCase()) && !login.toLowerCase().startsWith('pg_'),
  message: (login) => `Azure does not allow the name ${login} for the administrator.`,
  examples: {
    failing: exampleServer('flexible', ["administratorLogin: 'admin'"]),
    passing: exampleServer('flexible', ["administratorLogin: 'orders'"]),
  },
});
