import type { Fact } from '../../model/fact';
import { text, word } from '../../model/fact';
import type { Subject } from '../../model/rule';
import { isUnknown } from '../../model/value';
import { inResource } from '../../model/address';
import { settingOf } from '../../model/resource';
import { derive, enabledOrDisabled, trueOrFalse, wholeNumber } from '../derived-fact';
import { readServerSetting } from '../server-setting';

export type Availability = 'Disabled' | 'SameZone' | 'ZoneRedundant';

export interface BackupFacts {
  /** How many days back the server can be restored. */
  readonly retention: Fact<number>;
  readonly geoRedundant: Fact<boolean>;
  readonly availability: Fact<Availability>;
  readonly storageGrowth: Fact<boolean>;
  /** Whether maintenance takes place at an hour that the customer chose. */
  readonly ownWindow: Fact<boolean>;
  /** Whether the server is a copy that follows another one, whose backups count. */
  readonly replica: Fact<boolean>;
  /** Whether the tier is the cheapest, which cannot do all of this. */
  readonly smallest: Fact<boolean>;
  /** Whether the storage is of the kind that cannot grow by itself. */
  readonly fixedStorage: Fact<boolean>;
}

function readReplica(context: Subject): Fact<boolean> {
  const { resource } = context.server;
  const mode = settingOf(resource, ['properties', 'createMode']);
  const at = inResource(resource.key, 'properties', 'createMode');
  if (isUnknown(mode)) return { kind: 'unknown', because: mode.because, oneOf: [true, false], at };
  if (typeof mode === 'string') return { kind: 'set', value: mode.toLowerCase() === 'replica', at };
  const role = readServerSetting(context, ['properties', 'replicationRole'], { as: text, absent: { default: 'None' } });
  return derive(role, (word) => !['none', 'primary', 'master', ''].includes(word.toLowerCase()));
}

/** A cluster is backed up by itself; whether its backups are copied and its nodes have standbys is a choice. */
function readCluster(context: Subject): BackupFacts {
  const at = inResource(context.server.resource.key);
  const nothing = { kind: 'notApplicable', because: 'A cluster has no such setting.', at } as const;
  const standbys = readServerSetting(context, ['properties', 'enableHa'], { as: trueOrFalse, absent: { default: false } });
  return {
    retention: nothing,
    geoRedundant: readServerSetting(context, ['properties', 'enableGeoBackup'], { as: trueOrFalse, absent: { default: false } }),
    availability: derive(standbys, (on): Availability => (on ? 'ZoneRedundant' : 'Disabled')),
    storageGrowth: nothing,
    ownWindow: nothing,
    replica: derive(
      readServerSetting(context, ['properties', 'sourceResourceId'], { as: text, absent: { default: '' } }),
      (source) => source !== '',
    ),
    smallest: { kind: 'default', value: false, at },
    fixedStorage: { kind: 'default', value: false, at },
  };
}

/** Reads how a server is backed up and kept running: https://learn.microsoft.com/azure/postgresql/security/security-overview */
export function readBackupFacts(context: Subject): BackupFacts {
  const { kind, resource } = context.server;
  if (kind === 'cluster') return readCluster(context);
  const single = kind === 'single';
  const path = (flexible: readonly string[], profile: string): string[] =>
    single ? ['properties', 'storageProfile', profile] : ['properties', ...flexible];
  const tier = readServerSetting(context, ['sku', 'tier'], { as: text, absent: { unknown: 'the service chooses the tier' } });
  const storage = readServerSetting(context, ['properties', 'storage', 'type'], { as: text, absent: { default: '' } });
  return {
    retention: readServerSetting(context, path(['backup', 'backupRetentionDays'], 'backupRetentionDays'), {
      as: wholeNumber,
      absent: { default: 7 },
    }),
    geoRedundant: readServerSetting(context, path(['backup', 'geoRedundantBackup'], 'geoRedundantBackup'), {
      as: enabledOrDisabled,
      absent: { default: false },
    }),
    availability: single
      ? { kind: 'notApplicable', because: 'A Single Server has no standby.', at: inResource(resource.key) }
      : readServerSetting(context, ['properties', 'highAvailability', 'mode'], {
          as: word('Disabled', 'SameZone', 'ZoneRedundant'),
          absent: { default: 'Disabled' },
        }),
    storageGrowth: readServerSetting(context, path(['storage', 'autoGrow'], 'storageAutogrow'), {
      as: enabledOrDisabled,
      absent: { default: single },
    }),
    ownWindow: single
      ? { kind: 'notApplicable', because: 'A Single Server has no such window.', at: inResource(resource.key) }
      : readServerSetting(context, ['properties', 'maintenanceWindow', 'customWindow'], { as: enabledOrDisabled, absent: { default: false } }),
    replica: readReplica(context),
    smallest: derive(tier, (word) => ['burstable', 'basic'].includes(word.toLowerCase())),
    fixedStorage: derive(storage, (word) => word.toLowerCase() === 'premiumv2_lrs'),
  };
}
