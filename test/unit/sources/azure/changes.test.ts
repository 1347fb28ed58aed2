import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layers } from '../../../../src/layers/catalog';
import { dependenciesOf, flattenSnapshot, restoreSnapshot, type FlatSnapshot } from '../../../../src/sources/azure/flat-snapshot';
import { isAffected } from '../../../../src/sources/azure/is-affected';
import { check } from '../../../../src/engine/check';
import { createSnapshot } from '../../../../src/model/snapshot';
import { sampleSubscriptions } from '../../../../src/emulator/sample-fleet';
import { emulate, legacy, orders, payments, identity, set } from './emulated-source';

const needs = layers.flatMap((layer) => layer.needs);

test('a snapshot that was flattened is judged as it was before, in what is known and in what is not', async () => {
  const { emulator, source } = emulate();
  emulator.faults.add({ fault: 'forbidden', match: { path: '/pg-payments/configurations' } });
  emulator.faults.add({ fault: 'forbidden', match: { path: 'Microsoft.Authorization/locks' } });
  for (const id of [orders, payments, identity, legacy]) {
    const snapshot = await source.read(id, needs);
    const again = restoreSnapshot(JSON.parse(JSON.stringify(flattenSnapshot(snapshot))) as FlatSnapshot);
    const options = { layers, profile: 'all', today: '2026-11-25', showUnknown: true } as const;
    const [before, after] = [snapshot, again].map((one) => JSON.stringify(check(one, options)));
    assert.equal(after, before, id);
    assert.equal(again.children(id.toLowerCase(), 'Microsoft.Nothing/else').complete === true, snapshot.children(id.toLowerCase(), 'Microsoft.Nothing/else').complete === true);
  }
});

test('what looks like a secret is not kept', () => {
  const key = '/subscriptions/a/resourcegroups/b/providers/microsoft.dbforpostgresql/servers/c';
  const body = { properties: { storageAccountAccessKey: 'Zm9v', nested: [{ administratorLoginPassword: 'hunter2' }], version: '11' } };
  const flat = flattenSnapshot(createSnapshot({ origin: 'live', resources: [{ key, type: 'Microsoft.DBforPostgreSQL/servers', name: 'c', existing: false, when: true, body }] }));
  assert.doesNotMatch(JSON.stringify(flat), /Zm9v|hunter2/);
  assert.match(JSON.stringify(flat), /"version":"11"/);
});

test('the activity log tells what was changed in a subscription since when', async () => {
  const { source } = emulate();
  const before = Date.now();
  assert.deepEqual(await source.changes(sampleSubscriptions.production, before - 1000), { changes: [] });
  await source.write(orders, [set(orders, 'Disabled', 'properties', 'network', 'publicNetworkAccess')]);
  const answer = await source.changes(sampleSubscriptions.production, before - 1000);
  assert.ok('changes' in answer);
  assert.ok(answer.changes.some(({ resourceId, at }) => resourceId === orders.toLowerCase() && at >= before - 1));
  assert.deepEqual(await source.changes(sampleSubscriptions.staging, before - 1000), { changes: [] });
});

test('a log that may not be read says what is missing', async () => {
  const { emulator, source } = emulate();
  emulator.faults.add({ fault: 'forbidden', match: { path: 'eventtypes' } });
  const answer = await source.changes(sampleSubscriptions.production, Date.now());
  assert.ok('failure' in answer);
  assert.equal(answer.failure.kind, 'forbidden');
  assert.match(answer.failure.reason, /eventtypes/i);
});

const subscription = '/subscriptions/a';
const group = `${subscription}/resourcegroups/rg`;
const server = `${group}/providers/microsoft.dbforpostgresql/flexibleservers/pg`;
const subnet = `${subscription}/resourcegroups/net/providers/microsoft.network/virtualnetworks/v/subnets/s`;
const zone = `${subscription}/resourcegroups/net/providers/microsoft.network/privatednszones/z`;

test('a server is affected by changes of itself, below it, above it, and of what it depends on', () => {
  const changes: readonly (readonly [changed: string, affected: boolean])[] = [
    [server, true],
    [`${server}/firewallrules/office`, true],
    [`${server}-other`, false],
    [`${server}-other/firewallrules/office`, false],
    [subscription, true],
    [group, true],
    [`${subscription}/resourcegroups/rg2`, false],
    [`${group}/providers/microsoft.authorization/locks/keep`, true],
    [`${subscription}/resourcegroups/rg2/providers/microsoft.authorization/locks/keep`, false],
    [`${subscription}/providers/microsoft.authorization/roleassignments/x`, true],
    [`${subscription}/providers/microsoft.security/pricings/opensourcerelationaldatabases`, true],
    [`${server}/providers/microsoft.insights/diagnosticsettings/logs`, true],
    [subnet, true],
    [subnet.slice(0, subnet.indexOf('/subnets')), true],
    [`${zone}/a/pg`, true],
    [`${subscription}/resourcegroups/net/providers/microsoft.network/virtualnetworks/w`, false],
    [`${group}/providers/microsoft.compute/virtualmachines/vm`, false],
  ];
  for (const [changed, affected] of changes) assert.equal(isAffected(changed, server, [subnet, zone]), affected, changed);
});

test('what was read beside a server is what it depends on', async () => {
  const { source } = emulate();
  const dependencies = dependenciesOf(await source.read(payments, needs), payments.toLowerCase());
  assert.ok(dependencies.length > 0);
  assert.ok(dependencies.every((key) => !key.startsWith(payments.toLowerCase())));
});
