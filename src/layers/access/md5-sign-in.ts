import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { AccessFacts } from './facts';
import { acceptedMethods } from './facts';
import { scramDocumentation } from './sources';

/** Roles whose password is still stored as MD5 cannot sign in after the fix, hence its effect. */
export const md5SignIn: Rule<AccessFacts> = {
  meta: {
    id: 'access/md5-sign-in',
    title: 'Sign-in by MD5 should be off',
    brief: 'accepts MD5 sign-in',
    severity: 'medium',
    group: 'info',
    why: 'MD5 sign-in rests on a hash that is broken, and a stolen hash is as good as the password.',
    condition:
      'The parameter azure.accepted_password_auth_method contains md5, on a server that takes passwords. Absent, it does.',
    sources: [
      scramDocumentation,
      'https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/server-parameters/includes/param-12-customized-options.md',
    ],
    equivalents: {},
    catalogue: ['PGAUTH010'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleParameters({ 'azure.accepted_password_auth_method': 'md5,scram-sha-256' }),
      passing: exampleParameters({ 'azure.accepted_password_auth_method': 'scram-sha-256' }),
    },
  },
  judge: ({ methods, passwords }, context) =>
    methods.map((fact) =>
      combine({ methods: fact, passwords }, (values) => {
        const { at } = fact;
        if (!values.passwords) return notApplicable(at, 'The server takes no passwords.');
        if (!values.methods.includes('md5')) return holds(at);
        const fix = parameterFix(at, context, {
          title: 'Accept SCRAM only',
          name: acceptedMethods.name,
          value: 'scram-sha-256',
          effect: 'interrupts',
        });
        return {
          verdict: 'fails',
          at,
          message: 'The server accepts sign-in by MD5. Check that every role has a SCRAM password before turning it off.',
          ...(fix === undefined ? {} : { fix }),
        };
      }),
    ),
};
