import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { requiredAction } from '../../../src/emulator/route';
import { parseResourcePath } from '../../../src/emulator/resource-path';
import type { RequestContext } from '../../../src/emulator/request-context';
import { layers } from '../../../src/layers/catalog';
import type { Need, ReferenceNeed } from '../../../src/model/layer';
import { serverTypes, type Kind } from '../../../src/model/resource';
import { openProgram } from '../../../src/sources/template/open-program';
import { valueAt } from '../../../src/model/value';
import { childTypes } from '../../../src/sources/azure/child-types';
import type { Connection } from '../../../src/sources/azure/connection';
import { writtenExtensions } from '../../../src/sources/azure/extension-place';
import { serverOperations } from '../../../src/sources/azure/server-operations';
import { emulate } from '../sources/azure/emulated-source';

const folder = inRepository('docs', 'roles');
const files = readdirSync(folder);
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

/** The properties of the role definition in a file. */
function permission(file: string, list: 'actions' | 'dataActions'): readonly string[] {
  const program = openProgram({ files: [file], host: { read: (name) => (files.includes(name) ? read(name) : undefined), resolve: (_from, reference) => reference } });
  const [entry] = program.entries;
  assert.ok(entry);
  assert.deepEqual(program.problems(), []);
  const [role] = program.snapshot(entry).resources;
  return valueAt(role?.body, ['properties', 'permissions', 0, list]) as readonly string[];
}

/** Says whether a role allows an action; a star stands for any segments. */
const allows = (actions: readonly string[], action: string): boolean =>
  actions.some((one) => new RegExp(`^${one.replace(/[.]/g, '\\.').replaceAll('*', '.+')}$`, 'i').test(action));

const missing = (file: string, wanted: Iterable<string>): string[] => {
  const actions = permission(file, 'actions');
  return [...new Set(wanted)].filter((action) => !allows(actions, action)).sort();
};

for (const file of files) {
  test(`docs/roles/${file} is a role that gives no data and no roles away`, () => {
    const actions = permission(file, 'actions');
    assert.ok(actions.length > 10);
    assert.deepEqual(permission(file, 'dataActions'), []);
    const writes = actions.filter((action) => !/\/read$/i.test(action));
    if (file === 'reader.bicep') assert.deepEqual(writes, []);
    for (const action of writes) assert.ok(!action.includes('*') && !action.startsWith('Microsoft.Authorization/'), action);
  });
}

test('the reader may read whatever a list, a scan and a refresh ask for', async () => {
  const { source, emulator } = emulate();
  const { items: subscriptions } = await source.subscriptions();
  const lists = [await source.servers(subscriptions), await source.singleServers(subscriptions)];
  const servers = lists.flatMap(({ items }) => items);
  const needs = layers.flatMap((layer) => layer.needs);
  await source.scan({ servers, needs, onRead: () => undefined });
  for (const { id } of servers) await source.read(id, needs);
  for (const { id } of subscriptions) await source.changes(id, Date.now() - 60_000);
  const asked = emulator.requests.entries().filter(({ path }) => path.startsWith('/subscriptions/'));
  assert.ok(asked.length > 100);
  const actions = asked.map(({ method, path }) => requiredAction({ method, path: parseResourcePath(path) } as RequestContext));
  assert.deepEqual(missing('reader.bicep', actions), []);
});

/** The types that a need reads. */
function typesOf(need: Need | Omit<ReferenceNeed, 'of'>): readonly string[] {
  if ('extension' in need) return [need.extension];
  return 'referenced' in need ? [need.type, ...(need.children ?? []), ...(need.further ?? []).flatMap(typesOf)] : [need.type];
}

test('the reader may read whatever any layer needs, also what the samples do not have', () => {
  const wanted = layers.flatMap((layer) => layer.needs).flatMap(typesOf);
  assert.ok(wanted.length > 15);
  assert.deepEqual(missing('reader.bicep', wanted.map((type) => `${type}/read`)), []);
});

/** What the source can write and no command or fix does. */
const unused = ['Microsoft.DBforPostgreSQL/servers/keys/write', 'Microsoft.DBforPostgreSQL/servers/keys/delete'];

test('the remediator may write whatever can be written', () => {
  const connection = { flexible: () => ({}), single: () => ({}) } as unknown as Connection;
  const wanted = (Object.keys(serverTypes) as Kind[]).flatMap((kind) => {
    const operations = serverOperations(connection, { id: '', kind, subscriptionId: '', resourceGroup: '', name: 'pg' });
    const type = serverTypes[kind];
    return [
      ...(operations.patch({}) === undefined ? [] : [`${type}/write`]),
      ...(operations.restart() === undefined ? [] : [`${type}/restart/action`]),
      ...childTypes[kind].flatMap((segment) => [
        ...(operations.put(segment, 'name', {}) === undefined ? [] : [`${type}/${segment}/write`]),
        ...(operations.remove(segment, 'name') === undefined ? [] : [`${type}/${segment}/delete`]),
        // Whoever answers a connection has to be allowed to approve it, beside writing it.
        ...(segment === 'privateEndpointConnections' && operations.put(segment, 'name', {}) !== undefined ? [`${type}/privateEndpointConnectionsApproval/action`] : []),
      ]),
    ];
  });
  assert.ok(wanted.length > 20);
  const extensions = writtenExtensions.flatMap((type) => [`${type}/write`, `${type}/delete`]);
  // A rule for a subnet joins it: https://learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoints-overview
  const joins = 'Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action';
  assert.deepEqual(missing('remediator.bicep', [...wanted, ...extensions, joins].filter((action) => !unused.includes(action))), []);
});

test('docs/permissions.md names the actions of each writing feature that the remediator has', () => {
  const text = readFileSync(inRepository('docs', 'permissions.md'), 'utf8').toLowerCase();
  const writes = permission('remediator.bicep', 'actions').filter((action) => !/\/read$/i.test(action));
  const told = (action: string): boolean => {
    const [, ...parts] = action.split('/');
    const words = parts.map((part) => part.toLowerCase());
    const end = words.at(-1) ?? '';
    return text.includes(words.slice(-2).join('/')) || (text.includes(`${words.at(-2) ?? ''}/`) && text.includes(`…/${end}`));
  };
  assert.deepEqual(writes.filter((action) => !told(action)), []);
});
