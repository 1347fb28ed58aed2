import type { Judgement } from '../../model/verdict';
import { holds, undecided } from '../../model/verdict';
import type { WideContext, WideRule } from '../../model/rule';
import { isUnknown } from '../../model/value';
import { carriersIn, connectionStringsIn } from '../connection-strings/carriers';
import { exampleServer } from '../example';
import { databaseSecrets, holdsSecret } from './database-secrets';
import { linterRules } from './sources';

const server = `@secure()\nparam administratorPassword string\n\n${exampleServer('flexible', [
  "administratorLogin: 'orders'",
  'administratorLoginPassword: administratorPassword',
])}`;

function judge({ snapshot }: WideContext): readonly Judgement[] {
  const secrets = databaseSecrets(snapshot);
  const strings = new Map(connectionStringsIn(snapshot).map((found) => [found.at, found.string]));
  return carriersIn(snapshot).flatMap((carrier): readonly Judgement[] => {
    const { at, value } = carrier;
    if (at.in !== 'declaration') return [];
    const string = strings.get(at);
    const isSecret = holdsSecret(value, secrets);
    if (!isSecret && string === undefined) return [];
    if (!isSecret && string?.password === 'none') return [holds(at)];
    // A part that nobody calls secret may be one all the same where it stands for a password.
    if (!isSecret && string?.password === 'given' && isUnknown(value) && value.sensitive !== true) return [undecided(at, value.because)];
    const whole = { ...at, path: [] };
    const message = `The output ${at.name} shows ${string === undefined ? 'the password of a server' : 'a connection string with its password'}, and outputs stay readable in the deployment history.`;
    return [{ verdict: 'fails', at, message, fix: { title: `Make ${at.name} secure`, effect: 'interrupts', changes: [{ kind: 'secure', at: whole }] } }];
  });
}

export const outputSecret: WideRule = {
  meta: {
    id: 'access/output-secret',
    title: 'An output must not show a password',
    brief: 'output shows a password',
    severity: 'high',
    group: 'error',
    why: 'Whoever may look at deployments can read their outputs, without any right on the server or the vault.',
    condition:
      'An output that is not secure is the password of a server, holds it, or is a connection string for PostgreSQL with a password.',
    sources: [linterRules, 'https://learn.microsoft.com/azure/azure-resource-manager/bicep/linter-rule-outputs-should-not-contain-secrets'],
    equivalents: {
      psrule: ['AZR-000279'],
      'template-analyzer': ['Azure.Deployment.OutputSecretValue'],
      'bicep-linter': ['outputs-should-not-contain-secrets'],
    },
    catalogue: ['PGSEC004'],
    appliesTo: [],
    surface: ['template'],
    examples: {
      failing: `${server}\n\noutput url string = 'postgresql://orders:\${administratorPassword}@\${server.properties.fullyQualifiedDomainName}/orders?sslmode=verify-full'`,
      passing: `${server}\n\noutput host string = server.properties.fullyQualifiedDomainName`,
    },
  },
  judge,
};
