import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUnknown } from '../../../../src/model/value';
import type { Files } from './open';
import { arm, flexible, Opened, rule, server, version } from './open';

const rules = `${flexible}/firewallRules`;

/** A reference to the server pg somewhere else, with a firewall rule of it. */
const elsewhere = (scope: string): string => `
resource other '${flexible}@${version}' existing = {
  name: 'pg'
  scope: ${scope}
}
${rule('open', '', `parent: other\n  name: 'open'`)}`;

/** For each server: its symbol, how many rules it has, and whether these are all; one that exists may have more. */
function families(bicep: string, files: Files = {}): readonly string[] {
  const opened = new Opened({ 'main.bicep': bicep, ...files }, ['main.bicep']);
  return opened.snapshot.resources.filter(({ type }) => type === flexible).map(({ key }) => {
    const { items, complete } = opened.snapshot.children(key, rules);
    return `${key.replace(/^[^#]*#/, '')} ${items.length} ${isUnknown(complete) ? 'or more' : 'in all'}`;
  });
}

describe('places', () => {
  it('make servers of one name different ones', () => {
    assert.deepEqual(families(`${server('')}${elsewhere(`resourceGroup('a')`)}`), ['server 0 or more', 'other 1 or more']);
    const twice = `module m 'm.bicep' = {\n  scope: resourceGroup('a')\n}\nmodule n 'm.bicep' = {\n  scope: resourceGroup('b')\n}`;
    assert.deepEqual(families(twice, { 'm.bicep': `${server('')}${rule('open', '', `parent: server\n  name: 'open'`)}` }), ['m>server 1 in all', 'n>server 1 in all']);
  });

  it('that are the same leave a reference to the server that is deployed there', () => {
    const module = { 'm.bicep': server('') };
    const call = (scope: string): string => `module m 'm.bicep' = {\n  scope: ${scope}\n}`;
    assert.deepEqual(families(`${call(`resourceGroup('a')`)}${elsewhere(`resourceGroup('A')`)}`, module), ['m>server 1 in all']);
    assert.deepEqual(families(`param g string\n${call('resourceGroup(g)')}${elsewhere('resourceGroup(g)')}`, module), ['m>server 1 in all']);
    assert.deepEqual(families(`${call('resourceGroup()')}${elsewhere('resourceGroup(resourceGroup().name)')}`, module), ['m>server 1 in all']);
    const group = `targetScope = 'subscription'\nresource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {\n  name: 'a'\n  location: 'x'\n}\n`;
    assert.deepEqual(families(`${group}${call('group')}${elsewhere(`resourceGroup('a')`)}`, module), ['m>server 1 in all']);
    assert.deepEqual(families(`${group}${call('resourceGroup(group.name)')}${elsewhere('group')}`, module), ['m>server 1 in all']);
  });

  it('that are different for sure leave nothing open', () => {
    const module = { 'm.bicep': server('') };
    const call = `module m 'm.bicep' = {\n  scope: resourceGroup('a')\n}`;
    assert.deepEqual(families(`${call}${elsewhere(`resourceGroup('b')`)}`, module), ['other 1 or more', 'm>server 0 in all']);
    assert.deepEqual(families(`${call}${elsewhere(`resourceGroup('sub', 'b')`)}`, module), ['other 1 or more', 'm>server 0 in all']);
  });

  it('of which nothing is known may be any', () => {
    assert.deepEqual(families(`param scope object\n${server('')}${elsewhere('resourceGroup(scope.name)')}`), ['server 0 or more', 'other 1 or more']);
  });

  it('are part of ids', () => {
    const ids = (expression: string, around = ''): unknown => {
      const opened = new Opened({ 'main.bicep': server(`network: { delegatedSubnetResourceId: ${expression} }`, `${around}
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {\n  name: 'v'\n  scope: resourceGroup('net')\n}
resource here 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {\n  name: 'v'\n}`) });
      return opened.snapshot.referenced(opened.resource('#server'), ['properties', 'network', 'delegatedSubnetResourceId'])?.key.replace(/^[^#]*#/, '');
    };
    const type = 'Microsoft.Network/virtualNetworks';
    assert.equal(ids(`resourceId('net', '${type}', 'v')`), 'vnet');
    assert.equal(ids(`'\${resourceId('net', '${type}', 'v')}/subnets/x'`), 'vnet');
    assert.equal(ids(`resourceId('${type}', 'v')`), 'here');
    assert.equal(ids(`resourceId(resourceGroup().name, '${type}', 'v')`), 'here');
    assert.equal(ids(`resourceId(subscription().subscriptionId, 'net', '${type}', 'v')`), 'vnet');
    assert.equal(ids(`resourceId('another', 'net', '${type}', 'v')`), undefined);
    assert.equal(ids(`extensionResourceId(resourceGroup('net').id, '${type}', 'v')`), 'vnet');
    assert.equal(ids(`'\${resourceGroup('net').id}/providers/${type}/v/subnets/x'`), 'vnet');
    assert.equal(ids('vnet.id'), 'vnet');
  });

  it('of modules are where their own ids are', () => {
    const module = { 'm.bicep': `output id string = resourceId('Microsoft.Network/virtualNetworks', 'v')` };
    const around = `resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {\n  name: 'v'\n  scope: resourceGroup('net')\n}\nmodule m 'm.bicep' = {\n  scope: resourceGroup('net')\n}`;
    const opened = new Opened({ 'main.bicep': server(`network: { delegatedSubnetResourceId: m.outputs.id }`, around), ...module }, ['main.bicep']);
    assert.equal(opened.snapshot.referenced(opened.resource('#server'), ['properties', 'network', 'delegatedSubnetResourceId'])?.key, 'main.bicep#vnet');
  });

  it('of nested deployments in ARM JSON are told too', () => {
    const nested = (more: object, inner: boolean): object => ({
      type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'd', ...more,
      properties: {
        ...(inner ? { expressionEvaluationOptions: { scope: 'inner' } } : {}),
        template: { $schema: 'x', resources: [{ type: rules, apiVersion: version, name: 'pg/open', properties: {} }] },
      },
    });
    const counted = (more: object, inner: boolean): number => {
      const opened = new Opened({ 'main.json': arm({ resources: [{ type: flexible, apiVersion: version, name: 'pg' }, nested(more, inner)] }) });
      return opened.snapshot.children(opened.resource('resources/0').key, rules).items.length;
    };
    for (const inner of [true, false]) {
      assert.equal(counted({}, inner), 1);
      assert.equal(counted({ resourceGroup: '[resourceGroup().name]' }, inner), 1);
      assert.equal(counted({ resourceGroup: 'other' }, inner), 0);
      assert.equal(counted({ subscriptionId: 's', resourceGroup: 'other' }, inner), 0);
    }
  });

  it('do not keep diagnostic settings from what they extend', () => {
    const settings = `resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {\n  scope: other\n  name: 'x'\n}`;
    const opened = new Opened({ 'main.bicep': `${elsewhere(`resourceGroup('a')`)}${settings}` });
    assert.equal(opened.resource('#logs').parent, opened.resource('#other').key);
  });
});
