import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmulator } from '../../../../src/emulator/emulator';
import type { Fleet, OtherResource } from '../../../../src/emulator/fleet';
import type { JsonObject } from '../../../../src/emulator/message';
import { sampleFleet, sampleSubscriptions } from '../../../../src/emulator/sample-fleet';
import { check } from '../../../../src/engine/check';
import { layers } from '../../../../src/layers/catalog';
import type { Snapshot } from '../../../../src/model/snapshot';
import { errorCode, send } from '../../emulator/sdk-clients';
import { emulate, sampleSubscriptionList } from './emulated-source';

const group = `/subscriptions/${sampleSubscriptions.staging}/resourceGroups/rg-reporting/providers`;
const cluster = `${group}/Microsoft.DBforPostgreSQL/serverGroupsv2/pg-cluster`;
const horizon = `${group}/Microsoft.HorizonDb/clusters/pg-horizon`;
const parameterGroup = `${group}/Microsoft.HorizonDb/parameterGroups/reporting`;
const resource = (id: string, properties: JsonObject): OtherResource => ({ id, body: { location: 'westeurope', properties } });

function fleet(more: readonly OtherResource[] = []): Fleet {
  const sample = sampleFleet();
  return {
    ...sample,
    others: [
      ...(sample.others ?? []),
      resource(cluster, { postgresqlVersion: '16', nodeCount: 2, coordinatorEnablePublicIpAccess: true, authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled' } }),
      resource(`${cluster}/coordinatorConfigurations/shared_preload_libraries`, { value: 'citus,pgaudit' }),
      resource(`${cluster}/providers/Microsoft.Insights/diagnosticSettings/logs`, { logs: [{ category: 'PostgreSQLLogs', enabled: true }] }),
      resource(horizon, { version: '17', administratorLogin: 'postgres', authConfig: { entraIdAuth: 'Enabled', passwordAuth: 'Enabled' }, network: { publicNetworkAccess: 'Enabled' }, parameterGroup: { id: parameterGroup } }),
      resource(`${horizon}/administrators/7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10`, { principalName: 'lee@contoso.com', principalType: 'User' }),
      resource(`${horizon}/pools/default`, { replicaCount: 1 }),
      resource(`${horizon}/pools/default/firewallRules/all`, { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' }),
      resource(`${horizon}/privateEndpointConnections/app`, { privateLinkServiceConnectionState: { status: 'Pending' } }),
      resource(parameterGroup, { pgVersion: 17, parameters: [{ name: 'password_encryption', value: 'md5' }, { name: 'shared_preload_libraries', value: 'pg_stat_statements,pgaudit' }] }),
      ...more,
    ],
  };
}

const needs = layers.flatMap((layer) => layer.needs);

/** What rules say of a snapshot's server, with where: the last two parts of the key. */
function failuresOf(snapshot: Snapshot): readonly string[] {
  const report = check(snapshot, { layers, profile: 'all', today: '2026-11-25', showUnknown: true });
  return report.servers.flatMap(({ findings }) => findings).map(({ rule, outcome, at }) => `${outcome} ${rule.id}${at.in === 'resource' ? ` ${at.key.split('/').slice(-2).join('/')}` : ''}`).sort();
}

test('a live cluster is read with the parameters of both roles, by one list', async () => {
  const { source, emulator } = emulate({ emulator: { fleet: fleet() } });
  const snapshot = await source.read(cluster, needs);
  const found = failuresOf(snapshot);
  assert.ok(found.includes('fail audit/audit-extension nodeconfigurations/shared_preload_libraries'), found.join('\n'));
  assert.ok(!found.some((one) => one.startsWith('fail audit/audit-extension coordinator') || one.includes('diagnostic') || one.startsWith('unknown audit/')), found.join('\n'));
  assert.equal(emulator.requests.entries().filter(({ path }) => path.toLowerCase().includes('configurations')).length, 1);
});

test('what both roles of a cluster are told says of which it is', async () => {
  const { source } = emulate();
  const telemetry = `/subscriptions/${sampleSubscriptions.staging}/resourceGroups/rg-telemetry/providers/Microsoft.DBforPostgreSQL/serverGroupsv2/pg-telemetry`;
  const report = check(await source.read(telemetry, needs), { layers, profile: 'recommended', today: '2026-11-25' });
  const messages = report.servers.flatMap(({ findings }) => findings).filter(({ rule }) => rule.id === 'audit/audit-extension').map(({ message }) => message);
  assert.deepEqual(messages.sort(), ['coordinator', 'workers'].map((nodes) => `The extension pgaudit is not loaded, so statements are not audited (${nodes}).`));
});

test('a live HorizonDB cluster is read with what stands below its pools and with its parameter group', async () => {
  const { source } = emulate({ emulator: { fleet: fleet() } });
  const snapshot = await source.read(horizon, needs);
  assert.deepEqual(snapshot.problems, []);
  const found = failuresOf(snapshot);
  for (const one of [
    'fail access/password-hashing parametergroups/reporting',
    'fail access/predictable-login clusters/pg-horizon',
    'fail entra/individual-administrator administrators/7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10',
    'fail entra/password-sign-in clusters/pg-horizon',
    'fail firewall/open-to-internet firewallrules/all',
    'fail network/public-access clusters/pg-horizon',
    'fail private-link/no-private-endpoint clusters/pg-horizon',
  ]) {
    assert.ok(found.includes(one), `${one} is not in\n${found.join('\n')}`);
  }
  assert.deepEqual(found.filter((one) => one.startsWith('unknown') || one.includes('audit-extension')), []);
});

test('a live cluster is read in a version that tells who may sign in and whose keys there are', async () => {
  const owned = fleet([resource(cluster, { postgresqlVersion: '16', nodeCount: 0, authConfig: { activeDirectoryAuth: 'enabled', passwordAuth: 'disabled' }, dataEncryption: { type: 'SystemAssigned' }, enableGeoBackup: true }), resource(`${cluster}/roles/admins`, { roleType: 'admin', externalIdentity: { objectId: '1', principalType: 'group' } })]);
  const { source, emulator } = emulate({ emulator: { fleet: owned } });
  const found = failuresOf(await source.read(cluster, needs));
  assert.deepEqual(found.filter((one) => /entra|geo-redundancy|unknown encryption/.test(one)), []);
  const { json } = await send(emulator, 'GET', `${cluster}?api-version=2022-11-08`);
  assert.deepEqual(Object.keys(json.properties as JsonObject).sort(), ['nodeCount', 'postgresqlVersion', 'privateEndpointConnections']);
});

test('what may not be read of a HorizonDB cluster is unknown', async () => {
  const { source, emulator } = emulate({ emulator: { fleet: fleet() } });
  emulator.faults.add({ fault: 'forbidden', match: { path: '/pools' } });
  emulator.faults.add({ fault: 'forbidden', match: { path: '/parameterGroups/' } });
  const found = failuresOf(await source.read(horizon, needs));
  assert.ok(found.includes('unknown firewall/open-to-internet clusters/pg-horizon'), found.join('\n'));
  assert.ok(found.includes('unknown access/password-hashing clusters/pg-horizon'), found.join('\n'));
});

test('both kinds of cluster are listed among the servers, by Resource Graph and without it', async () => {
  const { source, emulator } = emulate({ emulator: { fleet: fleet() } });
  const list = async (): Promise<unknown[]> => (await source.servers(sampleSubscriptionList)).items.filter(({ kind }) => kind === 'cluster' || kind === 'horizon').map(({ kind, name }) => `${kind} ${name}`).sort();
  assert.deepEqual(await list(), ['cluster pg-cluster', 'cluster pg-telemetry', 'horizon pg-horizon', 'horizon pg-vectors']);
  emulator.faults.add({ fault: 'forbidden', match: { path: 'Microsoft.ResourceGraph' } });
  assert.deepEqual(await list(), ['cluster pg-cluster', 'cluster pg-telemetry', 'horizon pg-horizon', 'horizon pg-vectors']);
});

test('a parameter of one role is set by its own type, and a list shows both roles', async () => {
  const emulator = createEmulator({ fleet: fleet() });
  const version = '?api-version=2022-11-08';
  const path = `${cluster}/nodeConfigurations/pgaudit.log${version}`;
  assert.equal(errorCode(await send(emulator, 'PUT', path, { properties: { value: 'everything' } })), 'InvalidParameterValue');
  assert.equal((await send(emulator, 'PUT', path, { properties: { value: 'ddl' } })).status, 201);
  const { json } = await send(emulator, 'GET', `${cluster}/configurations/PGAUDIT.LOG${version}`);
  assert.deepEqual((json.properties as JsonObject).serverRoleGroupConfigurations, [
    { role: 'Coordinator', value: 'none', defaultValue: 'none', source: 'system-default' },
    { role: 'Worker', value: 'ddl', defaultValue: 'none', source: 'user-override' },
  ]);
  assert.equal((await send(emulator, 'GET', `${cluster}/nodeConfigurations${version}`)).status, 405);
  assert.equal((await send(emulator, 'GET', `${cluster}/nodeConfigurations/nothing${version}`)).status, 404);
  assert.equal((await send(emulator, 'GET', `${cluster}x/configurations${version}`)).status, 404);
});
