import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readBicep } from '../../../../src/sources/bicep/read';
import type { Expression } from '../../../../src/sources/template/expression';
import { show } from './show-template';

const declarations = `
param p object
var v = {}
resource r 'A.B/c@1' existing = { name: 'r' }
resource rs 'A.B/c@1' = [for i in range(0, 2): { name: 'r\${i}' }]
module m './m.bicep' = { name: 'm' }
import { imported } from './types.bicep'
import * as types from './types.bicep'
func f(a string) string => a
`;

function lower(written: string): Expression {
  const template = readBicep('main.bicep', `${declarations}var it = ${written}\n`);
  assert.deepEqual(template.problems, []);
  const found = template.variables.get('it');
  assert.ok(found);
  return found.value;
}

function shows(written: string, expected: string): void {
  test(written.replaceAll('\n', ' '), () => assert.equal(show(lower(written)), expected));
}

describe('literals', () => {
  shows("'it''s'".replace("''", "\\'"), '"it\'s"');
  shows("'a\\n\\${b}\\\\'", '"a\\n${b}\\\\"');
  shows("'''\nraw ${p}'''", '"raw ${p}"');
  shows('-5', '-5');
  shows('-0', '0');
  shows('+5', '5');
  shows('-(5)', '-5');
  shows('null', 'null');
  shows('(true)', 'true');
});

describe('operators are calls of functions', () => {
  shows('1 + 2 * 3', 'add(1,mul(2,3))');
  shows('7 / 2 - 4 % 3', 'sub(div(7,2),mod(4,3))');
  shows("p.a == 'x' && p.b != 'y' || !p.c", 'or(and(equals(parameter:p["a"],"x"),not(equals(parameter:p["b"],"y"))),not(parameter:p["c"]))');
  shows("p.a =~ 'x'", 'equalsInsensitive(parameter:p["a"],"x")');
  shows("p.a !~ 'x'", 'not(equalsInsensitive(parameter:p["a"],"x"))');
  shows('p.a < 1', 'less(parameter:p["a"],1)');
  shows('p.a <= 1', 'lessOrEquals(parameter:p["a"],1)');
  shows('p.a > 1', 'greater(parameter:p["a"],1)');
  shows('p.a >= 1', 'greaterOrEquals(parameter:p["a"],1)');
  shows("p.?a ?? 'x'", 'coalesce(parameter:p?["a"],"x")');
  shows('-p.a', 'sub(0,parameter:p["a"])');
  shows("p.a ? 'x' : p.b ? 'y' : 'z'", '(parameter:p["a"] ? "x" : (parameter:p["b"] ? "y" : "z"))');

  test('no declared function can take over an operator', () => {
    const call = lower('1 + 2');
    assert.equal(call.kind === 'call' ? call.namespace : undefined, 'sys');
  });
});

describe('names', () => {
  shows('[p, v, r, m]', '[parameter:p,variable:v,symbol:r,symbol:m]');
  shows('m.outputs.x', 'symbol:m["outputs"]["x"]');
  shows('rs[0].id', 'symbol:rs[0]["id"]');
  shows('nobody', '<nobody is not declared>');
  shows('P', '<P is not declared>');
  shows('imported', 'import:imported');
  shows('[for p in v: p]', '[for]'.replace('[for]', 'for(p in variable:v do local:p)'));
  shows('[for (x, i) in v: { a: x.b, i: i, p: p }]', 'for(x,i in variable:v do {a:local:x["b"],i:local:i,p:parameter:p})');
  shows('[for x in [for y in v: y]: x]', 'for(x in for(y in variable:v do local:y) do local:x)');
  shows('map(v, x => x.a)', 'map(variable:v,(x => local:x["a"]))');
  shows('reduce(v, 0, (x, y) => x + y + z)', 'reduce(variable:v,0,(x,y => add(add(local:x,local:y),<z is not declared>)))');
  shows('[map(v, x => x), x]', '[map(variable:v,(x => local:x)),<x is not declared>]');
});

describe('access, calls and text', () => {
  shows("p['a'][0][^1][?v]", 'parameter:p["a"][0][^1]?[variable:v]');
  shows('p.a!.b', 'parameter:p["a"]["b"]');
  shows("'a${p.b}c'", '`a{parameter:p["b"]}c`');
  shows("'${p}'", '`{parameter:p}`');
  shows("$'''a${p}'''", '`a{parameter:p}`');
  shows("f('x')", 'f("x")');
  shows('az.resourceGroup().location', 'az.resourceGroup()["location"]');
  shows("sys.concat('a')", 'concat("a")');
  shows("types.f('x')", 'types.f("x")');
  shows("r.listKeys('1')", 'az.listKeys(symbol:r,"1")');
  shows("{ a: 1, 'b-c': 2, '${p}': 3, ...v }", '{a:1,b-c:2,[`{parameter:p}`]:3,...variable:v}');
  shows('[1, ...v]', '[1,...variable:v]');
});

test('every node knows its text', () => {
  const written = "{ a: p.b, c: ('x') }";
  const text = `${declarations}var it = ${written}\n`;
  const value = readBicep('main.bicep', text).variables.get('it')?.value;
  assert.ok(value?.kind === 'object');
  const spell = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
  assert.equal(spell(value), written);
  assert.equal(text.charAt(value.close!), '}');
  assert.deepEqual(value.members.map((m) => (m.kind === 'entry' ? [spell(m), spell(m.keySpan), spell(m.value)] : [])), [['a: p.b', 'a', 'p.b'], ["c: ('x')", 'c', "'x'"]]);
});
