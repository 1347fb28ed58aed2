import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encryptionText, planVersionlessKey } from '../../../../src/engine/plans/encryption-key';
import { afterChanges } from '../../layers/apply-changes';
import { liveServer } from '../../layers/build-snapshot';
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
