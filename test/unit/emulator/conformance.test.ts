import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { createEmulator } from '../../../src/emulator/emulator';
import type { Json, JsonObject } from '../../../src/emulator/message';
import { sampleSubscriptions } from '../../../src/emulator/sample-fleet';
import { send } from './sdk-clients';

/** Recorded answers and the examples of the specifications; they are not part of this repository. */
const folder = process.env['POSTGRESQL_SECURITY_ARM_EXAMPLES'] ?? inRepository('..', 'shared', 'examples', 'arm');

const { production, staging } = sampleSubscriptions;
const flexible = `/subscriptions/${production}/resourceGroups/rg-shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-catalog`;
const payments = `/subscriptions/${production}/resourceGroups/rg-payments/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-payments`;
const identity = `/subscriptions/${production}/resourceGroups/rg-identity/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-identity`;
const single = `/subscriptions/${staging}/resourceGroups/rg-legacy/providers/Microsoft.DBforPostgreSQL/servers/pg-legacy`;

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
  const emulator = createEmulator();
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
