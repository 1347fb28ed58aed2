import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check } from '../../../../src/engine/check';
import { layers } from '../../../../src/layers/catalog';
import { settingOf } from '../../../../src/model/resource';
import type { Value } from '../../../../src/model/value';
import { isUnknown } from '../../../../src/model/value';
import { flexibleServer, flexibleServerVersions } from '../../../../src/sources/template/registry-modules/flexible-server';
import { singleServer, singleServerVersions } from '../../../../src/sources/template/registry-modules/single-server';
import { readBicep } from '../../../../src/sources/bicep/read';
import type { Files } from './open';
import { flexible, Opened } from './open';

const path = 'avm/res/db-for-postgre-sql/flexible-server';

function call(reference: string, parameters: string, more: Files = {}): Opened {
  return new Opened({ 'main.bicep': `param start string = '0.0.0.0'\nmodule pg '${reference}' = {\n  name: 'deploy'\n  params: {\n    name: 'pg'\n    ${parameters}\n  }\n}\n`, ...more }, ['main.bicep']);
}

const open = (version: string, parameters = ''): Opened => call(`br/public:${path}:${version}`, parameters);

function setting(opened: Opened, ...properties: string[]): Value | undefined {
  const [server] = opened.snapshot.servers;
  assert.ok(server !== undefined);
  const value = settingOf(server.resource, ['properties', ...properties]);
  return isUnknown(value) ? `? ${value.because}` : value;
}

describe('modules of the public registry', () => {
  it('are read without problems in every version', () => {
    for (const version of flexibleServerVersions) assert.deepEqual(readBicep('m.bicep', flexibleServer(version)).problems, [], version);
    for (const version of singleServerVersions) assert.deepEqual(readBicep('m.bicep', singleServer(version)).problems, [], version);
  });

  it('are servers with the defaults of their version', () => {
    const facts = (version: string): unknown[] => {
      const opened = open(version);
      return [
        opened.snapshot.servers[0]?.resource.apiVersion,
        ...[['backup', 'geoRedundantBackup'], ['highAvailability', 'mode'], ['version'], ['network', 'publicNetworkAccess'], ['authConfig', 'passwordAuth']].map((one) => setting(opened, ...one)),
      ];
    };
    assert.deepEqual(facts('0.1.0'), ['2022-12-01', 'Disabled', 'Disabled', '15', undefined, 'Disabled']);
    assert.deepEqual(facts('0.5.0'), ['2022-12-01', 'Enabled', 'ZoneRedundant', '16', undefined, 'Disabled']);
    assert.deepEqual(facts('0.10.2'), ['2024-08-01', 'Enabled', 'ZoneRedundant', '16', undefined, 'disabled']);
    assert.deepEqual(facts('0.11.0'), ['2024-08-01', 'Enabled', 'ZoneRedundant', '16', 'Disabled', 'disabled']);
    assert.deepEqual(facts('0.16.0'), ['2026-01-01-preview', 'Enabled', 'ZoneRedundant', '18', 'Disabled', 'Disabled']);
  });

  it('have the windows, zones and roles of their version', () => {
    assert.equal(setting(open('0.1.6'), 'maintenanceWindow'), undefined);
    assert.deepEqual(setting(open('0.1.7'), 'maintenanceWindow', 'customWindow'), 'Enabled');
    assert.equal(setting(open('0.16.0', `maintenanceWindow: { customWindow: 'Disabled' }`), 'maintenanceWindow', 'customWindow'), 'Disabled');
    assert.equal(setting(open('0.11.0', `availabilityZone: '2'`), 'availabilityZone'), '2');
    assert.equal(setting(open('0.12.0', 'availabilityZone: 2'), 'availabilityZone'), '2');
    assert.equal(setting(open('0.12.0', 'availabilityZone: -1'), 'availabilityZone'), undefined);
    assert.equal(setting(open('0.12.0', `availabilityZone: 2\n    highAvailability: 'SameZone'`), 'highAvailability', 'standbyAvailabilityZone'), '2');
    assert.equal(setting(open('0.12.0', `availabilityZone: 2\n    highAvailabilityZone: 3`), 'highAvailability', 'standbyAvailabilityZone'), '3');
    assert.deepEqual([setting(open('0.13.2'), 'replicationRole'), setting(open('0.14.0'), 'replicationRole')], [undefined, 'None']);
    assert.equal(setting(open('0.7.0', `replica: { role: 'AsyncReplica' }`), 'replica', 'role'), 'AsyncReplica');
    assert.equal(setting(open('0.16.0', `storageType: 'PremiumV2_LRS'`), 'storage', 'type'), 'PremiumV2_LRS');
  });

  it('have no password where none is given, and a key with its version where one is', () => {
    assert.equal(setting(open('0.16.0'), 'administratorLoginPassword'), undefined);
    const key = (version: string, more: string) => open(version, `customerManagedKey: { keyVaultResourceId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v', keyName: 'k'${more} }`).snapshot.servers[0]?.resource;
    const ends = (version: string, more = ''): unknown => {
      const uri = settingOf(key(version, more) ?? assert.fail(), ['properties', 'dataEncryption', 'primaryKeyURI']);
      return isUnknown(uri) ? uri.pieces?.at(-1) : uri;
    };
    assert.equal(ends('0.16.0', `, keyVersion: '0123456789abcdef0123456789abcdef'`), '/0123456789abcdef0123456789abcdef');
    assert.equal(ends('0.16.0'), undefined);
  });

  it('assign roles on the server by name or id', () => {
    const opened = open('0.16.0', `roleAssignments: [{ principalId: 'p', roleDefinitionIdOrName: 'Owner' }, { principalId: 'q', roleDefinitionIdOrName: '/x/acdd72a7-3385-48ef-bd42-f606fba81ae7' }]`);
    const { findings } = check(opened.snapshot, { layers, profile: 'all', today: '2026-11-25' });
    const [broad, ...others] = findings.filter(({ rule }) => rule.id === 'access/broad-assignment');
    assert.deepEqual([broad?.message, others], ['The role Owner is assigned on the server itself.', []]);
  });

  it('take what they are given', () => {
    const opened = open('0.12.0', `publicNetworkAccess: 'Enabled'\n    geoRedundantBackup: 'Disabled'\n    administratorLogin: 'a'\n    administratorLoginPassword: 'secret'
    firewallRules: [{ name: 'all', startIpAddress: start, endIpAddress: '255.255.255.255' }]
    configurations: [{ name: 'require_secure_transport', value: 'off' }, { name: 'log_connections', value: 'on', source: 'user-override' }]
    administrators: [{ objectId: 'o', principalName: 'p', principalType: 'Group' }]`);
    assert.equal(setting(opened, 'network', 'publicNetworkAccess'), 'Enabled');
    assert.equal(setting(opened, 'authConfig', 'passwordAuth'), 'enabled');
    const key = opened.snapshot.servers[0]?.resource.key ?? '';
    const names = (type: string) => opened.snapshot.children(key, `${flexible}/${type}`).items.map(({ name }) => name);
    assert.deepEqual(['firewallRules', 'configurations', 'administrators', 'advancedThreatProtectionSettings'].map(names), [
      ['all'], ['require_secure_transport', 'log_connections'], ['o'], ['PostgreSQL-advancedThreatProtection'],
    ]);
    assert.equal(opened.snapshot.children(key, `${flexible}/firewallRules`).complete, true);
    assert.deepEqual(opened.snapshot.declarations.map(({ at }) => at.name), ['start']);
  });

  it('are known by their address, in any case, and by aliases', () => {
    for (const reference of [`br:mcr.microsoft.com/bicep/${path}:0.11.0`, `br/public:${path.toUpperCase()}:0.11.0`]) assert.equal(call(reference, '').snapshot.servers.length, 1, reference);
    const config = { 'bicepconfig.json': `{ "moduleAliases": { "br": { "avm": { "registry": "mcr.microsoft.com", "modulePath": "bicep/avm/res" } } } } // why` };
    assert.equal(call('br/avm:db-for-postgre-sql/flexible-server:0.11.0', '', config).snapshot.servers.length, 1);
    assert.equal(call('br/other:db-for-postgre-sql/flexible-server:0.11.0', '', config).snapshot.servers.length, 0);
    assert.equal(call(`br:contoso.azurecr.io/${path}:0.11.0`, '').snapshot.servers.length, 0);
  });

  it('of unknown versions are servers of which only that is known which is given', () => {
    const opened = open('0.99.0', `geoRedundantBackup: 'Disabled'`);
    assert.equal(setting(opened, 'backup', 'geoRedundantBackup'), 'Disabled');
    assert.equal(setting(opened, 'highAvailability', 'mode'), '? version 0.99.0 of the module is not known here, nor what it does where highAvailability is not given');
    const { complete } = opened.snapshot.children(opened.snapshot.servers[0]?.resource.key ?? '', `${flexible}/firewallRules`);
    assert.ok(complete !== true);
  });

  it('are shown where they are called', () => {
    const opened = open('0.11.0', `publicNetworkAccess: 'Enabled'\n    firewallRules: [{ name: 'all', startIpAddress: start, endIpAddress: '255.255.255.255' }]`);
    const at = (symbol: string, ...properties: string[]) => opened.located(opened.at(symbol, ...properties));
    assert.deepEqual(at('>server'), ['main.bicep: pg']);
    assert.deepEqual(at('>server', 'properties', 'network', 'publicNetworkAccess'), [`main.bicep: 'Enabled'`]);
    assert.deepEqual(at('>server', 'properties', 'backup', 'geoRedundantBackup'), ['main.bicep: pg']);
    assert.deepEqual(at('firewallRule[0]'), [`main.bicep: 'all'`]);
    assert.deepEqual(at('firewallRule[0]', 'properties', 'startIpAddress'), ['main.bicep: start', `default of the parameter start = main.bicep: '0.0.0.0'`]);
  });

  it('are mended where they are called, and not where nobody can write', () => {
    const opened = open('0.11.0', `publicNetworkAccess: 'Enabled'`);
    const mended = opened.mend({ kind: 'set', at: opened.at('>server', 'properties', 'network', 'publicNetworkAccess'), value: 'Disabled' });
    assert.match(mended?.files['main.bicep'] ?? '', /publicNetworkAccess: 'Disabled'/);
    assert.equal(opened.mend({ kind: 'remove', at: opened.at('>threatProtection') }), undefined);
  });

  it('get an argument in place of a default of their own', () => {
    const opened = open('0.2.0');
    const fix = opened.textFix({ kind: 'set', at: opened.at('>server', 'properties', 'backup', 'geoRedundantBackup'), value: 'Enabled' }, { kind: 'set', at: opened.at('>server', 'properties', 'backup', 'backupRetentionDays'), value: 35 });
    assert.equal(fix?.title, 'Mend it in the call of the module pg');
    const mended = opened.mend({ kind: 'set', at: opened.at('>server', 'properties', 'backup', 'geoRedundantBackup'), value: 'Enabled' });
    assert.match(mended?.files['main.bicep'] ?? '', /\n {4}geoRedundantBackup: 'Enabled'\n {2}\}/);
    assert.ok(mended !== undefined && setting(mended, 'backup', 'geoRedundantBackup') === 'Enabled');
    const behind = open('0.14.0', `highAvailability: 'Disabled'`);
    const standing = { kind: 'set', at: behind.at('>server', 'properties', 'backup', 'geoRedundantBackup'), value: 'Disabled' } as const;
    assert.match(behind.mend(standing)?.files['main.bicep'] ?? '', /\n {4}geoRedundantBackup: 'Disabled'\n/);
    assert.equal(open('0.14.0', `createMode: 'Replica'`).mend(standing), undefined);
    const unknown = open('0.99.0');
    const given = unknown.mend({ kind: 'set', at: unknown.at('>server', 'properties', 'highAvailability', 'mode'), value: 'SameZone' });
    assert.ok(given !== undefined && setting(given, 'highAvailability', 'mode') === 'SameZone');
  });

  it('are given no password any more where passwords are switched off', () => {
    const opened = open('0.16.0', `administratorLogin: 'orders'\n    administratorLoginPassword: start // why\n    authConfig: {\n      activeDirectoryAuth: 'Enabled'\n      passwordAuth: 'Enabled'\n    }\n    administrators: [{ objectId: 'o', principalName: 'dba', principalType: 'Group' }]`);
    const { findings } = check(opened.snapshot, { layers, profile: 'all', today: '2026-11-25' });
    const fix = findings.find(({ rule }) => rule.id === 'entra/password-sign-in')?.fix ?? assert.fail();
    const mended = opened.mend(...fix.changes)?.files['main.bicep'] ?? '';
    assert.match(mended, /administratorLogin: 'orders'\n {4}authConfig: \{\n {6}activeDirectoryAuth: 'Enabled'\n {6}passwordAuth: 'Disabled'/);
    // What the module has a default for would only be another value.
    assert.equal(open('0.4.0', `administratorLoginPassword: start`).mend({ kind: 'remove', at: opened.at('>server', 'properties', 'administratorLoginPassword') }), undefined);
  });

  const configuration = (name: string, value: string) => ({ kind: 'add', type: `${flexible}/configurations`, name, body: { properties: { value, source: 'user-override' } } }) as const;
  const children = (opened: Opened | undefined, type: string): unknown =>
    opened?.snapshot.children(opened.snapshot.servers[0]?.resource.key ?? '', `${flexible}/${type}`).items.map(({ name }) => name);

  it('get children as items of the lists that they are given', () => {
    for (const [written, expected] of [
      ['', /\n {4}configurations: \[\n {6}\{\n {8}name: 'b'\n {8}value: 'on'\n {8}source: 'user-override'\n {6}\}\n {6}\{\n {8}name: 'c'/],
      ['configurations: []', /configurations: \[\n {6}\{\n {8}name: 'b'/],
      [`configurations: [{ name: 'a', value: 'on' }]`, /configurations: \[\{ name: 'a', value: 'on' \}, \{ name: 'b', value: 'on', source: 'user-override' \}, \{ name: 'c'/],
      [`configurations: [\n      { name: 'a', value: 'on' } // why\n    ]`, /'on' \} \/\/ why\n {6}\{\n {8}name: 'b'\n {8}value: 'on'/],
    ] as const) {
      const opened = open('0.11.0', written);
      const { key } = opened.resource('>server');
      const mended = opened.mend({ ...configuration('b', 'on'), parent: key }, { ...configuration('c', 'off'), parent: key });
      assert.match(mended?.files['main.bicep'] ?? '', expected);
      assert.deepEqual(children(mended, 'configurations'), written.includes("'a'") ? ['a', 'b', 'c'] : ['b', 'c']);
    }
  });

  it('get children in a variable that they are given, and not in a list that is computed', () => {
    const reference = `br/public:${path}:0.11.0`;
    const main = (list: string) => new Opened({ 'main.bicep': `param prefix string\nvar rules = ${list}\nmodule pg '${reference}' = {\n  name: 'deploy'\n  params: {\n    name: 'pg'\n    firewallRules: rules\n  }\n}\n` });
    const rule = { kind: 'add', type: `${flexible}/firewallRules`, name: 'office', body: { properties: { startIpAddress: '203.0.113.1', endIpAddress: '203.0.113.9' } } } as const;
    const opened = main(`[{ name: 'all', startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }]`);
    const mended = opened.mend({ ...rule, parent: opened.resource('>server').key });
    assert.match(mended?.files['main.bicep'] ?? '', /var rules = \[\{ name: 'all'.*\}, \{ name: 'office', startIpAddress: '203\.0\.113\.1', endIpAddress: '203\.0\.113\.9' \}\]/);
    assert.deepEqual(children(mended, 'firewallRules'), ['all', 'office']);
    const computed = main(`[for name in ['a']: { name: name, startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }]`);
    assert.equal(computed.mend({ ...rule, parent: computed.resource('>server').key }), undefined);
    assert.equal(opened.mend({ ...rule, type: `${flexible}/databases`, parent: opened.resource('>server').key }), undefined);
  });

  it('lose children from the lists that they are given', () => {
    const opened = open('0.11.0', `firewallRules: [\n      { name: 'all', startIpAddress: start, endIpAddress: '255.255.255.255' }\n      { name: 'one', startIpAddress: '203.0.113.1', endIpAddress: '203.0.113.1' }\n    ]`);
    const mended = opened.mend({ kind: 'remove', at: opened.at('firewallRule[0]') });
    assert.deepEqual(children(mended, 'firewallRules'), ['one']);
    assert.deepEqual(children(mended?.mend({ kind: 'remove', at: mended.at('firewallRule[0]') }), 'firewallRules'), []);
  });

  it('of Single Server are known too', () => {
    const opened = call('br/public:storage/postgresql-single-server:1.1.2', `minimalTlsVersion: 'TLSEnforcementDisabled'\n    serverConfigurations: [{ name: 'log_connections', value: 'off' }]`);
    assert.equal(opened.snapshot.servers[0]?.kind, 'single');
    assert.equal(setting(opened, 'sslEnforcement'), 'Disabled');
    assert.equal(setting(opened, 'publicNetworkAccess'), 'Disabled');
    assert.equal(setting(call('br/public:storage/postgresql-single-server:1.0.1', 'publicNetworkAccess: true'), 'publicNetworkAccess'), 'Enabled');
  });
});
