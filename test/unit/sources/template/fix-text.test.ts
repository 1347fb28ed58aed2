import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Path } from '../../../../src/model/address';
import type { Change } from '../../../../src/model/fix';
import { settingOf } from '../../../../src/model/resource';
import { isUnknown } from '../../../../src/model/value';
import type { Files } from './open';
import { arm, flexible, Opened, server, version } from './open';

const configurations = `${flexible}/configurations`;

const open = (bicep: string, more: Files = {}): Opened => new Opened({ 'main.bicep': bicep, ...more });
const openJson = (parts: object): Opened => new Opened({ 'main.json': arm(parts) });

/** Carries out changes and returns the text of the first file that they change. */
function mended(opened: Opened, ...changes: readonly Change[]): string {
  const after = opened.mend(...changes);
  assert.ok(after !== undefined, 'nothing can be written');
  assert.deepEqual(after.program.problems(), opened.program.problems());
  const [file] = Object.keys(opened.files).filter((name) => after.files[name] !== opened.files[name]);
  return after.files[file ?? ''] ?? '';
}

const add = (opened: Opened, name: string): Change => {
  const parent = opened.snapshot.servers[0]?.resource.key ?? '';
  return { kind: 'add', parent, type: configurations, name, body: { properties: { value: 'on', source: 'user-override' } } };
};

describe('the title says where a value is changed', () => {
  const title = (opened: Opened, path: Path = ['properties', 'version']): string | undefined =>
    opened.textFix({ kind: 'set', at: opened.at('server', ...path), value: '16' })?.title;

  it('nothing for the resource itself', () => {
    assert.equal(title(open(server("version: '11'"))), 'Mend it');
    assert.equal(title(open(server(''))), 'Mend it');
    assert.equal(title(open(server('version: v', 'param v string'))), 'Mend it');
  });

  it('a default, a variable, an argument, a parameters file', () => {
    assert.equal(title(open(server('version: v', "param v string = '11'"))), 'Mend it in the default of the parameter v');
    assert.equal(title(open(server('version: v', "var v = '11'"))), 'Mend it in the variable v');
    const module = open("module m 'm.bicep' = { name: 'm', params: { v: '11' } }", { 'm.bicep': server('version: v', 'param v string') });
    assert.equal(title(module), 'Mend it in the argument of the module m');
    const given = open(server('version: v', 'param v string'), { 'main.bicepparam': "using 'main.bicep'\nparam v = '11'" });
    assert.equal(title(given), 'Mend it in main.bicepparam');
  });

  it('an object that is written elsewhere', () => {
    assert.equal(title(open(server('network: net', 'var net = {}')), ['properties', 'network', 'x']), 'Mend it in the variable net');
  });
});

describe('parameters of a server are set one after the other', () => {
  const child = (symbol: string, name: string, more = ''): string => `
resource ${symbol} '${configurations}@${version}' = {
  parent: server
  name: '${name}'
  properties: { value: 'on' }${more}
}
`;

  it('in Bicep, by dependsOn on those that no other waits for', () => {
    const opened = open(server('') + child('first', 'a') + child('second', 'b', '\n  dependsOn: [ first ]'));
    assert.match(mended(opened, add(opened, 'log_connections')), /name: 'log_connections'\n {2}properties: \{[^}]*\}\n {2}dependsOn: \[\n {4}second\n {2}\]\n\}/);
  });

  it('in Bicep, within the server where its children are', () => {
    const opened = open(`resource server '${flexible}@${version}' = {
  name: 'pg'
  properties: {}

  resource first 'configurations' = {
    name: 'a'
    properties: { value: 'on' }
  }
}
`);
    assert.match(
      mended(opened, add(opened, 'log_connections')),
      /\n {2}\}\n\n {2}resource configurationLogConnections 'configurations' = \{\n {4}name: 'log_connections'\n {4}properties: \{[^}]*\}\n {4}dependsOn: \[\n {6}first\n {4}\]\n {2}\}\n\}\n$/,
    );
  });

  it('in Bicep, behind a loop', () => {
    const opened = open(`${server('')}
@batchSize(1)
resource all '${configurations}@${version}' = [for n in ['a', 'b']: {
  parent: server
  name: n
  properties: { value: 'on' }
}]
`);
    assert.match(mended(opened, add(opened, 'log_connections')), /dependsOn: \[\n {4}all\n {2}\]/);
  });

  it('in a loop that sets several at once until then', () => {
    const loop = (head: string, items: string): string => `${server('')}\n// Why.\n${head}resource all '${configurations}@${version}' = [for n in ${items}: {\n  parent: server\n  name: n\n  properties: { value: 'on' }\n}]\n`;
    const text = (head: string, items = `['a', 'b']`): string => {
      const opened = open(loop(head, items));
      return mended(opened, add(opened, 'log_connections'), add(opened, 'log_disconnections'));
    };
    for (const [head, written] of [['', '@batchSize(1)\n'], ["@description('x')\n", "@batchSize(1)\n@description('x')\n"], ['@batchSize(5)\n', '@batchSize(1)\n'], ['@batchSize(1)\n', '@batchSize(1)\n']] as const) {
      assert.ok(text(head).includes(`// Why.\n${written}resource all `), text(head));
    }
    assert.doesNotMatch(text('', `['a']`), /batchSize/);
    const json = (copy: object): unknown => {
      const opened = openJson({ resources: [
        { type: flexible, apiVersion: version, name: 'pg', properties: {} },
        { type: configurations, apiVersion: version, name: "[format('pg/p{0}', copyIndex())]", copy: { name: 'all', count: 2, ...copy }, properties: { value: 'on' } },
      ] });
      const after = JSON.parse(mended(opened, { kind: 'add', parent: opened.at('resources/0').key, type: configurations, name: 'log_connections', body: { properties: { value: 'on' } } })) as { resources: { copy?: unknown }[] };
      return after.resources.find((one) => one.copy !== undefined)?.copy;
    };
    for (const copy of [{}, { mode: 'parallel' }, { mode: 'serial', batchSize: 4 }, { mode: 'serial', batchSize: 1 }]) assert.deepEqual(json(copy), { name: 'all', count: 2, mode: 'serial', batchSize: 1 });
  });

  it('two that one fix adds', () => {
    const opened = open(server(''));
    const text = mended(opened, add(opened, 'log_connections'), add(opened, 'log_disconnections'));
    assert.match(text, /name: 'log_disconnections'[^]*dependsOn: \[\n {4}serverConfigurationLogConnections\n {2}\]/);
    assert.equal(text.match(/dependsOn/g)?.length, 1);
    const json = openJson({ resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: {} }] });
    const written = JSON.parse(mended(json, add(json, 'log_connections'), add(json, 'log_disconnections'))) as { resources: { dependsOn?: string[] }[] };
    assert.deepEqual(written.resources.map(({ dependsOn }) => dependsOn?.length), [undefined, 1, 2]);
  });

  it('in ARM JSON, beside the server', () => {
    const id = (name: string): string => `[resourceId('${configurations}', parameters('name'), '${name}')]`;
    const opened = openJson({
      parameters: { name: { type: 'string' } },
      resources: [
        { type: flexible, apiVersion: version, name: "[parameters('name')]", properties: {} },
        { type: configurations, apiVersion: version, name: "[concat(parameters('name'), '/a')]", properties: { value: 'on' } },
        { type: configurations, apiVersion: version, name: "[concat(parameters('name'), '/b')]", properties: { value: 'on' }, dependsOn: [id('a')] },
      ],
    });
    const after = JSON.parse(mended(opened, add(opened, 'c'))) as { resources: { name: string; dependsOn?: string[] }[] };
    assert.deepEqual(after.resources.find(({ name }) => name.includes("'c'"))?.dependsOn, [`[resourceId('${flexible}', parameters('name'))]`, id('b')]);
  });

  it('in ARM JSON, within the server where its children are', () => {
    const opened = openJson({
      resources: [
        {
          type: flexible, apiVersion: version, name: 'pg', properties: {},
          resources: [{ type: 'configurations', apiVersion: version, name: 'a', properties: { value: 'on' } }],
        },
      ],
    });
    const after = JSON.parse(mended(opened, add(opened, 'b'))) as { resources: { resources: { type: string; name: string; dependsOn: string[] }[] }[] };
    const added = after.resources[0]?.resources[1];
    assert.deepEqual([added?.type, added?.name], ['configurations', 'b']);
    assert.deepEqual(added?.dependsOn, [`[resourceId('${flexible}', 'pg')]`, `[resourceId('${configurations}', 'pg', 'a')]`]);
  });

  it('in ARM JSON with symbolic names', () => {
    const opened = openJson({
      languageVersion: '2.0',
      resources: {
        pg: { type: flexible, apiVersion: version, name: 'pg', properties: {} },
        a: { type: configurations, apiVersion: version, name: 'pg/a', properties: { value: 'on' } },
      },
    });
    const after = JSON.parse(mended(opened, add(opened, 'b'))) as { resources: Record<string, { dependsOn?: string[] }> };
    assert.deepEqual(after.resources['pg_b']?.dependsOn, ['pg', 'a']);
  });

  it('firewall rules wait for nothing', () => {
    const opened = open(server('') + child('first', 'a'));
    const parent = opened.resource('server').key;
    assert.doesNotMatch(mended(opened, { kind: 'add', parent, type: `${flexible}/firewallRules`, name: 'office', body: {} }), /dependsOn/);
  });
});

describe('items of lists are removed', () => {
  it('in both languages, with what belongs to them', () => {
    const bicep = open(server("list: [\n      'a' // first\n      'b'\n    ]"));
    assert.match(mended(bicep, { kind: 'remove', at: bicep.at('server', 'properties', 'list', 0) }), /list: \[\n {6}'b'\n {4}\]/);
    const json = openJson({ resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: { list: ['a', 'b'] } }] });
    const after = JSON.parse(mended(json, { kind: 'remove', at: json.at('resources/0', 'properties', 'list', 1) })) as { resources: { properties: unknown }[] };
    assert.deepEqual(after.resources[0]?.properties, { list: ['a'] });
  });

  it('not where a spread or a function makes them', () => {
    const spread = open(server("list: [\n      ...more\n      'b'\n    ]", "var more = ['a']"));
    assert.equal(spread.edits({ kind: 'remove', at: spread.at('server', 'properties', 'list', 1) }), undefined);
    const made = open(server("list: concat(['a'], ['b'])"));
    assert.equal(made.edits({ kind: 'remove', at: made.at('server', 'properties', 'list', 1) }), undefined);
  });
});

describe('the API version is raised', () => {
  const raise = (opened: Opened): Change => ({ kind: 'raise', resource: opened.snapshot.servers[0]?.resource.key ?? '', apiVersion: '2025-08-01' });

  it('in both languages', () => {
    const bicep = open(server(''));
    assert.match(mended(bicep, raise(bicep)), /flexibleServers@2025-08-01' = \{/);
    const json = openJson({ resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: {} }] });
    assert.match(mended(json, raise(json)), /"apiVersion": "2025-08-01"/);
  });

  it('not where it is computed, and not lowered', () => {
    const json = openJson({ variables: { v: version }, resources: [{ type: flexible, apiVersion: "[variables('v')]", name: 'pg', properties: {} }] });
    assert.equal(json.edits(raise(json)), undefined);
    const newer = open(server("version: '11'").replace(version, '2026-01-01'));
    assert.match(mended(newer, raise(newer), { kind: 'set', at: newer.at('server', 'properties', 'version'), value: '16' }), /@2026-01-01/);
  });
});

describe('secrets leave the file', () => {
  const require = (name: string, file = 'main.bicep'): Change => ({ kind: 'require', at: { in: 'declaration', file, kind: 'parameter', name, path: [] } });
  const ask = (opened: Opened, symbol = 'server'): Change => ({ kind: 'ask', at: opened.at(symbol, 'properties', 'pw'), parameter: 'password' });

  it('as the default of a parameter', () => {
    const bicep = open(server('pw: p', "@secure()\n@description('x')\nparam p string = 'secret' // why\n"));
    assert.match(mended(bicep, require('p')), /@description\('x'\)\nparam p string \/\/ why\n/);
    const json = openJson({
      parameters: { p: { type: 'securestring', defaultValue: 'secret', metadata: { description: 'x' } } },
      resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: { pw: "[parameters('p')]" } }],
    });
    const after = JSON.parse(mended(json, require('p', 'main.json'))) as { parameters: unknown };
    assert.deepEqual(after.parameters, { p: { type: 'securestring', metadata: { description: 'x' } } });
  });

  it('not from a module whose caller does not give the value', () => {
    const module = { 'm.bicep': server('pw: p', "@secure()\nparam p string = 'secret'\n") };
    assert.equal(open("module m 'm.bicep' = { name: 'm' }", module).edits(require('p', 'm.bicep')), undefined);
    const given = open("@secure()\nparam q string\nmodule m 'm.bicep' = { name: 'm', params: { p: q } }", module);
    assert.match(mended(given, require('p', 'm.bicep')), /param p string\n/);
  });

  it('as a literal, by a new parameter behind the others', () => {
    const opened = open(server("pw: 'secret'", "param location string\nvar x = 1\n"));
    const text = mended(opened, ask(opened));
    assert.match(text, /^param location string\n\n@secure\(\)\nparam password string\nvar x = 1/);
    assert.match(text, /pw: password\n/);
  });

  it('as a literal in a variable or an argument of the entry', () => {
    const variable = open(server('pw: v', "// Why.\n\nvar v = 'secret'\n"));
    assert.match(mended(variable, ask(variable)), /^\/\/ Why\.\n\n@secure\(\)\nparam password string\n\nvar v = password\n/);
    const module = open("module m 'm.bicep' = { name: 'm', params: { p: 'secret' } }", { 'm.bicep': server('pw: p', '@secure()\nparam p string\n') });
    assert.match(mended(module, ask(module)), /^@secure\(\)\nparam password string\n\nmodule m [^]*p: password/);
  });

  it('as a literal in ARM JSON, whose name is made free', () => {
    const json = openJson({
      parameters: { password: { type: 'string' } },
      resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: { pw: 'secret' } }],
    });
    const after = JSON.parse(mended(json, ask(json, 'resources/0'))) as { parameters: unknown; resources: { properties: unknown }[] };
    assert.deepEqual(after.parameters, { password: { type: 'string' }, password2: { type: 'securestring' } });
    assert.deepEqual(after.resources[0]?.properties, { pw: "[parameters('password2')]" });
    const bare = openJson({ resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: { pw: 'secret' } }] });
    assert.match(mended(bare, ask(bare, 'resources/0')), /"contentVersion": "1.0.0.0",\n {2}"parameters": \{\n {4}"password": \{\n {6}"type": "securestring"/);
  });

  it('as a value of a parameters file, for the environment or for whoever deploys to give it', () => {
    const main = server('pw: p', '@secure()\nparam p string\nparam location string');
    const file = "using 'main.bicep'\nparam location = 'westeurope'\nparam p = 'secret' // why\n";
    const bicep = open(main, { 'main.bicepparam': file });
    const fix = bicep.textFix(ask(bicep));
    assert.equal(fix?.title, 'Mend it in main.bicepparam');
    assert.deepEqual(bicep.mend(ask(bicep))?.files, { 'main.bicep': main, 'main.bicepparam': file.replace("'secret'", "readEnvironmentVariable('P')") });
    const variable = open(main, { 'main.bicepparam': file.replace("'secret'", 'given').replace('param location', "var given = 'secret'\nparam location") });
    assert.match(variable.mend(ask(variable))?.files['main.bicepparam'] ?? '', /var given = readEnvironmentVariable\('PASSWORD'\)/);
    const values = (p: object): string =>
      JSON.stringify({ $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#', contentVersion: '1.0.0.0', parameters: { location: { value: 'westeurope' }, ...p } }, undefined, 2);
    const template = (secret: object): string => arm({ parameters: { location: { type: 'string' }, p: secret }, resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: { pw: "[parameters('p')]" } }] });
    const json = new Opened({ 'main.json': template({ type: 'securestring' }), 'main.parameters.json': values({ p: { value: 'secret' } }) });
    assert.equal(json.textFix(ask(json, 'resources/0'))?.title, 'Mend it in main.parameters.json');
    assert.equal(json.mend(ask(json, 'resources/0'))?.files['main.parameters.json'], values({}));
    const otherwise = new Opened({ 'main.json': template({ type: 'securestring', defaultValue: 'other' }), 'main.parameters.json': values({ p: { value: 'secret' } }) });
    assert.equal(otherwise.edits(ask(otherwise, 'resources/0')), undefined);
  });

  it('as a value of a parameters file, by a reference to a key vault', () => {
    const to = { subscription: 's', resourceGroup: 'g', vault: 'v', name: 'orders-password' };
    const refer = (opened: Opened, symbol = 'server'): Change => ({ kind: 'refer', at: opened.at(symbol, 'properties', 'pw'), to });
    const main = server('pw: p', '@secure()\nparam p string\nparam location string');
    const file = "using 'main.bicep'\nparam location = 'westeurope'\nparam p = 'secret' // why\n";
    const bicep = open(main, { 'main.bicepparam': file });
    assert.equal(bicep.textFix(refer(bicep))?.title, 'Mend it in main.bicepparam');
    const after = bicep.mend(refer(bicep)) ?? assert.fail();
    assert.equal(after.files['main.bicepparam'], file.replace("'secret'", "az.getSecret('s', 'g', 'v', 'orders-password')"));
    assert.ok(isUnknown(settingOf(after.resource('server'), ['properties', 'pw']) ?? null));
    // Bicep takes such a secret as the value of a parameter only.
    const variable = open(main, { 'main.bicepparam': file.replace("'secret'", 'given').replace('param location', "var given = 'secret'\nparam location") });
    assert.equal(variable.edits(refer(variable)), undefined);
    assert.equal(open(server("pw: 'secret'")).edits(refer(open(server("pw: 'secret'")))), undefined);
    const values = (p: object): string =>
      JSON.stringify({ $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#', contentVersion: '1.0.0.0', parameters: { p, location: { value: 'westeurope' } } }, undefined, 2);
    const template = arm({ parameters: { location: { type: 'string' }, p: { type: 'securestring' } }, resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: { pw: "[parameters('p')]" } }] });
    const json = new Opened({ 'main.json': template, 'main.parameters.json': values({ value: 'secret' }) });
    const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v';
    assert.equal(json.mend(refer(json, 'resources/0'))?.files['main.parameters.json'], values({ reference: { keyVault: { id }, secretName: 'orders-password' } }));
  });

  it('not from a module or a default', () => {
    const module = open("module m 'm.bicep' = { name: 'm' }", { 'm.bicep': server("pw: 'secret'") });
    assert.equal(module.edits(ask(module)), undefined);
    const byDefault = open(server('pw: p', "param p string = 'secret'"));
    assert.equal(byDefault.edits(ask(byDefault)), undefined);
  });
});
