import type { WideRule } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import type { Value } from '../../model/value';
import { casesOf, isUnknown } from '../../model/value';
import type { Judgement } from '../../model/verdict';
import { holds } from '../../model/verdict';
import { connectionStringsIn } from '../connection-strings/carriers';
import { readConnectionStrings } from '../connection-strings/connection-string';
import { exampleSetting, subject } from '../connection-strings/judge';
import { parameterAdvice } from './sources';

const host = 'pg-orders.postgres.database.azure.com';

function judgeStrings(snapshot: Snapshot): readonly Judgement[] {
  return connectionStringsIn(snapshot)
    .filter(({ at }) => at.in === 'resource')
    .map((found): Judgement => {
      const { at, keptSecret, string } = found;
      if (string.password === 'none' || (string.password === 'given' && keptSecret)) return holds(at);
      const how = string.password === 'written' ? 'has its password written in the file' : 'holds a password that everybody sees who may look there';
      const instead = keptSecret ? 'Take it from a secure parameter' : 'Refer to a secret of a key vault';
      return { verdict: 'fails', at, message: `${subject(found)} ${how}. ${instead}, or sign in with a managed identity.` };
    });
}

const options = (value: Value): readonly Value[] => (isUnknown(value) ? casesOf(value) : [value]);

/** The defaults of parameters: one that is used where programs find it is told there. */
function judgeDefaults(snapshot: Snapshot): readonly Judgement[] {
  const used = new Set(connectionStringsIn(snapshot).flatMap(({ value }) => options(value)));
  return snapshot.declarations.flatMap(({ at, value }): readonly Judgement[] => {
    if (at.kind !== 'parameter' || typeof value !== 'string' || used.has(value)) return [];
    const strings = readConnectionStrings(value, { forPostgres: /postgres|pgsql/i.test(at.name) });
    if (strings.length === 0) return [];
    if (!strings.some(({ password }) => password === 'written')) return [holds(at)];
    const message = `The default of the parameter ${at.name} is a connection string that has its password written in the file. Take the default away, and give the value at the deployment from a key vault.`;
    return [{ verdict: 'fails', at, message }];
  });
}

/** There is no fix as data: the secret has to be stored, or the application be given an identity. */
export const connectionStringPassword: WideRule = {
  meta: {
    id: 'access/connection-string-password',
    title: 'The settings of an application should hold no password',
    brief: 'password in the settings of an application',
    severity: 'high',
    group: 'warning',
    why: 'Settings are shown to everybody who may look at the application, and end up in exports, logs and copies.',
    condition:
      'A connection string for PostgreSQL with a password stands in the settings of an application or in the environment of a container or script, or one with a written password in a secret store or as the default of a parameter. A reference to a key vault and a sign-in with a managed identity pass.',
    sources: [
      parameterAdvice,
      'https://learn.microsoft.com/azure/app-service/app-service-key-vault-references',
      'https://learn.microsoft.com/azure/postgresql/security/security-overview',
    ],
    equivalents: {},
    catalogue: ['PGSEC009'],
    appliesTo: [],
    surface: ['template'],
    examples: {
      failing: exampleSetting(`postgresql://orders:\${password}@${host}/orders?sslmode=verify-full`, ['@secure()', 'param password string', '']),
      passing: exampleSetting(`postgresql://orders@${host}/orders?sslmode=verify-full`),
    },
  },
  judge: ({ snapshot }) => [...judgeStrings(snapshot), ...judgeDefaults(snapshot)],
};
