import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { arm, flexible, Opened, server } from './open';

const logs = 'Microsoft.Insights/diagnosticSettings';

/** The names of the resources of a type that extend the only server. */
function extending({ snapshot }: Opened, type = logs): readonly unknown[] {
  assert.equal(snapshot.servers.length, 1);
  return snapshot.children(snapshot.servers[0]?.resource.key ?? '', type).items.map(({ name }) => name);
}

describe('resources that extend a server belong to it', () => {
  const bicep = (scope: string, more = ''): Opened =>
    new Opened({ 'main.bicep': server('', `${more}\nresource logs '${logs}@2021-05-01-preview' = {\n  name: 'logs'\n${scope}  properties: {}\n}`) });

  it('by the symbol of its scope', () => {
    assert.deepEqual(extending(bicep('  scope: server\n')), ['logs']);
  });

  it('not without a scope, nor with that of something else', () => {
    assert.deepEqual(extending(bicep('')), []);
    assert.deepEqual(extending(bicep('  scope: other\n', `resource other 'Microsoft.KeyVault/vaults@2023-07-01' = { name: 'v' }`)), []);
    assert.deepEqual(extending(bicep(`  scope: resourceGroup('other')\n`)), []);
    assert.deepEqual(extending(bicep('  scope: nothing\n')), []);
  });

  const json = (...resources: readonly object[]): Opened =>
    new Opened({
      'main.json': arm({
        parameters: { name: { type: 'string' } },
        resources: [{ type: flexible, apiVersion: '2024-08-01', name: "[parameters('name')]", properties: {} }, ...resources],
      }),
    });
  const setting = { type: logs, apiVersion: '2021-05-01-preview', name: 'logs', properties: {} };

  it('by the id of its scope, whole or from the provider on', () => {
    assert.deepEqual(extending(json({ ...setting, scope: `[resourceId('${flexible}', parameters('name'))]` })), ['logs']);
    assert.deepEqual(extending(json({ ...setting, scope: `[format('${flexible}/{0}', parameters('name'))]` })), ['logs']);
    assert.deepEqual(extending(json({ ...setting, scope: `[concat('${flexible}/', 'another')]` })), []);
    assert.deepEqual(extending(json({ ...setting, scope: `[parameters('name')]` })), []);
  });

  it('by the type and name that older templates write', () => {
    const old = { ...setting, type: `${flexible}/providers/diagnosticSettings`, name: "[concat(parameters('name'), '/Microsoft.Insights/logs')]" };
    assert.deepEqual(extending(json(old)), ['logs']);
  });
});
