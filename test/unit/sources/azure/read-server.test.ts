import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Need } from '../../../../src/model/layer';
import { childNeeds } from '../../../../src/model/layer';
import { valueAt } from '../../../../src/model/value';
import { catalog, countingCredential, emulate, flexibleType, identity, legacy, namesOf, orders, payments, secretsIn, singleType } from './emulated-source';

const flexibleNeeds: readonly Need[] = [
  { type: flexibleType('firewallRules') },
  { type: flexibleType('administrators') },
  { type: flexibleType('configurations'), names: ['require_secure_transport'] },
  { type: flexibleType('configurations'), names: ['PgAudit.log', 'no_such_parameter'] },
  { type: flexibleType('advancedThreatProtectionSettings') },
  { type: flexibleType('privateEndpointConnections') },
  { type: singleType('firewallRules') },
];

test('a Flexible Server with its children, in one call for each type', async () => {
  const { source, emulator } = emulate();
  const snapshot = await source.read(catalog, flexibleNeeds);
  assert.deepEqual(snapshot.servers.map(({ kind, resource }) => [kind, resource.key, resource.name]), [['flexible', catalog.toLowerCase(), 'pg-catalog']]);
  assert.equal(valueAt(snapshot.servers[0]?.resource.body, ['sku', 'name']), 'Standard_D4ds_v5');
  assert.equal(valueAt(snapshot.servers[0]?.resource.body, ['systemData']), undefined);
  assert.deepEqual(namesOf(snapshot, catalog, flexibleType('firewallRules')).length, 2);
  assert.deepEqual(namesOf(snapshot, catalog, flexibleType('configurations')).sort(), ['pgaudit.log', 'require_secure_transport']);
  assert.deepEqual(namesOf(snapshot, catalog, flexibleType('advancedThreatProtectionSettings')), ['Default']);
  for (const { type } of childNeeds(flexibleNeeds.slice(0, 6))) assert.equal(snapshot.children(catalog.toLowerCase(), type).complete, true, type);
  assert.equal(emulator.requests.count(), 5);
  assert.deepEqual(snapshot.problems, []);
});

test('lists are read to their last page, and nothing of what Azure says is dropped', async () => {
  const { source } = emulate({ emulator: { pageSize: 1 } });
  const snapshot = await source.read(catalog, [{ type: flexibleType('firewallRules') }]);
  assert.equal(namesOf(snapshot, catalog, flexibleType('firewallRules')).length, 2);
  const [parameter] = (await source.read(catalog, [{ type: flexibleType('configurations'), names: ['ssl'] }])).resources.slice(1);
  assert.equal(valueAt(parameter?.body, ['properties', 'isReadOnly']), true);
});

test('private endpoints come with the server', async () => {
  const { source, emulator } = emulate();
  const needs = [{ type: flexibleType('privateEndpointConnections') }];
  const own = await source.read(identity, needs);
  assert.deepEqual(namesOf(own, identity, flexibleType('privateEndpointConnections')), ['pe-pg-identity.b1f0c5d2-2f7e-4a09-9d51-6f2c8e3a4b10', 'pe-reporting.b1f0c5d2-2f7e-4a09-9d51-6f2c8e3a4b11']);
  const integrated = await source.read(payments, needs);
  assert.deepEqual(namesOf(integrated, payments, flexibleType('privateEndpointConnections')), []);
  assert.equal(emulator.requests.count(), 2);
});

test('a Single Server', async () => {
  const { source } = emulate();
  const types = ['firewallRules', 'configurations', 'administrators', 'virtualNetworkRules', 'securityAlertPolicies', 'privateEndpointConnections'].map(singleType);
  const snapshot = await source.read(legacy, types.map((type) => ({ type })));
  assert.deepEqual(namesOf(snapshot, legacy, singleType('firewallRules')), ['AllowAllWindowsAzureIps', 'everyone']);
  assert.deepEqual(namesOf(snapshot, legacy, singleType('virtualNetworkRules')), ['warehouse-subnet']);
  assert.ok(namesOf(snapshot, legacy, singleType('configurations')).includes('log_connections'));
  for (const type of types) assert.equal(snapshot.children(legacy.toLowerCase(), type).complete, true, type);
});

test('children that may not be read are unknown with the missing action, and the rest is read', async () => {
  const { source, emulator } = emulate();
  emulator.faults.add({ fault: 'forbidden', match: { type: flexibleType('firewallRules') } });
  emulator.faults.add({ fault: 'badGateway', match: { type: flexibleType('configurations') } });
  const snapshot = await source.read(catalog, flexibleNeeds);
  const why = (segment: string) => {
    const { complete } = snapshot.children(catalog.toLowerCase(), flexibleType(segment));
    return complete === true ? complete : complete.because;
  };
  assert.equal(why('firewallRules'), 'no permission to read firewall rules: Microsoft.DBforPostgreSQL/flexibleServers/firewallRules/read is missing');
  assert.equal(why('configurations'), 'server parameters could not be read: Azure had an error of its own (502). Try again later');
  assert.equal(why('administrators'), true);
  assert.equal(why('migrations'), 'nothing needs them');
  assert.equal(snapshot.servers.length, 1);
});

test('a server that was deleted between list and get is a problem', async () => {
  const { source, emulator } = emulate();
  emulator.faults.add({ fault: 'vanish', match: { path: '/flexibleServers/pg-orders' }, times: 1 });
  const snapshot = await source.read(orders, flexibleNeeds);
  assert.deepEqual(snapshot.resources, []);
  assert.deepEqual(snapshot.problems, [
    { message: 'Could not read pg-orders: it was not found. It may have been deleted: refresh the list.', key: orders.toLowerCase() },
  ]);
});

test('a server that cannot be read is a problem that says what to do', async () => {
  for (const [fault, words] of [
    ['expired', /the sign-in has expired\. Sign in again\./],
    ['unauthorized', /did not accept the sign-in \(AuthenticationFailed\)\. Sign in again\./],
    ['forbidden', /Microsoft\.DBforPostgreSQL\/flexibleServers\/read is missing/],
    ['badGateway', /an error of its own \(502\)/],
  ] as const) {
    const { source, emulator } = emulate();
    emulator.faults.add({ fault });
    const { problems } = await source.read(orders, []);
    assert.match(problems[0]?.message ?? '', words);
    assert.ok(!secretsIn(problems));
  }
  const [problem] = (await emulate().source.read('/subscriptions/x', [])).problems;
  assert.equal(problem?.message, '/subscriptions/x is not the id of a PostgreSQL server.');
});

test('a transport that cannot reach Azure says so', async () => {
  const failing = { sendRequest: () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND management.azure.com'), { name: 'RestError', code: 'ENOTFOUND' })) };
  const { source } = emulate({ httpClient: failing });
  const { problems } = await source.read(orders, []);
  assert.equal(problems[0]?.message, 'Could not read pg-orders: Azure could not be reached (ENOTFOUND). Check the network, the proxy and the chosen cloud, and try again.');
});

test('a token that Azure no longer takes is asked for once more', async () => {
  const credential = countingCredential();
  const { source, emulator } = emulate({ credential });
  emulator.faults.add({ fault: 'expired', times: 1 });
  assert.equal((await source.read(orders, [])).servers.length, 1);
  assert.equal(credential.asked.length, 2);
});

test('a token is not sent to where it does not belong', async () => {
  const sent: string[] = [];
  const { source } = emulate({
    httpClient: {
      sendRequest: async (request) => {
        sent.push(new URL(request.url).host);
        const { createHttpHeaders } = await import('@azure/core-rest-pipeline');
        const body = { value: [], nextLink: 'https://attacker.example/next' };
        return { request, status: 200, headers: createHttpHeaders({ 'content-type': 'application/json' }), bodyAsText: JSON.stringify(body) };
      },
    },
  });
  const { complete } = (await source.read(orders, [{ type: flexibleType('firewallRules') }])).children(orders.toLowerCase(), flexibleType('firewallRules'));
  assert.ok(complete !== true && complete.because.includes('attacker.example'));
  assert.deepEqual(new Set(sent), new Set(['management.azure.com']));
});

test('a cancel rejects', async () => {
  const { source } = emulate();
  await assert.rejects(source.read(orders, flexibleNeeds, AbortSignal.abort()), { name: 'AbortError' });
  const abort = new AbortController();
  const reading = source.read(orders, flexibleNeeds, abort.signal);
  abort.abort();
  await assert.rejects(reading, { name: 'AbortError' });
});
