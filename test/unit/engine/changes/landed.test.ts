import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundaryOf, boundaryText, endings } from '../../../../src/engine/changes/boundary';
import { holds, landed, saysSame, stateOfChanges } from '../../../../src/engine/changes/landed';
import { inResource } from '../../../../src/model/address';
import type { Change } from '../../../../src/model/fix';
import { unknown, type Json, type Value } from '../../../../src/model/value';
import { liveServer } from '../../layers/build-snapshot';

const key = '/subscriptions/s/resourcegroups/g/providers/microsoft.dbforpostgresql/flexibleservers/db';
const type = 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules';

describe('what was read holds what was wanted', () => {
  const same: readonly (readonly [string, Json | undefined, Json])[] = [
    ['in other capitals', 'Enabled', 'enabled'],
    ['a number as text', '30', 30],
    ['a switch as text', 'True', true],
    ['a list of words in another order and with spaces', 'PGAUDIT, pg_cron', 'pg_cron,pgaudit'],
    ['nothing where nothing is wanted', undefined, null],
    ['null where nothing is wanted', null, null],
    ['with what Azure adds by itself', { startIpAddress: '203.0.113.1', provisioningState: 'Succeeded' }, { startIpAddress: '203.0.113.1' }],
    ['with names in other capitals', { StartIPAddress: '203.0.113.1' }, { startIpAddress: '203.0.113.1' }],
    ['lists by their places', [{ a: 1, b: 2 }, 'X'], [{ a: 1 }, 'x']],
    ['an empty list', [], []],
    ['nothing where an empty object is wanted', undefined, {}],
    ['an absent part that is wanted to be nothing', { a: 1 }, { a: 1, b: null }],
  ];
  for (const [name, read, wanted] of same) it(name, () => assert.equal(holds(read, wanted), true));

  const different: readonly (readonly [string, Json | undefined, Json])[] = [
    ['another word', 'Disabled', 'Enabled'],
    ['one word of two', 'pgaudit', 'pgaudit,pg_cron'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['false instead of nothing', false, null],
    ['an object instead of a text', { a: 1 }, '[object Object]'],
    ['a list that is longer', ['a', 'b'], ['a']],
    ['a list that is shorter', ['a'], ['a', 'b']],
    ['a list in another order', ['b', 'a'], ['a', 'b']],
    ['a text instead of a list', 'a', ['a']],
    ['a list instead of an object', ['a'], { 0: 'a' }],
    ['a text instead of an object', 'a', { a: 1 }],
    ['nothing instead of an object', null, { a: 1 }],
    ['one part that differs', { a: 1, b: 2 }, { a: 1, b: 3 }],
    ['one part that is missing', { a: 1 }, { a: 1, b: 2 }],
  ];
  for (const [name, read, wanted] of different) it(`not ${name}`, () => assert.equal(holds(read, wanted), false));
});

it('two values say the same only where neither says more', () => {
  assert.equal(saysSame({ a: 1, B: 'X' }, { b: 'x', a: '1' }), true);
  assert.equal(saysSame({ a: 1, b: 2 }, { a: 1 }), false);
  assert.equal(saysSame({ a: 1 }, { a: 1, b: 2 }), false);
});

const rule = (endIpAddress: Value) => ({ name: 'office', properties: { startIpAddress: '203.0.113.1', endIpAddress } });
const at = (...path: string[]) => inResource(key, 'properties', ...path);
const set = (value: Json, ...path: string[]): Change => ({ kind: 'set', at: at(...path), value });
const add = (endIpAddress: string): Change => ({ kind: 'add', parent: key, type, name: 'Office', body: { properties: { startIpAddress: '203.0.113.1', endIpAddress } } });
const removeRule: Change = { kind: 'remove', at: inResource(`${key}/firewallRules/office`) };
const restart = { kind: 'action', action: 'restart', resource: key } as const;

const before = liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' }, administratorLoginPassword: 'hunter2' }, children: { firewallRules: [rule('203.0.113.9')] } }).snapshot;
const bare = liveServer('flexible', { children: { firewallRules: [] } }).snapshot;
const refused = liveServer('flexible').snapshot;

describe('whether a change is there', () => {
  it('is said by what was read of its own place', () => {
    assert.equal(landed(before, set('enabled', 'network', 'publicNetworkAccess')), 'done');
    assert.equal(landed(before, set('Disabled', 'network', 'publicNetworkAccess')), 'not-done');
    assert.equal(landed(before, add('203.0.113.9')), 'done');
    assert.equal(landed(before, add('203.0.113.8')), 'not-done');
    assert.equal(landed(bare, add('203.0.113.9')), 'not-done');
    assert.equal(landed(before, removeRule), 'not-done');
    assert.equal(landed(bare, removeRule), 'done');
    assert.equal(landed(before, { kind: 'remove', at: at('network', 'publicNetworkAccess') }), 'not-done');
    assert.equal(landed(bare, { kind: 'remove', at: at('network', 'publicNetworkAccess') }), 'done');
  });

  it('is not known of a secret, of what was not read, and of what has no place', () => {
    assert.equal(landed(before, set('hunter2', 'administratorLoginPassword')), 'unknown');
    assert.equal(landed(refused, removeRule), 'unknown');
    assert.equal(landed(refused, add('203.0.113.9')), 'unknown');
    assert.equal(landed(liveServer('flexible', { children: { firewallRules: [rule(unknown('it was refused'))] } }).snapshot, add('203.0.113.9')), 'unknown');
  });

  it('is known of a restart only as long as a parameter still waits for one', () => {
    const waiting = (isConfigPendingRestart: boolean) => liveServer('flexible', { children: { configurations: [{ name: 'a', properties: { isConfigPendingRestart: false } }, { name: 'b', properties: { isConfigPendingRestart } }] } }).snapshot;
    assert.equal(landed(waiting(true), restart), 'not-done');
    assert.equal(landed(waiting(false), restart), 'unknown');
    assert.equal(landed(waiting(true), { ...restart, resource: `${key}2` }), 'unknown', 'another server');
  });
});

describe('a plan of which no more is known than its changes', () => {
  it('wants what lasts, and says what is there instead', () => {
    const { state, wanted } = stateOfChanges(before, [set('Disabled', 'network', 'publicNetworkAccess'), removeRule, restart]);
    assert.equal(wanted, 'network.publicNetworkAccess is Disabled; firewallRules/office is not there');
    assert.equal(state(before), 'network.publicNetworkAccess is Enabled; firewallRules/office is startIpAddress 203.0.113.1, endIpAddress 203.0.113.9');
    assert.equal(state(liveServer('flexible', { properties: { network: { publicNetworkAccess: 'disabled' } }, children: { firewallRules: [] } }).snapshot), wanted);
    assert.equal(state(refused), 'network.publicNetworkAccess is not there; firewallRules/office is not known: the firewallRules were not read');
  });

  it('wants a rule as it is added, and a restart where there is nothing else', () => {
    assert.equal(stateOfChanges(bare, [add('203.0.113.9')]).wanted, 'firewallRules/Office is startIpAddress 203.0.113.1, endIpAddress 203.0.113.9');
    assert.equal(stateOfChanges(bare, [restart]).wanted, 'restarted');
    assert.equal(stateOfChanges(bare, [restart]).state(bare), 'restarted');
  });
});

describe('the boundary of a plan that stopped', () => {
  const changes = [set('Disabled', 'network', 'publicNetworkAccess'), removeRule, add('203.0.113.9')] as const;
  const [first, second] = changes;

  it('goes by what was read rather than by what Azure answered', () => {
    assert.deepEqual(endings(changes, { done: [], unsure: [] }, before), ['not-done', 'not-done', 'done']);
    assert.deepEqual(endings(changes, { done: [first, second], unsure: [] }, before), ['not-done', 'not-done', 'done'], 'reading shows otherwise');
  });

  it('goes by the answer where nothing could be read, and leaves open what may still come', () => {
    assert.deepEqual(endings(changes, { done: [first], unsure: [second] }, undefined), ['done', 'unknown', 'not-done']);
    assert.deepEqual(endings(changes, { done: [], unsure: [first] }, before), ['unknown', 'not-done', 'done'], 'it is not there yet');
    assert.deepEqual(endings([second], { done: [second], unsure: [] }, refused), ['done']);
  });

  it('names each change on its side', () => {
    const boundary = boundaryOf(before, changes, ['done', 'not-done', 'unknown']);
    assert.deepEqual(boundary, { done: ['network.publicNetworkAccess'], notDone: ['firewallRules/office'], unknown: ['firewallRules/Office'] });
    assert.equal(boundaryText(boundary), 'Done: network.publicNetworkAccess. Not done: firewallRules/office. Not known: firewallRules/Office.');
    assert.equal(boundaryText({ done: ['a', 'b'], notDone: [], unknown: [] }), 'Done: a, b.');
  });
});
