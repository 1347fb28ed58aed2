import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encryption } from '../../../../src/layers/encryption/layer';
import type { Resource } from '../../../../src/model/resource';
import { defaultSettings } from '../../../../src/model/settings';
import { createSnapshot } from '../../../../src/model/snapshot';
import type { ValueObject } from '../../../../src/model/value';
import { liveServer, today } from '../build-snapshot';
import { testWideRule } from '../wide-cases';

const identity = `'/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pg'`;
const assigned = `identity: { type: 'UserAssigned', userAssignedIdentities: { ${identity}: {} } }`;
const server = (uri: string, more = '', around = assigned): string =>
  `resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = { name: 'pg', ${around}, properties: { dataEncryption: { type: 'AzureKeyVault', primaryKeyURI: ${uri}, ${more} } } }
`;
const vault = (lines: string, key = '', existing = ''): string => `param wanted bool
param size int
param access string
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
  { name: 'kept for a time that nobody knows', template: vault(`${safe}, softDeleteRetentionInDays: size`) + server(uri), verdicts: ['undecided'] },
  { name: 'kept for a time that is no number', template: vault(`${safe}, softDeleteRetentionInDays: 'long'`) + server(uri), verdicts: ['undecided'] },
  { name: 'open or closed, nobody knows', template: vault(`enablePurgeProtection: true, publicNetworkAccess: access`) + server(uri), verdicts: ['undecided'] },
  { name: 'open to networks that nobody knows', template: vault(`enablePurgeProtection: true, publicNetworkAccess: 'Enabled', networkAcls: { defaultAction: access }`) + server(uri), verdicts: ['undecided'] },
  { name: 'closed in one of two ways', template: vault(`enablePurgeProtection: true, publicNetworkAccess: access, networkAcls: { defaultAction: 'Deny' }`) + server(uri), verdicts: ['holds'] },
  { name: 'beside another vault', template: `resource a 'Microsoft.KeyVault/vaults@2023-07-01' = { name: 'other', properties: { ${safe} } }\n${vault('')}${server(`'https://kv.vault.azure.net/keys/pg'`)}`, verdicts: ['fails'], fixed: true },
  { name: 'beside another resource of its name', template: `resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'kv' }\n${vault(safe)}${server(`'https://kv.vault.azure.net/keys/pg'`)}`, verdicts: ['holds'] },
  { name: 'by a resource that is no vault', template: `resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'a' }\n${server('a.properties.primaryEndpoints.blob')}`, verdicts: ['undecided'] },
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
  { name: 'as long as it has to be', template: vault('', `kty: 'RSA', keySize: 3072`) + server(uri), verdicts: ['holds'] },
  { name: 'of a kind whose name only holds another', template: vault('', `kty: 'NotRSA', keySize: 2048`) + server(uri), verdicts: ['notApplicable'] },
  { name: "the service's key", template: server(`''`), verdicts: [] },
  { name: 'by the address of its vault', template: vault('', 'keySize: 2048') + server(`'\${vault.properties.vaultUri}keys/pg'`), verdicts: ['fails'], fixed: true },
  { name: 'another key of its vault', template: vault('', 'keySize: 2048') + server(`'\${vault.properties.vaultUri}keys/p'`), verdicts: ['undecided'] },
  { name: 'a key of its vault whose name nobody knows', template: vault('', 'keySize: 2048') + server('vault.properties.vaultUri'), verdicts: ['undecided'] },
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
  { name: 'rotated or not, nobody knows', template: vault('', rotate.replace(`'rotate'`, 'access')) + server(uri), verdicts: ['undecided'] },
  { name: 'told of, and rotated', template: vault('', rotate.replace('[ {', `[ { action: { type: 'notify' } }, { action: { type: access } }, {`)) + server(uri), verdicts: ['holds'] },
  { name: 'a policy that nobody knows', template: vault('', 'rotationPolicy: json(access)') + server(uri), verdicts: ['undecided'] },
  { name: 'actions that nobody knows', template: vault('', 'rotationPolicy: { lifetimeActions: json(access) }') + server(uri), verdicts: ['undecided'] },
  { name: "the service's key", template: server(`''`), verdicts: [] },
  { name: 'elsewhere', template: vault('').replace(/properties: \{ {2}\}/g, '').replace("keys@2023-07-01' =", "keys@2023-07-01' existing =") + server(uri), verdicts: ['undecided'] },
  { name: 'a month before its end', template: vault('', `${rotate}, attributes: { exp: ${day('2026-12-24')} }`) + server(uri), verdicts: ['holds', 'holds'] },
  { name: 'a day less than a month before its end', template: vault('', `${rotate}, attributes: { exp: ${day('2026-12-23')} }`) + server(uri), verdicts: ['holds', 'fails'], says: /expires in 29 days:/ },
  { name: 'a day before its end', template: vault('', `${rotate}, attributes: { exp: ${day('2026-11-25')} }`) + server(uri), verdicts: ['holds', 'fails'], says: /expires in 1 day:/ },
  { name: 'on its last day', template: vault('', `${rotate}, attributes: { exp: ${day('2026-11-24')} }`) + server(uri), verdicts: ['holds', 'fails'], says: /expires in 0 days:/ },
  { name: 'an end that is no number', template: vault('', `${rotate}, attributes: { exp: 'never' }`) + server(uri), verdicts: ['holds', 'undecided'] },
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
  { name: 'one of two', template: server(`'https://kv/keys/pg'`, `primaryUserAssignedIdentityId: ${identity}`, assigned.replace('{ \'', `{ '/other': {}, '`)), verdicts: ['holds'] },
  { name: 'no identity at all', template: server(`'https://kv/keys/pg'`, `primaryUserAssignedIdentityId: ${identity}`, `location: 'westeurope'`), verdicts: ['fails'], says: /no user-assigned/ },
  { name: 'of a type that nobody knows', template: `param kind string\n${server(`'https://kv/keys/pg'`, `primaryUserAssignedIdentityId: ${identity}`, 'identity: { type: kind }')}`, verdicts: ['undecided'] },
  { name: 'identities that nobody knows', template: `param all object\n${server(`'https://kv/keys/pg'`, `primaryUserAssignedIdentityId: ${identity}`, `identity: { type: 'UserAssigned', userAssignedIdentities: all }`)}`, verdicts: ['undecided'] },
  { name: 'of both types', template: server(`'https://kv/keys/pg'`, `primaryUserAssignedIdentityId: ${identity}`, assigned.replace('UserAssigned', 'SystemAssigned, UserAssigned')), verdicts: ['holds'] },
  { name: 'an empty one', template: server(`'https://kv/keys/pg'`, `primaryUserAssignedIdentityId: ''`), verdicts: ['fails'], says: /no identity that could use it/ },
  { name: 'none, of a server that is restored', template: server(`'https://kv/keys/pg'`, `primaryUserAssignedIdentityId: ''`).replace('dataEncryption', `createMode: 'PointInTimeRestore', dataEncryption`), verdicts: ['undecided'] },
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

describe('the key of a live server', () => {
  const lines = (vaultProperties: ValueObject | undefined, key?: ValueObject) => {
    const snapshot = live(vaultProperties, key);
    const [first] = snapshot.servers;
    assert.ok(first);
    return encryption.check({ snapshot, server: first, today, settings: defaultSettings }).facts;
  };
  const textOf = (facts: ReturnType<typeof lines>, title: string): string | undefined => facts.find((line) => line.title === title)?.text;

  it('is shown with its size, whether it is on and until when', () => {
    const key = (attributes: ValueObject, more: ValueObject = {}) => textOf(lines({}, { attributes, ...more }), 'Key in the vault');
    assert.equal(key({ enabled: true, exp: day('2027-03-01') }, { keySize: 4096 }), 'pg, 4096 bits, switched on, expires 2027-03-01');
    assert.equal(key({ enabled: false }), 'pg, switched off, without an end');
    assert.equal(key({}), 'pg, switched on, without an end');
    assert.equal(key({ exp: 1e300 }), 'pg, switched on, with an end that no calendar has');
  });

  it('is shown with what its vault keeps and lets in, and who uses it', () => {
    const vaultText = (properties: ValueObject) => textOf(lines(properties), 'Key vault');
    assert.equal(vaultText({ enablePurgeProtection: true, publicNetworkAccess: 'disabled' }), 'kv, purge protection on, public access off');
    assert.equal(vaultText({}), 'kv, purge protection off, public access on');
    assert.equal(textOf(lines({}), 'Identity for the key'), 'none');
  });

  it('is not known where its vault was not read', () => {
    const unread = lines(undefined);
    assert.equal(textOf(unread, 'Key vault'), 'unknown: the key vault is not part of what was read');
    assert.equal(textOf(unread, 'Key in the vault'), 'unknown: the key vault is not part of what was read');
  });
});
