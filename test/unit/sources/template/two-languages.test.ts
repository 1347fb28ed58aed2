import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Snapshot } from '../../../../src/model/snapshot';
import { isUnknown } from '../../../../src/model/value';
import type { Value } from '../../../../src/model/value';
import { arm, flexible, Opened, version } from './open';

const bicep = `
param serverName string
param tls string = 'TLS1_2'
param deployRules bool
var tags = union({ env: 'dev' }, { owner: 'me' })
var ranges = [
  { name: 'office', ip: '10.0.0.1' }
  { name: 'home', ip: '10.0.0.2' }
]
resource pg '${flexible}@${version}' = {
  name: toLower(serverName)
  location: resourceGroup().location
  tags: tags
  properties: {
    version: deployRules ? '16' : '15'
    network: { publicNetworkAccess: empty(ranges) ? 'Disabled' : 'Enabled' }
  }
  resource tlsSetting 'configurations' = {
    name: 'ssl_min_protocol_version'
    properties: { value: replace(tls, '_', '.') }
  }
}
resource rules '${flexible}/firewallRules@${version}' = [for r in ranges: if (deployRules) {
  parent: pg
  name: r.name
  properties: { startIpAddress: r.ip, endIpAddress: r.ip }
}]
`;

const json = arm({
  parameters: { serverName: { type: 'string' }, tls: { type: 'string', defaultValue: 'TLS1_2' }, deployRules: { type: 'bool' } },
  variables: {
    tags: "[union(createObject('env', 'dev'), createObject('owner', 'me'))]",
    ranges: [{ name: 'office', ip: '10.0.0.1' }, { name: 'home', ip: '10.0.0.2' }],
  },
  resources: [
    {
      type: flexible, apiVersion: version, name: "[toLower(parameters('ServerName'))]", location: '[resourceGroup().location]', tags: "[variables('tags')]",
      properties: { version: "[if(parameters('deployRules'), '16', '15')]", network: { publicNetworkAccess: "[if(empty(variables('ranges')), 'Disabled', 'Enabled')]" } },
    },
    {
      type: `${flexible}/configurations`, apiVersion: version, name: "[format('{0}/{1}', toLower(parameters('serverName')), 'ssl_min_protocol_version')]",
      properties: { value: "[replace(parameters('tls'), '_', '.')]" },
    },
    {
      type: `${flexible}/firewallRules`, apiVersion: version, condition: "[parameters('deployRules')]",
      copy: { name: 'rules', count: "[length(variables('ranges'))]" },
      name: "[concat(toLower(parameters('serverName')), '/', variables('ranges')[copyIndex()].name)]",
      properties: { startIpAddress: "[variables('ranges')[copyIndex()].ip]", endIpAddress: "[variables('ranges')[copyIndex('rules')].ip]" },
    },
  ],
});

function plain(value: Value): unknown {
  if (isUnknown(value)) return { unknown: value.because, oneOf: value.oneOf };
  if (Array.isArray(value)) return (value as readonly Value[]).map(plain);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)])) : value;
}

/** What two templates that mean the same have in common: all but keys, and how full a name is. */
function describeAll(snapshot: Snapshot): unknown {
  return snapshot.resources.map(({ type, name, parent, when, existing, body }) => ({
    type, existing,
    name: plain(name),
    parent: plain(parent === undefined ? null : (snapshot.resource(parent)?.name ?? null)),
    when: when === true ? true : when.because,
    body: { ...(plain(body) as object), name: undefined, type: undefined, apiVersion: undefined },
  }));
}

describe('two languages', () => {
  it('agree on what a template deploys', () => {
    const one = describeAll(new Opened({ 'a.bicep': bicep }).snapshot);
    const other = describeAll(new Opened({ 'a.json': json }).snapshot);
    assert.deepEqual(other, one);
    assert.equal((one as unknown[]).length, 4);
  });

  it('nested deployments of either scope are part of the template', () => {
    const inner = (scope: string, value: string): object => ({
      type: 'Microsoft.Resources/deployments', apiVersion: '2021-04-01', name: `deploy-${scope}`,
      properties: {
        mode: 'Incremental', expressionEvaluationOptions: { scope },
        ...(scope === 'inner' ? { parameters: { ip: { value: '1.1.1.1' } } } : {}),
        template: {
          $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0',
          ...(scope === 'inner' ? { parameters: { ip: { type: 'string' } } } : {}),
          resources: [{ type: `${flexible}/firewallRules`, apiVersion: version, name: `pg/${scope}`, properties: { startIpAddress: value, endIpAddress: value } }],
        },
      },
    });
    const opened = new Opened({
      'a.json': arm({
        parameters: { ip: { type: 'string', defaultValue: '2.2.2.2' } },
        resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: {} }, inner('inner', "[parameters('ip')]"), inner('outer', "[parameters('ip')]")],
      }),
    });
    const { items, complete } = opened.snapshot.children(opened.snapshot.servers[0]?.resource.key ?? '', `${flexible}/firewallRules`);
    assert.equal(complete, true);
    assert.deepEqual(Object.fromEntries(items.map(({ name, body }) => [name, (body['properties'] as { startIpAddress: string }).startIpAddress])), { inner: '1.1.1.1', outer: '2.2.2.2' });
  });
});
