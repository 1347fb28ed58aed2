import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encryption } from '../../../../src/layers/encryption/layer';
import { readEncryptionFacts } from '../../../../src/layers/encryption/facts';
import type { Context } from '../../../../src/model/rule';
import type { Value } from '../../../../src/model/value';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import { judgementsOf, textOf, testRule } from '../rule-cases';

const address = 'https://orders.vault.azure.net/keys/postgresql';
const version = '0123456789abcdef0123456789abcdef';
const nobodyKnows = unknown('the parameter key has no value');

function keyed(dataEncryption: Record<string, Value>, geoRedundantBackup: Value = 'Disabled'): Context {
  return templateServer('flexible', {
    properties: { dataEncryption: { type: 'AzureKeyVault', ...dataEncryption }, backup: { geoRedundantBackup } },
  });
}

const live = (properties: Record<string, Value>): Context => liveServer('flexible', { properties });

testRule(encryption, 'encryption/usable-key', [
  {
    name: 'a valid key',
    context: live({ state: 'Ready', dataEncryption: { primaryEncryptionKeyStatus: 'Valid', geoBackupEncryptionKeyStatus: 'Valid' } }),
    verdicts: ['holds', 'holds', 'holds'],
  },
  {
    name: 'an invalid key',
    context: live({ state: 'Ready', dataEncryption: { primaryEncryptionKeyStatus: 'invalid' } }),
    verdicts: ['fails', 'notApplicable', 'holds'],
    says: /of the data cannot be used/,
  },
  {
    name: 'an inaccessible server',
    context: live({ state: 'Inaccessible' }),
    verdicts: ['notApplicable', 'notApplicable', 'fails'],
    says: /inaccessible/,
  },
  {
    name: 'a status that is not known here',
    context: live({ dataEncryption: { primaryEncryptionKeyStatus: 'Odd' } }),
    verdicts: ['undecided', 'notApplicable', 'notApplicable'],
  },
]);

testRule(encryption, 'encryption/backup-key', [
  { name: 'a key for the backups', context: keyed({ geoBackupKeyURI: address }, 'Enabled'), verdicts: ['holds'] },
  { name: 'no key for the backups', context: keyed({}, 'Enabled'), verdicts: ['fails'], says: /no key for them/ },
  { name: 'backups in one region', context: keyed({}), verdicts: ['notApplicable'] },
  {
    name: "the service's key",
    context: templateServer('flexible', { properties: { backup: { geoRedundantBackup: 'Enabled' } } }),
    verdicts: ['notApplicable'],
  },
  { name: 'not known', context: keyed({ geoBackupKeyURI: nobodyKnows }, 'Enabled'), verdicts: ['undecided'] },
]);

testRule(encryption, 'encryption/unversioned-key', [
  { name: 'without version', context: keyed({ primaryKeyURI: address }), verdicts: ['holds', 'holds'] },
  {
    name: 'with version',
    context: keyed({ primaryKeyURI: `${address}/${version}`, geoBackupKeyURI: `${address}/${version.toUpperCase()}` }),
    verdicts: ['fails', 'fails'],
    effect: 'safe',
  },
  { name: 'not known', context: keyed({ primaryKeyURI: nobodyKnows }), verdicts: ['undecided', 'holds'] },
]);

test('the fix of a versioned key keeps the rest of its address', () => {
  const [judgement] = judgementsOf(encryption, 'encryption/unversioned-key', keyed({ primaryKeyURI: `${address}/${version}` }));
  const [change] = judgement?.fix?.changes ?? [];
  assert.equal(change?.kind === 'set' ? change.value : undefined, address);
});

test('each of two versioned keys gets its own address back, over HTTP and with a slash at its end too', () => {
  const plain = address.replace('https', 'http');
  const fixes = judgementsOf(encryption, 'encryption/unversioned-key', keyed({ primaryKeyURI: `${address}/${version}/`, geoBackupKeyURI: `${plain}-geo/${version}` })).map(({ fix }) => fix?.changes[0]);
  assert.deepEqual(fixes.map((change) => change?.kind === 'set' && [change.at.path.at(-1), change.value]), [['primaryKeyURI', address], ['geoBackupKeyURI', `${plain}-geo`]]);
});

test('a server says whether it runs, of either kind', () => {
  const accessible = (context: Context) => readEncryptionFacts(context).accessible;
  for (const [context, expected] of [
    [live({ state: 'Ready' }), true],
    [live({ state: 'INACCESSIBLE' }), false],
    [liveServer('single', { properties: { userVisibleState: 'Ready' } }), true],
    [liveServer('single', { properties: { userVisibleState: 'Inaccessible' } }), false],
  ] as const) {
    const fact = accessible(context);
    assert.equal(fact.kind === 'set' && fact.value, expected);
  }
});

testRule(encryption, 'encryption/customer-key', [
  { name: "the customer's", context: keyed({}), verdicts: ['holds'] },
  { name: "the service's, by default", context: templateServer('flexible'), verdicts: ['fails'] },
  { name: 'not known', context: templateServer('flexible', { properties: { dataEncryption: nobodyKnows } }), verdicts: ['undecided'] },
  { name: 'of a Single Server, beside it in the template', context: templateServer('single', { children: { keys: [{}] } }), verdicts: ['holds'] },
  { name: 'of a Single Server, under a condition that nobody knows', context: templateServer('single', { children: { keys: [{ when: nobodyKnows }] } }), verdicts: ['undecided'] },
  { name: 'of a Single Server, in a loop that nobody knows', context: templateServer('single', { incomplete: { keys: 'the loop is not known' } }), verdicts: ['undecided'] },
  { name: 'of a live Single Server, as Azure says', context: liveServer('single', { properties: { byokEnforcement: 'Enabled' } }), verdicts: ['holds'] },
  { name: 'of a live Single Server, the service’s', context: liveServer('single', { properties: { byokEnforcement: 'Disabled' } }), verdicts: ['fails'] },
  { name: 'of a live Single Server, not told', context: liveServer('single'), verdicts: ['undecided'] },
]);

testRule(encryption, 'encryption/double-encryption', [
  {
    name: 'on',
    context: liveServer('single', { properties: { infrastructureEncryption: 'Enabled' } }),
    verdicts: ['holds'],
  },
  { name: 'off by default', context: templateServer('single'), verdicts: ['fails'], effect: 'create-only' },
  {
    name: 'not known',
    context: templateServer('single', { properties: { infrastructureEncryption: nobodyKnows } }),
    verdicts: ['undecided'],
  },
  { name: 'not asked of Flexible Servers', context: templateServer('flexible'), verdicts: [] },
]);

test('the layer is summed up in a few words', () => {
  assert.equal(textOf(encryption, templateServer('flexible')), "AES-256, service's key");
  assert.equal(textOf(encryption, keyed({})), "AES-256, customer's key");
  assert.equal(textOf(encryption, keyed({ type: nobodyKnows })), 'AES-256, key unknown');
  assert.equal(textOf(encryption, templateServer('single')), 'AES-256');
  assert.equal(textOf(encryption, liveServer('single', { properties: { infrastructureEncryption: 'Enabled' } })), 'AES-256, twice');
});

test('the keys of a live Single Server are listed where they are not the service’s', () => {
  const titles = (context: Context) => encryption.check(context).facts.map(({ title }) => title);
  const keys = { children: { keys: [{ name: 'kv_pg_1', properties: { uri: `${address}/${version}` } }] } };
  assert.deepEqual(titles(liveServer('single', { properties: { byokEnforcement: 'Enabled' }, ...keys })), ['Encryption at rest', 'Key', 'Key address', 'Infrastructure encryption']);
  assert.deepEqual(titles(liveServer('single', { properties: { byokEnforcement: 'Disabled' }, ...keys })), ['Encryption at rest', 'Key', 'Infrastructure encryption']);
});
