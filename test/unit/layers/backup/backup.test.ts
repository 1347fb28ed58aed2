import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backup } from '../../../../src/layers/backup/layer';
import type { Context } from '../../../../src/model/rule';
import type { Value } from '../../../../src/model/value';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import { textOf, testRule } from '../rule-cases';

const nobodyKnows = unknown('the parameter tier has no value');
const flexible = (properties: Record<string, Value>, tier: Value = 'GeneralPurpose'): Context =>
  templateServer('flexible', { properties, body: { sku: { tier } } });

testRule(backup, 'backup/geo-redundancy', [
  { name: 'on', context: flexible({ backup: { geoRedundantBackup: 'Enabled' } }), verdicts: ['holds'] },
  { name: 'off by default', context: flexible({}), verdicts: ['fails'], effect: 'create-only' },
  { name: 'Burstable', context: flexible({}, 'Burstable'), verdicts: ['notApplicable'] },
  { name: 'a replica', context: flexible({ createMode: 'Replica' }), verdicts: ['notApplicable'] },
  {
    name: 'a live replica',
    context: liveServer('flexible', { properties: { replicationRole: 'AsyncReplica' } }),
    verdicts: ['notApplicable'],
  },
  { name: 'a tier that is not known', context: flexible({}, nobodyKnows), verdicts: ['undecided'] },
  {
    name: 'Single Server, off',
    context: liveServer('single', {
      properties: { storageProfile: { geoRedundantBackup: 'Disabled' }, replicationRole: 'None' },
      body: { sku: { tier: 'GeneralPurpose' } },
    }),
    verdicts: ['fails'],
    effect: 'create-only',
  },
]);

testRule(backup, 'backup/standby', [
  { name: 'in another zone', context: flexible({ highAvailability: { mode: 'ZoneRedundant' } }), verdicts: ['holds'] },
  {
    name: 'in the same zone',
    context: flexible({ highAvailability: { mode: 'SameZone' } }),
    verdicts: ['fails'],
    says: /same zone/,
    effect: 'costs',
  },
  { name: 'none by default', context: flexible({}), verdicts: ['fails'], says: /no standby/, effect: 'costs' },
  { name: 'Burstable', context: flexible({}, 'Burstable'), verdicts: ['notApplicable'] },
  { name: 'not known', context: flexible({ highAvailability: nobodyKnows }), verdicts: ['undecided'] },
]);

testRule(backup, 'backup/storage-growth', [
  { name: 'on', context: flexible({ storage: { autoGrow: 'Enabled' } }), verdicts: ['holds'] },
  { name: 'off by default', context: flexible({}), verdicts: ['fails'], effect: 'costs' },
  { name: 'storage that cannot grow', context: flexible({ storage: { type: 'PremiumV2_LRS' } }), verdicts: ['notApplicable'] },
  { name: 'Single Server grows by default', context: templateServer('single'), verdicts: ['holds'] },
  { name: 'not known', context: flexible({ storage: nobodyKnows }), verdicts: ['undecided'] },
]);

test('the layer is summed up in a few words', () => {
  assert.equal(textOf(backup, flexible({})), 'Backups of 7 days');
  assert.equal(
    textOf(backup, flexible({ backup: { backupRetentionDays: 30, geoRedundantBackup: 'Enabled' } })),
    'Backups of 30 days, in two regions',
  );
});
