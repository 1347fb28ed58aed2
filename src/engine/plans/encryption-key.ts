import { inResource } from '../../model/address';
import { known, type Fact } from '../../model/fact';
import { nameOf, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { isObject, isUnknown } from '../../model/value';
import { derive } from '../../layers/derived-fact';
import { readEncryptionFacts, versionedKey } from '../../layers/encryption/facts';
import type { Proposal } from './proposal';

const properties = ['primaryKeyURI', 'geoBackupKeyURI'] as const;

const keyPath = (name: string): readonly string[] => ['properties', 'dataEncryption', name];

function addressesIn(snapshot: Snapshot, { server }: Subject): readonly (readonly [name: string, address: string])[] {
  const resource = snapshot.resource(server.resource.key);
  return properties.flatMap((name) => {
    const address = resource === undefined ? undefined : settingOf(resource, keyPath(name));
    return typeof address === 'string' && address !== '' ? [[name, address] as const] : [];
  });
}

const stateOf = (addresses: readonly (readonly [string, string])[]): string => addresses.map(([name, address]) => `${name} = ${address}`).join(', ');

const withoutVersion = (address: string): string => versionedKey.exec(address)?.groups?.['key'] ?? address;

/**
 * Plans that a server names its keys without their versions, and so follows their rotation.
 * https://learn.microsoft.com/azure/postgresql/security/security-data-encryption
 */
export function planVersionlessKey(subject: Subject): Proposal {
  const { server, snapshot } = subject;
  const label = nameOf(server.resource);
  if (server.kind !== 'flexible') return { refused: `${label} is no Flexible Server; only those name a key without its version.` };
  const addresses = addressesIn(snapshot, subject);
  if (addresses.length === 0) return { refused: `${label} is encrypted with the service’s key, which rotates by itself. A key of your own can only be chosen when a server is created.` };
  const versioned = addresses.filter(([, address]) => versionedKey.test(address));
  if (versioned.length === 0) return { refused: `${label} names its key without a version already, and follows its rotation.` };
  return {
    plan: {
      title: `Follow the rotation of the key of ${label}`,
      detail: [
        'The server then takes the newest version by itself. It reads the key as before: keep the old version enabled until it has moved.',
      ],
      confirm: 'Follow Rotation',
      changes: versioned.map(([name, address]) => ({ kind: 'set', at: inResource(server.resource.key, ...keyPath(name)), value: withoutVersion(address) })),
      effects: [],
      cutOff: [],
      state: (after) => stateOf(addressesIn(after, subject)),
      wanted: stateOf(addresses.map(([name, address]) => [name, withoutVersion(address)])),
    },
  };
}

const text = (fact: Fact<string>): string => (fact.kind === 'unknown' ? `unknown: ${fact.because}` : (known(fact) ?? '—'));

function identities({ server }: Subject): string {
  const identity = settingOf(server.resource, ['identity', 'userAssignedIdentities']);
  if (isUnknown(identity)) return `unknown: ${identity.because}`;
  const names = isObject(identity) ? Object.keys(identity).map((id) => id.split('/').at(-1) ?? id) : [];
  return names.length === 0 ? 'none of its own' : names.join(', ');
}

function usedIdentity({ server }: Subject, name: string): string {
  const id = settingOf(server.resource, keyPath(name));
  return typeof id === 'string' ? (id.split('/').at(-1) ?? id) : '—';
}

/** Everything about the keys of a server, as text for people; addresses of keys are no secrets. */
export function encryptionText(subject: Subject): string {
  const { server } = subject;
  const label = nameOf(server.resource);
  const facts = readEncryptionFacts(subject);
  const owner = known(facts.keyOwner);
  const lines = (rows: readonly (readonly [string, string])[]): string[] => {
    const width = Math.max(...rows.map(([title]) => title.length));
    return rows.map(([title, value]) => `    ${title.padEnd(width)}  ${value}`);
  };
  const keyRows = (title: string, address: Fact<string>, status: Fact<string>, identity: string): (readonly [string, string])[] => {
    const value = known(address) ?? '';
    if (value === '') return [];
    return [
      [title, withoutVersion(value)],
      ['  version', versionedKey.test(value) ? `${value.replace(/\/$/, '').split('/').at(-1) ?? ''}: stays on it until somebody changes the server` : 'the newest: follows the rotation'],
      ['  used as', identity],
      ['  status', text(status)],
    ];
  };
  const twice = text(derive(facts.doubleEncryption, (on) => (on ? 'on: encrypted twice' : 'off')));
  const how = owner === undefined ? text(facts.keyOwner) : owner === 'customer' ? 'your own key' : 'the service’s key, which rotates by itself';
  return [
    `Encryption at rest of ${label}`,
    '',
    ...lines([
      ['Data, backups, temporary files', 'AES-256, always on'],
      ['Encrypted with', how],
      ...(server.kind === 'single'
        ? [['Infrastructure encryption', twice] as const]
        : [
            ...keyRows('Key', facts.key, facts.keyStatus, usedIdentity(subject, 'primaryUserAssignedIdentityId')),
            ...keyRows('Key of geo-redundant backups', facts.backupKey, facts.backupKeyStatus, usedIdentity(subject, 'geoBackupUserAssignedIdentityId')),
            ['Identities of the server', identities(subject)] as const,
          ]),
    ]),
    '',
    'Only possible when a server is created:',
    ...(server.kind === 'single'
      ? ['    infrastructure encryption (double encryption)']
      : ['    a key of your own instead of the service’s, and back', '    geo-redundant backups, and with them a key in the other region']),
    'To change one of these, move the data to a new server.',
    '',
    'Source: https://learn.microsoft.com/azure/postgresql/security/security-data-encryption',
    '',
  ].join('\n');
}
