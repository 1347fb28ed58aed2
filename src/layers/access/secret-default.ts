import type { Rule } from '../../model/rule';
import { holds } from '../../model/verdict';
import { exampleServer } from '../example';
import type { AccessFacts } from './facts';
import { secureParameters, writtenDefault } from './password-parameters';
import { linterRules, parameterAdvice } from './sources';

const server = exampleServer('flexible', [
  "administratorLogin: 'orders'",
  'administratorLoginPassword: administratorPassword',
]);

export const secretDefault: Rule<AccessFacts> = {
  meta: {
    id: 'access/secret-default',
    title: 'A secure parameter must not have a written default',
    brief: 'password written as a default',
    severity: 'high',
    group: 'error',
    why: 'A default is part of the file, so that the password is known to all who can read it, and is used wherever nobody gives another.',
    condition:
      'A secure parameter for the administrator password has a default that is written text. Without a default, or with an empty or computed one, it passes.',
    sources: [parameterAdvice, linterRules],
    equivalents: {
      checkov: ['CKV_AZURE_131'],
      kics: ['4d2cf896-c053-4be5-9c95-8b4771112f29'],
      'bicep-linter': ['secure-parameter-default'],
    },
    catalogue: ['PGSEC003'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template'],
    examples: {
      failing: `@secure()\nparam administratorPassword string = 'not-A-real-1'\n\n${server}`,
      passing: `@secure()\nparam administratorPassword string\n\n${server}`,
    },
  },
  judge: (_, context) =>
    secureParameters(context).map((declaration) => {
      const { at } = declaration;
      if (writtenDefault(declaration) === undefined) return holds(at);
      return {
        verdict: 'fails',
        at,
        message: `The secure parameter ${at.name} has a password as its default.`,
        fix: { title: `Remove the default of ${at.name}`, effect: 'needs-value', changes: [{ kind: 'require', at }] },
      };
    }),
};
