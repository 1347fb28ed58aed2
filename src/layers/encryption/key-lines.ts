import { inResource } from '../../model/address';
import type { ChildNeed, FactLine } from '../../model/layer';
import type { Resource } from '../../model/resource';
import { nameOf, serverTypes, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { unknown, type Value } from '../../model/value';
import type { Around } from '../around';
import { lastName, liveLine, textAt } from '../around';
import { vaultKeyOf } from './key-vault';

export const singleKeysNeed: ChildNeed = { type: `${serverTypes.single}/keys` };

/** The keys in vaults that a Single Server is encrypted with. */
export const singleKeys: Around = {
  type: singleKeysNeed.type,
  title: 'Key address',
  none: 'none',
  words: (key) => textAt(key, ['properties', 'uri']) || nameOf(key),
};

function vaultInWords(vault: Resource): string {
  const kept = settingOf(vault, ['properties', 'enablePurgeProtection']) === true;
  const closed = textAt(vault, ['properties', 'publicNetworkAccess']).toLowerCase() === 'disabled';
  return `${nameOf(vault)}, purge protection ${kept ? 'on' : 'off'}, public access ${closed ? 'off' : 'on'}`;
}

/** @param end in seconds since 1970. */
function expiryInWords(end: Value | undefined): string {
  if (typeof end !== 'number') return 'without an end';
  const date = new Date(end * 1000);
  return Number.isNaN(date.getTime()) ? 'with an end that no calendar has' : `expires ${date.toISOString().slice(0, 10)}`;
}

function keyInWords(key: Resource): string {
  const enabled = settingOf(key, ['properties', 'attributes', 'enabled']);
  const end = settingOf(key, ['properties', 'attributes', 'exp']);
  const size = settingOf(key, ['properties', 'keySize']);
  return [nameOf(key), ...(typeof size === 'number' ? [`${size} bits`] : []), enabled === false ? 'switched off' : 'switched on', expiryInWords(end)].join(', ');
}

/** Shows the key of a live server, the vault that holds it, and who may use it. */
export function keyLines(subject: Subject): readonly FactLine[] {
  const { server: { resource }, snapshot } = subject;
  const found = snapshot.origin === 'live' ? vaultKeyOf(subject) : undefined;
  if (found === undefined) return [];
  const { vault, key, because } = found;
  const at = (name: string) => inResource(resource.key, 'properties', 'dataEncryption', name);
  const identity = textAt(resource, ['properties', 'dataEncryption', 'primaryUserAssignedIdentityId']);
  return [
    liveLine('Identity for the key', identity === '' ? 'none' : lastName(identity), at('primaryUserAssignedIdentityId')),
    liveLine('Key vault', vault === undefined ? unknown(because) : vaultInWords(vault), vault === undefined ? at('primaryKeyURI') : inResource(vault.key)),
    liveLine('Key in the vault', key === undefined ? unknown(because) : keyInWords(key), key === undefined ? at('primaryKeyURI') : inResource(key.key)),
  ];
}
