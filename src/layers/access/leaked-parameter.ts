import type { WideRule } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { holds, undecided } from '../../model/verdict';
import { isUnknown } from '../../model/value';
import { readConnectionStrings } from '../connection-strings/connection-string';
import { databaseSecrets, holdsSecret, isSensitive } from './database-secrets';
import { nestedServer } from './nested-example';
import { linterRules } from './sources';

/** A parameter for a password that is not secure by itself is judged by access/insecure-parameter. */
export const leakedParameter: WideRule = {
  meta: {
    id: 'access/leaked-parameter',
    title: 'A secret must not be handed to a parameter that is not secure',
    brief: 'secret handed to a plain parameter',
    severity: 'high',
    group: 'error',
    why: 'The module is deployed by itself, and the value of its plain parameter stays readable in the history of that deployment.',
    condition:
      'A module or a parameters file gives a parameter that is not secure the password of a server, or a connection string for PostgreSQL with a secret in it.',
    sources: [linterRules, 'https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Deployment.SecretLeak'],
    equivalents: { psrule: ['AZR-000459'] },
    catalogue: ['PGSEC005'],
    appliesTo: [],
    surface: ['template'],
    examples: { failing: nestedServer('inner', 'string'), passing: nestedServer('inner'), language: 'json' },
  },
  judge: ({ snapshot }) => {
    const secrets = databaseSecrets(snapshot);
    return snapshot.declarations.flatMap(({ at, secure, given = [] }): readonly Judgement[] => {
      if (at.kind !== 'parameter') return [];
      const secret = given.filter((value) => isSensitive(value) && (holdsSecret(value, secrets) || readConnectionStrings(value).length > 0));
      if (secret.length === 0) {
        const open = given.find((value) => isUnknown(value) && readConnectionStrings(value).some(({ password }) => password === 'given'));
        return isUnknown(open) && !secure ? [undecided(at, open.because)] : [];
      }
      if (secure) return [holds(at)];
      const fix = { title: `Make ${at.name} secure`, effect: 'safe' as const, changes: [{ kind: 'secure' as const, at }] };
      return [{ verdict: 'fails', at, message: `The parameter ${at.name} is given a secret and is not secure.`, fix }];
    });
  },
};
