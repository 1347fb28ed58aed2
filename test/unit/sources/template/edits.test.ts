import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Path } from '../../../../src/model/address';
import type { Change } from '../../../../src/model/fix';
import type { Json } from '../../../../src/model/value';
import { settingOf } from '../../../../src/model/resource';
import type { Files } from './open';
import { arm, flexible, Opened, rule, server, version } from './open';

const open = (bicep: string, more: Files = {}): Opened => new Opened({ 'main.bicep': bicep, ...more });

function setAt(opened: Opened, symbol: string, path: Path, value: Json): Change {
  return { kind: 'set', at: opened.at(symbol, ...path), value };
}

/** Sets a setting, opens what came of it, and returns the files that were changed with the value that is there then. */
function set(opened: Opened, symbol: string, path: Path, value: Json) {
  const mended = opened.mend(setAt(opened, symbol, path, value));
  assert.ok(mended !== undefined, 'nothing can be written');
  assert.deepEqual(mended.program.problems(), opened.program.problems());
  const changed = Object.keys(opened.files).filter((file) => mended.files[file] !== opened.files[file]);
  return { changed, text: changed.map((file) => mended.files[file]).join('\n'), value: settingOf(mended.resource(symbol), path) };
}

describe('setting', () => {
  it('replaces a literal where it is written', () => {
    const cases: readonly (readonly [string, Opened, string, RegExp])[] = [
      ['in the resource', open(server(`version: '11'`)), 'main.bicep', /version: '16'/],
      ['in a variable', open(server('version: v', `var v = '11'`)), 'main.bicep', /var v = '16'/],
      ['in a default', open(server('version: v', `param v string = '11'`)), 'main.bicep', /param v string = '16'/],
      ['in an argument', open(`module m 'm.bicep' = { name: 'm', params: { v: '11' } }`, { 'm.bicep': server('version: v', 'param v string') }), 'main.bicep', /v: '16'/],
      ['in a parameters file', open(server('version: v', 'param v string'), { 'p.bicepparam': `using 'main.bicep'\nparam v = '11'` }), 'p.bicepparam', /param v = '16'/],
    ];
    for (const [name, opened, file, text] of cases) {
      const result = set(opened, 'server', ['properties', 'version'], '16');
      assert.deepEqual([name, result.changed, result.value], [name, [file], '16']);
      assert.match(result.text, text);
    }
  });

  it('replaces the expression where a condition or nobody gives the value', () => {
    const computed = set(open(server(`version: prod ? '16' : '11'`, 'param prod bool = false')), 'server', ['properties', 'version'], '16');
    assert.match(computed.text, /version: '16'/);
    const unknown = set(open(server('version: v', 'param v string')), 'server', ['properties', 'version'], '16');
    assert.match(unknown.text, /version: '16'/);
  });

  it('replaces the argument where that is computed, for other callers keep theirs', () => {
    const opened = open(`param prod bool = false\nmodule m 'm.bicep' = { name: 'm', params: { v: prod ? '16' : '11' } }`, { 'm.bicep': server('version: v', 'param v string') });
    const result = set(opened, 'server', ['properties', 'version'], '16');
    assert.deepEqual([result.changed, result.value], [['main.bicep'], '16']);
  });

  it('writes no value into a parameter that does not allow it', () => {
    const result = set(open(server('version: v', `@allowed(['11', '12'])\nparam v string = '11'`)), 'server', ['properties', 'version'], '16');
    assert.match(result.text, /version: '16'/);
    assert.match(result.text, /param v string = '11'/);
  });

  it('adds what is absent to the closest object, wherever that is written', () => {
    const here = set(open(server(`version: '16'`)), 'server', ['properties', 'network', 'publicNetworkAccess'], 'Disabled');
    assert.equal(here.value, 'Disabled');
    const there = set(open(server('network: net', 'var net = {}')), 'server', ['properties', 'network', 'publicNetworkAccess'], 'Disabled');
    assert.match(there.text, /var net = \{\s*publicNetworkAccess: 'Disabled'\s*\}/);
  });

  it('adds several absent properties of one object together', () => {
    const opened = open(server(''));
    const mended = opened.mend(
      setAt(opened, 'server', ['properties', 'authConfig', 'activeDirectoryAuth'], 'Enabled'),
      setAt(opened, 'server', ['properties', 'authConfig', 'passwordAuth'], 'Disabled'),
    );
    assert.deepEqual(settingOf(mended?.resource('server') ?? opened.resource('server'), ['properties', 'authConfig']), { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' });
    const contradiction = opened.edits(setAt(opened, 'server', ['properties', 'a'], 'x'), setAt(opened, 'server', ['properties', 'a'], 'y'));
    assert.equal(contradiction, undefined);
  });

  it('is refused where an object is not written out, or half typed', () => {
    const unknown = open(server('network: net', 'param net object'));
    assert.equal(unknown.edits(setAt(unknown, 'server', ['properties', 'network', 'x'], 1)), undefined);
    const half = open(`resource server '${flexible}@${version}' = {\n  name: 'pg'\n  properties: {\n    version: '16'\n`);
    assert.equal(half.edits(setAt(half, 'server', ['properties', 'x'], 1)), undefined);
  });

  it('contradicting itself is refused', () => {
    const opened = open(server('a: v\n    b: v', `var v = 'x'`));
    assert.equal(opened.edits(setAt(opened, 'server', ['properties', 'a'], 'y'), setAt(opened, 'server', ['properties', 'b'], 'z')), undefined);
    assert.equal(opened.edits(setAt(opened, 'server', ['properties', 'a'], 'y'), setAt(opened, 'server', ['properties', 'b'], 'y'))?.length, 1);
  });
});

describe('adding, removing, securing', () => {
  it('adds children', () => {
    const opened = open(server(''));
    const add = (name: string): Change => ({ kind: 'add', parent: opened.resource('server').key, type: `${flexible}/configurations`, name, body: { properties: { value: 'on' } } });
    const mended = opened.mend(add('log_connections'), add('log_disconnections'));
    assert.ok(mended !== undefined);
    const { items } = mended.snapshot.children(mended.resource('#server').key, `${flexible}/configurations`);
    assert.deepEqual(items.map(({ name }) => name), ['log_connections', 'log_disconnections']);
  });

  it('removes properties and resources', () => {
    const opened = open(server(`version: '16'\n    tls: 'a'`) + rule('a', '', `parent: server\n  name: 'a'`));
    const mended = opened.mend({ kind: 'remove', at: opened.at('server', 'properties', 'tls') }, { kind: 'remove', at: opened.at('#a') });
    assert.deepEqual(mended?.snapshot.resources.map(({ name }) => name), ['pg']);
    assert.equal(settingOf(mended.resource('server'), ['properties', 'tls']), undefined);
  });

  it('removes nothing that stands in text for more than one, or that is only referred to', () => {
    const loop = open(`${server('')}\nresource all '${flexible}/firewallRules@${version}' = [for n in ['a', 'b']: {\n  parent: server\n  name: n\n}]`);
    assert.equal(loop.edits({ kind: 'remove', at: loop.at('all[0]') }), undefined);
    const module = open(`module m 'm.bicep' = [for n in ['a', 'b']: { name: n }]`, { 'm.bicep': server('') });
    assert.equal(module.edits({ kind: 'remove', at: module.at('[0]>server') }), undefined);
    const existing = open(`resource pg '${flexible}@${version}' existing = {\n  name: 'pg'\n}`);
    assert.equal(existing.edits({ kind: 'remove', at: existing.at('pg') }), undefined);
  });

  it('secures parameters', () => {
    const opened = open(server('pw: password', 'param password string\n'));
    const mended = opened.mend({ kind: 'secure', at: { in: 'declaration', file: 'main.bicep', kind: 'parameter', name: 'password', path: [] } });
    assert.equal(mended?.snapshot.declarations[0]?.secure, true);
  });

  it('refuses actions, and what is not there', () => {
    const opened = open(server(''));
    assert.equal(opened.edits({ kind: 'action', resource: opened.resource('server').key, action: 'restart' }), undefined);
    assert.equal(opened.edits({ kind: 'set', at: { in: 'resource', key: 'gone', path: ['x'] }, value: 1 }), undefined);
    assert.equal(opened.edits(), undefined);
  });
});

describe('ARM templates', () => {
  const template = (properties: object, parameters: object = {}): Opened =>
    new Opened({ 'a.json': arm({ parameters, resources: [{ type: flexible, apiVersion: version, name: 'pg', properties }] }) });

  it('are mended in place, in defaults and in new properties', () => {
    assert.equal(set(template({ version: '11' }), 'resources/0', ['properties', 'version'], '16').value, '16');
    const byDefault = set(template({ version: "[parameters('v')]" }, { v: { type: 'string', defaultValue: '11' } }), 'resources/0', ['properties', 'version'], '16');
    assert.match(byDefault.text, /"defaultValue": "16"/);
    assert.equal(byDefault.value, '16');
    assert.equal(set(template({}), 'resources/0', ['properties', 'network', 'publicNetworkAccess'], 'Disabled').value, 'Disabled');
    assert.equal(set(template({ version: "[if(true(), '11', '12')]" }), 'resources/0', ['properties', 'version'], '16').value, '16');
  });

  it('are mended in their parameters file', () => {
    const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#';
    const opened = new Opened({
      'a.json': arm({ parameters: { v: { type: 'string' } }, resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: { version: "[parameters('v')]" } }] }),
      'a.parameters.json': JSON.stringify({ $schema: schema, contentVersion: '1.0.0.0', parameters: { V: { value: '11' } } }, null, 2),
    });
    const result = set(opened, 'resources/0', ['properties', 'version'], '16');
    assert.deepEqual([result.changed, result.value], [['a.parameters.json'], '16']);
  });

  it('are given children', () => {
    const opened = template({});
    const mended = opened.mend({ kind: 'add', parent: opened.resource('resources/0').key, type: `${flexible}/configurations`, name: 'x', body: { properties: { value: 'on' } } });
    assert.ok(mended !== undefined);
    assert.equal(mended.snapshot.children(mended.snapshot.servers[0]?.resource.key ?? '', `${flexible}/configurations`).items[0]?.name, 'x');
  });
});
