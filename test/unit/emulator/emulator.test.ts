import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { manualClock } from '../../../src/emulator/clock';
import { createEmulator } from '../../../src/emulator/emulator';
import type { JsonObject } from '../../../src/emulator/message';
import { sampleFleet, sampleSubscriptions } from '../../../src/emulator/sample-fleet';
import { errorCode, send } from './sdk-clients';

const { production, staging, sandbox } = sampleSubscriptions;
const flexibleServers = `/subscriptions/${production}/resourceGroups/rg-shop/providers/Microsoft.DBforPostgreSQL/flexibleServers`;
const orders = `${flexibleServers}/pg-orders`;
const legacy = `/subscriptions/${staging}/resourceGroups/rg-legacy/providers/Microsoft.DBforPostgreSQL/servers/pg-legacy`;
const version = '?api-version=2025-08-01';
const range = (start: string, end: string): JsonObject => ({ properties: { startIpAddress: start, endIpAddress: end } });

describe('operations', () => {
  test('take effect when they are due, hold the server meanwhile, and end without being polled', async () => {
    const clock = manualClock();
    const emulator = createEmulator({ clock, operationMs: 1000 });
    const rule = `${orders}/firewallRules/home${version}`;
    const started = await send(emulator, 'PUT', rule, range('203.0.113.9', '203.0.113.9'));
    assert.equal(started.status, 202);
    assert.equal(started.headers['retry-after'], undefined);
    const poll = new URL(started.headers['azure-asyncoperation'] ?? '');
    assert.ok(poll.href.length > 2900);
    assert.equal((await send(emulator, 'GET', poll.pathname + poll.search)).json.status, 'InProgress');
    assert.equal((await send(emulator, 'GET', rule)).status, 404);
    const second = await send(emulator, 'PUT', `${orders}/firewallRules/other${version}`, range('203.0.113.9', '203.0.113.9'));
    assert.equal(errorCode(second), 'ServerIsBusy');
    clock.advance(1000);
    assert.equal((await send(emulator, 'GET', rule)).status, 200);
    assert.equal((await send(emulator, 'GET', poll.pathname + poll.search)).json.status, 'Succeeded');
    assert.equal((await send(emulator, 'GET', `${poll.pathname}?api-version=2025-08-01`)).status, 404, 'an address that was cut');
  });

  test('show in the state of the server, and may never end', async () => {
    const clock = manualClock();
    const emulator = createEmulator({ clock, operationMs: 1000 });
    const state = async () => ((await send(emulator, 'GET', orders + version)).json.properties as JsonObject).state;
    await send(emulator, 'PATCH', orders + version, { properties: { authConfig: { activeDirectoryAuth: 'Enabled' } } });
    assert.equal(await state(), 'Updating');
    clock.advance(1000);
    assert.equal(await state(), 'Ready');
    emulator.faults.add({ fault: 'neverEnds', match: { method: 'POST' } });
    await send(emulator, 'POST', `${orders}/restart${version}`);
    clock.advance(1e9);
    assert.equal(await state(), 'Restarting');
  });
});

describe('refusals', () => {
  const emulator = createEmulator();
  const refused = async (method: string, path: string, body?: JsonObject | string) => {
    const response = await send(emulator, method, path, body);
    return [response.status, errorCode(response)];
  };

  test('of addresses, names and bodies of firewall rules', async () => {
    const rule = `${orders}/firewallRules/home${version}`;
    for (const [start, end] of [['2001:db8::1', '2001:db8::2'], ['203.0.113.9', '203.0.113.1'], ['203.0.113.256', '203.0.113.1'], ['', '']] as const) {
      assert.deepEqual(await refused('PUT', rule, range(start, end)), [400, 'InvalidParameterValue'], start);
    }
    assert.deepEqual(await refused('PUT', `${orders}/firewallRules/my%20home${version}`, range('203.0.113.1', '203.0.113.1')), [400, 'InvalidParameterValue']);
    assert.deepEqual(await refused('PUT', rule, '{ "properties": '), [400, 'InvalidRequestContent']);
    assert.deepEqual(await refused('PUT', rule, { startIpAddress: '203.0.113.1' }), [400, 'InvalidRequestContent']);
  });

  test('of firewall rules on a server without public access', async () => {
    const payments = orders.replace('rg-shop', 'rg-payments').replace('pg-orders', 'pg-payments');
    assert.deepEqual(await refused('PUT', `${payments}/firewallRules/home${version}`, range('203.0.113.1', '203.0.113.1')), [400, 'InvalidParameterValue']);
    assert.deepEqual(await refused('PATCH', payments + version, { properties: { network: { publicNetworkAccess: 'Enabled' } } }), [400, 'InvalidParameterValue']);
  });

  test('of parameters that do not exist, are read-only or may not have the value', async () => {
    const write = (name: string, value: string) => refused('PATCH', `${orders}/configurations/${name}${version}`, { properties: { value } });
    assert.deepEqual(await write('nothing', 'on'), [404, 'ConfigurationNotExists']);
    assert.deepEqual(await write('ssl', 'off'), [400, 'InvalidParameterValue']);
    assert.deepEqual(await write('ssl_min_protocol_version', 'TLSv1.1'), [400, 'InvalidParameterValue']);
    assert.deepEqual(await write('logfiles.retention_days', '8'), [400, 'InvalidParameterValue']);
    assert.deepEqual(await write('pgaudit.log', 'role,ddl,everything'), [400, 'InvalidParameterValue']);
  });

  test('of administrators without Entra authentication, and of a second one on Single Server', async () => {
    const administrator = { properties: { principalName: 'a', principalType: 'User', tenantId: production } };
    assert.deepEqual(await refused('PUT', `${orders}/administrators/${staging}${version}`, administrator), [400, 'AadAuthOperationCannotBePerformedWhenAadAuthDisabled']);
    const properties = { administratorType: 'ActiveDirectory', login: 'a', sid: staging, tenantId: staging };
    assert.deepEqual(await refused('PUT', `${legacy}/administrators/second?api-version=2017-12-01`, { properties }), [400, 'InvalidParameterValue']);
  });

  test('of changes to servers that make no sense', async () => {
    const both = { properties: { authConfig: { activeDirectoryAuth: 'Disabled', passwordAuth: 'Disabled' } } };
    assert.deepEqual(await refused('PATCH', orders + version, both), [400, 'InvalidParameterValue']);
    assert.deepEqual(await refused('PATCH', orders + version, { properties: { surprise: 1 } }), [400, 'InvalidRequestContent']);
    assert.deepEqual(await refused('PATCH', `${legacy}?api-version=2017-12-01`, { properties: { minimalTlsVersion: 'TLS1_2' } }), [400, 'InvalidParameterValue']);
  });

  test('of api-versions, subscriptions and types that are not known', async () => {
    assert.deepEqual(await refused('GET', orders), [400, 'MissingApiVersionParameter']);
    assert.deepEqual(await refused('GET', `${orders}?api-version=1999-01-01`), [400, 'NoRegisteredProviderFound']);
    assert.deepEqual(await refused('GET', `${orders}/administrators?api-version=2021-06-01`), [400, 'NoRegisteredProviderFound']);
    assert.deepEqual(await refused('GET', '/subscriptions?api-version=1999-01-01'), [400, 'InvalidApiVersionParameter']);
    assert.deepEqual(await refused('GET', orders.replace(production, sandbox.replace('1003', '1009')) + version), [404, 'SubscriptionNotFound']);
    assert.deepEqual(await refused('GET', `/subscriptions/${production}/providers/Microsoft.Compute/virtualMachines${version}`), [404, 'InvalidResourceType']);
    assert.deepEqual(await refused('GET', '/subscriptions/%zz?api-version=2022-12-01'), [404, 'SubscriptionNotFound']);
    for (const path of ['/', '//', '/%', '/providers', '/__proto__/constructor']) {
      assert.equal((await send(emulator, 'GET', path + version)).status, 404, path);
    }
  });

  test('of a subscription that may not be read, which is listed all the same', async () => {
    const closed = createEmulator({ fleet: sampleFleet({ forbidden: [sandbox] }) });
    const list = (await send(closed, 'GET', '/subscriptions?api-version=2022-12-01')).json.value as JsonObject[];
    assert.equal(list.length, 3);
    const refusal = await send(closed, 'GET', `/subscriptions/${sandbox}/providers/Microsoft.DBforPostgreSQL/flexibleServers${version}`);
    assert.deepEqual([refusal.status, errorCode(refusal)], [403, 'AuthorizationFailed']);
    assert.match(refusal.body ?? '', /perform action 'Microsoft\.DBforPostgreSQL\/flexibleServers\/read' over scope '\/subscriptions\//);
  });

  test('of requests without the right token', async () => {
    for (const [Authorization, code] of [['', 'AuthenticationFailed'], ['Bearer other', 'InvalidAuthenticationToken']] as const) {
      const response = await emulator.handle({ method: 'GET', url: `https://management.azure.com${orders}${version}`, headers: { Authorization } });
      assert.equal(response.status, 401);
      assert.match(response.headers['www-authenticate'] ?? '', /^Bearer authorization_uri="/);
      assert.match(response.body ?? '', new RegExp(code));
    }
  });
});

test('the same seed gives the same bytes, another seed others', async () => {
  const run = async (seed: number) => {
    const emulator = createEmulator({ seed, clock: manualClock() });
    const rule = `${orders}/firewallRules/home${version}`;
    const answers = [await send(emulator, 'PUT', rule, range('203.0.113.9', '203.0.113.9')), await send(emulator, 'GET', rule), await send(emulator, 'GET', orders + version)];
    return JSON.stringify(answers);
  };
  assert.equal(await run(7), await run(7));
  assert.notEqual(await run(7), await run(8));
});

test('reset takes back changes, faults and the log', async () => {
  const emulator = createEmulator();
  await send(emulator, 'DELETE', `${orders}/firewallRules/allow-all${version}`);
  emulator.faults.add({ fault: 'serverError' });
  assert.equal((await send(emulator, 'GET', orders + version)).status, 500);
  emulator.reset();
  assert.equal(emulator.requests.count(), 0);
  assert.equal((await send(emulator, 'GET', `${orders}/firewallRules/allow-all${version}`)).status, 200);
});

test('links lead back to the host that was asked', async () => {
  const emulator = createEmulator({ pageSize: 1, tokens: 'any' });
  const url = `https://127.0.0.1:9/subscriptions/${production}/providers/Microsoft.DBforPostgreSQL/flexibleServers${version}`;
  const { body } = await emulator.handle({ method: 'GET', url, headers: { authorization: 'Bearer foreign' } });
  const { nextLink } = JSON.parse(body ?? '') as { nextLink: string };
  assert.ok(nextLink.startsWith(`${url}&$skiptoken=`), nextLink);
});

test("throttling follows Resource Manager's token bucket", async () => {
  const clock = manualClock();
  const emulator = createEmulator({ clock, throttling: 'azure' });
  const read = () => send(emulator, 'GET', orders + version);
  for (let index = 0; index < 250; index++) assert.equal((await read()).status, 200);
  const refused = await read();
  assert.deepEqual([refused.status, errorCode(refused), refused.headers['retry-after']], [429, 'SubscriptionRequestsThrottled', '1']);
  clock.advance(1000);
  for (let index = 0; index < 25; index++) assert.equal((await read()).status, 200);
  assert.equal((await read()).status, 429);
});

test('a server is created by an operation and found in its group', async () => {
  const emulator = createEmulator();
  const made = await send(emulator, 'PUT', `${flexibleServers}/pg-new${version}`, { location: 'westeurope', tags: { team: 'x' }, properties: { version: '18', administratorLoginPassword: 'never kept' } });
  assert.equal(made.status, 202);
  const found = await send(emulator, 'GET', `${flexibleServers}/pg-new${version}`);
  assert.equal((found.json.properties as JsonObject).version, '18');
  assert.ok(!found.body?.includes('never kept'));
});
