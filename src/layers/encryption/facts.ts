import type { Path } from '../../model/address';
import { inResource } from '../../model/address';
import type { Codec, Fact } from '../../model/fact';
import { text, word } from '../../model/fact';
import { serverTypes, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Value } from '../../model/value';
import { isUnknown } from '../../model/value';
import { derive, enabledOrDisabled } from '../derived-fact';
import { readOnce } from '../read-once';
import { readServerSetting } from '../server-setting';

/** Whose key encrypts the data: that of the service, or one in the customer's key vault. */
export type KeyOwner = 'service' | 'customer';

export type KeyStatus = 'valid' | 'invalid';

export interface EncryptionFacts {
  readonly keyOwner: Fact<KeyOwner>;
  /** The address of the customer's key; empty where there is none. */
  readonly key: Fact<string>;
  /** The address of the customer's key for geo-redundant backups; empty where there is none. */
  readonly backupKey: Fact<string>;
  /** Whether these addresses name one version of the key. */
  readonly keyHasVersion: Fact<boolean>;
  readonly backupKeyHasVersion: Fact<boolean>;
  /** Whether the keys can be used, as Azure says of a live server. */
  readonly keyStatus: Fact<KeyStatus>;
  readonly backupKeyStatus: Fact<KeyStatus>;
  /** Whether the server runs, as Azure says of a live one. */
  readonly accessible: Fact<boolean>;
  /** Whether backups are copied to another region, which takes a key of its own. */
  readonly geoRedundant: Fact<boolean>;
  /** Whether Single Server encrypts a second time, underneath. */
  readonly doubleEncryption: Fact<boolean>;
}

const owner: Codec<KeyOwner> = (value) => {
  // Clusters say SystemAssigned where Flexible Servers say SystemManaged.
  const type = word('SystemManaged', 'SystemAssigned', 'AzureKeyVault')(value);
  return type === undefined ? undefined : type === 'AzureKeyVault' ? 'customer' : 'service';
};

const status: Codec<KeyStatus> = (value) => {
  const known = word('Valid', 'Invalid')(value);
  return known === undefined ? undefined : known === 'Valid' ? 'valid' : 'invalid';
};

/** A version of a key is 32 hexadecimal digits after its name: https://vault.example/keys/orders/0123… */
export const versionedKey = /^(?<key>https?:\/\/[^/]+\/keys\/[^/]+)\/[0-9a-f]{32}\/?$/i;

/**
 * A key vault names its keys in two properties, `keyUri` and `keyUriWithVersion`, so that much is known of an address
 * that only the deployment tells: https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults/keys
 */
function nameHasVersion(address: Value | undefined): boolean | undefined {
  if (!isUnknown(address)) return undefined;
  const [first, second] = address.pieces ?? [address];
  const property = isUnknown(first) ? first.property?.toLowerCase() : undefined;
  if (property === 'keyuri') return second !== undefined;
  return property === 'keyuriwithversion' ? true : undefined;
}

function readVersion({ server }: Subject, path: Path, address: Fact<string>): Fact<boolean> {
  const named = nameHasVersion(settingOf(server.resource, path));
  return named === undefined ? derive(address, (value) => versionedKey.test(value)) : { kind: 'set', value: named, at: address.at };
}

function readFlexible(subject: Subject): EncryptionFacts {
  const { server } = subject;
  const path = (name: string): string[] => ['properties', 'dataEncryption', name];
  const address = (name: string): Fact<string> =>
    readServerSetting(subject, path(name), { as: text, absent: { default: '' } });
  const readStatus = (name: string): Fact<KeyStatus> =>
    readServerSetting(subject, path(name), { as: status, absent: { notApplicable: 'Azure tells no status of a key.' } });
  const state = readServerSetting(subject, ['properties', 'state'], {
    as: text,
    absent: { notApplicable: 'Azure tells no state of the server.' },
  });
  const [key, backupKey] = [address('primaryKeyURI'), address('geoBackupKeyURI')];
  return {
    keyOwner: readServerSetting(subject, path('type'), { as: owner, absent: { default: 'service' } }),
    key,
    backupKey,
    keyHasVersion: readVersion(subject, path('primaryKeyURI'), key),
    backupKeyHasVersion: readVersion(subject, path('geoBackupKeyURI'), backupKey),
    keyStatus: readStatus('primaryEncryptionKeyStatus'),
    backupKeyStatus: readStatus('geoBackupEncryptionKeyStatus'),
    accessible: derive(state, (value) => value.toLowerCase() !== 'inaccessible'),
    geoRedundant: readServerSetting(subject, ['properties', 'backup', 'geoRedundantBackup'], {
      as: enabledOrDisabled,
      absent: { default: false },
    }),
    doubleEncryption: {
      kind: 'notApplicable',
      because: 'Only a Single Server can encrypt twice.',
      at: inResource(server.resource.key),
    },
  };
}

/** Azure says of a live Single Server whether it has a key of the customer; a template adds such a key as a child. */
function readSingleOwner(subject: Subject): Fact<KeyOwner> {
  const { server, snapshot } = subject;
  const at = inResource(server.resource.key);
  if (snapshot.origin === 'live') {
    const enforced = readServerSetting(subject, ['properties', 'byokEnforcement'], {
      as: enabledOrDisabled,
      absent: { unknown: 'Azure does not tell whose key it is' },
    });
    return derive(enforced, (on): KeyOwner => (on ? 'customer' : 'service'));
  }
  const { items, complete } = snapshot.children(server.resource.key, `${serverTypes.single}/keys`);
  const [key] = items;
  if (key !== undefined) return isUnknown(key.when) ? { kind: 'unknown', because: key.when.because, at } : { kind: 'set', value: 'customer', at };
  return complete === true ? { kind: 'default', value: 'service', at } : { kind: 'unknown', because: complete.because, at };
}

function readSingle(subject: Subject): EncryptionFacts {
  const at = inResource(subject.server.resource.key);
  const nothing = { kind: 'notApplicable', because: 'Read of Flexible Servers only.', at } as const;
  const state = readServerSetting(subject, ['properties', 'userVisibleState'], {
    as: text,
    absent: { notApplicable: 'Azure tells no state of the server.' },
  });
  return {
    keyOwner: readSingleOwner(subject),
    key: nothing,
    backupKey: nothing,
    keyHasVersion: nothing,
    backupKeyHasVersion: nothing,
    keyStatus: nothing,
    backupKeyStatus: nothing,
    accessible: derive(state, (value) => value.toLowerCase() !== 'inaccessible'),
    geoRedundant: nothing,
    doubleEncryption: readServerSetting(subject, ['properties', 'infrastructureEncryption'], {
      as: enabledOrDisabled,
      absent: { default: false },
    }),
  };
}

/**
 * Reads how data at rest is encrypted. AES-256 is always on; what differs is whose key it is:
 * https://learn.microsoft.com/azure/postgresql/security/security-data-encryption
 */
export const readEncryptionFacts = readOnce((subject): EncryptionFacts =>
  subject.server.kind === 'single' ? readSingle(subject) : readFlexible(subject));
