import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import type { FactLine } from '../../model/layer';
import { defineLayer, factLine } from '../../model/layer';
import type { Server } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import { aroundLine } from '../around';
import { extensionLines } from '../extension-lines';
import { backupKey } from './backup-key';
import { customerKey } from './customer-key';
import { doubleEncryption } from './double-encryption';
import type { EncryptionFacts, KeyOwner } from './facts';
import { readEncryptionFacts } from './facts';
import { keyIdentity } from './key-identity';
import { keyLines, singleKeys, singleKeysNeed } from './key-lines';
import { keyRotation } from './key-rotation';
import { keySize } from './key-size';
import { keyVaultNeed } from './key-vault';
import { unversionedKey } from './unversioned-key';
import { usableKey } from './usable-key';
import { vaultProtection } from './vault-protection';

const spellOwner = (owner: KeyOwner): string => (owner === 'customer' ? "customer's key" : "service's key");

function describe(facts: EncryptionFacts, server: Server, snapshot: Snapshot): readonly FactLine[] {
  const { kind, resource } = server;
  const always: FactLine = {
    title: 'Encryption at rest',
    text: 'AES-256, always on: data, backups and temporary files',
    state: 'default',
    at: inResource(resource.key),
  };
  if (kind === 'single') {
    const keys = known(facts.keyOwner) === 'service' ? [] : aroundLine({ server, snapshot }, singleKeys);
    return [always, factLine('Key', facts.keyOwner, spellOwner), ...keys, factLine('Infrastructure encryption', facts.doubleEncryption, (on) => (on ? 'on' : 'off'))];
  }
  const keyStatus: FactLine = { ...factLine('Key status', facts.keyStatus), onlyLive: true };
  const owned = known(facts.keyOwner) === 'customer';
  return [
    always,
    factLine('Key', facts.keyOwner, spellOwner),
    ...(owned ? [factLine('Key address', facts.key), ...(snapshot.origin === 'live' ? [keyStatus] : []), ...keyLines({ server, snapshot })] : []),
    ...(kind === 'flexible' ? extensionLines('pgcrypto', { server, snapshot }) : []),
  ];
}

function sumUp({ keyOwner, doubleEncryption: twice }: EncryptionFacts, { kind }: Server): string {
  if (kind === 'single') return known(twice) === true ? 'AES-256, twice' : 'AES-256';
  const owner = known(keyOwner);
  return owner === undefined ? 'AES-256, key unknown' : `AES-256, ${spellOwner(owner)}`;
}

export const encryption = defineLayer<EncryptionFacts>({
  id: 'encryption',
  label: 'Encryption at rest',
  summary: 'Data, backups and temporary files are always encrypted; the key is that of the service or your own.',
  appliesTo: ['flexible', 'single', 'cluster'],
  needs: [keyVaultNeed, singleKeysNeed],
  rules: [usableKey, keyIdentity, backupKey, vaultProtection, unversionedKey, keyRotation, keySize, customerKey, doubleEncryption],
  read: readEncryptionFacts,
  describe,
  text: sumUp,
});
