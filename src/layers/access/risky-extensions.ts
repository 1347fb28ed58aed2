import { known } from '../../model/fact';
import type { Fact } from '../../model/fact';
import { defineRule } from '../../model/rule';
import { exampleParameters } from '../example';
import { allowedExtensions } from '../extensions';
import { parameterFix } from '../parameter';
import type { AccessFacts } from './facts';

/** What each of them can do that others cannot. The choice is ours. */
const risky: Readonly<Record<string, string>> = {
  azure_storage: 'reads and writes storage accounts',
  dblink: 'connects to other databases',
  login_hook: 'runs code at each sign-in',
  oracle_fdw: 'connects to Oracle databases',
  plv8: 'runs JavaScript',
  postgres_fdw: 'connects to other PostgreSQL servers',
  tds_fdw: 'connects to SQL Server',
};

const isRisky = (name: string): boolean => Object.hasOwn(risky, name);

export const riskyExtensions = defineRule<AccessFacts, readonly string[]>({
  id: 'access/risky-extensions',
  title: 'Only extensions that are needed should be allowed',
  brief: 'extensions that reach beyond the database',
  severity: 'medium',
  group: 'strict',
  why: 'Some extensions connect to other servers or run code of their own; an attacker in one database then gets further.',
  condition: `The parameter azure.extensions contains one of ${Object.keys(risky).join(', ')}. Absent, no extension is allowed.`,
  sources: [
    'https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/server-parameters/includes/param-12-customized-options.md',
    'https://learn.microsoft.com/azure/postgresql/extensions/how-to-allow-extensions',
  ],
  equivalents: {},
  catalogue: ['PGVER007'],
  appliesTo: ['flexible'],
  surface: ['template', 'live'],
  given: ({ extensions }) => extensions,
  holds: (names) => !names.some(isRisky),
  message: (names) => {
    const told = names.filter(isRisky).map((name) => `${name} (${risky[name] ?? ''})`);
    return `These extensions may be created: ${told.join(', ')}.`;
  },
  fix: (at, context, { extensions }) => {
    const fact: Fact<readonly string[]> | undefined = extensions.find((each) => each.at === at);
    const current = fact === undefined ? undefined : known(fact);
    if (current === undefined) return undefined;
    const value = current.filter((name) => !isRisky(name)).join(',');
    return parameterFix(at, context, { title: 'Allow them no longer', name: allowedExtensions.name, value, effect: 'interrupts' });
  },
  examples: {
    failing: exampleParameters({ 'azure.extensions': 'pgcrypto,dblink' }),
    passing: exampleParameters({ 'azure.extensions': 'pgcrypto' }),
  },
});
