import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check } from '../../../../src/engine/check';
import { flexibleServer } from '../../../../src/emulator/flexible-server';
import type { Fleet, FleetServer } from '../../../../src/emulator/fleet';
import { sampleFleet, sampleSubscriptions, sampleTenantId } from '../../../../src/emulator/sample-fleet';
import { singleServer } from '../../../../src/emulator/single-server';
import { layers } from '../../../../src/layers/catalog';
import type { ServerReport } from '../../../../src/model/finding';
import { catalog, emulate, identity, legacy, orders, payments, singleType } from './emulated-source';

const needs = layers.flatMap((layer) => layer.needs);
const { production } = sampleSubscriptions;
const manager = `/subscriptions/${production}/resourceGroups/rg-identity/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-postgresql`;
const encrypted = orders.replace('pg-orders', 'pg-encrypted');
const copy = orders.replace('pg-orders', 'pg-orders-copy');
const cluster = `/subscriptions/${production}/resourceGroups/rg-shop/providers/Microsoft.DBforPostgreSQL/serverGroupsv2/pg-cluster`;
const keyed = legacy.replace('pg-legacy', 'pg-keyed');

/** The sample fleet with a server that has a key of its own, a replica, and a Single Server with a key. */
function fleet(): Fleet {
  const sample = sampleFleet();
  const common = { subscriptionId: production, tenantId: sampleTenantId, location: 'westeurope', version: '17', createdAt: '2026-01-01T00:00:00Z' };
  const flexible = (name: string, more: Partial<Parameters<typeof flexibleServer>[0]>): FleetServer => ({ kind: 'flexible', subscriptionId: production, resourceGroup: 'rg-shop', name, build: () => flexibleServer({ ...common, name, ...more }) });
  const single: FleetServer = {
    kind: 'single',
    subscriptionId: sampleSubscriptions.staging,
    resourceGroup: 'rg-legacy',
    name: 'pg-keyed',
    build: () => {
      const state = singleServer({ name: 'pg-keyed', location: 'westeurope', version: '11', keys: [{ name: 'kv_postgresql_1', properties: { serverKeyType: 'AzureKeyVault', uri: 'https://kv-contoso.vault.azure.net/keys/postgresql/1' } }] });
      return { ...state, body: { ...state.body, properties: { ...(state.body.properties as object), byokEnforcement: 'Enabled' } } };
    },
  };
  const others = [
    { id: cluster, body: { location: 'westeurope', properties: { postgresqlVersion: '16', state: 'Ready', enableHa: true, enableGeoBackup: false } } },
    { id: `${cluster}/firewallRules/office`, body: { properties: { startIpAddress: '203.0.113.0', endIpAddress: '203.0.113.15' } } },
  ];
  return {
    ...sample,
    others: [...(sample.others ?? []), ...others],
    servers: [...sample.servers, flexible('pg-encrypted', { key: { uri: 'https://kv-contoso.vault.azure.net/keys/postgresql', identity: manager } }), flexible('pg-orders-copy', { replicaOf: orders }), single],
  };
}

async function read(server: string, refused?: string | RegExp): Promise<ServerReport> {
  const { source, emulator } = emulate({ emulator: { fleet: fleet() } });
  if (refused !== undefined) emulator.faults.add({ fault: 'forbidden', match: { path: refused } });
  const snapshot = await source.read(server, needs);
  const [report] = check(snapshot, { layers, profile: 'all', today: '2026-11-26', now: '2026-11-26T08:00:00Z', showUnknown: true }).servers;
  assert.ok(report, snapshot.problems.map(({ message }) => message).join('\n'));
  return report;
}

const factOf = (report: ServerReport, layer: string, title: string): string | undefined =>
  report.layers.find((one) => one.layer.id === layer)?.facts.find((fact) => fact.title === title)?.text;

type Row = readonly [what: string, server: string, layer: string, title: string, says: RegExp];

/** What the server's own answer tells: whoever may read the server may read it. */
const own: readonly Row[] = [
  ['public access', orders, 'network', 'Public network access', /^on$/],
  ['public access of a Single Server', legacy, 'network', 'Public network access', /^on$/],
  ['delegated subnet', payments, 'virtual-network', 'Subnet', /\/snet-postgresql$/],
  ['private DNS zone', payments, 'virtual-network', 'Private DNS zone', /\/payments\.private\.postgres\.database\.azure\.com$/],
  ['private endpoints', identity, 'private-link', 'Approved private endpoints', /^1$/],
  ['private endpoints that wait', identity, 'private-link', 'Waiting for approval', /^1$/],
  ['TLS of a Single Server', legacy, 'tls', 'TLS enforced', /^no$/],
  ['TLS version of a Single Server', legacy, 'tls', 'Minimum version', /^any TLS version$/],
  ['authConfig', payments, 'entra', 'Password authentication', /^off$/],
  ['whose key it is', encrypted, 'encryption', 'Key', /^customer's key$/],
  ['whose key it is, of a Single Server', legacy, 'encryption', 'Key', /^service's key$/],
  ['double encryption', legacy, 'encryption', 'Infrastructure encryption', /^off$/],
  ['status of the key', encrypted, 'encryption', 'Key status', /^valid$/],
  ['identity for the key', encrypted, 'encryption', 'Identity for the key', /^id-postgresql$/],
  ['days of backup', payments, 'backup', 'Days to go back', /^35$/],
  ['days of backup of a Single Server', legacy, 'backup', 'Days to go back', /^7$/],
  ['geo-redundancy', payments, 'backup', 'Geo-redundant backup', /^on$/],
  ['high availability', payments, 'backup', 'Standby', /^ZoneRedundant$/],
  ['state of the standby', payments, 'backup', 'State of the standby', /^Healthy$/],
  ['replication', copy, 'backup', 'Replication', /^replica of pg-orders$/],
  ['replication of a Single Server', legacy, 'backup', 'Replication', /^none$/],
  ['version', orders, 'lifecycle', 'PostgreSQL', /^16, /],
  ['version of a Single Server', legacy, 'lifecycle', 'PostgreSQL', /^11, /],
  ['version of a cluster', cluster, 'lifecycle', 'PostgreSQL', /^16, /],
  ['standbys of a cluster', cluster, 'backup', 'Standby', /^ZoneRedundant$/],
  ['state', orders, 'lifecycle', 'State', /^Ready$/],
  ['state of a Single Server', legacy, 'lifecycle', 'State', /^Ready$/],
];

/** What takes a call of its own: the call, what it tells, and the permission that is named where it is refused. */
const called: readonly (readonly [...Row, call: string | RegExp, action: string])[] = [
  ['TLS', payments, 'tls', 'Minimum version', /^TLS 1\.3$/, '/configurations', 'Microsoft.DBforPostgreSQL/flexibleServers/configurations/read'],
  ['passwords', payments, 'access', 'Accepted ways to prove a password', /^scram-sha-256$/, '/configurations', 'Microsoft.DBforPostgreSQL/flexibleServers/configurations/read'],
  ['auditing', payments, 'audit', 'Audited by pgaudit', /^role, ddl, misc$/, '/configurations', 'Microsoft.DBforPostgreSQL/flexibleServers/configurations/read'],
  ['log files', payments, 'audit', 'Days that log files stay', /^7$/, '/configurations', 'Microsoft.DBforPostgreSQL/flexibleServers/configurations/read'],
  ['logging of a Single Server', legacy, 'audit', 'Connections logged', /^off/, '/configurations', 'Microsoft.DBforPostgreSQL/servers/configurations/read'],
  ['firewall rules', orders, 'firewall', 'allow-all', /^0\.0\.0\.0/, '/firewallRules', 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules/read'],
  ['firewall rules of a Single Server', legacy, 'firewall', 'everyone', /^0\.0\.0\.0/, '/firewallRules', 'Microsoft.DBforPostgreSQL/servers/firewallRules/read'],
  ['firewall rules of a cluster', cluster, 'firewall', 'office', /^203\.0\.113\.0/, '/firewallRules', 'Microsoft.DBforPostgreSQL/serverGroupsv2/firewallRules/read'],
  ['virtual network rules', legacy, 'virtual-network', 'Rule warehouse-subnet', /snet-apps$/, '/virtualNetworkRules', 'Microsoft.DBforPostgreSQL/servers/virtualNetworkRules/read'],
  ['administrators', catalog, 'entra', 'lee@contoso.com', /^a user$/, '/administrators', 'Microsoft.DBforPostgreSQL/flexibleServers/administrators/read'],
  ['administrators of a Single Server', legacy, 'entra', 'Administrators', /^none$/, '/administrators', 'Microsoft.DBforPostgreSQL/servers/administrators/read'],
  ['threat protection', payments, 'threat-protection', 'Threat protection of the server', /^on$/, '/advancedThreatProtectionSettings', 'Microsoft.DBforPostgreSQL/flexibleServers/advancedThreatProtectionSettings/read'],
  ['threat protection of a Single Server', legacy, 'threat-protection', 'Threat protection of the server', /^off$/, '/securityAlertPolicies', 'Microsoft.DBforPostgreSQL/servers/securityAlertPolicies/read'],
  ['Defender plan', payments, 'threat-protection', 'Defender plan of the subscription', /^on$/, '/pricings', 'Microsoft.Security/pricings/read'],
  ['Defender plan that nobody pays', legacy, 'threat-protection', 'Defender plan of the subscription', /^off$/, '/pricings', 'Microsoft.Security/pricings/read'],
  ['diagnostic settings', payments, 'audit', 'Diagnostic settings', /^audit-to-workspace: audit to log-contoso$/, '/diagnosticSettings', 'Microsoft.Insights/diagnosticSettings/read'],
  ['diagnostic settings of a Single Server', legacy, 'audit', 'Diagnostic settings', /^none$/, '/diagnosticSettings', 'Microsoft.Insights/diagnosticSettings/read'],
  ['locks', payments, 'backup', 'Locks', /^keep \(CanNotDelete\)$/, '/locks', 'Microsoft.Authorization/locks/read'],
  ['locks of a Single Server', legacy, 'backup', 'Locks', /^none$/, '/locks', 'Microsoft.Authorization/locks/read'],
  ['roles', payments, 'access', 'Azure roles on the server itself', /^none$/, '/roleAssignments', 'Microsoft.Authorization/roleAssignments/read'],
  ['subnet', payments, 'virtual-network', 'Security group of the subnet', /^nsg-payments, 2 rules$/, '/subnets/', 'Microsoft.Network/virtualNetworks/subnets/read'],
  ['security group', payments, 'virtual-network', 'Security group of the subnet', /^nsg-payments, 2 rules$/, '/networkSecurityGroups/', 'Microsoft.Network/networkSecurityGroups/read'],
  ['private DNS zone', payments, 'virtual-network', 'Networks that the zone answers', /^vnet-payments$/, /\/privateDnsZones\/[^/]+$/, 'Microsoft.Network/privateDnsZones/read'],
  ['links of the zone', payments, 'virtual-network', 'Networks that the zone answers', /^vnet-payments$/, '/virtualNetworkLinks', 'Microsoft.Network/privateDnsZones/virtualNetworkLinks/read'],
  ['vault', encrypted, 'encryption', 'Key vault', /^kv-contoso, purge protection on, public access off$/, /\/vaults\/kv-contoso$/i, 'Microsoft.KeyVault/vaults/read'],
  ['key', encrypted, 'encryption', 'Key in the vault', /^postgresql, 4096 bits, switched on, without an end$/, '/vaults/kv-contoso/keys', 'Microsoft.KeyVault/vaults/keys/read'],
  ['keys of a Single Server', keyed, 'encryption', 'Key address', /^https:\/\/kv-contoso\.vault\.azure\.net\/keys\/postgresql\/1$/, '/keys', 'Microsoft.DBforPostgreSQL/servers/keys/read'],
];

test('a role that is not switched on is told where something may not be read', async () => {
  const { source, emulator } = emulate();
  emulator.faults.add({ fault: 'forbidden', match: { path: '/firewallRules' } });
  const { complete } = (await source.read(legacy, needs)).children(legacy.toLowerCase(), singleType('firewallRules'));
  assert.equal(complete === true ? '' : complete.because, 'no permission to read firewall rules: Microsoft.DBforPostgreSQL/servers/firewallRules/read is missing; you are eligible for the role Contributor, which is not active');
  assert.equal(emulator.requests.count({ path: 'roleEligibilityScheduleInstances' }), 1);
  emulator.faults.reset();
  emulator.faults.add({ fault: 'forbidden', match: { path: '/servers/pg-legacy' } });
  const [problem] = (await source.read(legacy, needs)).problems;
  assert.match(problem?.message ?? '', /Microsoft\.DBforPostgreSQL\/servers\/read is missing\. You are eligible for the role Contributor here, which is not active: activate it in Privileged Identity Management, then refresh\.$/);
});

describe('every layer’s data is read', () => {
  for (const [what, server, layer, title, says] of own) {
    test(`${what}, with the server`, async () => {
      assert.match(factOf(await read(server), layer, title) ?? 'no such fact', says);
    });
  }
  for (const [what, server, layer, title, says, call, action] of called) {
    test(`${what}, by a call of its own, and the permission is named where that is refused`, async () => {
      assert.match(factOf(await read(server), layer, title) ?? 'no such fact', says);
      const refused = await read(server, call);
      const { unread } = refused.layers.find((one) => one.layer.id === layer) ?? { unread: [] };
      assert.ok(unread.some((line) => line.includes(`${action} is missing`)), `${title}: ${unread.join('\n')}`);
      // What could not be read is not judged to be wrong.
      const before = (await read(server)).findings.filter(({ outcome }) => outcome === 'fail').length;
      assert.ok(refused.findings.filter(({ outcome }) => outcome === 'fail').length <= before);
    });
  }
});
