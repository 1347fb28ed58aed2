import type { Address } from '../../model/address';
import type { Change } from '../../model/fix';
import type { Context, Rule } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { holds, undecided } from '../../model/verdict';
import { exampleServer } from '../example';
import type { AccessFacts } from './facts';
import { isDefault, isOpen, writtenPasswords } from './password-parameters';
import { linterRules, parameterAdvice } from './sources';

const login = "administratorLogin: 'orders'";

/** What is a secret now must not go through parameters of modules that are not secure. */
function secureTheWay({ snapshot }: Context, written: readonly string[]): readonly Change[] {
  return snapshot.declarations.flatMap(({ at, secure, given }): readonly Change[] => {
    const isOnTheWay = !secure && given?.some((value) => typeof value === 'string' && written.includes(value)) === true;
    return isOnTheWay ? [{ kind: 'secure', at }] : [];
  });
}

function askForIt(at: Address, context: Context, written: readonly string[]): Pick<Judgement, 'fix'> {
  if (at.in !== 'resource') return {};
  const title = 'Take the password from whoever deploys';
  const ask: Change = { kind: 'ask', at, parameter: 'administratorLoginPassword' };
  return { fix: { title, effect: 'needs-value', changes: [ask, ...secureTheWay(context, written)] } };
}

/** The fix asks whoever deploys for the password; a better way is to have none, which is for a person to decide. */
export const literalPassword: Rule<AccessFacts> = {
  meta: {
    id: 'access/literal-password',
    title: 'The administrator password must not be written in a file',
    brief: 'administrator password written in a file',
    severity: 'critical',
    group: 'error',
    why: 'Whoever can read the file, or any older version of it, can sign in as administrator.',
    condition:
      'administratorLoginPassword is a text that is written in the template, in the argument of a module or in a parameters file, also by way of a variable, as the second argument of readEnvironmentVariable, or where nothing else is given (??, ?:). The default of a parameter is judged at the parameter. A password from a secure parameter, a key vault or a function of the deployment passes.',
    sources: [parameterAdvice, linterRules],
    equivalents: {
      psrule: ['AZR-000316'],
      'template-analyzer': ['Azure.Deployment.SecureValue'],
      checkov: ['CKV_SECRET_*'],
      kics: ['a88baa34-e2ad-44ea-ad6f-8cac87bc7c71'],
      'bicep-linter': ['secure-params-in-parameters-file'],
    },
    catalogue: ['PGSEC001', 'PGSEC008'],
    appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
    surface: ['template'],
    examples: {
      failing: exampleServer('flexible', [login, "administratorLoginPassword: 'not-A-real-1'"]),
      passing: `@secure()\nparam administratorPassword string\n\n${exampleServer('flexible', [login, 'administratorLoginPassword: administratorPassword'])}`,
    },
  },
  judge: ({ password }, context) => {
    const { at } = password;
    const written = writtenPasswords(context).filter((one) => !isDefault(context, one));
    const isSure = password.kind !== 'unknown' || password.oneOf !== undefined;
    const message = isSure ? 'The administrator password is written in a file.' : 'A password that the administrator gets in some cases is written in a file.';
    if (written.length > 0) return [{ verdict: 'fails', at, message, ...askForIt(at, context, written) }];
    // A secret that cannot be read here stands in no file; of an open value this cannot be told.
    return [password.kind === 'unknown' && isOpen(context.server) ? undecided(at, password.because) : holds(at)];
  },
};
