import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { derivePresence } from '../derived-fact';
import { exampleKey, exampleKeyAddress } from './example';
import type { EncryptionFacts } from './facts';
import { encryptionDocumentation, flexibleTemplateReference } from './sources';

const geoRedundant = ['backup: {', "  geoRedundantBackup: 'Enabled'", '}'];

const backupKeyLines = [
  "geoBackupKeyURI: 'https://orders-north.vault.azure.net/keys/postgresql'",
  "geoBackupUserAssignedIdentityId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/orders/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders-north'",
];

/** There is no fix as data: the key has to exist in the other region, and is fixed when the server is created. */
export const backupKey: Rule<EncryptionFacts> = {
  meta: {
    id: 'encryption/backup-key',
    title: 'Geo-redundant backups must have a key of their own',
    brief: 'no key for geo-redundant backups',
    severity: 'high',
    group: 'warning',
    why: 'Backups in the other region need a key in a vault of that region; without it they cannot be restored when the first region is gone.',
    condition:
      'The data is encrypted by a key of the customer, backups are geo-redundant, and geoBackupKeyURI is absent or empty.',
    sources: [encryptionDocumentation, flexibleTemplateReference],
    equivalents: {},
    catalogue: ['PGENC003'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleKey(exampleKeyAddress, [], geoRedundant),
      passing: exampleKey(exampleKeyAddress, backupKeyLines, geoRedundant),
    },
  },
  judge: (facts, context) => [
    combine(
      { owner: facts.keyOwner, geoRedundant: facts.geoRedundant, hasKey: derivePresence(facts.backupKey, context) },
      (values) => {
        const { at } = facts.backupKey;
        if (values.owner === 'service') return notApplicable(at, 'The service looks after the keys.');
        if (!values.geoRedundant) return notApplicable(at, 'Backups are not geo-redundant.');
        if (values.hasKey) return holds(at);
        return { verdict: 'fails', at, message: 'Backups are copied to another region, and there is no key for them there.' };
      },
    ),
  ],
};
