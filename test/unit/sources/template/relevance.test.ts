import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KnownFiles } from '../../../../src/sources/template/known-files';
import { mayMatter } from '../../../../src/sources/template/relevance';
import { hostOf, Opened, rule, server } from './open';
import { openProgram } from '../../../../src/sources/template/open-program';

describe('a file matters', () => {
  it('that names PostgreSQL, its modules, hosts, connection strings or ports', () => {
    for (const text of [
      `resource a 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {}`, `"type": "microsoft.dbforpostgresql/servers"`,
      `module m 'br/public:avm/res/db-for-postgre-sql/flexible-server:0.1.0' = {}`, `module m 'br/public:storage/postgresql-single-server:1.1.1' = {}`,
      `var u = 'postgres://a@b/c'`, `'jdbc:postgresql://h/d'`, `"x.postgres.database.azure.com"`, `'Host=db;Database=x'`, `destinationPortRange: '5432'`, `port: 6432`,
      `resource n 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {}`, `name: 'PGSQL_URL'`,
    ]) assert.equal(mayMatter(text), true, text);
  });

  it('that reaches others', () => {
    for (const text of [`module m './server.bicep' = {}`, `module m 'a.json' = {`, `import { a } from 'b.bicep'`, `"templateLink": {}`, `\nusing 'main.bicep'\n`]) assert.equal(mayMatter(text), true, text);
  });

  it('no other', () => {
    for (const text of [`resource s 'Microsoft.Storage/storageAccounts@2024-01-01' = { name: 's15432' }`, `module m 'br/public:avm/res/storage/storage-account:0.1.0' = {}`, `param x string = 'mysql'`, '']) {
      assert.equal(mayMatter(text), false, text);
    }
  });
});

describe('a file with all that it reaches', () => {
  const matters = (files: Record<string, string>): boolean => new KnownFiles().mayMatter('main.bicep', hostOf(files));

  it('matters where any of them does', () => {
    const storage = `resource s 'Microsoft.Storage/storageAccounts@2024-01-01' = { name: 's' }`;
    assert.equal(matters({ 'main.bicep': `module m 'modules/a.bicep' = {}`, 'modules/a.bicep': `module n '../b.bicep' = {}`, 'b.bicep': server('') }), true);
    assert.equal(matters({ 'main.bicep': `module m 'modules/a.bicep' = {}`, 'modules/a.bicep': `module n '../b.bicep' = {}`, 'b.bicep': storage }), false);
    assert.equal(matters({ 'main.bicep': `import { a } from 'b.bicep'\n${storage}`, 'b.bicep': `var a = 'postgres://x'` }), true);
    assert.equal(matters({ 'main.bicep': `var a = loadTextContent('script.sh')\n${storage}`, 'script.sh': `psql postgres://x` }), true);
    assert.equal(matters({ 'main.bicep': `module m 'a.json' = {}`, 'a.json': `{ "relativePath": "b/c.json" }`, 'b/c.json': `Microsoft.DBforPostgreSQL` }), true);
    assert.equal(matters({ 'main.bicep': `module m 'main.bicep' = {}\nmodule n 'absent.bicep' = {}` }), false);
  });

  it('is looked through again where it changed', () => {
    const known = new KnownFiles();
    assert.equal(known.mayMatter('main.bicep', hostOf({ 'main.bicep': `module m 'a.bicep' = {}`, 'a.bicep': '' })), false);
    assert.equal(known.mayMatter('main.bicep', hostOf({ 'main.bicep': `module m 'a.bicep' = {}`, 'a.bicep': server('') })), true);
  });
});

describe('a module that is deployed twice', () => {
  const module = server('network: { publicNetworkAccess: access }', `param access string = 'Enabled'\nparam name string`).replace(`'pg'`, 'name') + rule('all', '', `parent: server\n  name: 'all'`);

  it('is related to each of its calls', () => {
    const opened = new Opened({ 'main.bicep': `module a 'm.bicep' = { params: { name: 'a' } }\nmodule b 'm.bicep' = { params: { name: 'b' } }`, 'm.bicep': module }, ['main.bicep']);
    const calls = opened.snapshot.servers.map(({ resource }) => opened.located({ in: 'resource', key: resource.key, path: ['properties', 'network', 'publicNetworkAccess'] }));
    assert.deepEqual(calls, ['a', 'b'].map((name) => ['m.bicep: access', `default of the parameter access = m.bicep: 'Enabled'`, `deployed by the module ${name} = main.bicep: ${name}`]));
  });

  it('is not, where it is deployed once', () => {
    const opened = new Opened({ 'main.bicep': `module a 'm.bicep' = { params: { name: 'a' } }`, 'm.bicep': module }, ['main.bicep']);
    assert.deepEqual(opened.located(opened.at('#a>server')), ['m.bicep: server']);
  });
});

describe('files that change while they are open', () => {
  it('are read as the host has them, so that a changed module is judged through its callers', () => {
    const files: Record<string, string> = { 'main.bicep': `module a 'm.bicep' = {}`, 'm.bicep': server(`network: { publicNetworkAccess: 'Enabled' }`) };
    const access = (): unknown => {
      const program = openProgram({ files: ['main.bicep'], host: hostOf(files) });
      const [entry] = program.entries;
      assert.ok(entry !== undefined);
      return (program.snapshot(entry).servers[0]?.resource.body['properties'] as { network: { publicNetworkAccess: string } }).network.publicNetworkAccess;
    };
    assert.equal(access(), 'Enabled');
    files['m.bicep'] = server(`network: { publicNetworkAccess: 'Disabled' }`);
    assert.equal(access(), 'Disabled');
  });
});

describe('what was read before', () => {
  const access = (known: KnownFiles, files: Record<string, string>): unknown => {
    const program = openProgram({ files: ['main.bicep'], host: hostOf(files), known });
    const [entry] = program.entries;
    const body = entry && program.snapshot(entry).servers[0]?.resource.body['properties'];
    return (body as { network: { publicNetworkAccess: unknown } }).network.publicNetworkAccess;
  };
  const main = `import { mode, words } from 'types.bicep'\nparam p mode\nmodule a 'm.bicep' = { params: { access: p } }\nmodule b 'm.bicep' = { params: { access: words.x } }`;
  const module = server('network: { publicNetworkAccess: access }', 'param access string');
  const types = (values: string, more = ''): string => `import { word } from 'more.bicep'\n@export()\ntype mode = word | ${values}\n@export()\nvar words = { x: 'y' }\n${more}`;

  it('means what it says now, also where only what it imports changed', () => {
    const known = new KnownFiles();
    const files = { 'main.bicep': main, 'm.bicep': module, 'types.bicep': types(`'a'`), 'more.bicep': `@export()\ntype word = 'w'` };
    const first = access(known, files) as { oneOf: unknown };
    assert.deepEqual(first.oneOf, ['w', 'a']);
    assert.deepEqual((access(known, files) as { oneOf: unknown }).oneOf, ['w', 'a']);
    assert.deepEqual((access(known, { ...files, 'types.bicep': types(`'b'`) }) as { oneOf: unknown }).oneOf, ['w', 'b']);
    assert.deepEqual((access(known, { ...files, 'more.bicep': `@export()\ntype word = 'v'` }) as { oneOf: unknown }).oneOf, ['v', 'a']);
    assert.equal(access(known, { ...files, 'm.bicep': module.replace('access }', `'x' }`) }), 'x');
  });

  it('is read once', () => {
    const known = new KnownFiles();
    const files = { 'main.bicep': main, 'm.bicep': module, 'types.bicep': types(`'a'`), 'more.bicep': `@export()\ntype word = 'w'` };
    access(known, files);
    const before = known.templates.find('m.bicep', module, hostOf(files).read)?.value;
    access(known, { ...files, 'main.bicep': `${main}\n// typed` });
    assert.equal(known.templates.find('m.bicep', module, hostOf(files).read)?.value, before);
    assert.notEqual(before, undefined);
  });
});
