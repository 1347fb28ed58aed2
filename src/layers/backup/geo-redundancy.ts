import { known } from '../../model/fact';
import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { raisedFor } from '../cluster-versions';
import { readEncryptionFacts } from '../encryption/facts';
import { exampleServer } from '../example';
import type { BackupFacts } from './facts';

const example = (value: string): string =>
  exampleServer(
    'flexible',
    ['backup: {', `  geoRedundantBackup: '${value}'`, '}'],
    ['sku: {', "  name: 'Standard_D4ds_v5'", "  tier: 'GeneralPurpose'", '}'],
  );

/** It is chosen when a server is created, and cannot be changed afterwards. */
export const geoRedundancy: Rule<BackupFacts> = {
  meta: {
    id: 'backup/geo-redundancy',
    title: 'Backups should be copied to another region',
    brief: 'backups in one region only',
    severity: 'medium',
    group: 'resilience',
    why: 'When a region is lost, backups that are kept there only are lost with it.',
    condition:
      'Geo-redundant backup is not Enabled (of a cluster: enableGeoBackup is not true). Absent, it is off. Replicas and servers of the tiers Burstable and Basic are not asked for it.',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/security/security-overview',
      'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers',
    ],
    equivalents: {
      psrule: ['AZR-000326'],
      checkov: ['CKV_AZURE_102', 'CKV_AZURE_136'],
      kics: ['8b042c30-e441-453f-b162-7696982ebc58'],
      terrascan: ['AC_AZURE_0407'],
      prowler: ['postgresql_flexible_server_geo_redundant_backup_enabled'],
      steampipe: ['postgres_db_server_geo_redundant_backup_enabled'],
      cloudsploit: ['geoRedundantBackupEnabled'],
      azurepolicy: ['48af4db5-9b8b-401c-8e74-076be876a430', 'cee2f9fd-3968-44be-a863-bd62c9884423'],
      aprl: ['31f4ac4b-29cb-4588-8de2-d8fe6f13ceb3'],
      defender: ['Geo-redundant backups should be enabled'],
      mcsb: ['BR-1'],
    },
    catalogue: ['PGBAK001'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: { failing: example('Disabled'), passing: example('Enabled') },
  },
  judge: ({ geoRedundant, replica, smallest }, context) => {
    // With a key of the customer, backups elsewhere need a key there, which is for a person to make first.
    const { keyOwner, backupKey } = readEncryptionFacts(context);
    const needsKey = context.server.kind === 'flexible' && known(keyOwner) !== 'service' && !known(backupKey);
    const { at } = geoRedundant;
    return [
      combine({ replica }, (values) => {
        if (values.replica) return notApplicable(at, 'The backups of the primary count.');
        return combine({ geoRedundant, smallest }, (inner) => {
          if (inner.geoRedundant) return holds(at);
          if (inner.smallest) return notApplicable(at, 'Servers of this tier are not asked for it.');
          return {
            verdict: 'fails',
            at,
            message: 'Backups are kept in one region only.',
            ...(at.in === 'resource' && !needsKey
              ? { fix: { title: 'Copy backups to another region', effect: 'create-only', changes: [...raisedFor(context), { kind: 'set', at, value: context.server.kind === 'cluster' ? true : 'Enabled' }] } }
              : {}),
          };
        });
      }),
    ];
  },
};
