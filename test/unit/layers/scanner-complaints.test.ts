// What people complain about in other tools, and defects read in their code. None of it may happen here.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { check } from '../../../src/engine/check';
import { layers } from '../../../src/layers/catalog';
import type { Context, RuleId } from '../../../src/model/rule';
import type { Value } from '../../../src/model/value';
import { unknown } from '../../../src/model/value';
import { ruleAddress } from '../../../src/outputs/rule-address';
import { openProgram } from '../../../src/sources/template/open-program';
import type { ServerParts } from './build-snapshot';
import { liveServer, templateServer, today } from './build-snapshot';

/** What everything finds on a server, by the ids of the rules. */
function found({ snapshot, settings }: Context): readonly RuleId[] {
  return check(snapshot, { layers, profile: 'all', today, settings }).findings.map(({ rule }) => rule.id);
}

function foundIn(file: string, text: string): readonly RuleId[] {
  const program = openProgram({
    files: [file],
    host: { read: (asked) => (asked === file ? text : undefined), resolve: (_, reference) => reference },
  });
  return program.entries.flatMap((entry) => found({ ...templateServer('flexible'), snapshot: program.snapshot(entry) }));
}

const without = (ids: readonly RuleId[], ...unwanted: readonly RuleId[]): void => {
  assert.deepEqual(ids.filter((id) => unwanted.includes(id)), []);
};

const both = [templateServer, liveServer] as const;
const flexible = (parts: ServerParts): readonly Context[] => both.map((build) => build('flexible', parts));

describe('Trivy #11168, #11068: every Flexible Server fails, as names of other tools are read', () => {
  test('a server that throttles sign-ins and takes TLS 1.2 at least passes', () => {
    for (const context of flexible({
      properties: { version: '16' },
      parameters: { 'connection_throttle.enable': 'on', ssl_min_protocol_version: 'TLSv1.2' },
    })) {
      without(found(context), 'access/login-throttling', 'access/single-login-throttling', 'tls/minimum-version');
    }
  });

  test('parameters of Single Server are not asked of a Flexible Server', () => {
    const ids = found(templateServer('flexible', { parameters: { connection_throttling: 'off', log_retention_days: '1' } }));
    without(ids, 'access/single-login-throttling');
  });
});

test('Checkov #6038: a read replica is not asked for geo-redundant backups', () => {
  without(found(templateServer('flexible', { properties: { createMode: 'Replica' } })), 'backup/geo-redundancy', 'backup/retention');
  without(found(liveServer('flexible', { properties: { replicationRole: 'AsyncReplica' } })), 'backup/geo-redundancy', 'backup/retention');
});

test('PSRule #2744: a live server whose administrators were not read is not said to have none', () => {
  const properties = { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' } };
  without(found(liveServer('flexible', { properties })), 'entra/administrator');
  const administrators = [{ properties: { principalName: 'a', principalType: 'Group' } }];
  without(found(liveServer('flexible', { properties, children: { administrators } })), 'entra/administrator');
});

test('PSRule #1914: what is set is seen, whatever the case of its name', () => {
  const properties = { SslEnforcement: 'enabled', MINIMALTLSVERSION: 'tls1_2' };
  without(found(liveServer('single', { properties })), 'tls/require-encryption', 'tls/minimum-version');
});

describe('PSRule #1762, #1758, #2813: alarms on secure parameters and on expressions', () => {
  const secure = (expression: string): string => `
@secure()
param administratorPassword string
param usePassword bool
param login string = 'orders'
resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: 'psql-orders'
  location: 'westeurope'
  properties: {
    administratorLogin: login
    administratorLoginPassword: ${expression}
  }
}`;
  for (const expression of ['administratorPassword', 'usePassword ? administratorPassword : null', "usePassword ? administratorPassword : ''"]) {
    test(expression, () => {
      without(foundIn('main.bicep', secure(expression)), 'access/literal-password', 'access/insecure-parameter', 'access/secret-default');
    });
  }
});

test('Defender #781: a server in a virtual network is not called public', () => {
  const subnet = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/db';
  for (const context of flexible({ properties: { network: { delegatedSubnetResourceId: subnet, publicNetworkAccess: 'Enabled' } } })) {
    without(found(context), 'network/public-access', 'private-link/no-private-endpoint');
  }
});

test('tflint #400, azure-docs #117890: what is for Single Servers is not said of Flexible Servers', () => {
  for (const rule of layers.flatMap((layer) => layer.rules)) {
    if (rule.appliesTo.join() === 'single') without(found(templateServer('flexible')), rule.id);
  }
});

test('Checkov: the name server/log_checkpoints of a child at the top level is understood', () => {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [
      { type: 'Microsoft.DBforPostgreSQL/servers', apiVersion: '2017-12-01', name: 'psql', location: 'westeurope', properties: { version: '11', createMode: 'Default' } },
      { type: 'Microsoft.DBforPostgreSQL/servers/configurations', apiVersion: '2017-12-01', name: 'psql/log_checkpoints', properties: { value: 'off' } },
    ],
  };
  assert.ok(foundIn('azuredeploy.json', JSON.stringify(template)).includes('audit/log-checkpoints'));
});

test('Checkov CKV_AZURE_146: the days that logs are kept are read from the parameter that exists', () => {
  const ids = found(templateServer('single', { parameters: { log_retention: 'off', log_retention_days: '7' } }));
  without(ids, 'audit/log-retention');
  assert.ok(found(templateServer('single', { parameters: { log_retention_days: '3' } })).includes('audit/log-retention'));
});

test('KICS: OFF is off', () => {
  for (const kind of ['flexible', 'single'] as const) {
    assert.ok(found(templateServer(kind, { parameters: { log_connections: 'OFF' } })).includes('audit/log-connections'));
    assert.ok(found(templateServer(kind, { parameters: { log_checkpoints: 'Off' } })).includes('audit/log-checkpoints'));
  }
});

test('Terrascan: sslEnforcement is read beside a storage profile', () => {
  const properties = { sslEnforcement: 'Enabled', storageProfile: { storageMB: 5120, sslEnforcement: 'Disabled' } };
  without(found(templateServer('single', { properties })), 'tls/require-encryption');
});

test('ScoutSuite: 0.0.0.0 alone is every Azure service, not any address', () => {
  const rule = (startIpAddress: string, endIpAddress: string, name = 'a-rule'): readonly RuleId[] =>
    found(templateServer('flexible', { children: { firewallRules: [{ name, properties: { startIpAddress, endIpAddress } }] } }));
  const services = rule('0.0.0.0', '0.0.0.0');
  assert.ok(services.includes('firewall/azure-services'));
  without(services, 'firewall/open-to-internet');
  // CloudSploit goes by the name alone.
  without(rule('203.0.113.4', '203.0.113.4', 'AllowAllWindowsAzureIps'), 'firewall/azure-services');
});

test('CloudSploit: an old version is told by its end of life rather than by a fixed number', () => {
  without(found(templateServer('flexible', { properties: { version: '15' } })), 'lifecycle/supported-version');
  assert.ok(found(templateServer('flexible', { properties: { version: '12' } })).includes('lifecycle/supported-version'));
});

test('CloudSploit: how passwords are stored and how they are proved are two things', () => {
  const ids = found(templateServer('flexible', { properties: { version: '16' }, parameters: { password_encryption: 'scram-sha-256' } }));
  without(ids, 'access/password-hashing');
  assert.ok(ids.includes('access/md5-sign-in'));
});

describe('Prowler: PostgreSQL 18 logs connections by a set of words', () => {
  const connections = (value: Value): readonly RuleId[] =>
    found(templateServer('flexible', { properties: { version: '18' }, parameters: { log_connections: value } }));
  for (const value of ['all', 'ON', 'authentication', 'receipt,authorization']) {
    test(value, () => {
      without(connections(value), 'audit/log-connections');
    });
  }
  test('receipt alone does not tell who signed in', () => {
    assert.ok(connections('receipt').includes('audit/log-connections'));
  });
});

test('Prowler, Defender, Steampipe: throttling is not demanded where PostgreSQL has it no more', () => {
  for (const context of flexible({ properties: { version: '18' }, parameters: { 'connection_throttle.enable': 'off' } })) {
    without(found(context), 'access/login-throttling');
  }
});

test('PSRule: firewall, TLS and threat protection are judged of Flexible Servers too', () => {
  for (const id of ['firewall/open-to-internet', 'tls/require-encryption', 'threat-protection/switched-on']) {
    const rule = layers.flatMap((layer) => layer.rules).find((each) => each.id === id);
    assert.ok(rule?.appliesTo.includes('flexible'), id);
  }
});

test('Checkov CKV2_AZURE_57: no private endpoint is demanded where none can be', () => {
  const network = { delegatedSubnetResourceId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/db' };
  without(found(liveServer('flexible', { properties: { network, privateEndpointConnections: [] } })), 'private-link/no-private-endpoint');
});

test('tfsec #1185: a parameter counts wherever it is written', () => {
  const server = (inside = ''): string => `resource pg 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: 'pg'
  location: 'westeurope'
${inside}}
`;
  const body = "{\n    name: 'require_secure_transport'\n    properties: {\n      value: 'off'\n    }\n  }\n";
  const type = 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2024-08-01';
  const nested = server(`  resource tls 'configurations' = ${body}`);
  const below = `${server()}resource tls '${type}' = ${body.replace('{\n', '{\n    parent: pg\n')}`;
  const named = `${server()}resource tls '${type}' = ${body.replace("'require", "'pg/require")}`;
  const looped = `${server()}resource all '${type}' = [for name in ['require_secure_transport']: ${body.replace("'require_secure_transport'", 'name').replace('{\n', '{\n    parent: pg\n').trimEnd()}]\n`;
  for (const text of [nested, below, named, looped]) assert.ok(foundIn('main.bicep', text).includes('tls/require-encryption'), text);
});

test('Checkov #2872: what a rule leads to is a page of its own', () => {
  const rules = layers.flatMap((layer) => layer.rules);
  for (const { id, title } of rules) {
    assert.ok(ruleAddress(id).endsWith(`/docs/rules/${id}.md`));
    assert.match(readFileSync(inRepository('docs', 'rules', `${id}.md`), 'utf8'), new RegExp(`^# ${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
  }
});

test('Checkov CKV2_AZURE_6, Steampipe: servers of MySQL and SQL are no PostgreSQL, and neither judged as such nor in its place', () => {
  const others = ['Microsoft.DBforMySQL/flexibleServers@2023-12-30', 'Microsoft.Sql/servers@2023-08-01'].map((type, index) => `resource other${String(index)} '${type}' = {
  name: 'other${String(index)}'
  location: 'westeurope'
  properties: {
    version: '8.0.21'
    publicNetworkAccess: 'Enabled'
  }

  resource all 'firewallRules' = {
    name: 'all'
    properties: {
      startIpAddress: '0.0.0.0'
      endIpAddress: '0.0.0.0'
    }
  }
}
`);
  for (const text of others) assert.deepEqual(foundIn('main.bicep', text), []);
  // Steampipe asks a table of MySQL for the key of a PostgreSQL server, so that every one alarms.
  const dataEncryption = { type: 'AzureKeyVault', primaryKeyURI: 'https://orders.vault.azure.net/keys/postgresql' };
  for (const context of flexible({ properties: { dataEncryption } })) without(found(context), 'encryption/customer-key');
});

test('Prowler: no check of MySQL stands for one of PostgreSQL, and no CIS benchmark is named that holds none', () => {
  const named = layers.flatMap((layer) => layer.rules).flatMap(({ id, equivalents }) => (equivalents['cis'] ?? []).map((item) => `${id}: ${item}`));
  assert.ok(named.length > 5);
  // In 3.0 section 5.2 is PostgreSQL and 5.3 MySQL; 4.0, 5.0 and 6.0 have no item on PostgreSQL.
  assert.deepEqual(named.filter((item) => /3\.0 5\.3\.|\b[456]\.0 \d/.test(item)), []);
});

test('azqr psqlf-004: public access is judged by where the server lives too, not by its setting alone', () => {
  const network = { delegatedSubnetResourceId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/db' };
  for (const context of flexible({ properties: { network: { ...network, publicNetworkAccess: 'Enabled' } } })) without(found(context), 'network/public-access');
});

test('a value that a template computes is no alarm', () => {
  const nobody = unknown('it is computed when it is deployed');
  const ids = found(
    templateServer('flexible', {
      properties: { version: nobody, network: { publicNetworkAccess: nobody }, authConfig: nobody, administratorLogin: nobody },
      parameters: { require_secure_transport: nobody, log_connections: nobody },
    }),
  );
  without(ids, 'network/public-access', 'entra/password-only', 'tls/require-encryption', 'audit/log-connections', 'access/reserved-login');
});
