import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planRuleRename } from '../../../../src/engine/plans/rename-firewall-rule';
import { readFirewall } from '../../../../src/layers/firewall/facts';
import { connectionsOf } from '../../../../src/layers/private-link/connections';
import type { Subject } from '../../../../src/model/rule';
import type { Connection } from '../../../../src/sources/azure/connection';
import { readBackAdded } from '../../../../src/sources/azure/read-back';
import { parseServerId } from '../../../../src/sources/azure/server-id';
import type { Json } from '../../../../src/model/value';
import { emulate, flexibleType, identity, orders, singleType, type Emulated } from './emulated-source';

const needs = [flexibleType('firewallRules'), singleType('firewallRules'), singleType('virtualNetworkRules')].map((type) => ({ type }));

async function read({ source }: Emulated, id: string): Promise<Subject> {
  const snapshot = await source.read(id, needs);
  const [server] = snapshot.servers;
  assert.ok(server);
  return { snapshot, server };
}

async function rename(one: Emulated) {
  const subject = await read(one, orders);
  const rule = readFirewall(subject).rules.find(({ name }) => name === 'office-berlin');
  assert.ok(rule?.range);
  const outcome = await one.source.write(orders, planRuleRename(subject, { ...rule, range: rule.range }, 'berlin').changes);
  const names = readFirewall(await read(one, orders)).rules.map(({ name }) => name);
  return { outcome, names };
}

test('a rename whose new rule cannot be added leaves the old one', async () => {
  const one = emulate();
  one.emulator.faults.add({ fault: 'failOperation', match: { method: 'PUT' } });
  const { outcome, names } = await rename(one);
  assert.equal(outcome.state, 'failed');
  assert.deepEqual(names, ['allow-all', 'office-berlin']);
});

test('what was added is read back before the old one is deleted', async () => {
  const one = emulate();
  const { outcome } = await rename(one);
  assert.equal(outcome.state, 'done');
  const own = one.emulator.requests.entries().filter(({ path }) => /firewallRules\/(berlin|office-berlin)$/i.test(path)).map(({ method }) => method);
  // The first reading belongs to the operation that adds the rule.
  assert.deepEqual(own.slice(0, 4), ['PUT', 'GET', 'GET', 'DELETE']);
});

test('nothing is deleted where what was added reads back as something else, or not at all', async () => {
  const added = [{ segment: 'firewallRules', name: 'berlin', properties: { startIpAddress: '203.0.113.0', endIpAddress: '203.0.113.15' } }];
  const server = parseServerId(orders);
  assert.ok(server);
  const over = (send: () => Promise<Json>) => readBackAdded({ send } as unknown as Connection, server, added, () => '2024-08-01', AbortSignal.timeout(60_000));
  await over(() => Promise.resolve({ properties: { startIpAddress: '203.0.113.0', endIpAddress: '203.0.113.15', state: 'Ready' } }));
  await assert.rejects(over(() => Promise.resolve({ properties: { startIpAddress: '203.0.113.0', endIpAddress: '203.0.113.14' } })), /berlin was added before, and reading it back shows something else, so nothing was deleted/);
  await assert.rejects(over(() => Promise.resolve({})), /shows something else/);
  await assert.rejects(over(() => Promise.reject(new Error('404'))), /could not be read back, so nothing was deleted/);
});

test('a rename whose old rule cannot be deleted leaves both, and says what was done', async () => {
  const one = emulate();
  one.emulator.faults.add({ fault: 'forbidden', match: { method: 'DELETE' } });
  const { outcome, names } = await rename(one);
  assert.equal(outcome.state, 'failed');
  assert.equal(outcome.done.length, 1);
  assert.deepEqual(names, ['allow-all', 'berlin', 'office-berlin']);
});

test('the service refuses to change rules while public access is off, and to make a connection that nobody asked for', async () => {
  const one = emulate();
  const closed = await one.source.write(identity, [{ kind: 'add', parent: identity.toLowerCase(), type: flexibleType('firewallRules'), name: 'office', body: { properties: { startIpAddress: '203.0.113.7', endIpAddress: '203.0.113.7' } } }]);
  assert.match(closed.message, /private access enabled server/);
  const answer = { privateLinkServiceConnectionState: { status: 'Approved', description: '' } };
  const stranger = await one.source.write(identity, [{ kind: 'add', parent: identity.toLowerCase(), type: flexibleType('privateEndpointConnections'), name: 'pe-none.1', body: { properties: answer } }]);
  assert.equal(stranger.state, 'failed');
  assert.equal(connectionsOf(await read(one, identity)).length, 2);
});
