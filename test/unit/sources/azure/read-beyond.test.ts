import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flexibleServer } from '../../../../src/emulator/flexible-server';
import { sampleFleet, sampleSubscriptions, sampleTenantId } from '../../../../src/emulator/sample-fleet';
import type { Need } from '../../../../src/model/layer';
import type { Snapshot } from '../../../../src/model/snapshot';
import { emulate, identity, orders, payments } from './emulated-source';

const of = ['flexible'] as const;
const extensions: readonly Need[] = [
  { extension: 'Microsoft.Insights/diagnosticSettings', of },
  { extension: 'Microsoft.Security/pricings', names: ['OpenSourceRelationalDatabases'], of },
  { extension: 'Microsoft.Authorization/locks', of },
  { extension: 'Microsoft.Authorization/roleAssignments', of },
];
const subnet: Need = {
  referenced: ['properties', 'network', 'delegatedSubnetResourceId'],
  type: 'Microsoft.Network/virtualNetworks/subnets',
  further: [{ referenced: ['properties', 'networkSecurityGroup', 'id'], type: 'Microsoft.Network/networkSecurityGroups' }],
  of,
};
const zone: Need = {
  referenced: ['properties', 'network', 'privateDnsZoneArmResourceId'],
  type: 'Microsoft.Network/privateDnsZones',
  children: ['Microsoft.Network/privateDnsZones/virtualNetworkLinks'],
  of,
};
const vault: Need = { referenced: ['properties', 'dataEncryption', 'primaryKeyURI'], type: 'Microsoft.KeyVault/vaults', children: ['Microsoft.KeyVault/vaults/keys'], of };

const namesOf = (snapshot: Snapshot, id: string, type: string): unknown[] => snapshot.children(id.toLowerCase(), type).items.map(({ name }) => name);

test('what extends a server is among its children, with what lies above it', async () => {
  const { source } = emulate();
  const snapshot = await source.read(payments, extensions);
  assert.deepEqual(namesOf(snapshot, payments, 'Microsoft.Insights/diagnosticSettings'), ['audit-to-workspace']);
  assert.deepEqual(namesOf(snapshot, payments, 'Microsoft.Security/pricings'), ['OpenSourceRelationalDatabases']);
  assert.deepEqual(namesOf(snapshot, payments, 'Microsoft.Authorization/locks'), ['keep']);
  assert.equal(namesOf(snapshot, payments, 'Microsoft.Authorization/roleAssignments').length, 1);
  const other = await source.read(orders, extensions);
  assert.deepEqual(namesOf(other, orders, 'Microsoft.Insights/diagnosticSettings'), []);
  assert.equal(other.children(orders.toLowerCase(), 'Microsoft.Insights/diagnosticSettings').complete, true);
  assert.deepEqual(namesOf(other, orders, 'Microsoft.Authorization/locks'), []);
});

test('what a server refers to is there, with what that refers to and its children', async () => {
  const { source, emulator } = emulate();
  const snapshot = await source.read(payments, [subnet, zone, subnet]);
  const [server] = snapshot.servers;
  assert.ok(server);
  const found = snapshot.referenced(server.resource, ['properties', 'network', 'delegatedSubnetResourceId']);
  assert.equal(found?.name, 'snet-postgresql');
  assert.ok(found);
  assert.equal(snapshot.referenced(found, ['properties', 'networkSecurityGroup', 'id'])?.name, 'nsg-payments');
  const dns = snapshot.referenced(server.resource, ['properties', 'network', 'privateDnsZoneArmResourceId']);
  assert.deepEqual(namesOf(snapshot, dns?.key ?? '', 'Microsoft.Network/privateDnsZones/virtualNetworkLinks'), ['vnet-payments']);
  // The server, the subnet, its security group, the zone and its links; what two layers need is asked for once.
  assert.equal(emulator.requests.count(), 5);
  assert.deepEqual(snapshot.problems, []);
  assert.deepEqual((await source.read(orders, [subnet, zone])).resources.length, 1);
});

test('a key is found by the address of its vault', async () => {
  const fleet = sampleFleet();
  const encrypted = {
    kind: 'flexible',
    subscriptionId: sampleSubscriptions.production,
    resourceGroup: 'rg-shop',
    name: 'pg-encrypted',
    build: () =>
      flexibleServer({
        name: 'pg-encrypted',
        subscriptionId: sampleSubscriptions.production,
        tenantId: sampleTenantId,
        location: 'westeurope',
        version: '17',
        createdAt: '2026-01-01T00:00:00Z',
        key: { uri: 'https://kv-contoso.vault.azure.net/keys/postgresql/0123456789abcdef', identity: '/subscriptions/x' },
      }),
  } as const;
  const { source } = emulate({ emulator: { fleet: { ...fleet, servers: [...fleet.servers, encrypted] } } });
  const snapshot = await source.read(orders.replace('pg-orders', 'pg-encrypted'), [vault]);
  assert.deepEqual(snapshot.resources.map(({ type, name }) => [type, name]), [
    ['Microsoft.DBforPostgreSQL/flexibleServers', 'pg-encrypted'],
    ['Microsoft.KeyVault/vaults', 'kv-contoso'],
    ['Microsoft.KeyVault/vaults/keys', 'postgresql'],
  ]);
});

test('each part that may not be read is unknown, and the missing permission is named', async () => {
  const { source, emulator } = emulate();
  for (const path of ['diagnosticSettings', 'pricings', 'networkSecurityGroups', 'virtualNetworkLinks']) emulator.faults.add({ fault: 'forbidden', match: { path } });
  const snapshot = await source.read(payments, [...extensions, subnet, zone]);
  const why = (type: string) => {
    const { complete } = snapshot.children(payments.toLowerCase(), type);
    return complete === true ? '' : complete.because;
  };
  assert.equal(why('Microsoft.Insights/diagnosticSettings'), 'no permission to read diagnostic settings: Microsoft.Insights/diagnosticSettings/read is missing');
  assert.match(why('Microsoft.Security/pricings'), /Microsoft\.Security\/pricings\/read is missing/);
  assert.equal(why('Microsoft.Authorization/locks'), '');
  assert.match(snapshot.problems[0]?.message ?? '', /^Could not read the network security group nsg-payments of pg-payments: no permission: Microsoft\.Network\/networkSecurityGroups\/read is missing/);
  const zoneKey = snapshot.resources.find(({ type }) => type === 'Microsoft.Network/privateDnsZones')?.key ?? '';
  assert.notEqual(snapshot.children(zoneKey, 'Microsoft.Network/privateDnsZones/virtualNetworkLinks').complete, true);
});

test('locks are asked for at the server where the subscription may not be listed', async () => {
  const { source, emulator } = emulate();
  emulator.faults.add({ fault: 'forbidden', match: { path: new RegExp(`^/subscriptions/${sampleSubscriptions.production}/providers/Microsoft.Authorization/locks$`, 'i') } });
  const snapshot = await source.read(payments, extensions);
  assert.deepEqual(namesOf(snapshot, payments, 'Microsoft.Authorization/locks'), ['keep']);
});

test('a scan asks once for what its servers share', async () => {
  const { source, emulator } = emulate();
  const seen: string[] = [];
  await source.scan({ servers: [{ id: orders }, { id: payments }, { id: identity }], needs: [...extensions, subnet], onRead: (id) => seen.push(id) });
  assert.equal(seen.length, 3);
  assert.deepEqual(['pricings', 'locks', 'roleAssignments', 'subnets'].map((path) => emulator.requests.count({ path })), [1, 1, 1, 1]);
  assert.equal(emulator.requests.count({ path: 'diagnosticSettings' }), 3);
});
