import { inResource } from '../../model/address';
import { settingOf } from '../../model/resource';
import type { Resource } from '../../model/resource';
import type { Rule } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { holds, undecided } from '../../model/verdict';
import { isUnknown } from '../../model/value';
import { exampleAlerts } from './example';
import type { ThreatProtectionFacts } from './facts';
import { threatProtectionTypes } from './facts';
import { templateReference } from './sources';

const path = ['properties', 'storageAccountAccessKey'] as const;

const example = (key: string): string =>
  exampleAlerts('emailAccountAdmins: true', "storageEndpoint: 'https://orders.blob.core.windows.net'", `storageAccountAccessKey: ${key}`);

function judge(policy: Resource): Judgement {
  const at = inResource(policy.key, ...path);
  const value = settingOf(policy, path);
  if (value === undefined || value === '') return holds(at);
  if (isUnknown(value) && value.sensitive === true) return holds(at);
  if (isUnknown(value) && value.oneOf?.some((one) => typeof one === 'string' && one !== '') !== true) return undecided(at, value.because);
  return { verdict: 'fails', at, message: 'The key of a storage account is written in a file.' };
}

/** There is no fix as data: where the key should come from is for a person to say. */
export const storageKey: Rule<ThreatProtectionFacts> = {
  meta: {
    id: 'threat-protection/storage-key',
    title: 'The key of a storage account must not be written in a file',
    brief: 'key of a storage account written in a file',
    severity: 'high',
    group: 'error',
    why: 'Whoever can read the file, or any older version of it, can read and change everything in the storage account.',
    condition:
      'storageAccountAccessKey of securityAlertPolicies is a text that is written in the template, also as the default of a parameter that is not secure. A key from a secure parameter, a key vault or a function of the deployment passes.',
    sources: [templateReference],
    equivalents: {},
    catalogue: ['PGDEF006'],
    appliesTo: ['single'],
    surface: ['template'],
    examples: {
      failing: example("'not-a-real-key'"),
      passing: `@secure()\nparam storageKey string\n\n${example('storageKey')}`,
    },
  },
  judge: (_, { server, snapshot }) => snapshot.children(server.resource.key, threatProtectionTypes.single).items.map(judge),
};
