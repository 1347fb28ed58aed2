import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { settingOf } from '../../../../src/model/resource';
import { isUnknown } from '../../../../src/model/value';
import { openProgram } from '../../../../src/sources/template/open-program';
import type { Files } from './open';
import { arm, flexible, hostOf, Opened, server, version } from './open';

/** Opens everything of a program, as those who use it do. */
function walk(files: Files): void {
  const program = openProgram({ files: Object.keys(files), host: hostOf(files) });
  for (const entry of program.entries) {
    const snapshot = program.snapshot(entry);
    for (const { at, value } of snapshot.declarations) {
      void value;
      program.locate(entry, at);
    }
    for (const { key, type, body } of snapshot.resources) {
      void body;
      snapshot.children(key, `${type}/firewallRules`);
      const at = { in: 'resource', key, path: ['properties', 'network', 'publicNetworkAccess'] } as const;
      program.locate(entry, at);
      program.edits(entry, { title: '', effect: 'safe', changes: [{ kind: 'set', at, value: 'Disabled' }, { kind: 'remove', at: { ...at, path: [] } }] });
      program.edits(entry, { title: '', effect: 'safe', changes: [{ kind: 'add', parent: key, type: `${type}/firewallRules`, name: 'a', body: {} }] });
    }
  }
}

function versionOf(bicep: string, more: Files = {}): unknown {
  const opened = new Opened({ 'main.bicep': bicep, ...more });
  const value = settingOf(opened.resource('server'), ['properties', 'version']);
  return isUnknown(value) ? value.because : value;
}

describe('hostile templates', () => {
  it('may write any number of resources: the last one is judged like the first', () => {
    const storage = { type: 'Microsoft.Storage/storageAccounts', apiVersion: '2023-01-01', name: "[concat('storage', copyIndex())]" };
    const last = { type: 'Microsoft.DBforPostgreSQL/servers', apiVersion: '2017-12-01', name: 'pg', properties: {} };
    const text = JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      resources: [...Array.from({ length: 30_000 }, () => storage), last],
    });
    const program = openProgram({ files: ['main.json'], host: hostOf({ 'main.json': text }) });
    const [entry] = program.entries;
    assert.ok(entry);
    assert.deepEqual(program.snapshot(entry).servers.map(({ resource }) => resource.name), ['pg']);
  });

  it('may refer to themselves', () => {
    assert.equal(versionOf(server('version: a', 'var a = b\nvar b = a')), 'a refers to itself');
    assert.equal(versionOf(server('version: a.x', 'var a = { x: a.x }')), 'the value refers to itself');
    assert.equal(versionOf(server('version: server.name', '').replace(`'pg'`, 'server.name')), 'the value refers to itself');
    assert.equal(versionOf(server('version: f(1)', 'func f(n int) int => f(n + 1)')), 'the expression is nested too deeply');
    walk({ 'main.bicep': `resource a '${flexible}@${version}' = [for x in a: { name: x.name, parent: b }]\nresource b '${flexible}/x@1' = { parent: a, name: 'x' }\nvar v = { v: v }\noutput o object = v` });
  });

  it('may call modules for ever', () => {
    const program = new Opened({ 'a.bicep': `param n int = 0\nmodule a 'a.bicep' = { name: 'a', params: { n: n + 1 } }\n${server('version: n')}` });
    assert.equal(program.program.problems().length, 1);
    assert.equal(program.snapshot.servers.length, 1);
    const wide = `module a 'a.bicep' = [for i in range(0, 9): { name: 'a' }]\nmodule b 'a.bicep' = { name: 'b' }`;
    walk({ 'a.bicep': wide });
  });

  it('may be long chains', () => {
    const chain = Array.from({ length: 5000 }, (_, index) => `var v${index} = v${index + 1}`).join('\n');
    assert.equal(versionOf(server('version: v0', `${chain}\nvar v5000 = '16'`)), 'the expression is nested too deeply');
  });

  it('may have huge loops and texts', () => {
    assert.equal(versionOf(server('version: string(length(range(0, 100000)))')), 'the list has more than 10000 items');
    const doubling = Array.from({ length: 40 }, (_, index) => `var v${index + 1} = '\${v${index}}\${v${index}}'`).join('\n');
    assert.equal(versionOf(server('version: v40', `var v0 = 'x'\n${doubling}`)), 'the text is too long to be computed');
    const lists = Array.from({ length: 30 }, (_, index) => `var v${index + 1} = concat(v${index}, v${index})`).join('\n');
    assert.equal(typeof versionOf(server('version: string(v30)', `var v0 = [1]\n${lists}`)), 'string');
    const opened = new Opened({ 'main.bicep': `${server('')}resource r '${flexible}/firewallRules@${version}' = [for i in range(0, 9999): {\n  parent: server\n  name: 'r\${i}'\n}]` });
    assert.equal(opened.snapshot.resources.length, 10_000);
  });

  it('may load data that is deep, huge or full of itself', () => {
    const load = (call: string, name: string, text: string): unknown => versionOf(server(`version: string(${call})`), { [name]: text });
    const deep = 20_000;
    assert.equal(typeof load(`loadJsonContent('a.json')`, 'a.json', '['.repeat(deep) + ']'.repeat(deep)), 'string');
    assert.equal(typeof load(`loadYamlContent('a.yaml')`, 'a.yaml', '['.repeat(deep) + ']'.repeat(deep)), 'string');
    assert.equal(typeof load(`loadYamlContent('a.yaml')`, 'a.yaml', '- '.repeat(deep)), 'string');
    assert.equal(load(`loadJsonContent('a.json')`, 'a.json', `"${'x'.repeat(5_000_000)}"`), 'the file a.json is too large to be loaded');
    const bomb = Array.from({ length: 40 }, (_, index) => `v${index + 1}: &v${index + 1} [*v${index}, *v${index}]`).join('\n');
    assert.equal(typeof load(`loadYamlContent('a.yaml')`, 'a.yaml', `v0: &v0 [x, x]\n${bomb}`), 'string');
    assert.equal(typeof load(`loadYamlContent('a.yaml', '$..v1')`, 'a.yaml', `v0: &v0 [x, x]\n${bomb}`), 'string');
    assert.equal(typeof load(`loadYamlContent('a.yaml', '$..a')`, 'a.yaml', 'a: &a { a: *a, b: *a }'), 'string');
    const path = `$${'..a'.repeat(30)}`;
    assert.equal(typeof load(`loadJsonContent('a.json', '${path}')`, 'a.json', `${'{"a":['.repeat(200)}1${']}'.repeat(200)}`), 'string');
    assert.equal(typeof load(`loadJsonContent('a.json', '${'['.repeat(deep)}')`, 'a.json', '1'), 'string');
    assert.equal(typeof load(`loadTextContent('${'../'.repeat(deep)}x')`, 'a.json', '1'), 'string');
  });

  it('may have types without end', () => {
    const wide = Array.from({ length: 40 }, (_, index) => `type t${index} = { ${Array.from({ length: 20 }, (__, key) => `k${key}: t${index + 1}`).join(', ')} }`).join('\n');
    assert.equal(typeof versionOf(server('version: string(p)', `${wide}\ntype t40 = string\nparam p t0`)), 'string');
    const deep = 20_000;
    for (const type of [`${'{ a: '.repeat(deep)}string${' }'.repeat(deep)}`, `string${'[]'.repeat(deep)}`, `t${'.a'.repeat(deep)}`, `resourceInput<${"'x'".repeat(deep)}>`, `${"'a' | ".repeat(deep)}'b'`, `${'('.repeat(deep)}string`]) {
      walk({ 'main.bicep': server('version: string(p)', `type t = { a: t }\nparam p ${type}`) });
    }
    const round = (own: string, other: string): string => `import * as o from '${other}'\n@export()\ntype ${own} = { x: o.${own === 'a' ? 'b' : 'a'} }\nparam p ${own}\n${server('version: string(p)')}`;
    walk({ 'a.bicep': round('a', 'b.bicep'), 'b.bicep': round('b', 'a.bicep') });
  });

  it('may extend, import and be in places without end', () => {
    const files: Record<string, string> = { 'main.bicep': server('version: p', 'param p string'), 'main.bicepparam': `using 'main.bicep'\nextends '0.bicepparam'\nparam p = base.p` };
    for (let index = 0; index < 200; index++) files[`${index}.bicepparam`] = `using none\nextends '${index + 1}.bicepparam'\nparam p = base.p`;
    walk(files);
    walk({ 'main.bicep': `module m 'main.bicep' = {\n  scope: resourceGroup(m.outputs.x)\n}\noutput x string = m.outputs.x\n${server('')}` });
    walk({ 'main.bicep': `resource a '${flexible}@${version}' existing = {\n  name: 'pg'\n  scope: b\n}\nresource b '${flexible}@${version}' existing = {\n  name: 'pg'\n  scope: a\n}` });
    walk({ 'main.bicep': `resource a '${flexible}@${version}' existing = {\n  name: 'pg'\n  scope: resourceGroup(a.id)\n}` });
  });

  it('may share values so often that written out they would fill any memory', () => {
    const sharing = Array.from({ length: 60 }, (_, index) => `var v${index + 1} = { a: v${index}, b: v${index} }`).join('\n');
    walk({ 'main.bicep': server(`it: v60\n    version: string(v60)\n    same: v60 == v59`, `var v0 = 'x'\n${sharing}`) });
  });

  it('may nest loops', () => {
    const nested = `[for a in range(0, 9000): [for b in range(0, 9000): [for c in range(0, 9000): a + b + c]]]`;
    walk({ 'main.bicep': server(`it: ${nested}\n    version: string(${nested})\n    n: reduce(range(0, 9999), [], (x, y) => concat(x, [y]))`) });
  });

  it('may name things like the language does', () => {
    const opened = new Opened({ 'main.bicep': server(`__proto__: { polluted: true }\n    constructor: 'x'\n    version: toString`, `var toString = 'hasOwnProperty'`) });
    assert.equal(settingOf(opened.resource('server'), ['properties', 'constructor']), 'x');
    assert.equal(({} as { polluted?: true }).polluted, undefined);
    walk({ 'a.json': arm({ resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: JSON.parse('{ "__proto__": { "a": 1 } }') as object }], variables: JSON.parse('{ "__proto__": 1, "toString": "[variables(\'valueOf\')]" }') as object }) });
  });

  it('may be any text', () => {
    const words = ['resource', 'module', 'param', 'var', 'output', ' = ', '{', '}', '[', ']', '(', ')', ': ', '\n', "'", '${', 'for x in ', 'if (', 'parent', 'name', 'a', `'${flexible}@${version}'`, 'existing', '...', '?', '.', '=>', '@secure()', "'m.bicep'", ' string', '1', '==', '"', ',', 'properties', 'map', 'union', '\\'];
    const bicep = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(fc.property(bicep, bicep, (main, module) => walk({ 'main.bicep': server('version: a', main) + main, 'm.bicep': module, 'p.bicepparam': `using 'main.bicep'\n${module}` })), { numRuns: 300 });
    fc.assert(fc.property(fc.string(), (text) => walk({ 'main.bicep': text, 'a.json': text, 'a.parameters.json': text, 'p.bicepparam': text })), { numRuns: 200 });
  });

  it('may be any JSON', () => {
    const expression = fc.array(fc.constantFrom('[', ']', 'concat(', "parameters('p')", "variables('v')", 'copyIndex()', ',', ')', "'x'", '1', '.a', 'if(', 'union(', 'json(', 'createObject('), { maxLength: 12 }).map((parts) => `[${parts.join('')}]`);
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, expression, fc.jsonValue({ maxDepth: 1 }), fc.array(tie('any'), { maxLength: 3 }), fc.dictionary(fc.constantFrom('name', 'type', 'copy', 'count', 'input', 'properties', 'parameters', 'value', 'template', 'resources', 'condition'), tie('any'), { maxKeys: 4 })),
    })).any;
    fc.assert(
      fc.property(value, value, value, expression, (resources, variables, properties, name) => {
        walk({ 'a.json': arm({ resources, variables }), 'b.json': arm({ parameters: { p: { type: 'string' } }, variables: { v: variables }, resources: [{ type: flexible, apiVersion: version, name, properties, copy: properties, resources }] }) });
      }),
      { numRuns: 200 },
    );
  });
});
