import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Resource } from '../../../src/model/resource';
import { serverTypes } from '../../../src/model/resource';
import { createSnapshot } from '../../../src/model/snapshot';
import { isUnknown, unknown } from '../../../src/model/value';

const rules = `${serverTypes.flexible}/firewallRules`;

function resource(key: string, type: string, more: Partial<Resource> = {}): Resource {
  return { key, type, name: key, existing: false, when: true, body: {}, ...more };
}

const server = resource('db', serverTypes.flexible.toUpperCase());
const rule = resource('db/all', rules.toLowerCase(), { parent: 'db' });
const vault = resource('vault', 'Microsoft.KeyVault/vaults');

describe('servers', () => {
  test('are told by their type, in any case, with their kind', () => {
    const single = resource('old', serverTypes.single);
    const cluster = resource('many', serverTypes.cluster);
    const { servers } = createSnapshot({ origin: 'live', resources: [vault, server, rule, single, cluster] });
    assert.deepEqual(servers.map(({ kind, resource: { key } }) => `${kind} ${key}`), ['flexible db', 'single old', 'cluster many']);
  });
});

describe('children', () => {
  test('are found by parent and type, in their order', () => {
    const second = resource('db/office', rules, { parent: 'db' });
    const other = resource('db/log', `${serverTypes.flexible}/configurations`, { parent: 'db' });
    const foreign = resource('other/all', rules, { parent: 'other' });
    const snapshot = createSnapshot({ origin: 'live', resources: [server, rule, other, second, foreign] });
    const { items, complete } = snapshot.children('db', rules);
    assert.deepEqual(items.map(({ key }) => key), ['db/all', 'db/office']);
    assert.equal(complete, true);
  });

  test('of which some may be missing say why', () => {
    const why = unknown('firewall rules were refused');
    const snapshot = createSnapshot({
      origin: 'live',
      resources: [server, rule],
      incomplete: ({ key }, type) => (key === 'db' && type === rules ? why : undefined),
    });
    assert.equal(snapshot.children('db', rules).complete, why);
    assert.equal(snapshot.children('db', `${serverTypes.flexible}/configurations`).complete, true);
  });

  test('of a server that is deployed elsewhere may always be more', () => {
    const snapshot = createSnapshot({ origin: 'template', resources: [{ ...server, existing: true }, rule] });
    const { items, complete } = snapshot.children('db', rules);
    assert.equal(items.length, 1);
    assert.ok(isUnknown(complete));
  });

  test('of a resource that is not there are not known', () => {
    const snapshot = createSnapshot({ origin: 'template', resources: [rule] });
    assert.ok(isUnknown(snapshot.children('gone', rules).complete));
  });
});

test('resources are found by their key', () => {
  const snapshot = createSnapshot({ origin: 'live', resources: [server, vault] });
  assert.equal(snapshot.resource('vault'), vault);
  assert.equal(snapshot.resource('gone'), undefined);
});

test('declarations and problems are none unless given', () => {
  const snapshot = createSnapshot({ origin: 'template', resources: [] });
  assert.deepEqual([snapshot.declarations, snapshot.problems, snapshot.servers], [[], [], []]);
});

describe('what a setting of a live resource refers to', () => {
  const vault = '/subscriptions/s/resourcegroups/rg/providers/microsoft.keyvault/vaults/kv';
  const ofType = (key: string, properties: Resource['body']): Resource =>
    ({ key, type: 'a.b/c', name: key, existing: false, when: true, body: { properties } });
  const server = ofType('/server', { vault: vault.toUpperCase(), key: `${vault}/keys/k`, other: `${vault}2`, word: 'kv' });
  const snapshot = createSnapshot({ origin: 'live', resources: [server, ofType(vault, {})] });
  const referenced = (name: string) => snapshot.referenced(server, ['properties', name])?.key;

  test('is found by its id in any case, and by that of a part of it', () => {
    assert.equal(referenced('vault'), vault);
    assert.equal(referenced('key'), vault);
  });

  test('is nothing where no such resource was read', () => {
    assert.equal(referenced('other'), undefined);
    assert.equal(referenced('word'), undefined);
    assert.equal(referenced('absent'), undefined);
  });
});
