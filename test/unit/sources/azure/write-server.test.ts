import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samplePerson, sampleTenantId } from '../../../../src/emulator/sample-fleet';
import type { Change } from '../../../../src/model/fix';
import { valueAt } from '../../../../src/model/value';
import type { Emulated } from './emulated-source';
import { addRule, catalog, emulate, flexibleType, legacy, namesOf, orders, payments, remove, set, singleType } from './emulated-source';

async function settingOf({ source }: Emulated, server: string, ...path: string[]): Promise<unknown> {
  const snapshot = await source.read(server, []);
  return valueAt(snapshot.servers[0]?.resource.body, path);
}

async function childSetting({ source }: Emulated, server: string, type: string, name: string, ...path: string[]): Promise<unknown> {
  const snapshot = await source.read(server, [{ type }]);
  return valueAt(snapshot.resource(`${server}/${type.split('/').at(-1) ?? ''}/${name}`.toLowerCase())?.body, path);
}

async function names({ source }: Emulated, server: string, type: string): Promise<unknown[]> {
  return namesOf(await source.read(server, [{ type }]), server, type);
}

async function write({ source }: Emulated, server: string, ...changes: Change[]): Promise<void> {
  assert.deepEqual(await source.write(server, changes), { state: 'done', done: changes, unsure: [], message: '' });
}

test('properties of a Flexible Server that are set together are one request', async () => {
  const one = emulate();
  await write(one, orders, set(orders, 'Disabled', 'properties', 'network', 'publicNetworkAccess'), set(orders, 'Enabled', 'properties', 'authConfig', 'activeDirectoryAuth'));
  assert.equal(await settingOf(one, orders, 'properties', 'network', 'publicNetworkAccess'), 'Disabled');
  assert.equal(await settingOf(one, orders, 'properties', 'authConfig', 'activeDirectoryAuth'), 'Enabled');
  assert.equal(await settingOf(one, orders, 'properties', 'authConfig', 'passwordAuth'), 'Enabled');
  assert.equal(one.emulator.requests.count({ method: 'PATCH' }), 1);
});

test('a tag that is set leaves the others as they are', async () => {
  const one = emulate();
  await write(one, orders, set(orders, 'x', 'tags', 'owner'), { kind: 'remove', at: { in: 'resource', key: orders.toLowerCase(), path: ['tags', 'team'] } });
  assert.deepEqual(await settingOf(one, orders, 'tags'), { costCenter: '4711', owner: 'x' });
});

test('the minimum TLS version of a Single Server comes with its enforcement', async () => {
  const one = emulate();
  await write(one, legacy, set(legacy, 'TLS1_2', 'properties', 'minimalTlsVersion'));
  assert.equal(await settingOf(one, legacy, 'properties', 'minimalTlsVersion'), 'TLS1_2');
  assert.equal(await settingOf(one, legacy, 'properties', 'sslEnforcement'), 'Enabled');
  await write(one, legacy, set(legacy, 'Disabled', 'properties', 'sslEnforcement'));
  assert.equal(await settingOf(one, legacy, 'properties', 'minimalTlsVersion'), 'TLSEnforcementDisabled');
});

test('parameters of both kinds of server, set where they are and added where they are not listed', async () => {
  const one = emulate();
  const type = flexibleType('configurations');
  await write(one, orders, set(`${orders}/configurations/require_secure_transport`, 'off', 'properties', 'value'));
  assert.equal(await childSetting(one, orders, type, 'require_secure_transport', 'properties', 'value'), 'off');
  assert.equal(await childSetting(one, orders, type, 'require_secure_transport', 'properties', 'source'), 'user-override');
  await write(one, orders, { kind: 'add', parent: orders.toLowerCase(), type, name: 'log_statement', body: { properties: { value: 'ddl', source: 'user-override' } } });
  assert.equal(await childSetting(one, orders, type, 'log_statement', 'properties', 'value'), 'ddl');
  await write(one, legacy, set(`${legacy}/configurations/log_connections`, 'on', 'properties', 'value'));
  assert.equal(await childSetting(one, legacy, singleType('configurations'), 'log_connections', 'properties', 'value'), 'on');
});

for (const [kind, server, type] of [
  ['Flexible', orders, flexibleType('firewallRules')],
  ['Single', legacy, singleType('firewallRules')],
] as const) {
  test(`firewall rules of a ${kind} Server are added, changed as a whole and removed`, async () => {
    const one = emulate();
    await write(one, server, addRule(server, 'Office-2', '203.0.113.9'));
    assert.equal(await childSetting(one, server, type, 'Office-2', 'properties', 'endIpAddress'), '203.0.113.9');
    await write(one, server, set(`${server}/firewallRules/Office-2`, '203.0.113.12', 'properties', 'endIpAddress'));
    assert.equal(await childSetting(one, server, type, 'Office-2', 'properties', 'endIpAddress'), '203.0.113.12');
    assert.equal(await childSetting(one, server, type, 'Office-2', 'properties', 'startIpAddress'), '203.0.113.9');
    assert.ok((await names(one, server, type)).includes('Office-2'), 'the name keeps its spelling');
    await write(one, server, remove(`${server}/firewallRules/Office-2`));
    assert.ok(!(await names(one, server, type)).includes('Office-2'));
  });
}

test('administrators: many by object id on a Flexible Server, exactly one on a Single Server', async () => {
  const one = emulate();
  const { objectId, principalName } = samplePerson;
  const type = flexibleType('administrators');
  await write(one, catalog, {
    kind: 'add',
    parent: catalog.toLowerCase(),
    type,
    name: objectId,
    body: { properties: { principalName, principalType: 'User', tenantId: sampleTenantId } },
  });
  assert.equal((await names(one, catalog, type)).length, 2);
  await write(one, catalog, remove(`${catalog}/administrators/${objectId}`));
  assert.equal((await names(one, catalog, type)).length, 1);

  const single = singleType('administrators');
  for (const login of ['first@contoso.com', 'second@contoso.com']) {
    const properties = { administratorType: 'ActiveDirectory', login, sid: objectId, tenantId: sampleTenantId };
    await write(one, legacy, { kind: 'add', parent: legacy.toLowerCase(), type: single, name: 'activeDirectory', body: { properties } });
    assert.equal(await childSetting(one, legacy, single, 'activeDirectory', 'properties', 'login'), login);
  }
  await write(one, legacy, remove(`${legacy}/administrators/activeDirectory`));
  assert.deepEqual(await names(one, legacy, single), []);
});

test('threat protection of both kinds of server, and virtual network rules', async () => {
  const one = emulate();
  await write(one, orders, set(`${orders}/advancedThreatProtectionSettings/Default`, 'Enabled', 'properties', 'state'));
  assert.equal(await childSetting(one, orders, flexibleType('advancedThreatProtectionSettings'), 'Default', 'properties', 'state'), 'Enabled');
  await write(one, legacy, set(`${legacy}/securityAlertPolicies/Default`, 'Enabled', 'properties', 'state'));
  assert.equal(await childSetting(one, legacy, singleType('securityAlertPolicies'), 'Default', 'properties', 'state'), 'Enabled');
  await write(one, legacy, remove(`${legacy}/virtualNetworkRules/warehouse-subnet`));
  assert.deepEqual(await names(one, legacy, singleType('virtualNetworkRules')), []);
});

test('a restart puts waiting parameters into effect', async () => {
  const one = emulate();
  const key = `${orders}/configurations/shared_preload_libraries`;
  await write(one, orders, set(key, 'pg_stat_statements,pgaudit', 'properties', 'value'), { kind: 'action', resource: orders.toLowerCase(), action: 'restart' });
  assert.equal(await childSetting(one, orders, flexibleType('configurations'), 'shared_preload_libraries', 'properties', 'isConfigPendingRestart'), false);
  await write(one, legacy, { kind: 'action', resource: legacy.toLowerCase(), action: 'restart' });
});

test('what cannot be written is refused before anything is sent', async () => {
  const { source, emulator } = emulate();
  const fine = addRule(orders, 'office', '203.0.113.9');
  const cases: [Change, RegExp][] = [
    [remove(orders), /neither replaced nor deleted/],
    [remove(`${catalog}/firewallRules/office-berlin`), /does not belong to pg-orders/],
    [addRule(catalog, 'office', '203.0.113.9'), /does not belong to pg-orders/],
    [{ kind: 'action', resource: orders.toLowerCase(), action: 'explode' }, /no way to explode pg-orders/],
    [remove(`${orders}/configurations/ssl`), /no way to remove configurations of pg-orders/],
    [{ kind: 'secure', at: { in: 'declaration', file: 'main.bicep', kind: 'parameter', name: 'password', path: [] } }, /for a template/],
  ];
  for (const [change, words] of cases) {
    const { state, done, message } = await source.write(orders, [fine, change]);
    assert.deepEqual([state, done], ['failed', []]);
    assert.match(message, words);
  }
  const cluster = orders.replace('flexibleServers', 'serverGroupsv2');
  assert.match((await source.write(cluster, [set(cluster, 'x', 'properties', 'y')])).message, /no way to change y of pg-orders/);
  assert.match((await source.write('nonsense', [])).message, /no PostgreSQL server|not the id/);
  assert.equal(emulator.requests.count(), 0);
});

test('Azure’s refusal is told in its words, with what was done before', async () => {
  const { source } = emulate();
  const good = addRule(orders, 'office', '203.0.113.9');
  const outcome = await source.write(orders, [good, addRule(orders, 'wrong', '203.0.113.9', '203.0.113.1'), addRule(orders, 'never', '203.0.113.2')]);
  assert.deepEqual([outcome.state, outcome.done], ['failed', [good]]);
  assert.match(outcome.message, /^Could not write firewallRules\/wrong of pg-orders: .*end IP address is smaller.*\(InvalidParameterValue\)\. .* 1 of 3 changes were made before\.$/);
  const closed = await source.write(payments, [addRule(payments, 'office', '203.0.113.9')]);
  assert.match(closed.message, /private access enabled server/);
  const gone = await source.write(orders, [set(`${orders}/firewallRules/nobody`, '203.0.113.1', 'properties', 'endIpAddress')]);
  assert.match(gone.message, /^Could not set properties\.endIpAddress of firewallRules\/nobody of pg-orders: it was not found\./);
});

test('describe says which call a change makes, without secrets', () => {
  const { source } = emulate();
  const described = [
    set(orders, 'Disabled', 'properties', 'network', 'publicNetworkAccess'),
    set(`${orders}/configurations/ssl_min_protocol_version`, 'TLSv1.3', 'properties', 'value'),
    set(`${legacy}/configurations/log_connections`, 'on', 'properties', 'value'),
    addRule(orders, 'office', '203.0.113.9'),
    remove(`${orders}/firewallRules/allow-all`),
    { kind: 'action', resource: orders.toLowerCase(), action: 'restart' } as const,
    set(orders, 'hunter2', 'properties', 'administratorLoginPassword'),
  ].map((change) => source.describe(change));
  assert.deepEqual(described, [
    'PATCH …/flexibleServers/pg-orders properties.network.publicNetworkAccess = "Disabled"',
    'PATCH …/flexibleServers/pg-orders/configurations/ssl_min_protocol_version properties.value = "TLSv1.3"',
    'PUT …/servers/pg-legacy/configurations/log_connections properties.value = "on"',
    'PUT …/flexibleServers/pg-orders/firewallRules/office {"startIpAddress":"203.0.113.9","endIpAddress":"203.0.113.9"}',
    'DELETE …/flexibleServers/pg-orders/firewallRules/allow-all',
    'POST …/flexibleServers/pg-orders/restart',
    'PATCH …/flexibleServers/pg-orders properties.administratorLoginPassword = ••••••',
  ]);
});
