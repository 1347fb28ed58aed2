import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Files } from './open';
import { arm, Opened, server } from './open';

const network = `
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  properties: { subnets: [ { name: 'inline' } ] }
}
resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: network
  name: 'db'
}
`;

/** The key's symbol of the resource that a subnet id refers to. */
function referred(subnetId: string, around = network, modules: Files = {}): string | undefined {
  const opened = new Opened({ 'main.bicep': server(`network: { delegatedSubnetResourceId: ${subnetId} }`, around), ...modules });
  return symbolOf(opened, 'server');
}

function symbolOf(opened: Opened, symbol: string): string | undefined {
  const found = opened.snapshot.referenced(opened.resource(symbol), ['properties', 'network', 'delegatedSubnetResourceId']);
  return found?.key.replace(/^[^#]*#/, '');
}

describe('a setting refers to', () => {
  it('the resource whose id it is', () => {
    assert.equal(referred('subnet.id'), 'subnet');
    assert.equal(referred(`'\${network.id}/subnets/db'`), 'subnet');
    assert.equal(referred(`resourceId('Microsoft.Network/virtualNetworks/subnets', 'VNET', 'db')`), 'subnet');
  });

  it('the resource around a part that is none by itself', () => {
    assert.equal(referred(`'\${network.id}/subnets/inline'`), 'network');
    assert.equal(referred('network.properties.subnets[0].id'), 'network');
    assert.equal(referred(`reference(network.id, '2024-05-01').subnets[0].id`), 'network');
  });

  it('a resource in another resource group by its symbol', () => {
    const elsewhere = network.replace('existing = {\n', `existing = {\n  scope: resourceGroup('other')\n`);
    assert.equal(referred('subnet.id', elsewhere), 'subnet');
    assert.equal(referred(`'\${subnet.id}/more'`, elsewhere), 'subnet');
    assert.equal(referred(`resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'db')`, elsewhere), 'network');
  });

  it('a resource of a module by its output', () => {
    const call = `module net 'net.bicep' = {}`;
    assert.equal(referred('net.outputs.id', call, { 'net.bicep': `${network}\noutput id string = subnet.id` }), 'net>subnet');
  });

  it('the deployed one of two that mean the same', () => {
    const twice = `${network}\nresource again 'Microsoft.Network/virtualNetworks@2024-05-01' existing = { name: 'vnet' }`;
    assert.equal(referred('again.id', twice), 'network');
    assert.equal(referred('again.properties.x', twice), 'network');
  });

  it('nothing where that cannot be told', () => {
    assert.equal(referred('id', 'param id string'), undefined);
    assert.equal(referred(`cond ? subnet.id : network.id`, `${network}\nparam cond bool`), undefined);
    assert.equal(referred(`resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet2', 'db')`), undefined);
    assert.equal(referred(`resourceId('rg', 'Microsoft.Network/virtualNetworks/subnets', 'vnet', 'db')`), undefined);
  });

  it('the same in ARM JSON', () => {
    const subnetId = (expression: string): string | undefined => symbolOf(new Opened({
      'main.json': arm({
        resources: [
          { type: 'Microsoft.Network/virtualNetworks', apiVersion: '2024-05-01', name: 'vnet', resources: [{ type: 'subnets', apiVersion: '2024-05-01', name: 'db' }] },
          { type: 'Microsoft.DBforPostgreSQL/flexibleServers', apiVersion: '2024-08-01', name: 'pg', properties: { network: { delegatedSubnetResourceId: expression } } },
        ],
      }),
    }), 'resources/1');
    assert.equal(subnetId(`[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'db')]`), 'resources/0/resources/0');
    assert.equal(subnetId(`[concat(resourceId('Microsoft.Network/virtualNetworks', 'vnet'), '/subnets/other')]`), 'resources/0');
    assert.equal(subnetId(`[reference('Microsoft.Network/virtualNetworks/vnet').subnets[0].id]`), undefined);
  });

  it('the resource of a symbolic name in ARM JSON', () => {
    const subnetId = (expression: string): string | undefined => symbolOf(new Opened({
      'main.json': arm({
        languageVersion: '2.0',
        resources: {
          vnet: { type: 'Microsoft.Network/virtualNetworks', apiVersion: '2024-05-01', name: 'v' },
          elsewhere: { existing: true, type: 'Microsoft.Network/virtualNetworks', apiVersion: '2024-05-01', name: 'other' },
          server: { type: 'Microsoft.DBforPostgreSQL/flexibleServers', apiVersion: '2024-08-01', name: 'pg', properties: { network: { delegatedSubnetResourceId: expression } } },
        },
      }),
    }), 'server');
    assert.equal(subnetId(`[reference('vnet').subnets[0].id]`), 'vnet');
    assert.equal(subnetId(`[reference('elsewhere', '2024-05-01').subnets[0].id]`), 'elsewhere');
    assert.equal(subnetId(`[reference('vnet', '2024-05-01', 'Full').properties.subnets[0].id]`), 'vnet');
    assert.equal(subnetId(`[concat(resourceInfo('vnet').id, '/subnets/db')]`), 'vnet');
    assert.equal(subnetId(`[reference('nobody').subnets[0].id]`), undefined);
  });
});
