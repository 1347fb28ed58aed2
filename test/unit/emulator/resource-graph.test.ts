import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmulator } from '../../../src/emulator/emulator';
import { generateFleet } from '../../../src/emulator/generate-fleet';
import type { JsonObject } from '../../../src/emulator/message';
import { sampleFleet, sampleSubscriptions } from '../../../src/emulator/sample-fleet';
import { errorCode, send } from './sdk-clients';

const address = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
const query = "resources | where type in~ ('microsoft.dbforpostgresql/flexibleservers', 'microsoft.dbforpostgresql/servergroupsv2') | extend state = tostring(properties.state) | project id, name, type, location, resourceGroup, subscriptionId, sku, properties, tags, state | order by id asc";

test('a query of our shape finds all Flexible Servers and the cluster, ordered by id', async () => {
  const { json } = await send(createEmulator(), 'POST', address, { query, options: { $top: 1000, resultFormat: 'objectArray' } });
  const rows = json.data as JsonObject[];
  assert.equal(json.totalRecords, 8);
  assert.equal(json.resultTruncated, 'false');
  assert.deepEqual(rows.map((row) => row.id), rows.map((row) => row.id).sort());
  const dev = rows.find((row) => row.name === 'pg-dev-01');
  assert.deepEqual([dev?.type, dev?.location, dev?.state], ['microsoft.dbforpostgresql/flexibleservers', 'northeurope', 'Stopped']);
});

test('subscriptions that were not asked for, or may not be read, are absent', async () => {
  const { production, sandbox } = sampleSubscriptions;
  const emulator = createEmulator({ fleet: sampleFleet({ forbidden: [sandbox] }) });
  assert.equal((await send(emulator, 'POST', address, { query, subscriptions: [production] })).json.count, 4);
  assert.equal((await send(emulator, 'POST', address, { query })).json.count, 7);
});

test('a thousand servers a page, with a token while there are more', async () => {
  const emulator = createEmulator({ fleet: generateFleet({ servers: 2500 }) });
  const names = new Set<unknown>();
  let $skipToken: unknown;
  let calls = 0;
  do {
    const { json } = await send(emulator, 'POST', address, { query, options: { $top: 1000, ...(typeof $skipToken === 'string' && { $skipToken }) } });
    for (const row of json.data as JsonObject[]) names.add(row.name);
    $skipToken = json.$skipToken;
    calls++;
  } while ($skipToken !== undefined);
  assert.deepEqual([names.size, calls], [2375, 3]);
});

test('other queries are refused in the shape of Resource Graph', async () => {
  const emulator = createEmulator();
  for (const bad of ['resources | summarize count()', 'resourcecontainers', "resources | where name contains 'x'", 'resources | project id = strcat(a, b)', '']) {
    const response = await send(emulator, 'POST', address, { query: bad });
    assert.deepEqual([response.status, errorCode(response)], [400, 'BadRequest'], bad);
  }
  assert.equal((await send(emulator, 'POST', address, { query, options: { $top: 1001 } })).status, 400);
});
