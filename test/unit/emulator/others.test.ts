import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { manualClock } from '../../../src/emulator/clock';
import { createEmulator } from '../../../src/emulator/emulator';
import { flexibleServer } from '../../../src/emulator/flexible-server';
import type { Json, JsonObject } from '../../../src/emulator/message';
import { sampleFleet, sampleSubscriptions, sampleTenantId } from '../../../src/emulator/sample-fleet';
import { errorCode, send } from './sdk-clients';

const { production, staging, sandbox } = sampleSubscriptions;
const server = (group: string, name: string) => `/subscriptions/${production}/resourceGroups/${group}/providers/Microsoft.DBforPostgreSQL/flexibleServers/${name}`;
const network = `/subscriptions/${production}/resourceGroups/rg-network/providers/Microsoft.Network`;
const values = (json: JsonObject): string[] => ((json.value ?? []) as Json[]).map((entry) => (entry as { name: string }).name);

describe('what surrounds the servers', () => {
  const emulator = createEmulator();
  const get = (path: string) => send(emulator, 'GET', path);

  test('a subnet with its security group, in any case', async () => {
    const { status, json } = await get(`${network}/VIRTUALNETWORKS/vnet-payments/subnets/snet-postgresql?api-version=2024-05-01`);
    assert.equal(status, 200);
    assert.equal(json.type, 'Microsoft.Network/virtualNetworks/subnets');
    assert.match(JSON.stringify(json.properties), /nsg-payments/);
    assert.deepEqual(values((await get(`${network}/virtualNetworks/vnet-payments/subnets?api-version=2024-05-01`)).json), ['snet-postgresql']);
  });

  test('diagnostic settings are written at once, listed and deleted', async () => {
    const list = `${server('rg-shop', 'pg-orders')}/providers/Microsoft.Insights/diagnosticSettings`;
    const version = '?api-version=2021-05-01-preview';
    assert.deepEqual(values((await get(list + version)).json), []);
    assert.equal((await send(emulator, 'PUT', `${list}/logs${version}`, { properties: { workspaceId: `${server('rg-shop', 'log').replace(/\/providers.*/, '')}/providers/Microsoft.OperationalInsights/workspaces/log`, logs: [{ category: 'PostgreSQLLogs', enabled: true }] } })).status, 201);
    assert.deepEqual(values((await get(list + version)).json), ['logs']);
    assert.equal((await send(emulator, 'DELETE', `${list}/logs${version}`)).status, 200);
    assert.equal((await send(emulator, 'DELETE', `${list}/logs${version}`)).status, 204);
    assert.equal(errorCode(await get(`${server('rg-shop', 'pg-missing')}/providers/Microsoft.Insights/diagnosticSettings${version}`)), 'ResourceNotFound');
  });

  test('the plan is free where nobody has paid for it', async () => {
    const tier = async (subscription: string) => {
      const { json } = await get(`/subscriptions/${subscription}/providers/Microsoft.Security/pricings/OpenSourceRelationalDatabases?api-version=2024-01-01`);
      return (json.properties as JsonObject).pricingTier;
    };
    assert.deepEqual([await tier(production), await tier(sandbox)], ['Standard', 'Free']);
  });

  test('locks and roles hold below where they are set, and a subscription lists them all', async () => {
    const locks = '/providers/Microsoft.Authorization/locks?api-version=2020-05-01';
    assert.deepEqual(values((await get(`/subscriptions/${production}${locks}`)).json), ['keep']);
    assert.deepEqual(values((await get(server('rg-payments', 'pg-payments') + locks)).json), ['keep']);
    assert.deepEqual(values((await get(server('rg-shop', 'pg-orders') + locks)).json), []);
    const roles = '/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01';
    assert.equal(values((await get(server('rg-shop', 'pg-orders') + roles)).json).length, 1);
  });

  test('a lock keeps a server from being deleted, and one for reading keeps it as it is', async () => {
    const payments = server('rg-payments', 'pg-payments');
    assert.equal(errorCode(await send(emulator, 'DELETE', `${payments}?api-version=2025-08-01`)), 'ScopeLocked');
    const orders = server('rg-shop', 'pg-orders');
    const restart = () => send(emulator, 'POST', `${orders}/restart?api-version=2025-08-01`);
    const lock = `/subscriptions/${production}/resourceGroups/rg-shop/providers/Microsoft.Authorization/locks/still?api-version=2020-05-01`;
    await send(emulator, 'PUT', lock, { properties: { level: 'ReadOnly' } });
    assert.equal(errorCode(await restart()), 'ScopeLocked');
    await send(emulator, 'DELETE', lock);
    assert.equal((await restart()).status, 202);
  });

  test('vaults are found by name, and clusters beside servers', async () => {
    const query = (text: string) => send(emulator, 'POST', '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01', { subscriptions: [production, staging], query: text });
    const vaults = await query("resources | where type =~ 'microsoft.keyvault/vaults' | where name in~ ('KV-CONTOSO', 'kv-other') | project id, name | order by id");
    assert.deepEqual((vaults.json.data as JsonObject[]).map(({ name }) => name), ['kv-contoso']);
    const cluster = { id: `/subscriptions/${staging}/resourceGroups/rg-reporting/providers/Microsoft.DBforPostgreSQL/serverGroupsv2/pg-cluster`, body: { location: 'westeurope', properties: { state: 'Ready' } } };
    const fleet = sampleFleet();
    const other = createEmulator({ fleet: { ...fleet, others: [...(fleet.others ?? []), cluster] } });
    const clusters = await send(other, 'POST', '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01', { subscriptions: [staging], query: "resources | where type in~ ('microsoft.dbforpostgresql/servergroupsv2') | project id, name | order by id" });
    assert.deepEqual((clusters.json.data as JsonObject[]).map(({ name }) => name), ['pg-cluster', 'pg-telemetry']);
    assert.equal((await send(other, 'GET', `${cluster.id}?api-version=2022-11-08`)).status, 200);
  });
});

test('the activity log tells who was changed since when', async () => {
  const clock = manualClock();
  const emulator = createEmulator({ clock });
  const orders = server('rg-shop', 'pg-orders');
  const since = new Date(clock.now()).toISOString();
  const log = async (from: string) => {
    const filter = encodeURIComponent(`eventTimestamp ge '${from}' and resourceProvider eq 'Microsoft.DBforPostgreSQL'`);
    return send(emulator, 'GET', `/subscriptions/${production}/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=${filter}`);
  };
  await send(emulator, 'PUT', `${orders}/firewallRules/home?api-version=2025-08-01`, { properties: { startIpAddress: '203.0.113.9', endIpAddress: '203.0.113.9' } });
  const [event] = (await log(since)).json.value as JsonObject[];
  assert.equal(event?.resourceId, `${orders}/firewallRules/home`);
  assert.deepEqual(event.operationName, { value: 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules/write', localizedValue: 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules/write' });
  clock.advance(1000);
  assert.deepEqual((await log(new Date(clock.now()).toISOString())).json.value, []);
  assert.equal((await log('nonsense')).status, 400);
});

test('administrators of a read replica are those of its primary, and the primary lists it', async () => {
  const fleet = sampleFleet();
  const primary = server('rg-shop', 'pg-catalog');
  const replica = { kind: 'flexible', subscriptionId: production, resourceGroup: 'rg-shop', name: 'pg-catalog-replica', build: () => flexibleServer({ name: 'pg-catalog-replica', subscriptionId: production, tenantId: sampleTenantId, location: 'northeurope', version: '17', createdAt: '2026-01-01T00:00:00Z', entra: true, replicaOf: primary }) } as const;
  const emulator = createEmulator({ fleet: { ...fleet, servers: [...fleet.servers, replica] } });
  assert.deepEqual(values((await send(emulator, 'GET', `${primary}/replicas?api-version=2025-08-01`)).json), ['pg-catalog-replica']);
  const administrator = `${server('rg-shop', 'pg-catalog-replica')}/administrators/7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e02?api-version=2025-08-01`;
  const refused = await send(emulator, 'PUT', administrator, { properties: { principalName: 'lee', principalType: 'User', tenantId: sampleTenantId } });
  assert.equal(errorCode(refused), 'OperationNotAllowedOnReplica');
});

test('a connection may end before or after the request was carried out', async () => {
  for (const [fault, done] of [['drop', 404], ['dropAfter', 200]] as const) {
    const emulator = createEmulator();
    const rule = `${server('rg-shop', 'pg-orders')}/firewallRules/home?api-version=2025-08-01`;
    emulator.faults.add({ fault, times: 1, match: { method: 'PUT' } });
    const response = await emulator.handle({ method: 'GET', url: `https://management.azure.com${rule}`, headers: {} });
    assert.equal(response.dropped, undefined);
    const written = await send(emulator, 'PUT', rule, { properties: { startIpAddress: '203.0.113.9', endIpAddress: '203.0.113.9' } });
    assert.equal(written.status, 0);
    assert.equal((await send(emulator, 'GET', rule)).status, done);
  }
});

test('a slow answer comes late', async () => {
  const waits: number[] = [];
  const emulator = createEmulator({ wait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)) });
  emulator.faults.add({ fault: 'slow', delayMs: 30_000, times: 1 });
  assert.equal((await send(emulator, 'GET', '/subscriptions?api-version=2022-12-01')).status, 200);
  assert.deepEqual(waits, [30_000]);
});

test('one person’s tools share a bucket, another person has one of their own', async () => {
  const emulator = createEmulator({ clock: manualClock(), throttling: 'azure', tokens: 'any' });
  const ask = (token: string) => emulator.handle({ method: 'GET', url: `https://management.azure.com/subscriptions/${production}?api-version=2022-12-01`, headers: { authorization: `Bearer ${token}` } });
  for (let call = 0; call < 250; call += 1) await ask('one');
  assert.equal((await ask('one')).status, 429);
  assert.equal((await ask('two')).status, 200);
});
