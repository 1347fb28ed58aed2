import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { access } from '../../../src/layers/access/layer';
import { audit } from '../../../src/layers/audit/layer';
import { entraLayer } from '../../../src/layers/entra/layer';
import { firewallLayer } from '../../../src/layers/firewall/layer';
import { network } from '../../../src/layers/network/layer';
import { privateLink } from '../../../src/layers/private-link/layer';
import type { Layer } from '../../../src/model/layer';
import type { Resource } from '../../../src/model/resource';
import type { Context, RuleId } from '../../../src/model/rule';
import { createSnapshot } from '../../../src/model/snapshot';
import type { Value } from '../../../src/model/value';
import { unknown } from '../../../src/model/value';
import { liveServer, templateServer, type ServerParts } from './build-snapshot';
import type { RuleCase } from './rule-cases';
import { testRule } from './rule-cases';
import { snapshotOf } from './wide-cases';

const open = unknown('the parameter has no value');
const builds = [
  ['template', templateServer],
  ['live', liveServer],
] as const;

/** The three verdicts on a HorizonDB cluster, from templates and from Azure. */
function cases(parts: Readonly<Record<'right' | 'wrong' | 'open', ServerParts>>, effect?: RuleCase['effect']): RuleCase[] {
  return builds.flatMap(([origin, build]): RuleCase[] => [
    { name: `${origin}: right`, context: build('horizon', parts.right), verdicts: ['holds'] },
    { name: `${origin}: wrong`, context: build('horizon', parts.wrong), verdicts: ['fails'], ...(effect === undefined ? {} : { effect }) },
    { name: `${origin}: not known`, context: build('horizon', parts.open), verdicts: ['undecided'] },
  ]);
}

testRule(network, 'network/public-access', [
  { name: 'a template cannot close it', context: templateServer('horizon'), verdicts: ['fails'], says: /which is the default/ },
  { name: 'what a template writes there does not count', context: templateServer('horizon', { properties: { network: { publicNetworkAccess: 'Disabled' } } }), verdicts: ['undecided'] },
  { name: 'closed by a template of a newer version', context: templateServer('horizon', { apiVersion: '2026-10-01-preview', properties: { network: { publicAccess: 'Disabled' } } }), verdicts: ['holds'] },
  { name: 'open by a template of a newer version', context: templateServer('horizon', { apiVersion: '2026-10-01-preview', properties: { network: { publicAccess: 'Enabled' } } }), verdicts: ['fails'] },
  { name: 'a value from outside in a newer version', context: templateServer('horizon', { apiVersion: '2026-10-01-preview', properties: { network: { publicAccess: unknown('it has no value') } } }), verdicts: ['undecided'] },
  { name: 'what a template of an older version writes there', context: templateServer('horizon', { apiVersion: '2026-05-01-preview', properties: { network: { publicAccess: 'Disabled' } } }), verdicts: ['fails'] },
  { name: 'Azure says that it is open', context: liveServer('horizon', { properties: { network: { publicNetworkAccess: 'Enabled' } } }), verdicts: ['fails'] },
  { name: 'Azure says that it is closed', context: liveServer('horizon', { properties: { network: { publicNetworkAccess: 'Disabled' } } }), verdicts: ['holds'] },
  { name: 'Azure says something else', context: liveServer('horizon', { properties: { network: { publicNetworkAccess: 'SecuredByPerimeter' } } }), verdicts: ['undecided'] },
]);

const withRule = (startIpAddress: Value, endIpAddress: Value): ServerParts => ({
  properties: { network: {} },
  children: { 'pools/firewallRules': [{ name: 'a-rule', properties: { startIpAddress, endIpAddress } }] },
});

const ranges: readonly (readonly [RuleId, string, string, RuleCase['effect']])[] = [
  ['firewall/open-to-internet', '0.0.0.0', '255.255.255.255', 'interrupts'],
  ['firewall/broad-range', '203.0.112.0', '203.0.115.255', undefined],
  ['firewall/invalid-range', '203.0.113.9', '203.0.113.1', 'safe'],
];
for (const [id, start, end, effect] of ranges) {
  testRule(firewallLayer, id, cases({ right: withRule('203.0.113.4', '203.0.113.4'), wrong: withRule(start, end), open: withRule(open, end) }, effect));
}

const connection = (status: Value): ServerParts => ({ children: { privateEndpointConnections: [{ properties: { privateLinkServiceConnectionState: { status } } }] } });

testRule(privateLink, 'private-link/no-private-endpoint', [
  { name: 'an approved endpoint', context: liveServer('horizon', connection('Approved')), verdicts: ['holds'] },
  { name: 'one that waits', context: liveServer('horizon', connection('Pending')), verdicts: ['fails'] },
  { name: 'not read', context: liveServer('horizon'), verdicts: ['undecided'] },
]);

const signIn = (entraIdAuth: Value, passwordAuth: Value, more: ServerParts = {}): ServerParts => ({ properties: { authConfig: { entraIdAuth, passwordAuth } }, ...more });
const administrators = (principalType: Value): ServerParts => ({ children: { administrators: [{ name: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10', properties: { principalName: 'PostgreSQL Administrators', principalType } }] } });
const separate: RuleCase = { name: 'a version of the API that keeps it elsewhere', context: templateServer('horizon', { apiVersion: '2026-10-01-preview' }), verdicts: ['undecided'] };

testRule(entraLayer, 'entra/password-only', [
  ...cases({ right: signIn('Enabled', 'Enabled'), wrong: {}, open: signIn(open, 'Enabled') }, 'restart'),
  separate,
]);
testRule(entraLayer, 'entra/password-sign-in', [...cases({ right: signIn('Enabled', 'Disabled'), wrong: signIn('Enabled', 'Enabled'), open: signIn('Enabled', open) }), separate]);
testRule(entraLayer, 'entra/administrator', [
  ...cases({ right: signIn('Enabled', 'Disabled', administrators('Group')), wrong: signIn('Enabled', 'Disabled', { children: { administrators: [] } }), open: signIn('Enabled', 'Disabled', { incomplete: { administrators: 'they were not read' } }) }),
  separate,
]);
testRule(entraLayer, 'entra/individual-administrator', cases({ right: signIn('Enabled', 'Disabled', administrators('Group')), wrong: signIn('Enabled', 'Disabled', administrators('User')), open: signIn('Enabled', 'Disabled', administrators(open)) }));
testRule(entraLayer, 'entra/administrator-type', cases({ right: signIn('Enabled', 'Disabled', administrators('Group')), wrong: signIn('Enabled', 'Disabled', administrators('Unknown')), open: signIn('Enabled', 'Disabled', administrators(open)) }));

/** A cluster of the version of the API in which ways to sign in are resources of their own. */
const newer = (entra: Value, passwords: Value, ...administrators: readonly string[]): Context =>
  templateServer('horizon', {
    apiVersion: '2026-10-01-preview',
    children: {
      authentications: [{ name: 'microsoftEntra', properties: { state: entra } }, { name: 'password', properties: { state: passwords, administratorLoginPassword: open } }],
      microsoftEntraAdministrators: administrators.map((name) => ({ name, properties: { principalName: name, principalType: 'Group' } })),
    },
  });

testRule(entraLayer, 'entra/password-only', [
  { name: 'a resource of its own: on', context: newer('Enabled', 'Enabled'), verdicts: ['holds'] },
  { name: 'a resource of its own: off', context: newer('Disabled', 'Enabled'), verdicts: ['fails'], effect: 'restart' },
  { name: 'a resource of its own: not known', context: newer(open, 'Enabled'), verdicts: ['undecided'] },
]);
testRule(entraLayer, 'entra/password-sign-in', [
  { name: 'a resource of its own: off', context: newer('Enabled', 'Disabled'), verdicts: ['holds'] },
  { name: 'a resource of its own: on', context: newer('Enabled', 'Enabled', 'admins'), verdicts: ['fails'], effect: 'interrupts' },
  { name: 'a resource of its own: not known', context: newer('Enabled', open), verdicts: ['undecided'] },
]);
testRule(entraLayer, 'entra/administrator', [
  { name: 'the newer type', context: newer('Enabled', 'Disabled', 'admins'), verdicts: ['holds'] },
  { name: 'none of the newer type', context: newer('Enabled', 'Disabled'), verdicts: ['fails'] },
  separate,
]);

testRule(access, 'access/predictable-login', [
  // No document says that HorizonDB refuses these, as the other kinds do.
  ...['admin', 'Administrator', 'root'].map((administratorLogin) => ({ name: administratorLogin, context: templateServer('horizon', { properties: { administratorLogin } }), verdicts: ['fails'] as const })),
  ...cases({ right: { properties: { administratorLogin: 'orders_owner' } }, wrong: { properties: { administratorLogin: 'pgadmin' } }, open: { properties: { administratorLogin: open } } }),
]);

testRule(access, 'access/unused-password', [
  { name: 'no password', context: templateServer('horizon', signIn('Enabled', 'Disabled')), verdicts: ['holds'] },
  { name: 'a password that nothing takes', context: templateServer('horizon', { properties: { administratorLoginPassword: open, authConfig: { passwordAuth: 'Disabled' } } }), verdicts: ['fails'], effect: 'safe' },
  { name: 'not known whether it is taken', context: templateServer('horizon', { properties: { administratorLoginPassword: open, authConfig: { passwordAuth: open } } }), verdicts: ['undecided'] },
]);

const groupId = '/subscriptions/s/resourcegroups/g/providers/microsoft.horizondb/parametergroups/orders';

/** A cluster that is connected to a group of parameters. */
function grouped(context: Context, parameters: Value | undefined, more: Partial<Resource> = {}): Context {
  const group: Resource = { key: groupId, type: 'Microsoft.HorizonDb/parameterGroups', name: 'orders', existing: false, when: true, body: { properties: parameters === undefined ? {} : { parameters } }, ...more };
  const resource: Resource = { ...context.server.resource, body: { properties: { parameterGroup: { id: groupId } } } };
  return { ...context, server: { ...context.server, resource }, snapshot: createSnapshot({ origin: context.snapshot.origin, resources: [resource, group] }) };
}

const parameter = (name: string, value: Value): Value => [{ name: 'max_connections', value: '200' }, { name, value }];

const parameterRules: readonly (readonly [Layer, RuleId, string, string, string, RuleCase['effect']])[] = [
  [access, 'access/password-hashing', 'password_encryption', 'scram-sha-256', 'md5', 'safe'],
  [audit, 'audit/audit-extension', 'shared_preload_libraries', 'pg_stat_statements,pgaudit', 'pg_stat_statements', undefined],
];
for (const [layer, id, name, right, wrong, effect] of parameterRules) {
  const byDefault = id === 'access/password-hashing' ? 'holds' : 'fails';
  testRule(
    layer,
    id,
    builds.flatMap(([origin, build]): RuleCase[] => [
      { name: `${origin}: right`, context: grouped(build('horizon'), parameter(name, right)), verdicts: ['holds'] },
      { name: `${origin}: wrong`, context: grouped(build('horizon'), parameter(name.toUpperCase(), wrong)), verdicts: ['fails'], effect: effect ?? (origin === 'template' ? 'replaces-list' : 'restart') },
      { name: `${origin}: not known`, context: grouped(build('horizon'), parameter(name, open)), verdicts: ['undecided'] },
      { name: `${origin}: a name is not known`, context: grouped(build('horizon'), [{ name: open, value: right }]), verdicts: ['undecided'] },
      { name: `${origin}: the list is not known`, context: grouped(build('horizon'), open), verdicts: ['undecided'] },
      { name: `${origin}: the group is only referred to`, context: grouped(build('horizon'), undefined, { existing: true }), verdicts: ['undecided'] },
      { name: `${origin}: the group may not be deployed`, context: grouped(build('horizon'), parameter(name, right), { when: open }), verdicts: ['undecided'] },
      { name: `${origin}: the group leaves it to the default`, context: grouped(build('horizon'), [{ name: 'max_connections', value: '200' }]), verdicts: [byDefault] },
      { name: `${origin}: the group holds nothing`, context: grouped(build('horizon'), undefined), verdicts: [byDefault] },
      { name: `${origin}: no group`, context: build('horizon'), verdicts: [byDefault] },
      { name: `${origin}: no group, in a version of the API that may say it elsewhere`, context: build('horizon', { apiVersion: '2026-10-01-preview' }), verdicts: [origin === 'template' ? 'undecided' : byDefault] },
      { name: `${origin}: the default group`, context: build('horizon', { properties: { parameterGroup: { id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.HorizonDB/parameterGroups/default_pg17' } } }), verdicts: [byDefault] },
      { name: `${origin}: a group that was not read`, context: build('horizon', { properties: { parameterGroup: { id: groupId } } }), verdicts: ['undecided'] },
      { name: `${origin}: a group that nobody knows`, context: build('horizon', { properties: { parameterGroup: { id: open } } }), verdicts: ['undecided'] },
    ]),
  );
}

describe('what stands below a pool belongs to the cluster', () => {
  const cluster = "resource cluster 'Microsoft.HorizonDb/clusters@2026-05-01-preview' = {\n  name: 'orders'\n  location: 'westeurope'\n  properties: {\n    administratorLogin: 'orders_owner'\n  }\n}\n";
  const rule = (head: string): string => `resource rule 'Microsoft.HorizonDb/clusters/pools/firewallRules@2026-05-01-preview' = {\n${head}\n  properties: {\n    startIpAddress: '0.0.0.0'\n    endIpAddress: '255.255.255.255'\n  }\n}\n`;
  const pool = (head: string): string => `resource pool 'Microsoft.HorizonDb/clusters/pools@2026-05-01-preview' existing = {\n${head}\n}\n`;
  const texts: Readonly<Record<string, string>> = {
    'by a name of three parts': cluster + rule("  name: 'orders/default/all'"),
    'by a computed name': cluster + rule("  name: '${cluster.name}/default/all'"),
    'below a pool that names its cluster': cluster + pool('  parent: cluster\n  name: \'default\'') + rule("  parent: pool\n  name: 'all'"),
    'below a pool of a name of two parts': cluster + pool("  name: 'orders/default'") + rule("  parent: pool\n  name: 'all'"),
    'below the pool of a cluster that is not in the template': pool("  name: 'orders/default'") + rule("  parent: pool\n  name: 'all'"),
    'of a cluster that is not in the template': rule("  name: 'orders/default/all'"),
  };
  for (const [name, text] of Object.entries(texts)) {
    test(name, () => {
      const snapshot = snapshotOf({ 'main.bicep': text });
      assert.deepEqual(snapshot.servers.map(({ kind }) => kind), ['horizon']);
      const [server] = snapshot.servers;
      assert.ok(server);
      const { items, complete } = snapshot.children(server.resource.key, 'Microsoft.HorizonDb/clusters/pools/firewallRules');
      assert.deepEqual(items.map((item) => item.name), ['all']);
      assert.equal(complete === true, text.startsWith('resource cluster'));
    });
  }

  test('another cluster is none of its owners', () => {
    const snapshot = snapshotOf({ 'main.bicep': cluster + rule("  name: 'others/default/all'") });
    const own = snapshot.servers.find(({ resource }) => resource.name === 'orders');
    assert.ok(own);
    assert.deepEqual(snapshot.children(own.resource.key, 'Microsoft.HorizonDb/clusters/pools/firewallRules'), { items: [], complete: true });
  });
});
