import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settingOf } from '../../../../src/model/resource';
import type { Value } from '../../../../src/model/value';
import { isUnknown } from '../../../../src/model/value';
import type { Files } from './open';
import { flexible, Opened, rule, server, version } from './open';

const shown = (value: Value | undefined): unknown =>
  !isUnknown(value) ? value : value.oneOf === undefined ? `? ${value.because}` : { oneOf: value.oneOf };

/** Opens a file that has to be without fault. */
function open(text: string, files: Files = {}): Opened {
  const opened = new Opened({ 'main.bicep': text, ...files }, ['main.bicep']);
  assert.deepEqual(opened.program.problems(), [], text);
  return opened;
}

/** What a setting of the server is. */
const it_ = (expression: string, around = '', files: Files = {}): unknown =>
  shown(settingOf(open(server(`it: ${expression}`, around), files).resource('#server'), ['properties', 'it']));

/** Each construct of the language, with what it means here. */
describe('Bicep', () => {
  const expressions: readonly (readonly [expression: string, means: unknown, around?: string])[] = [
    // Access. A setting that is null is absent.
    ['a.?b.c', undefined, 'var a = {}'],
    ['a.?b.c', undefined, 'var a = { b: {} }'],
    ['(a.?b).c', '? a property is taken of something that has none', 'var a = {}'],
    ['a.?b[0].c', undefined, 'var a = {}'],
    ['a.?b.?c ?? 1', 1, 'var a = {}'],
    ['a[?5] ?? 1', 1, 'var a = [0]'],
    [`a[?'b'] ?? 1`, 1, 'var a = {}'],
    ['a[^1]', 3, 'var a = [1, 2, 3]'],
    ['a[?^4] ?? 9', 9, 'var a = [1, 2, 3]'],
    ['a[^(1 + 1)]', 2, 'var a = [1, 2, 3]'],
    ['a!.b', 1, 'var a = { b: 1 }'],
    ['p!', '? the parameter p has no value', 'param p string'],
    [`a['b-c']`, 1, `var a = { 'b-c': 1 }`],
    // Operators.
    ['null ?? null ?? 3', 3],
    ['true ? false ? 1 : 2 : 3', 2],
    [`'A' =~ 'a' && 'A' !~ 'b' && 'A' != 'a'`, true],
    ['-2 * 3 - -1', -5],
    ['7 / 2 % 2', 1],
    ['!(1 > 2) || 1 >= 2', true],
    // Texts.
    [`'''\nline\n'quoted' \${no}\\n'''`, `line\n'quoted' \${no}\\n`],
    [`$'''one \${a}'''`, 'one 1', 'var a = 1'],
    [`$$'''one \${a} $\${a} $$\${a}'''`, 'one ${a} 1 $1', 'var a = 1'],
    [`'\\u{1F600}\\t\\$\\'\\\\'`, '\u{1F600}\t$\'\\'],
    [`'a\${1 + 1}b\${'c\${true}'}'`, 'a2bcTrue'],
    // Lists and objects.
    ['[...a, 3, ...[4]]', [1, 2, 3, 4], 'var a = [1, 2]'],
    ['{ a: 1, ...b, c: 3 }', { a: 2, b: 2, c: 3 }, 'var b = { a: 2, b: 2 }'],
    [`{ 'a b': 1, '\${'c'}\${1}': 2 }`, { 'a b': 1, c1: 2 }],
    ['[1, 2\n      3]', [1, 2, 3]],
    // Loops.
    ['[for i in range(1, 3): i * 2]', [2, 4, 6]],
    ['[for (x, i) in a: {\n      x: x\n      i: i\n    }]', [{ x: 'p', i: 0 }, { x: 'q', i: 1 }], `var a = ['p', 'q']`],
    ['[for x in a: [for y in a: x + y]]', [[2, 3], [3, 4]], 'var a = [1, 2]'],
    ['l', ['0a', '1b'], `var l = [for (x, i) in ['a', 'b']: '\${i}\${x}']`],
    // Lambdas.
    ['filter([1, 2, 3], x => x > 1)', [2, 3]],
    ['map([1, 2], (x, i) => x * 10 + i)', [10, 21]],
    ['reduce([1, 2, 3], 0, (sum, x) => sum + x)', 6],
    ['sort([3, 1, 2], (a, b) => a < b)', [1, 2, 3]],
    ['toObject([1, 2], x => string(x), x => x * 2)', { 1: 2, 2: 4 }],
    [`groupBy(['ab', 'ac', 'b'], x => substring(x, 0, 1))`, { a: ['ab', 'ac'], b: ['b'] }],
    ['mapValues({ a: 1, b: 2 }, x => x + 1)', { a: 2, b: 3 }],
    ['map(filter([1, 2, 3], x => x != 2), x => map([x], y => x + y))', [[2], [6]]],
    // Functions that the file declares.
    [`greet('x')`, 'hello x', `func greet(name string) string => 'hello \${name}'`],
    ['twice(twice(3))', 12, 'func twice(n int) int => n * 2'],
    ['size({ a: 1 })', 1, 'type t = { *: int }\nfunc size(of t) int => length(of)'],
    // Declarations.
    ['v', 'a', `var v string = 'a'`],
    ['v.x', 1, 'type t = { x: int }\nvar v t = { x: 1 }'],
    ['nameof(v.x)', 'x', 'var v = { x: 1 }'],
    [`az.toUpper('a')`, 'A'],
    [`sys.toUpper('a')`, 'A'],
    ['any(v)', 1, 'var v = 1'],
    ['p', { oneOf: ['a', 'b'] }, `param p 'a' | 'b'`],
    ['p.?x', '? the parameter p has no value', 'param p object'],
    ['p.?x ?? 1', 1, 'param p { x: int? } = {}'],
    ['p', 1, '@minValue(1)\n@maxValue(2)\n@sys.description(\'a\')\n@metadata({ a: 1 })\nparam p int = 1'],
  ];
  for (const [expression, means, around = ''] of expressions) {
    it(expression.replaceAll('\n', ' '), () => assert.deepEqual(it_(expression, around), means));
  }

  it('continues an expression on the line of its operator', () => {
    assert.equal(it_(`cond\n      ? 'a'\n      : 'b'`, 'var cond = true'), 'a');
    assert.equal(it_(`a\n      ?? 'b'`, 'var a = null'), 'b');
    assert.equal(it_(`a\n      .b`, 'var a = { b: 2 }'), 2);
    assert.equal(it_(`(1\n      + 2)`), 3);
  });

  it('has statements that deploy nothing', () => {
    const around = `targetScope = 'resourceGroup'
metadata author = 'x'
extension kubernetes with {
  namespace: 'default'
} as k8s
extension 'br:example.azurecr.io/graph:1.0.0'
assert isLong = length('abc') == 3
@export()
@description('A type.')
type t = resourceInput<'${flexible}@${version}'>.properties
type u = resourceOutput<'${flexible}@${version}'>
@discriminator('kind')
type d = { kind: 'a', x: int } | { kind: 'b', y: string[]? }
type e = (string | int)[]
type f = [int, string, ...string[]]
output o t = { version: '16' }
@secure()
output s string = 'x'
`.replace('type f = [int, string, ...string[]]\n', 'type f = [int, string]\n');
    assert.deepEqual(open(server('', around)).snapshot.resources.map(({ type }) => type), [flexible]);
  });

  it('has pragmas, which mean nothing here', () => {
    const text = server('#disable-next-line BCP036 no-hardcoded-env-urls\n    it: 1', '#disable-diagnostics BCP035\n#restore-diagnostics BCP035\n');
    assert.equal(settingOf(open(text).resource('#server'), ['properties', 'it']), 1);
  });

  it('refers to what exists, nests, extends and belongs', () => {
    const opened = open(`
resource server '${flexible}@${version}' existing = {
  name: 'pg'
  resource inner 'firewallRules' existing = {
    name: 'a'
  }
}
resource nested '${flexible}@${version}' = {
  name: 'other'
  resource child 'firewallRules@${version}' = if (true) {
    name: 'b'
    properties: { startIpAddress: server::inner.properties.startIpAddress }
  }
  resource many 'databases' = [for n in ['x', 'y']: {
    name: n
  }]
}
${rule('c', '', `parent: server\n  name: 'c'`)}
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: nested
  name: 'lock'
  properties: { level: 'CanNotDelete' }
}
`);
    const of = (symbol: string): readonly string[] => {
      const parent = opened.resource(symbol).key;
      return opened.snapshot.resources.filter((one) => one.parent === parent).map(({ key }) => key.replace('main.bicep#', ''));
    };
    assert.deepEqual(of('#server'), ['server::inner', 'c']);
    assert.deepEqual(of('#nested'), ['nested::child', 'nested::many[0]', 'nested::many[1]', 'lock']);
    assert.equal(opened.resource('nested::many[0]').apiVersion, version);
    const value = settingOf(opened.resource('nested::child'), ['properties', 'startIpAddress']);
    assert.ok(isUnknown(value) && value.refersTo === opened.resource('server::inner').key);
  });

  it('loops over resources with index and filter, and under conditions', () => {
    const looped = (head: string, close: string): readonly unknown[] =>
      open(`resource r '${flexible}/databases@${version}' = ${head}{\n  name: 'pg/\${i}\${x}'\n}${close}`).snapshot.resources.filter(({ existing }) => !existing).map(({ name }) => name);
    assert.deepEqual(looped(`[for (x, i) in ['a', 'b']: `, ']'), ['0a', '1b']);
    assert.deepEqual(looped(`[for (x, i) in ['a', 'b']: if (x != 'a') `, ']'), ['1b']);
  });

  it('takes modules of registries and template specs for what nobody here can read', () => {
    for (const reference of ['br:example.azurecr.io/bicep/pg:v1', 'br/mine:pg:v1', 'ts:00000000-0000-0000-0000-000000000000/rg/spec:1.0', 'ts/mine:spec:1.0', 'br/public:avm/res/sql/server:0.1.0']) {
      const opened = new Opened({ 'main.bicep': `${server('')}\nmodule m '${reference}' = {\n  params: { name: server.name }\n}\n${server(`it: m.outputs.id`).replace('server', 'second').replace(`'pg'`, `'pg2'`)}` });
      assert.match(String(shown(settingOf(opened.resource('#second'), ['properties', 'it']))), /^\? the module .* is in a registry$/);
      const { complete } = opened.snapshot.children(opened.resource('#server').key, `${flexible}/firewallRules`);
      assert.ok(isUnknown(complete), reference);
    }
  });

  it('follows modules with conditions, loops and outputs', () => {
    const module = { 'm.bicep': `param name string\n${server('').replace(`'pg'`, 'name')}\noutput name string = server.name` };
    const opened = open(`module a 'm.bicep' = [for n in ['x', 'y']: if (n != 'y') {\n  params: { name: n }\n}]\nmodule b 'm.bicep' = if (false) {\n  params: { name: 'no' }\n}\nmodule c 'm.bicep' = {\n  params: { name: a[0].outputs.name }\n}`, module);
    assert.deepEqual(opened.snapshot.servers.map(({ resource }) => resource.name), ['x', 'x']);
  });
});
