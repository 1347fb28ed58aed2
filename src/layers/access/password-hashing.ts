import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { AccessFacts } from './facts';
import { passwordEncryption } from './facts';
import { scramDocumentation } from './sources';

/** The fix is safe: it concerns passwords that are set from then on, and those that exist stay as they are. */
export const passwordHashing: Rule<AccessFacts> = {
  meta: {
    id: 'access/password-hashing',
    title: 'Passwords must be stored by SCRAM',
    brief: 'passwords stored as MD5',
    severity: 'high',
    group: 'warning',
    why: 'An MD5 hash is soon turned back into a password, and is itself enough to sign in.',
    condition:
      'The parameter password_encryption is md5, on a server that takes passwords; of a cluster that of the coordinator or the workers. Absent, it is md5 up to PostgreSQL 13 and scram-sha-256 from 14; of a HorizonDB cluster scram-sha-256; of other clusters no document gives the default.',
    sources: [
      scramDocumentation,
      'https://learn.microsoft.com/azure/horizondb/security/security-connect-scram',
      'https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/server-parameters/includes/param-16-connections-authentication-authentication.md',
    ],
    equivalents: { cloudsploit: ['flexibleServerSCRAMEnabled'] },
    catalogue: ['PGAUTH009'],
    appliesTo: ['flexible', 'cluster', 'horizon'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleParameters({ password_encryption: 'md5' }),
      passing: exampleParameters({ password_encryption: 'scram-sha-256' }),
    },
  },
  judge: ({ hash, passwords }, context) =>
    hash.map((fact) =>
      combine({ hash: fact, passwords }, (values) => {
        const { at } = fact;
        if (!values.passwords) return notApplicable(at, 'The server takes no passwords.');
        if (values.hash !== 'md5') return holds(at);
        const fix = parameterFix(at, context, {
          title: 'Store passwords by SCRAM',
          name: passwordEncryption.name,
          value: 'scram-sha-256',
          effect: 'safe',
        });
        const why = fact.kind === 'default' ? ', the default of this version' : '';
        return {
          verdict: 'fails',
          at,
          message: `Passwords are stored as MD5${why}.`,
          ...(fix === undefined ? {} : { fix }),
        };
      }),
    ),
};
