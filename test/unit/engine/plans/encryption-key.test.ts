import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encryptionText, planVersionlessKey } from '../../../../src/engine/plans/encryption-key';
import { afterChanges } from '../../layers/apply-changes';
import { liveServer } from '../../layers/build-snapshot';
import { unknown } from '../../../../src/model/value';
import { planOf, refusalOf } from './take-proposal';

const key = 'https://kv-contoso.vault.azure.net/keys/postgresql';
const version = '0123456789abcdef0123456789abcdef';
const identity = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-postgresql';

const server = (dataEncryption: Record<string, string>) => liveServer('flexible', { properties: { dataEncryption }, body: { identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } } } });
const versioned = server({
  type: 'AzureKeyVault',
  primaryKeyURI: `${key}/${version}`,
  primaryUserAssignedIdentityId: identity,
  primaryEncryptionKeyStatus: 'Valid',
  geoBackupKeyURI: `${key}-geo`,
  geoBackupEncryptionKeyStatus: 'Invalid',
});

describe('a key without its version', () => {
  it('is the same key, and the other one stays', () => {
    const plan = planOf(planVersionlessKey(versioned));
    assert.deepEqual(plan.changes.map((change) => change.kind === 'set' && [change.at.path.at(-1), change.value]), [['primaryKeyURI', key]]);
    assert.equal(plan.wanted, `primaryKeyURI = ${key}, geoBackupKeyURI = ${key}-geo`);
    assert.equal(plan.state(afterChanges(versioned, plan.changes).snapshot), plan.wanted);
  });

  it('is refused where there is nothing to follow', () => {
    assert.match(refusalOf(planVersionlessKey(server({ type: 'AzureKeyVault', primaryKeyURI: key }))), /already/);
    assert.match(refusalOf(planVersionlessKey(server({ type: 'SystemManaged' }))), /only be chosen when a server is created/);
    assert.match(refusalOf(planVersionlessKey(liveServer('single'))), /no Flexible Server/);
  });
});

describe('what is shown of encryption', () => {
  const rowOf = (text: string, title: string): string | undefined => text.split('\n').find((line) => line.startsWith(`    ${title}`));

  it('stands in columns', () => {
    const rows = encryptionText(versioned).split('\n').slice(2, 13);
    assert.equal(rows.length, 11);
    const [first = ''] = rows;
    const column = first.indexOf('AES-256');
    for (const row of rows) assert.match(row.slice(column - 2), /^ {2}\S/, row);
  });

  it('is never a guess: what is not known is called so', () => {
    const why = unknown('reading it was refused');
    const unread = encryptionText(liveServer('flexible', { properties: { dataEncryption: why }, body: { identity: { userAssignedIdentities: why } } }));
    assert.equal(rowOf(unread, 'Encrypted with')?.trim().split(/ {2,}/)[1], 'unknown: reading it was refused');
    assert.equal(rowOf(unread, 'Identities of the server')?.trim().split(/ {2,}/)[1], 'unknown: reading it was refused');
    assert.equal(rowOf(unread, 'Key'), undefined);
    const single = encryptionText(liveServer('single', { properties: { infrastructureEncryption: why } }));
    assert.equal(rowOf(single, 'Infrastructure encryption')?.trim().split(/ {2,}/)[1], 'unknown: reading it was refused');
  });

  it('names the identities, or none, and what can only be chosen once', () => {
    assert.match(encryptionText(versioned), /Identities of the server +id-postgresql\n/);
    assert.match(encryptionText(liveServer('flexible')), /Identities of the server +none of its own\n/);
    assert.match(encryptionText(versioned), /when a server is created:\n {4}a key of your own instead of the service’s, and back\n {4}geo-redundant backups/);
    const single = encryptionText(liveServer('single', { properties: { infrastructureEncryption: 'Disabled' } }));
    assert.match(single, /when a server is created:\n {4}infrastructure encryption \(double encryption\)\nTo|when a server is created:\n {4}infrastructure encryption \(double encryption\)\n {4}To/);
    assert.match(single, /Infrastructure encryption +off\n/);
  });

  it('of a key that follows its rotation says so, and shows no row for a key that is not there', () => {
    const text = encryptionText(server({ type: 'AzureKeyVault', primaryKeyURI: key }));
    assert.match(text, new RegExp(`Key +${key}\\n +version +the newest: follows the rotation\\n +used as +—\\n`));
    assert.doesNotMatch(text, /Key of geo-redundant backups/);
    assert.doesNotMatch(encryptionText(server({ type: 'SystemManaged' })), /used as/);
  });

  it('is whose key it is, which version, who uses it and whether it works', () => {
    const text = encryptionText(versioned);
    assert.match(text, /Encrypted with +your own key/);
    assert.match(text, new RegExp(`version +${version}: stays on it`));
    assert.match(text, /used as +id-postgresql/);
    assert.match(text, /status +valid/);
    assert.match(text, /Key of geo-redundant backups +https:\/\/kv-contoso\.vault\.azure\.net\/keys\/postgresql-geo/);
    assert.match(text, /status +invalid/);
    assert.match(text, /Only possible when a server is created:/);
  });

  it('of the service’s key and of a Single Server is short', () => {
    assert.match(encryptionText(server({ type: 'SystemManaged' })), /the service’s key, which rotates by itself/);
    assert.match(encryptionText(liveServer('single', { properties: { infrastructureEncryption: 'Enabled', byokEnforcement: 'Disabled' } })), /Infrastructure encryption +on: encrypted twice/);
  });
});
