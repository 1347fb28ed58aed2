import type { DeclarationAddress } from '../../model/address';
import type { Fix } from '../../model/fix';
import type { Rule } from '../../model/rule';
import { holds } from '../../model/verdict';
import { exampleServer } from '../example';
import type { AccessFacts } from './facts';
import { openParameters, secureParameters, writtenDefault } from './password-parameters';
import { linterRules, parameterAdvice } from './sources';

const server = exampleServer('flexible', [
  "administratorLogin: 'orders'",
  'administratorLoginPassword: administratorPassword',
]);

const secure = (at: DeclarationAddress): Fix => ({ title: `Make ${at.name} secure`, effect: 'safe', changes: [{ kind: 'secure', at }] });

const secureWithoutDefault = (at: DeclarationAddress): Fix => ({
  title: `Make ${at.name} secure and remove its default`,
  effect: 'needs-value',
  changes: [{ kind: 'secure', at }, { kind: 'require', at }],
});

/** A plain parameter with a default is told here as one thing, and as the other one once it is secure. */
export const insecureParameter: Rule<AccessFacts> = {
  meta: {
    id: 'access/insecure-parameter',
    title: 'A parameter for a password must be secure',
    brief: 'password parameter is not secure',
    severity: 'high',
    group: 'error',
    why: 'The value of a plain parameter stays readable in the deployment history and in logs.',
    condition:
      'A parameter whose name ends like that of a password, or whose default is the administrator password, is a plain string, in a template that hands a server its password openly; also a plain string that is handed to a secure parameter of a module as the password.',
    sources: [parameterAdvice, linterRules],
    equivalents: {
      psrule: ['AZR-000408'],
      'template-analyzer': ['Azure.Deployment.SecureParameter'],
      'bicep-linter': ['secure-secrets-in-params', 'use-secure-value-for-secure-inputs'],
    },
    catalogue: ['PGSEC002'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template'],
    examples: {
      failing: `param administratorPassword string\n\n${server}`,
      passing: `@secure()\nparam administratorPassword string\n\n${server}`,
    },
  },
  judge: (_, context) => [
    ...secureParameters(context).map(({ at }) => holds(at)),
    ...openParameters(context).map((declaration) => {
      const { at } = declaration;
      const isWritten = writtenDefault(declaration) !== undefined;
      const also = isWritten ? ', and its default writes one in the file' : '';
      return {
        verdict: 'fails' as const,
        at,
        message: `The parameter ${at.name} takes a password and is not secure${also}.`,
        fix: isWritten ? secureWithoutDefault(at) : secure(at),
      };
    }),
  ],
};
