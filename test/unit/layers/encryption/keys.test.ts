import { encryption } from '../../../../src/layers/encryption/layer';
import type { Resource } from '../../../../src/model/resource';
import { createSnapshot } from '../../../../src/model/snapshot';
import type { ValueObject } from '../../../../src/model/value';
import { liveServer } from '../build-snapshot';
import { testWideRule } from '../wide-cases';

const identity = `'/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pg'`;
const assigned = `identity: { type: 'UserAssigned', userAssignedIdentities: { ${identity}: {} } }`;
const server = (uri: string, more = '', around = assigned): string =>
  `resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = { name: 'pg', ${around}, properties: { dataEncryption: { type: 'AzureKeyVault', primaryKeyURI: ${uri}, ${more} } } }
`;
const vault = (lines: string, key = '', existing = ''): string => `param wanted bool
param size int
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' ${existing}= { name: 'kv', ${existing === '' ? `properties: { ${lines} }` : ''} }
resource key 'Microsoft.KeyVault/vaults/keys@2023-07-01' = { parent: vault, name: 'pg', properties: { ${key} } }
`;
const safe = `enablePurgeProtection: true, publicNetworkAccess: 'Disabled'`;
const uri = 'key.properties.keyUri';

const keys: Resource = { key: '/kv', type: 'Microsoft.KeyVault/vaults', name: 'kv', existing: false, when: true, body: {} };
function live(vaultProperties: ValueObject | undefined, key: ValueObject = {}) {
  const { resource } = liveServer('flexible', { properties: { dataEncryption: { type: 'AzureKeyVault', primaryKeyURI: 'https://kv.vault.azure.net/keys/pg' } } }).server;
  if (vaultProperties === undefined) return createSnapshot({ origin: 'live', resources: [resource] });
  const child: Resource = { ...keys, key: '/kv/pg', type: 'Microsoft.KeyVault/vaults/keys', name: 'pg', parent: '/kv', body: { properties: key } };
  return createSnapshot({ origin: 'live', resources: [resource, { ...keys, body: { properties: vaultProperties } }, child] });
}

testWideRule(encryption, 'encryption/vault-protection', [
  { name: 'safe', template: vault(safe) + server(uri), verdicts: ['holds'] },
  { name: 'closed by its rules', template: vault(`enablePurgeProtection: true, networkAcls: { defaultAction: 'Deny' }`) + server(uri), verdicts: ['holds'] },
  { name: 'nothing said', template: vault('') + server(uri), verdicts: ['fails'], says: /purge protection is off, every network can reach it/, fixed: true },
  { name: 'kept for a week', template: vault(`${safe}, softDeleteRetentionInDays: 7`) + server(uri), verdicts: ['fails'], says: /less than 90 days/, fixed: true },
  { name: 'no soft delete', template: vault(`${safe}, enableSoftDelete: false`) + server(uri), verdicts: ['fails'], fixed: true },
  { name: 'by name', template: vault('') + server(`'https://KV.vault.azure.net/keys/pg'`), verdicts: ['fails'], fixed: true },
  { name: 'by the address of the vault', template: vault(safe) + server(`'\${vault.properties.vaultUri}keys/pg'`), verdicts: ['holds'] },
  { name: 'under a condition that nobody knows', template: vault(`enablePurgeProtection: wanted, publicNetworkAccess: 'Disabled'`) + server(uri), verdicts: ['undecided'] },
  { name: 'elsewhere', template: vault('', '', 'existing ') + server(uri), verdicts: ['undecided'] },
  { name: 'not part of the template', template: server(`'https://other.vault.azure.net/keys/pg'`), verdicts: ['undecided'] },
  { name: "the service's key", template: server(`''`), verdicts: [] },
  { name: 'live', template: live({ enablePurgeProtection: true, publicNetworkAccess: 'Disabled' }), verdicts: ['holds'] },
  { name: 'live and open', template: live({}), verdicts: ['fails'] },
  { name: 'live and not read', template: live(undefined), verdicts: ['undecided'] },
]);

testWideRule(encryption, 'encryption/key-size', [
  { name: 'long', template: vault('', `kty: 'RSA', keySize: 4096`) + server(uri), verdicts: ['holds'] },
  { name: 'short', template: vault('', `kty: 'RSA', keySize: 2048`) + server(uri), verdicts: ['fails'], says: /2048 bits\./, fixed: true },
  { name: 'not said', template: vault('', `kty: 'RSA-HSM'`) + server(uri), verdicts: ['fails'], says: /which is the default/, fixed: true },
  { name: 'another kind', template: vault('', `kty: 'EC'`) + server(uri), verdicts: ['notApplicable'] },
  { name: 'from outside', template: vault('', 'keySize: size') + server(uri), verdicts: ['undecided'] },
  { name: 'elsewhere', template: server(`'https://kv.vault.azure.net/keys/pg'`), verdicts: ['undecided'] },
]);

const rotate = `rotationPolicy: { lifetimeActions: [ { action: { type: 'rotate' } } ] }`;
const day = (date: string): number => Date.parse(date) / 1000;

testWideRule(encryption, 'encryption/key-rotation', [
  { name: 'rotated', template: vault('', rotate) + server(uri), verdicts: ['holds'] },
  { name: 'not said', template: vault('') + server(uri), verdicts: ['fails'] },
  { name: 'only told of', template: vault('', rotate.replace('rotate', 'notify')) + server(uri), verdicts: ['fails'] },
  { name: 'near its end', template: vault('', `${rotate}, attributes: { exp: ${day('2026-12-04')} }`) + server(uri), verdicts: ['holds', 'fails'], says: /expires in 10 days/ },
  { name: 'past its end', template: vault('', `${rotate}, attributes: { exp: ${day('2026-11-01')} }`) + server(uri), verdicts: ['holds', 'fails'], says: /has expired/ },
  { name: 'far from its end', template: vault('', `${rotate}, attributes: { exp: ${day('2027-11-01')} }`) + server(uri), verdicts: ['holds', 'holds'] },
  { name: 'from outside', template: vault('', `${rotate}, attributes: { exp: size }`) + server(uri), verdicts: ['holds', 'undecided'] },
  { name: 'live', template: live({}, { rotationPolicy: { lifetimeActions: [{ action: { type: 'Rotate' } }] } }), verdicts: ['holds'] },
  { name: 'live and not rotated', template: live({}, { rotationPolicy: { lifetimeActions: [{ action: { type: 'Notify' } }] } }), verdicts: ['fails'] },
  { name: 'live and not read', template: live(undefined), verdicts: ['undecided'] },
]);

testWideRule(encryption, 'encryption/key-identity', [
  { name: 'assigned', template: server(`'https://kv/keys/pg'`, `primaryUserAssignedIdentityId: ${identity}`), verdicts: ['holds'] },
  { name: 'none', template: server(`'https://kv/keys/pg'`), verdicts: ['fails'], says: /no identity that could use it/ },
  { name: 'another one', template: server(`'https://kv/keys/pg'`, `primaryUserAssignedIdentityId: '/other'`), verdicts: ['fails'], says: /none of those/ },
  { name: 'not of the type', template: server(`'https://kv/keys/pg'`, `primaryUserAssignedIdentityId: ${identity}`, `identity: { type: 'SystemAssigned' }`), verdicts: ['fails'], says: /no user-assigned/ },
  {
    name: 'by reference',
    template: `resource user 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'pg' }\n${server(`'https://kv/keys/pg'`, 'primaryUserAssignedIdentityId: user.id', `identity: { type: 'UserAssigned', userAssignedIdentities: { '\${user.id}': {} } }`)}`,
    verdicts: ['holds'],
  },
  { name: 'from outside', template: `param id string\n${server(`'https://kv/keys/pg'`, 'primaryUserAssignedIdentityId: id')}`, verdicts: ['undecided'] },
  { name: "the service's key", template: `resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = { name: 'pg' }`, verdicts: ['notApplicable'] },
  {
    name: 'live',
    template: liveServer('flexible', {
      properties: { dataEncryption: { type: 'AzureKeyVault', primaryUserAssignedIdentityId: '/Id' } },
      body: { identity: { type: 'UserAssigned', userAssignedIdentities: { '/id': {} } } },
    }).snapshot,
    verdicts: ['holds'],
  },
]);
