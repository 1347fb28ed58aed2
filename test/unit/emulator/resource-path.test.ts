import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseResourcePath } from '../../../src/emulator/resource-path';

const cases: readonly [path: string, type: string, names: readonly string[], collection: boolean][] = [
  ['/tenants', 'tenants', [], true],
  ['/subscriptions/', 'subscriptions', [], true],
  ['/SUBSCRIPTIONS/s', 'subscriptions', ['s'], false],
  ['/subscriptions/s/resourcegroups/G', 'resourcegroups', ['G'], false],
  ['/subscriptions/s/providers/Microsoft.X/servers', 'microsoft.x/servers', [], true],
  ['/subscriptions/s//resourceGroups/g/providers/Microsoft.X/servers/A', 'microsoft.x/servers', ['A'], false],
  ['/subscriptions/s/resourceGroups/g/providers/Microsoft.X/servers/A/firewallRules/my%20rule', 'microsoft.x/servers/firewallrules', ['A', 'my rule'], false],
  ['/subscriptions/s/resourceGroups/g/providers/Microsoft.X/servers/A/restart', 'microsoft.x/servers/restart', ['A'], true],
  ['/providers/Microsoft.ResourceGraph/resources', 'microsoft.resourcegraph/resources', [], true],
  ['/subscriptions/s/providers/Microsoft.X/locations/Canada%20Central/operationResults/1', 'microsoft.x/locations/operationresults', ['Canada Central', '1'], false],
  ['/', '', [], false],
  ['/favicon.ico', '', [], false],
  ['/%zz/%', '', [], false],
];

for (const [path, type, names, collection] of cases) {
  test(`takes ${path} apart`, () => {
    const parsed = parseResourcePath(path);
    assert.deepEqual([parsed.type, parsed.names, parsed.collection], [type, names, collection]);
  });
}

test('scope names keep their case', () => {
  const { subscriptionId, resourceGroup } = parseResourcePath('/Subscriptions/AbC/ResourceGroups/My-Group/providers/Microsoft.X/servers');
  assert.deepEqual([subscriptionId, resourceGroup], ['AbC', 'My-Group']);
});
