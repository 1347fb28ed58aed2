import { inResource } from '../../model/address';
import { text } from '../../model/fact';
import type { Rule } from '../../model/rule';
import { holds, undecided } from '../../model/verdict';
import { documented } from '../documented-parameters';
import { exampleParameters } from '../example';
import { readParameter } from '../parameter';
import type { AccessFacts } from './facts';

export const timeouts = (['idle_in_transaction_session_timeout', 'idle_session_timeout', 'statement_timeout'] as const).map((name) =>
  documented(name, text),
);

const names = timeouts.map(({ name }) => name);

/** One of them is enough: which one, and how long, depends on the applications. So there is no fix as data. */
export const sessionTimeouts: Rule<AccessFacts> = {
  meta: {
    id: 'access/session-timeouts',
    title: 'Sessions should not last forever',
    brief: 'no session timeout',
    severity: 'info',
    group: 'strict',
    why: 'Sessions that nobody ends keep connections and locks until none are left for others.',
    condition: `All of ${names.join(', ')} are 0, which is no limit. Absent, they are 0; idle_session_timeout is there from PostgreSQL 14 on.`,
    sources: [
      'https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/server-parameters/includes/param-18-client-connection-defaults-statement-behavior.md',
      'https://www.postgresql.org/docs/current/runtime-config-client.html',
    ],
    equivalents: {},
    catalogue: ['PGVER009'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleParameters({ statement_timeout: '0' }),
      passing: exampleParameters({ idle_in_transaction_session_timeout: '600000' }),
    },
  },
  judge: (_, context) => {
    const facts = timeouts.flatMap((parameter) => readParameter(context, parameter));
    const at = inResource(context.server.resource.key);
    const values = facts.flatMap((fact) => (fact.kind === 'set' || fact.kind === 'default' ? [fact] : []));
    const limit = values.find(({ value }) => value.trim() !== '0');
    if (limit !== undefined) return [holds(limit.at)];
    const open = facts.find(({ kind }) => kind === 'unknown');
    if (open?.kind === 'unknown') return [undecided(open.at, open.because)];
    if (values.length === 0) return [];
    return [{ verdict: 'fails', at, message: `Sessions last as long as they like: ${names.join(', ')} are 0.` }];
  },
};
