import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOutput, show, slice } from './sample';

const shown = (json: string): string => show(readOutput(json, { parameters: '{ "Name": { "type": "string" } }', variables: '{ "myVar": 1 }' }).value);

describe('ARM expressions', () => {
  const cases: readonly (readonly [json: string, expected: string])[] = [
    [`"plain"`, '"plain"'],
    [`"[parameters('name')]"`, 'parameter:Name'],
    [`"[PARAMETERS('NAME')]"`, 'parameter:Name'],
    [`"[parameters('other')]"`, 'parameter:other'],
    [`"[variables('myvar')]"`, 'variable:myVar'],
    [`"[concat('a', 'it''s', 1, -2)]"`, `concat("a", "it's", 1, -2)`],
    [`"[format('{0}-{1}', parameters('Name'), 'x')]"`, 'format("{0}-{1}", parameter:Name, "x")'],
    [`"[resourceGroup().location]"`, 'resourceGroup()["location"]'],
    [`"[reference('server').outputs.a.value[0]['b-c']]"`, 'reference("server")["outputs"]["a"]["value"][0]["b-c"]'],
    [`"[parameters('Name').?a.b[?0]]"`, 'parameter:Name?["a"]["b"]?[0]'],
    [`"[tryGet(parameters('Name'), 'a', 0)]"`, 'parameter:Name?["a"]?[0]'],
    [`"[indexFromEnd(parameters('Name'), 1)]"`, 'parameter:Name[^1]'],
    [`"[if(equals(1, 2), 'a', 'b')]"`, '(equals(1, 2) ? "a" : "b")'],
    [`"[if(true())]"`, 'if(true)'],
    [`"[true()]"`, 'true'],
    [`"[null()]"`, 'null'],
    [`"[createArray(true, false, null)]"`, 'createArray(true, false, null)'],
    [`"[map(parameters('Name'), lambda('Item', add(lambdaVariables('item'), 1)))]"`, 'map(parameter:Name, (item) => add(local:item, 1))'],
    [`"[contoso.unique.name('a')]"`, 'contoso.unique.name("a")'],
    [`"[__bicep.f(1)]"`, '__bicep.f(1)'],
    [`"[parameters(concat('a', 'b'))]"`, 'parameters(concat("a", "b"))'],
    [`"[constructor()]"`, 'constructor()'],
    [`"[[not an expression]"`, '"[not an expression]"'],
    [`"[not closed"`, '"[not closed"'],
    [`"[[escaped once"`, '"[[escaped once"'],
    [`"[]"`, 'missing: an expression cannot be read: a value is missing'],
    [`"[constructor]"`, 'missing: an expression cannot be read: constructor is not called'],
    [`"[concat('a']"`, 'missing: an expression cannot be read: ) is missing'],
    [`"[concat('a)]"`, "missing: an expression cannot be read: ' is missing at the end of a text"],
    [`"[concat('a') 'b']"`, 'missing: an expression cannot be read: something follows its end'],
    [`"[parameters('Name').]"`, 'missing: an expression cannot be read: the name of a property is missing'],
    [`"[copyIndex()]"`, 'missing: copyIndex() stands outside of the loop that it means'],
  ];
  for (const [json, expected] of cases) it(json, () => assert.equal(shown(json), expected));

  it('spans the whole text with its quotes, and parts of it within', () => {
    const { value, text } = readOutput(`"[concat( 'a' , parameters('x').b)]"`);
    assert.equal(slice(text, value), `"[concat( 'a' , parameters('x').b)]"`);
    assert.ok(value.kind === 'call');
    assert.deepEqual(value.arguments.map((part) => slice(text, part)), [`'a'`, `parameters('x').b`]);
  });

  it('spans parts of a text with escapes', () => {
    const { value, text } = readOutput(`"[concat('\\"\\u0041\\\\', \\"x\\", json('{\\"a\\": 1}'), parameters('x'))]"`.replace(`\\"x\\"`, `'\\t'`));
    assert.ok(value.kind === 'call');
    assert.deepEqual(value.arguments.map((part) => slice(text, part)), [`'\\"\\u0041\\\\'`, `'\\t'`, `json('{\\"a\\": 1}')`, `parameters('x')`]);
    assert.equal(show(value.arguments[0]), JSON.stringify('"A\\'));
  });

  it('keeps the newlines of an expression over several lines, and the offsets after them', () => {
    for (const newline of ['\n', '\r\n']) {
      const { value, text, template } = readOutput(`"[concat('a',${newline}\t 'b${newline}c',${newline} parameters('x'))]"`);
      assert.deepEqual(template.problems, []);
      assert.ok(value.kind === 'call');
      assert.deepEqual(value.arguments.map((part) => slice(text, part)), [`'a'`, `'b${newline}c'`, `parameters('x')`]);
      assert.equal(show(value.arguments[1]), JSON.stringify(`b${newline}c`));
    }
  });

  it('says where an expression cannot be read', () => {
    const { text, template } = readOutput(`"[concat('a', )]"`);
    assert.equal(template.problems.length, 1);
    assert.equal(template.problems[0]!.message, 'The expression cannot be read: a value is missing.');
    assert.equal(slice(text, template.problems[0]!.span!), ')');
  });

  it('does not follow expressions without end', () => {
    for (const deep of ['f('.repeat(20_000), 'a().'.repeat(20_000), `f()${'.a'.repeat(20_000)}`, `f()${'[f()'.repeat(20_000)}`]) {
      const { value } = readOutput(JSON.stringify(`[${deep}]`));
      assert.equal(value.kind, 'missing');
    }
  });
});
