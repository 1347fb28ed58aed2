import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changed, differences, hidden, inWords, seenAt } from '../../../../src/engine/changes/difference';
import { inResource } from '../../../../src/model/address';
import type { Change } from '../../../../src/model/fix';
import { unknown, type Json } from '../../../../src/model/value';
import { liveServer } from '../../layers/build-snapshot';

const key = '/subscriptions/s/resourcegroups/g/providers/microsoft.dbforpostgresql/flexibleservers/db';
const { snapshot } = liveServer('flexible', {
  properties: { storage: { size: 32, tags: ['a', unknown('a call was refused')] }, names: ['a', null, 'b'], nested: { administratorLoginPassword: 'hunter2', plain: 'x' }, emptyPassword: '' },
  children: { firewallRules: [{ name: 'Office', properties: { startIpAddress: '203.0.113.1' } }, { name: 'Bare' }], configurations: [{ name: 'log_connections', properties: { value: 'on' } }] },
});

describe('what is at a place', () => {
  it('is its value, or that there is none', () => {
    assert.deepEqual(seenAt(snapshot, { key, path: ['properties', 'storage', 'size'] }), { is: 'value', value: 32 });
    assert.deepEqual(seenAt(snapshot, { key, path: ['properties', 'names'] }), { is: 'value', value: ['a', null, 'b'] });
    assert.deepEqual(seenAt(snapshot, { key, path: ['properties', 'gone'] }), { is: 'absent' });
    assert.deepEqual(seenAt(snapshot, { key: `${key}/firewallRules/office`, path: [] }), { is: 'value', value: { startIpAddress: '203.0.113.1' } });
    assert.deepEqual(seenAt(snapshot, { key: `${key}/firewallRules/bare`, path: [] }), { is: 'value', value: {} }, 'a rule without properties is there all the same');
  });

  it('is not known where any part of it is not, and never a secret', () => {
    assert.deepEqual(seenAt(snapshot, { key, path: ['properties', 'storage'] }), { is: 'unknown', because: 'a call was refused' });
    assert.deepEqual(seenAt(snapshot, { key, path: ['properties', 'nested'] }), { is: 'unknown', because: 'it is a secret, which is kept nowhere' });
    assert.deepEqual(seenAt(snapshot, { key, path: ['properties', 'emptyPassword'] }), { is: 'value', value: '' });
  });

  it('is absent only where all of its kind were read', () => {
    assert.deepEqual(seenAt(snapshot, { key: `${key}/firewallrules/gone`, path: [] }), { is: 'absent' });
    assert.deepEqual(seenAt(snapshot, { key: `${key}/administrators/gone`, path: [] }), { is: 'unknown', because: 'the administrators were not read' });
    const locks = liveServer('flexible', { extensions: { 'Microsoft.Authorization/locks': [] } }).snapshot;
    const lock = { key: `${key}/providers/microsoft.authorization/locks/keep`, path: [] };
    assert.deepEqual(seenAt(locks, lock), { is: 'absent' });
    assert.equal(seenAt(snapshot, lock).is, 'unknown');
    assert.deepEqual(seenAt(snapshot, { key: '/elsewhere', path: [] }), { is: 'unknown', because: 'the server could not be read' });
    assert.deepEqual(seenAt(snapshot, { key: `${key}2/firewallRules/office`, path: [] }), { is: 'unknown', because: 'the server could not be read' });
  });

  it('is told of private endpoint connections by the server itself', () => {
    const connection = { key: `${key}/privateendpointconnections/one`, path: [] };
    assert.deepEqual(seenAt(snapshot, connection), { is: 'absent' });
    const refused = liveServer('flexible', { properties: { privateEndpointConnections: unknown('they were not read') } });
    assert.deepEqual(seenAt(refused.snapshot, connection), { is: 'unknown', because: 'they were not read' });
  });
});

describe('what a change is about', () => {
  const type = 'Microsoft.DBforPostgreSQL/flexibleServers';
  const named: readonly (readonly [Change, string])[] = [
    [{ kind: 'set', at: inResource(key, 'properties', 'storage', 'size'), value: 64 }, 'storage.size'],
    [{ kind: 'remove', at: inResource(`${key}/firewallRules/office`) }, 'firewallRules/Office'],
    [{ kind: 'set', at: inResource(`${key}/firewallRules/office`, 'properties', 'startIpAddress'), value: '' }, 'firewallRules/Office startIpAddress'],
    [{ kind: 'remove', at: inResource(`${key}/firewallrules/gone`) }, 'firewallrules/gone'],
    [{ kind: 'set', at: inResource(`${key}/configurations/log_connections`, 'properties', 'value'), value: 'off' }, 'log_connections'],
    [{ kind: 'add', parent: key, type: `${type}/configurations`, name: 'pgaudit.log', body: {} }, 'pgaudit.log'],
    [{ kind: 'add', parent: key, type: `${type}/firewallRules`, name: 'New', body: {} }, 'firewallRules/New'],
    [{ kind: 'action', resource: key, action: 'restart' }, 'restart'],
    [{ kind: 'raise', resource: key, apiVersion: '2025-08-01' }, 'the template'],
  ];
  for (const [change, words] of named) it(words, () => assert.equal(changed(snapshot, change), words));

  it('comes with what it finds and leaves', () => {
    const changes = named.slice(0, 2).map(([change]) => change);
    assert.deepEqual(differences(snapshot, changes).map(({ what, before, after }) => [what, before, after]), [
      ['storage.size', { is: 'value', value: 32 }, { is: 'value', value: 64 }],
      ['firewallRules/Office', { is: 'value', value: { startIpAddress: '203.0.113.1' } }, { is: 'absent' }],
    ]);
  });

  it('of a restart is nothing on either side', () => {
    const [restart] = differences(snapshot, [{ kind: 'action', resource: key, action: 'restart' }]);
    assert.deepEqual([restart?.what, restart?.before, restart?.after], ['restart', { is: 'absent' }, { is: 'absent' }]);
  });

  it('holds no secret, however deep it lies', () => {
    const changes: readonly Change[] = [
      { kind: 'set', at: inResource(key, 'properties', 'administratorLoginPassword'), value: 'hunter2' },
      { kind: 'add', parent: key, type: `${type}/migrations`, name: 'move', body: { properties: { list: [{ password: 'hunter2', plain: 'x', none: null, count: 1 }] } } },
    ];
    const [first, second] = differences(snapshot, changes);
    assert.deepEqual(first?.change, { ...changes[0], value: hidden });
    assert.deepEqual(second?.change, { ...changes[1], body: { properties: { list: [{ password: hidden, plain: 'x', none: null, count: 1 }] } } });
    assert.equal(second.after.is, 'unknown');
  });
});

it('a value is said in few words', () => {
  const words = (value: Json): string => inWords({ is: 'value', value });
  assert.equal(inWords({ is: 'absent' }), 'not there');
  assert.equal(inWords({ is: 'unknown', because: 'it was refused' }), 'not known: it was refused');
  assert.deepEqual([null, '', [], {}, { a: null, b: '' }].map(words), ['empty', 'empty', 'empty', 'empty', 'empty']);
  assert.deepEqual([false, 0, 'on', ['a', 1], { a: 1, b: { c: 'x' }, d: null, e: '' }].map(words), ['false', '0', 'on', 'a, 1', 'a 1, b c x']);
});
