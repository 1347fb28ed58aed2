import type { WideContext, WideRule } from '../../model/rule';
import { isUnknown } from '../../model/value';
import type { Judgement } from '../../model/verdict';
import { holds, undecided } from '../../model/verdict';
import type { Carrier } from '../connection-strings/carriers';
import { carriersIn, connectionStringsIn } from '../connection-strings/carriers';
import { databaseSecrets, holdsSecret, isSensitive } from './database-secrets';
import { linterRules } from './sources';
import { writtenTexts } from './written-texts';

/** Names that hold a password of PostgreSQL whatever their value is: libpq's own, those of its images, and that of Service Connector. */
const passwordName = /^(?:pgpassword|pg_password|(?:azure_)?postgres(?:ql)?_?password)$/i;

const example = (property: string): string =>
  [
    '@secure()',
    'param password string',
    '',
    "resource group 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = {",
    "  name: 'migration'",
    "  location: 'westeurope'",
    '  properties: {',
    "    osType: 'Linux'",
    '    containers: [',
    '      {',
    "        name: 'migration'",
    '        properties: {',
    "          image: 'mcr.microsoft.com/azure-cli'",
    '          environmentVariables: [',
    '            {',
    "              name: 'PGPASSWORD'",
    `              ${property}: password`,
    '            }',
    '          ]',
    '        }',
    '      }',
    '    ]',
    '  }',
    '}',
  ].join('\n');

/** A script that sets the password for the commands in it, other than from a variable. */
const assignment = /\bPGPASSWORD=(?:"([^"$]+)"|'([^'$]+)'|([^\s"'$;]+))/;

function judgeScript({ at, value, name, place }: Carrier): readonly Judgement[] {
  if (name !== 'scriptContent' || typeof value !== 'string' || !assignment.test(value)) return [];
  return [{ verdict: 'fails', at, message: `${name} in ${place} writes a password of PostgreSQL in the file. Hand it to the script as a secureValue.` }];
}

function judge({ snapshot }: WideContext): readonly Judgement[] {
  const secrets = databaseSecrets(snapshot);
  const strings = new Set(connectionStringsIn(snapshot).map(({ at }) => at));
  return carriersIn(snapshot).flatMap((carrier): readonly Judgement[] => {
    const { at, value, name, keptSecret, place } = carrier;
    if (at.in !== 'resource' || strings.has(at)) return [];
    const isPassword = holdsSecret(value, secrets);
    if (!isPassword && !passwordName.test(name)) return judgeScript(carrier);
    if (keptSecret && passwordName.test(name) && writtenTexts(value).length > 0) {
      return [{ verdict: 'fails', at, message: `${name} in ${place} is a password of PostgreSQL that is written in the file. Take it from a secure parameter or a key vault.` }];
    }
    const isReference = value === '' || (typeof value === 'string' && /^@Microsoft\.(?:KeyVault|AppConfiguration)\(/i.test(value));
    if (keptSecret || isReference) return [holds(at)];
    if (!isPassword && isUnknown(value) && !isSensitive(value)) return [undecided(at, value.because)];
    const message = `${name} in ${place} holds a password of PostgreSQL as a plain value. Use secureValue, a secret, or a reference to a key vault.`;
    return [{ verdict: 'fails', at, message }];
  });
}

/** There is no fix as data: another property takes the value, or a secret that has to exist. */
export const plainPasswordSetting: WideRule = {
  meta: {
    id: 'access/plain-password-setting',
    title: 'A password must not be a plain environment variable',
    brief: 'password in a plain environment variable',
    severity: 'high',
    group: 'warning',
    why: 'Plain variables are shown to everybody who may look at the container, the script or the application.',
    condition:
      "A script sets PGPASSWORD to a text, or a setting of an application, container or deployment script is called PGPASSWORD, POSTGRES_PASSWORD or AZURE_POSTGRESQL_PASSWORD, or holds the password of a server of the template, and is neither a secureValue nor a secret nor a reference to a key vault; or is one of these names with a secureValue that is written in the file.",
    sources: [linterRules, 'https://learn.microsoft.com/azure/container-instances/container-instances-environment-variables'],
    equivalents: { 'bicep-linter': ['use-secure-value-for-secure-inputs'] },
    catalogue: ['PGSEC014'],
    appliesTo: [],
    surface: ['template'],
    examples: { failing: example('value'), passing: example('secureValue') },
  },
  judge,
};
