import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fleet, ServerState } from '../../../src/emulator/fleet';
import { generateFleet } from '../../../src/emulator/generate-fleet';
import type { JsonObject } from '../../../src/emulator/message';
import { sampleFleet } from '../../../src/emulator/sample-fleet';
import { createStore } from '../../../src/emulator/store';

function serverOf(fleet: Fleet, name: string): ServerState & { properties: JsonObject } {
  const state = fleet.servers.find((server) => server.name === name)?.build();
  assert.ok(state, name);
  return { ...state, properties: state.body.properties as JsonObject };
}

test('the sample fleet shows the states that it was made to show', () => {
  const fleet = sampleFleet();
  assert.deepEqual(fleet.servers.map((server) => server.kind).sort(), [...Array<string>(7).fill('flexible'), 'single']);
  const clusters = fleet.others?.filter(({ id }) => /\/(?:serverGroupsv2|Microsoft\.HorizonDb\/clusters)\/[^/]+$/.test(id)).map(({ id }) => id.split('/').at(-1));
  assert.deepEqual(clusters, ['pg-telemetry', 'pg-vectors']);
  const orders = serverOf(fleet, 'pg-orders');
  assert.deepEqual(orders.children.firewallRules[0]?.properties, { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' });
  assert.deepEqual(orders.properties.authConfig, { activeDirectoryAuth: 'Disabled', passwordAuth: 'Enabled' });
  assert.equal(serverOf(fleet, 'pg-reports').parameters.get('require_secure_transport')?.value, 'off');
  assert.equal((serverOf(fleet, 'pg-payments').properties.authConfig as JsonObject).passwordAuth, 'Disabled');
  assert.deepEqual(serverOf(fleet, 'pg-legacy').properties.minimalTlsVersion, 'TLSEnforcementDisabled');
  assert.equal(serverOf(fleet, 'pg-dev-01').properties.state, 'Stopped');
});

test('every server of a fleet is in a resource group and a subscription that the fleet lists', () => {
  for (const fleet of [sampleFleet(), generateFleet({ servers: 500, subscriptions: 7 })]) {
    const store = createStore(fleet);
    for (const server of fleet.servers) {
      assert.ok(store.resourceGroup(server.subscriptionId, server.resourceGroup), server.name);
      assert.ok(store.subscription(server.subscriptionId), server.name);
    }
    assert.equal(new Set(fleet.servers.map((server) => server.name)).size, fleet.servers.length);
  }
});

test('a generated fleet depends on its seed only, and is varied', () => {
  const states = (seed: number) => JSON.stringify(generateFleet({ servers: 60, seed }).servers.map((server) => server.build().body));
  assert.equal(states(3), states(3));
  assert.notEqual(states(3), states(4));
  const fleet = generateFleet({ servers: 1000 });
  assert.equal(fleet.subscriptions.length, 5);
  assert.equal(fleet.servers.filter((server) => server.kind === 'single').length, 50);
  const open = fleet.servers.filter((server) => server.build().children.firewallRules.some((rule) => rule.name === 'allow-all'));
  assert.ok(open.length > 5 && open.length < 100, String(open.length));
});

test('writing a server changes neither its fleet nor another store', () => {
  const fleet = sampleFleet();
  const [one, other] = [createStore(fleet), createStore(fleet)].map((store) => store.servers('flexible', fleet.subscriptions[0]!.subscriptionId)[0]!);
  one!.edit().children.firewallRules = [];
  assert.equal(one!.read().children.firewallRules.length, 0);
  assert.equal(other!.read().children.firewallRules.length, 2);
});
