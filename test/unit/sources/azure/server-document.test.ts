import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inResource } from '../../../../src/model/address';
import type { Address, Path } from '../../../../src/model/address';
import { createSnapshot } from '../../../../src/model/snapshot';
import { unknown } from '../../../../src/model/value';
import { locateInDocument, parseServerDocument } from '../../../../src/sources/azure/locate-in-document';
import { renderServerDocument } from '../../../../src/sources/azure/server-document';
import { catalog, emulate, flexibleType, orders } from './emulated-source';

const key = catalog.toLowerCase();
const needs = ['firewallRules', 'administrators', 'advancedThreatProtectionSettings'].map((segment) => ({ type: flexibleType(segment) }));

async function document() {
  const { source, emulator } = emulate();
  emulator.faults.add({ fault: 'forbidden', match: { type: flexibleType('administrators') } });
  const text = renderServerDocument(await source.read(catalog, needs), key);
  const parsed = parseServerDocument(text);
  const shown = (address: Address): string => {
    const { start, end } = locateInDocument(parsed, address);
    return text.slice(start, end);
  };
  return { text, shown, at: (...path: Path) => shown(inResource(key, ...path)) };
}

test('the document is ARM JSON of the server with its children, and says what was not read', async () => {
  const { text } = await document();
  const json = JSON.parse(text) as Record<string, unknown> & { resources: { type: string; name: string; id: string }[] };
  assert.deepEqual(Object.keys(json), ['id', 'name', 'type', 'location', 'tags', 'sku', 'properties', 'resources', '_notRead']);
  assert.equal(json['id'], catalog);
  assert.deepEqual(json.resources.map(({ type, name }) => `${type.split('/').at(-1) ?? ''}/${name}`), [
    'advancedThreatProtectionSettings/Default',
    'firewallRules/AllowAllAzureServicesAndResourcesWithinAzureIps_2025-2-4_13-22-31',
    'firewallRules/office-berlin',
  ]);
  assert.deepEqual(json['_notRead'], {
    administrators: 'no permission to read Microsoft Entra administrators: Microsoft.DBforPostgreSQL/flexibleServers/administrators/read is missing',
  });
  assert.equal(text, (await document()).text);
  assert.ok(text.endsWith('}\n') && text.includes('\n  "id"'));
});

test('literals are located as they are, objects and lists at their name, resources at theirs', async () => {
  const { at, shown } = await document();
  assert.equal(at('properties', 'network', 'publicNetworkAccess'), '"Enabled"');
  assert.equal(at('Properties', 'NETWORK', 'publicnetworkaccess'), '"Enabled"');
  assert.equal(at('properties', 'network'), '"network"');
  assert.equal(at('properties', 'privateEndpointConnections'), '"privateEndpointConnections"');
  assert.equal(at(), '"pg-catalog"');
  const rule = `${key}/firewallrules/office-berlin`;
  assert.equal(shown(inResource(rule)), '"office-berlin"');
  assert.equal(shown(inResource(rule, 'properties', 'endIpAddress')), '"203.0.113.15"');
});

test('what nobody has written is located at its closest written ancestor', async () => {
  const { at, shown } = await document();
  assert.equal(at('properties', 'network', 'delegatedSubnetResourceId'), '"network"');
  assert.equal(at('properties', 'nothing', 'below'), '"properties"');
  assert.equal(at('nothing'), '"pg-catalog"');
  assert.equal(at('properties', 'privateEndpointConnections', 3), '"privateEndpointConnections"');
  assert.equal(shown(inResource(`${key}/configurations/pgaudit.log`, 'properties', 'value')), '"pg-catalog"');
  assert.equal(shown({ in: 'file', file: 'x' }), '"pg-catalog"');
});

test('how people sign in is no secret', async () => {
  const { source } = emulate();
  const { properties } = JSON.parse(renderServerDocument(await source.read(orders, needs), orders.toLowerCase())) as { properties: { authConfig: unknown } };
  assert.match(JSON.stringify(properties.authConfig), /"passwordAuth":"Enabled"/);
});

test('secrets are hidden, what is unknown is left out', () => {
  const body = { id: catalog, properties: { administratorLoginPassword: 'hunter2', version: unknown('it is not known'), list: [unknown('neither'), 1] } };
  const server = { key, type: 'Microsoft.DBforPostgreSQL/flexibleServers', name: 'pg-catalog', existing: false, when: true, body } as const;
  const text = renderServerDocument(createSnapshot({ origin: 'live', resources: [server] }), key);
  assert.doesNotMatch(text, /hunter2|version/);
  assert.deepEqual((JSON.parse(text) as { properties: unknown }).properties, { administratorLoginPassword: '••••••', list: [1] });
});

test('a server that could not be read is a document that says why', async () => {
  const { source, emulator } = emulate();
  emulator.faults.add({ fault: 'notFound' });
  const text = renderServerDocument(await source.read(catalog, needs), key);
  assert.deepEqual(JSON.parse(text), { _notRead: { server: 'Could not read pg-catalog: it was not found. It may have been deleted: refresh the list.' } });
  assert.deepEqual(locateInDocument(parseServerDocument(text), inResource(key, 'properties')), { start: 0, end: 1 });
  assert.deepEqual(locateInDocument(parseServerDocument(''), inResource(key)), { start: 0, end: 0 });
});
