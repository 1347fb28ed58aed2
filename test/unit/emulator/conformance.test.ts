import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { createEmulator } from '../../../src/emulator/emulator';
import type { Fleet } from '../../../src/emulator/fleet';
import { flexibleServer } from '../../../src/emulator/flexible-server';
import type { Json, JsonObject } from '../../../src/emulator/message';
import { sampleFleet, sampleSubscriptions, sampleTenantId } from '../../../src/emulator/sample-fleet';
import { singleServer } from '../../../src/emulator/single-server';
import { send } from './sdk-clients';

/** Recorded answers and the examples of the specifications; they are not part of this repository. */
const folder = process.env['POSTGRESQL_SECURITY_ARM_EXAMPLES'] ?? inRepository('..', 'shared', 'examples', 'arm');

const { production, staging } = sampleSubscriptions;
const flexible = `/subscriptions/${production}/resourceGroups/rg-shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-catalog`;
const payments = `/subscriptions/${production}/resourceGroups/rg-payments/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-payments`;
const identity = `/subscriptions/${production}/resourceGroups/rg-identity/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-identity`;
const single = `/subscriptions/${staging}/resourceGroups/rg-legacy/providers/Microsoft.DBforPostgreSQL/servers/pg-legacy`;

const keyed = `/subscriptions/${staging}/resourceGroups/rg-legacy/providers/Microsoft.DBforPostgreSQL/servers/pg-keyed`;

/** The sample fleet with a replica, and a Single Server that has an administrator and a key of its own. */
function fleet(): Fleet {
  const sample = sampleFleet();
  const replica = () => flexibleServer({ name: 'pg-catalog-copy', subscriptionId: production, tenantId: sampleTenantId, location: 'northeurope', version: '17', createdAt: '2026-01-01T00:00:00Z', replicaOf: flexible });
  const single = () => singleServer({
    name: 'pg-keyed',
    location: 'westeurope',
    version: '11',
    administrator: { login: 'admins', sid: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10', tenantId: sampleTenantId },
    keys: [{ name: 'kv_postgresql_1', properties: { serverKeyType: 'AzureKeyVault', uri: 'https://kv-contoso.vault.azure.net/keys/postgresql/1', creationDate: '2026-01-01T00:00:00Z' } }],
  });
  return {
    ...sample,
    servers: [
      ...sample.servers,
      { kind: 'flexible', subscriptionId: production, resourceGroup: 'rg-shop', name: 'pg-catalog-copy', build: replica },
      { kind: 'single', subscriptionId: staging, resourceGroup: 'rg-legacy', name: 'pg-keyed', build: single },
    ],
  };
}

interface Case {
  readonly file: string;
  /** Where in the file the answer's body stands. */
  readonly at: readonly string[];
  readonly ask: string;
  /** Properties that only some servers, or only some regions, have: the sample is none of these. */
  readonly without?: readonly string[];
}

const spec = ['responses', '200', 'body'] as const;

const cases: readonly Case[] = [
  { file: 'recorded/flexible-server-get.json', at: ['body'], ask: `${flexible}?api-version=2025-08-01` },
  { file: 'recorded/single-server-get.json', at: ['body'], ask: `${single}?api-version=2017-12-01` },
  { file: 'recorded/flexible-atp-get.json', at: ['body'], ask: `${flexible}/advancedThreatProtectionSettings/Default?api-version=2025-08-01` },
  { file: 'recorded/flexible-private-endpoint-connection.json', at: ['getBodyAfterApprove'], ask: `${identity}/privateEndpointConnections/pe-pg-identity.b1f0c5d2-2f7e-4a09-9d51-6f2c8e3a4b10?api-version=2025-08-01` },
  { file: 'postgresql-flexible/2025-08-01/FirewallRulesListByServer.json', at: spec, ask: `${flexible}/firewallRules?api-version=2025-08-01`, without: ['.value[].systemData', '.nextLink'] },
  { file: 'postgresql-flexible/2024-08-01/FirewallRuleGet.json', at: spec, ask: `${flexible}/firewallRules/office-berlin?api-version=2024-08-01` },
  { file: 'postgresql-flexible/2024-08-01/AdministratorsListByServer.json', at: spec, ask: `${flexible}/administrators?api-version=2024-08-01` },
  { file: 'postgresql-flexible/2024-08-01/ConfigurationListByServer.json', at: spec, ask: `${flexible}/configurations?api-version=2024-08-01`, without: ['.nextLink'] },
  { file: 'postgresql-flexible/2024-08-01/ConfigurationGet.json', at: spec, ask: `${flexible}/configurations/require_secure_transport?api-version=2024-08-01` },
  { file: 'postgresql-flexible/2024-08-01/PrivateEndpointConnectionList.json', at: spec, ask: `${identity}/privateEndpointConnections?api-version=2024-08-01` },
  { file: 'postgresql-flexible/2024-08-01/ServerGetWithVnet.json', at: spec, ask: `${payments}?api-version=2024-08-01`, without: ['.tags', '.properties.administratorLogin'] },
  { file: 'postgresql-flexible/2024-08-01/ServerThreatProtectionSettingsGet.json', at: spec, ask: `${flexible}/advancedThreatProtectionSettings/Default?api-version=2024-08-01` },
  { file: 'postgresql-flexible/2025-08-01/AdvancedThreatProtectionSettingsListByServer.json', at: spec, ask: `${flexible}/advancedThreatProtectionSettings?api-version=2025-08-01` },
  { file: 'postgresql-flexible/2024-08-01/LogFilesListByServer.json', at: spec, ask: `${payments}/logFiles?api-version=2024-08-01` },
  { file: 'postgresql-flexible/2024-08-01/ReplicasListByServer.json', at: spec, ask: `${flexible}/replicas?api-version=2024-08-01`, without: ['.value[].tags'] },
  { file: 'postgresql-single/2017-12-01/FirewallRuleListByServer.json', at: spec, ask: `${single}/firewallRules?api-version=2017-12-01` },
  { file: 'postgresql-single/2017-12-01/VirtualNetworkRulesList.json', at: spec, ask: `${single}/virtualNetworkRules?api-version=2017-12-01` },
  { file: 'postgresql-single/2017-12-01/ConfigurationListByServer.json', at: spec, ask: `${single}/configurations?api-version=2017-12-01` },
  { file: 'postgresql-single/2017-12-01/ServerSecurityAlertsGet.json', at: spec, ask: `${single}/securityAlertPolicies/Default?api-version=2017-12-01`, without: ['.properties.disabledAlerts[]', '.properties.emailAddresses[]', '.properties.storageEndpoint'] },
  { file: 'postgresql-single/2017-12-01/ServerAdminList.json', at: spec, ask: `${keyed}/administrators?api-version=2017-12-01` },
  { file: 'postgresql-single/2020-01-01/ServerKeyList.json', at: spec, ask: `${keyed}/keys?api-version=2020-01-01` },
  { file: 'security/2024-01-01/GetPricingByNameCloudPosture_example.json', at: spec, ask: `/subscriptions/${production}/providers/Microsoft.Security/pricings/OpenSourceRelationalDatabases?api-version=2024-01-01`, without: ['.properties.extensions', '.properties.resourcesCoverageStatus'] },
  { file: 'monitor/2021-05-01-preview/getDiagnosticSetting.json', at: spec, ask: `${payments}/providers/Microsoft.Insights/diagnosticSettings/audit-to-workspace?api-version=2021-05-01-preview`, without: ['.properties.marketplacePartnerId', '.properties.metrics[]'] },
  { file: 'network/2024-01-01/SubnetGet.json', at: spec, ask: `/subscriptions/${production}/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-payments/subnets/snet-postgresql?api-version=2024-01-01` },
];

/** Every place of a value with its type: `.properties.network.publicNetworkAccess: string`. Entries of a list are one. */
function shape(value: Json | undefined, path = ''): Map<string, string> {
  if (Array.isArray(value)) return new Map([[path, 'list'], ...value.flatMap((entry) => [...shape(entry, `${path}[]`)])]);
  if (typeof value !== 'object' || value === null) return new Map([[path, value === null ? 'null' : typeof value]]);
  return new Map([[path, 'object'], ...Object.entries(value).flatMap(([key, member]) => [...shape(member, `${path}.${key}`)])]);
}

function differences(expected: Json | undefined, actual: Json, without: readonly string[]): { compared: number; wrong: string[] } {
  const mine = shape(actual);
  let compared = 0;
  const wrong: string[] = [];
  for (const [path, type] of shape(expected)) {
    if (without.some((prefix) => path.startsWith(prefix))) continue;
    compared += 1;
    const own = mine.get(path);
    // An empty value of any kind is written as null by some services.
    if (own !== type && own !== 'null' && type !== 'null') wrong.push(`${path} is ${own ?? 'missing'}, and should be ${type}`);
  }
  return { compared, wrong };
}

test('answers have the shape of recorded ones, where these are at hand', async (context) => {
  if (!existsSync(folder)) {
    context.diagnostic('Nothing was compared: the folder of examples is not at hand. POSTGRESQL_SECURITY_ARM_EXAMPLES names it.');
    return;
  }
  const emulator = createEmulator({ fleet: fleet() });
  const problems: string[] = [];
  for (const { file, at, ask, without = [] } of cases) {
    const path = join(folder, file);
    if (!existsSync(path)) {
      context.diagnostic(`${file} is not there and was not compared.`);
      continue;
    }
    let expected: Json | undefined = JSON.parse(readFileSync(path, 'utf8')) as Json;
    for (const key of at) expected = (expected as JsonObject)[key];
    const { status, json } = await send(emulator, 'GET', ask);
    const { compared, wrong } = differences(expected, json, without);
    context.diagnostic(`${file}: ${compared} places compared, ${wrong.length} differ`);
    problems.push(...(status === 200 ? wrong : [`status ${status}`]).map((problem) => `${file}: ${problem}`));
  }
  assert.deepEqual(problems, []);
});
