import type { ReferenceNeed } from '../../model/layer';
import type { Resource } from '../../model/resource';
import { sameType, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { isUnknown } from '../../model/value';
import { whyMissing } from '../around';

const keyPath = ['properties', 'dataEncryption', 'primaryKeyURI'] as const;
const vaultType = 'Microsoft.KeyVault/vaults';
const keyType = `${vaultType}/keys`;

export const keyVaultNeed: ReferenceNeed = { referenced: keyPath, type: vaultType, children: [keyType], of: ['flexible'] };

/** The key of a server and its vault, as far as they are part of what was read. */
export interface VaultKey {
  readonly vault: Resource | undefined;
  readonly key: Resource | undefined;
  /** Why what is missing cannot be told. */
  readonly because: string;
}

const address = /^https?:\/\/(?<vault>[^./]+)\.[^/]+\/keys\/(?<key>[^/]+)/i;

const named = (name: string | undefined) => (resource: Resource): boolean =>
  name !== undefined && typeof resource.name === 'string' && resource.name.toLowerCase() === name.toLowerCase();

/** Finds the key that encrypts a server's data: by what its address comes from, or by the names in it. */
export function vaultKeyOf({ server, snapshot }: Subject): VaultKey | undefined {
  const value = settingOf(server.resource, keyPath);
  if (value === undefined || value === '') return undefined;
  const because = isUnknown(value) ? value.because : whyMissing(snapshot, value, 'the key vault is not part of what was read');
  const written = typeof value === 'string' ? address.exec(value)?.groups : undefined;
  const vaults = snapshot.resources.filter(({ type }) => sameType(type, vaultType));
  const referred = snapshot.referenced(server.resource, keyPath) ?? vaults.find(named(written?.['vault']));
  if (referred === undefined) return { vault: undefined, key: undefined, because };
  if (sameType(referred.type, keyType)) {
    return { vault: referred.parent === undefined ? undefined : snapshot.resource(referred.parent), key: referred, because };
  }
  if (!sameType(referred.type, vaultType)) return { vault: undefined, key: undefined, because };
  const tail = isUnknown(value) ? value.pieces?.findLast((piece) => typeof piece === 'string') : undefined;
  const name = written?.['key'] ?? /keys\/([^/]+)/i.exec(typeof tail === 'string' ? tail : '')?.[1];
  const { items, complete } = snapshot.children(referred.key, keyType);
  return { vault: referred, key: items.find(named(name)), because: complete === true ? because : complete.because };
}
