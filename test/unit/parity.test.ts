import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check } from '../../src/engine/check';
import { layers } from '../../src/layers/catalog';
import { documentedParameters } from '../../src/layers/documented-parameters';
import type { Address } from '../../src/model/address';
import type { LayerId } from '../../src/model/layer-id';
import { nameOf, serverTypes, settingOf } from '../../src/model/resource';
import { createSnapshot } from '../../src/model/snapshot';
import type { Snapshot } from '../../src/model/snapshot';
import type { Json } from '../../src/model/value';
import { unknown } from '../../src/model/value';
import { childResource, serverResource } from '../../src/sources/azure/resource-body';
import { parseServerId } from '../../src/sources/azure/server-id';
import { openProgram } from '../../src/sources/template/open-program';
import { today } from './layers/build-snapshot';

type Body = Readonly<Record<string, Json>>;

/** One server as its author thinks of it. */
interface SameServer {
  readonly layer: LayerId;
  readonly kind: 'flexible' | 'single';
  readonly body?: Body;
  readonly properties?: Body;
  /** The properties of children by the last part of their type and their names. */
  readonly children?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly parameters?: Readonly<Record<string, string>>;
  /** The rules that must find something in each of the three. */
  readonly finds: readonly string[];
}

const versions = { flexible: '2025-08-01', single: '2017-12-01' } as const;
const name = 'psql-orders';

function childrenOf({ children = {}, parameters = {} }: SameServer): readonly (readonly [segment: string, name: string, properties: Body])[] {
  const rows = Object.entries(children).flatMap(([segment, named]) => Object.entries(named).map(([child, body]) => [segment, child, body] as const));
  return [...rows, ...Object.entries(parameters).map(([parameter, value]) => ['configurations', parameter, { value, source: 'user-override' }] as const)];
}

function toArm(server: SameServer): string {
  const { kind, body = {}, properties = {} } = server;
  const type = serverTypes[kind];
  const apiVersion = versions[kind];
  const own = { type, apiVersion, name, location: 'westeurope', ...body, properties };
  const children = childrenOf(server).map(([segment, child, inner]) => ({
    type: `${type}/${segment}`,
    apiVersion,
    name: `${name}/${child}`,
    dependsOn: [`[resourceId('${type}', '${name}')]`],
    properties: inner,
  }));
  const $schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
  return JSON.stringify({ $schema, contentVersion: '1.0.0.0', resources: [own, ...children] }, undefined, 2);
}

function bicepValue(value: Json, indent: string): string {
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${')}'`;
  if (value === null || typeof value !== 'object') return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${(value as readonly Json[]).map((item) => `${inner}${bicepValue(item, inner)}\n`).join('')}${indent}]`;
  const lines = Object.entries(value as Body).map(([key, item]) => `${inner}${/^\w+$/.test(key) ? key : `'${key}'`}: ${bicepValue(item, inner)}\n`);
  return `{\n${lines.join('')}${indent}}`;
}

function toBicep(server: SameServer): string {
  const { kind, body = {}, properties = {} } = server;
  const own = bicepValue({ name, location: 'westeurope', ...body, properties }, '').replace(/\}$/, '');
  const children = childrenOf(server).map(
    ([segment, child, inner], index) => `  resource child${index} '${segment}' = ${bicepValue({ name: child, properties: inner }, '  ')}\n`,
  );
  return `resource server '${serverTypes[kind]}@${versions[kind]}' = ${own}${children.join('')}}\n`;
}

/** The parameters that Azure lists of every server, with the values that it gives them. */
function untouched(kind: 'flexible' | 'single', major: number, set: ReadonlySet<string>): readonly (readonly [string, string])[] {
  return documentedParameters.flatMap((parameter): (readonly [string, string])[] => {
    const value = kind === 'single' ? ('single' in parameter ? parameter.single : undefined) : 'flexible' in parameter ? parameter.flexible : undefined;
    const text = typeof value === 'object' ? value.findLast(({ from }) => from <= major)?.value : value;
    return typeof text === 'string' && !set.has(parameter.name) ? [[parameter.name, text]] : [];
  });
}

/** What Azure adds by itself to what an author says. */
const told = { flexible: {}, single: { byokEnforcement: 'Disabled' } } as const;

const extensions = ['diagnosticSettings', 'locks', 'roleAssignments', 'pricings'] as const;

const read = {
  flexible: ['administrators', 'advancedThreatProtectionSettings', 'configurations', 'firewallRules', ...extensions],
  single: ['administrators', 'configurations', 'firewallRules', 'keys', 'securityAlertPolicies', 'virtualNetworkRules', ...extensions],
} as const;

function toLive(server: SameServer): Snapshot {
  const { kind, body = {}, properties = {} } = server;
  const id = parseServerId(`/subscriptions/s/resourceGroups/rg-orders/providers/${serverTypes[kind]}/${name}`);
  assert.ok(id);
  const set = new Set(Object.keys(server.parameters ?? {}));
  const rest = untouched(kind, Number(properties['version']), set).map(([parameter, value]) =>
    childResource(id, 'configurations', { name: parameter, properties: { value, defaultValue: value, source: 'system-default' } }),
  );
  const children = childrenOf(server).map(([segment, child, inner]) => childResource(id, segment, { name: child, properties: inner }));
  return createSnapshot({
    origin: 'live',
    resources: [serverResource(id, { name, location: 'westeurope', ...body, properties: { ...told[kind], ...properties } }), ...children, ...rest],
    incomplete: (_, type) => ((read[kind] as readonly string[]).includes(type.split('/').at(-1) ?? '') ? undefined : unknown('not read')),
  });
}

function fromText(file: string, text: string): Snapshot {
  const program = openProgram({
    files: [file],
    host: { read: (asked) => (asked === file ? text : undefined), resolve: (_, reference) => reference },
  });
  const [entry] = program.entries;
  assert.ok(entry !== undefined, `${file} is no template`);
  return program.snapshot(entry);
}

/** What these judge lies around the server: a template does not say it, and they speak of it more quietly there. */
const around: readonly string[] = ['audit/diagnostic-setting', 'threat-protection/defender-plan'];

/** Where an address is, in words that all three have in common: what nobody has set is said of the server. */
function placeOf(snapshot: Snapshot, at: Address): string {
  if (at.in !== 'resource') return at.in;
  const resource = snapshot.resource(at.key);
  if (resource === undefined) return '?';
  // Azure lists parameters that nobody has set; a template has none of them.
  if (settingOf(resource, ['properties', 'source']) === 'system-default') return `server/${name}`;
  const segment = resource.type.split('/').slice(2).join('/').toLowerCase();
  return [segment === '' ? 'server' : segment, nameOf(resource), ...at.path].join('/');
}

/**
 * These say it in other words or in another place for a reason: Azure tells of a Single Server's key in a setting that no
 * template can write, and an administrator may be added after a template was deployed.
 */
const otherwise: readonly string[] = ['encryption/customer-key', 'entra/administrator'];

/** What a template adds to a message about what it leaves to the service. */
const leftOut = / The template leaves it to the default\.| It is not set\./;

/** What the rules that judge both templates and live servers find: level, rule, place and words. */
function found(snapshot: Snapshot): readonly string[] {
  assert.deepEqual(snapshot.problems, []);
  return check(snapshot, { layers, profile: 'all', today })
    .findings.filter(({ rule }) => rule.surface.length === 2 && !around.includes(rule.id))
    .map(({ rule, level, at, message, related }) =>
      otherwise.includes(rule.id) ? `${level} | ${rule.id}` : [level, rule.id, placeOf(snapshot, at), message.replace(leftOut, ''), ...related.map((one) => `${placeOf(snapshot, one.at)} ${one.message}`)].join(' | '),
    )
    .sort();
}

const open = { publicNetworkAccess: 'Enabled' };
const quiet: Body = { version: '17', network: open };
const general: Body = { sku: { name: 'Standard_D4ds_v5', tier: 'GeneralPurpose' } };
const old: Body = { version: '11', createMode: 'Default', publicNetworkAccess: 'Enabled', sslEnforcement: 'Enabled', minimalTlsVersion: 'TLS1_2' };
const logged = { log_connections: 'on', log_disconnections: 'on', log_checkpoints: 'on', connection_throttling: 'on', log_retention_days: '7' };

const servers: readonly SameServer[] = [
  { layer: 'network', kind: 'flexible', body: general, properties: quiet, finds: ['network/public-access'] },
  {
    layer: 'firewall',
    kind: 'flexible',
    body: general,
    properties: quiet,
    children: {
      firewallRules: {
        all: { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' },
        azure: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' },
        partner: { startIpAddress: '203.0.112.0', endIpAddress: '203.0.115.255' },
        private: { startIpAddress: '10.0.0.4', endIpAddress: '10.0.0.4' },
      },
    },
    finds: ['firewall/open-to-internet', 'firewall/azure-services', 'firewall/broad-range', 'firewall/private-range'],
  },
  {
    layer: 'virtual-network',
    kind: 'flexible',
    body: general,
    properties: { version: '17', network: { delegatedSubnetResourceId: '/subscriptions/s/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/v/subnets/db' } },
    finds: ['virtual-network/private-dns-zone'],
  },
  {
    layer: 'virtual-network',
    kind: 'single',
    properties: old,
    parameters: logged,
    children: { virtualNetworkRules: { app: { virtualNetworkSubnetId: '/subnets/app', ignoreMissingVnetServiceEndpoint: true } } },
    finds: ['virtual-network/missing-service-endpoint', 'lifecycle/retired-service'],
  },
  {
    layer: 'tls',
    kind: 'flexible',
    body: general,
    properties: quiet,
    parameters: { require_secure_transport: 'off', ssl_max_protocol_version: 'TLSv1.2' },
    finds: ['tls/require-encryption', 'tls/maximum-version', 'tls/prefer-1-3'],
  },
  {
    layer: 'tls',
    kind: 'single',
    properties: { ...old, sslEnforcement: 'Disabled', minimalTlsVersion: 'TLS1_0' },
    parameters: logged,
    finds: ['tls/require-encryption', 'tls/minimum-version', 'tls/idle-minimum'],
  },
  {
    layer: 'entra',
    kind: 'flexible',
    body: general,
    properties: { ...quiet, authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled', tenantId: 'a' } },
    children: { administrators: { one: { principalName: 'lee', principalType: 'User', tenantId: 'b' } } },
    finds: ['entra/password-sign-in', 'entra/individual-administrator', 'entra/foreign-tenant', 'entra/group-sync'],
  },
  {
    layer: 'access',
    kind: 'flexible',
    body: general,
    properties: { ...quiet, administratorLogin: 'pgadmin' },
    parameters: { password_encryption: 'md5', 'azure.extensions': 'azure_storage,dblink' },
    finds: [
      'access/password-hashing',
      'access/md5-sign-in',
      'access/predictable-login',
      'access/public-storage',
      'access/risky-extensions',
      'access/managed-identity',
      'access/login-throttling',
      'access/session-timeouts',
    ],
  },
  {
    layer: 'encryption',
    kind: 'flexible',
    body: general,
    properties: {
      ...quiet,
      backup: { geoRedundantBackup: 'Enabled' },
      dataEncryption: { type: 'AzureKeyVault', primaryKeyURI: `https://orders.vault.azure.net/keys/db/${'0123456789abcdef'.repeat(2)}` },
    },
    finds: ['encryption/unversioned-key', 'encryption/backup-key'],
  },
  { layer: 'encryption', kind: 'single', properties: old, parameters: logged, finds: ['encryption/double-encryption'] },
  {
    layer: 'threat-protection',
    kind: 'flexible',
    body: general,
    properties: quiet,
    children: { advancedThreatProtectionSettings: { Default: { state: 'Disabled' } } },
    finds: ['threat-protection/switched-on'],
  },
  {
    layer: 'threat-protection',
    kind: 'single',
    properties: old,
    parameters: logged,
    children: { securityAlertPolicies: { Default: { state: 'Enabled', disabledAlerts: ['Access_Anomaly'], retentionDays: 5 } } },
    finds: ['threat-protection/disabled-alerts', 'threat-protection/alert-receivers', 'threat-protection/record-retention'],
  },
  {
    layer: 'audit',
    kind: 'flexible',
    body: general,
    properties: quiet,
    parameters: {
      log_connections: 'receipt',
      log_disconnections: 'OFF',
      log_statement: 'ddl',
      shared_preload_libraries: 'pgaudit',
      'pgaudit.log': 'ddl,-misc',
      'pgaudit.log_client': 'on',
    },
    finds: [
      'audit/log-connections',
      'audit/log-disconnections',
      'audit/logged-passwords',
      'audit/audit-allowed',
      'audit/audit-shortcut',
      'audit/audit-to-client',
      'audit/log-retention',
      'audit/log-line-prefix',
      'audit/log-duration',
    ],
  },
  { layer: 'backup', kind: 'flexible', body: general, properties: quiet, finds: ['backup/geo-redundancy', 'backup/standby', 'backup/retention', 'backup/storage-growth', 'backup/maintenance-window'] },
  { layer: 'lifecycle', kind: 'flexible', body: general, properties: { ...quiet, version: '12' }, finds: ['lifecycle/supported-version', 'lifecycle/extended-support', 'lifecycle/required-tags'] },
];

/** Compares lists of findings, and shows only those in which they differ. */
function assertSame(template: readonly string[], live: readonly string[], message: string): void {
  const only = (some: readonly string[], others: readonly string[]) => some.filter((one) => !others.includes(one)).join('\n');
  assert.equal(only(template, live), only(live, template), message);
  assert.equal(template.length, live.length, message);
}

describe('the same server in Bicep, as an ARM template and as Azure answers has the same findings', () => {
  for (const server of servers) {
    test(`${server.layer}, ${server.kind}`, () => {
      const live = found(toLive(server));
      const missing = server.finds.filter((id) => !live.some((each) => each.split(' | ')[1] === id));
      assert.deepEqual(missing, [], 'not found of the live server');
      assertSame(found(fromText('azuredeploy.json', toArm(server))), live, 'the ARM template differs from the live server');
      assertSame(found(fromText('main.bicep', toBicep(server))), live, 'the Bicep file differs from the live server');
    });
  }

  test('each layer with rules for servers has its fixture', () => {
    const without: readonly LayerId[] = ['private-link', 'oracle'];
    const wanted = layers.map(({ meta }) => meta.id).filter((id) => !without.includes(id));
    assert.deepEqual(wanted.filter((id) => !servers.some(({ layer }) => layer === id)), []);
  });
});
