import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChanges } from '../../../../src/engine/changes/apply';
import { inResource } from '../../../../src/model/address';
import type { Change } from '../../../../src/model/fix';
import { settingOf } from '../../../../src/model/resource';
import { isUnknown, unknown } from '../../../../src/model/value';
import { liveServer } from '../../layers/build-snapshot';

const type = 'Microsoft.DBforPostgreSQL/flexibleServers';
const { snapshot, server } = liveServer('flexible', {
  properties: { network: { PublicNetworkAccess: 'Enabled', other: 1 }, storage: unknown('it was refused'), list: ['a', 'b', 'c'] },
  children: { firewallRules: [{ name: 'Office', properties: { startIpAddress: '203.0.113.1', endIpAddress: '203.0.113.1' } }, { name: 'home' }] },
});
const { key } = server.resource;
const at = (...path: (string | number)[]) => inResource(key, 'properties', ...path);

/** What the server has at a path after changes. */
function after(path: readonly (string | number)[], ...changes: readonly Change[]) {
  const resource = applyChanges(snapshot, changes).resource(key);
  assert.ok(resource);
  return settingOf(resource, ['properties', ...path]);
}

const rules = (...changes: readonly Change[]) => applyChanges(snapshot, changes).resources.filter(({ parent }) => parent === key).map(({ name }) => name);

describe('what changes lead to', () => {
  it('is the value that is set, in the spelling that is there, beside what stays', () => {
    assert.deepEqual(after(['network'], { kind: 'set', at: at('network', 'publicNetworkAccess'), value: 'Disabled' }), { other: 1, PublicNetworkAccess: 'Disabled' });
    assert.deepEqual(after(['replica'], { kind: 'set', at: at('replica', 'role'), value: 'None' }), { role: 'None' });
  });

  it('is without what is removed: a member, an item of a list, a child', () => {
    assert.deepEqual(after(['network'], { kind: 'remove', at: at('network', 'publicNetworkAccess') }), { other: 1 });
    assert.deepEqual(after(['list'], { kind: 'remove', at: at('list', 1) }), ['a', 'c']);
    assert.deepEqual(rules({ kind: 'remove', at: inResource(`${key}/firewallRules/office`) }), ['home']);
  });

  it('stays unknown where nobody knows what is there', () => {
    assert.ok(isUnknown(after(['storage'], { kind: 'set', at: at('storage', 'size'), value: 64 })));
  });

  it('has one more child, or another in the place of one of that name', () => {
    const add = (name: string, type: string): Change => ({ kind: 'add', parent: key, type, name, body: { properties: { startIpAddress: '198.51.100.1' } } });
    assert.deepEqual(rules(add('New', `${type}/firewallRules`)), ['Office', 'home', 'New']);
    assert.deepEqual(rules(add('OFFICE', `${type}/firewallRules`)), ['Office', 'home']);
    assert.deepEqual(rules(add('Office', `${type}/administrators`)), ['Office', 'home', 'Office'], 'of another type');
    const replaced = applyChanges(snapshot, [add('OFFICE', `${type}/firewallRules`)]).resources.find(({ name }) => name === 'Office');
    assert.deepEqual(replaced?.body, { properties: { startIpAddress: '198.51.100.1' } });
  });

  it('knows as much of what was not read as before, and nothing of a restart', () => {
    const later = applyChanges(snapshot, [{ kind: 'set', at: at('network', 'publicNetworkAccess'), value: 'Disabled' }, { kind: 'action', resource: key, action: 'restart' }]);
    assert.equal(later.children(key, `${type}/firewallRules`).complete, true);
    assert.ok(isUnknown(later.children(key, `${type}/administrators`).complete));
    assert.deepEqual(applyChanges(snapshot, [{ kind: 'action', resource: key, action: 'restart' }]).resources, snapshot.resources);
  });
});
