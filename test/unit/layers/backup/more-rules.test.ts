import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backup } from '../../../../src/layers/backup/layer';
import type { Context } from '../../../../src/model/rule';
import { createSnapshot } from '../../../../src/model/snapshot';
import type { Value } from '../../../../src/model/value';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import type { RuleCase } from '../rule-cases';
import { judgementsOf, testRule } from '../rule-cases';

const open = unknown('the parameter has no value');
const builds = [
  ['template', templateServer],
  ['live', liveServer],
] as const;

testRule(backup, 'backup/retention', [
  ...(['flexible', 'single'] as const).flatMap((kind) =>
    builds.flatMap(([origin, build]): RuleCase[] => {
      const days = (value: Value): Context =>
        build(kind, { properties: kind === 'single' ? { storageProfile: { backupRetentionDays: value } } : { backup: { backupRetentionDays: value } } });
      return [
        { name: `${kind}, ${origin}: long enough`, context: days(14), verdicts: ['holds'] },
        { name: `${kind}, ${origin}: short`, context: days(13), verdicts: ['fails'], says: /after 13 days\./, effect: 'costs' },
        { name: `${kind}, ${origin}: not known`, context: days(open), verdicts: ['undecided'] },
      ];
    }),
  ),
  { name: 'seven days by default', context: templateServer('flexible'), verdicts: ['fails'], says: /after 7 days, as by default/, effect: 'costs' },
  { name: 'a replica', context: templateServer('flexible', { properties: { createMode: 'Replica' } }), verdicts: ['notApplicable'] },
  {
    name: 'more than the service can keep',
    context: templateServer('flexible', { settings: { backupRetentionDays: 60 } }),
    verdicts: ['fails'],
  },
]);

testRule(backup, 'backup/maintenance-window', [
  ...builds.flatMap(([origin, build]): RuleCase[] => {
    const own = (customWindow: Value): Context => build('flexible', { properties: { maintenanceWindow: { customWindow } } });
    return [
      { name: `${origin}: of its own`, context: own('enabled'), verdicts: ['holds'] },
      { name: `${origin}: any`, context: own('Disabled'), verdicts: ['fails'] },
      { name: `${origin}: not known`, context: own(open), verdicts: ['undecided'] },
    ];
  }),
  { name: 'any by default', context: templateServer('flexible'), verdicts: ['fails'] },
]);

const role = (replicationRole: Value): Context => liveServer('flexible', { properties: { replicationRole } });

function withReplica(): Context {
  const context = role('Primary');
  const { resource } = context.server;
  const replica = {
    ...resource,
    key: `${resource.key}-replica`,
    body: { properties: { replicationRole: 'AsyncReplica', sourceServerResourceId: resource.key.toUpperCase() } },
  };
  return { ...context, snapshot: createSnapshot({ origin: 'live', resources: [resource, replica] }) };
}

testRule(backup, 'backup/read-replica', [
  { name: 'none', context: role('None'), verdicts: ['fails'] },
  { name: 'a primary with its replica', context: withReplica(), verdicts: ['holds'] },
  { name: 'a primary alone', context: role('Primary'), verdicts: ['undecided'] },
  { name: 'a replica', context: role('GeoAsyncReplica'), verdicts: ['notApplicable'] },
  { name: 'not told', context: liveServer('flexible'), verdicts: ['undecided'] },
]);

test('templates are not asked for replicas', () => {
  assert.deepEqual(judgementsOf(backup, 'backup/read-replica', templateServer('flexible')), []);
});
