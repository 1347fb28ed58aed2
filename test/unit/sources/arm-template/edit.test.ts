import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Json } from '../../../../src/model/value';
import type { ObjectExpression } from '../../../../src/sources/template/expression';
import type { Template } from '../../../../src/sources/template/template';
import { applyEdits, read, schema, setting, templateText } from './sample';

const flexible = 'Microsoft.DBforPostgreSQL/flexibleServers';

function objectAt(template: Template, ...path: readonly string[]): ObjectExpression {
  const value = path.length === 0 ? template.resources[0]?.body : setting(template.resources[0], ...path);
  assert.ok(value?.kind === 'object');
  return value;
}

/** One resource with the given properties, as they are written. */
const withProperties = (properties: string): string =>
  templateText({ resources: `[\n    {\n      "type": "${flexible}",\n      "apiVersion": "2022-12-01",\n      "name": "s",\n      "properties": ${properties}\n    }\n  ]` });

function edited(properties: string, edit: (template: Template, object: ObjectExpression) => ReturnType<Template['editing']['insert']>): string {
  const text = withProperties(properties);
  const template = read(text);
  const result = applyEdits(text, edit(template, objectAt(template, 'properties')));
  assert.deepEqual(read(result).problems, []);
  const start = withProperties('').indexOf('"properties": ') + '"properties": '.length;
  return result.slice(start, result.length - (withProperties('').length - start));
}

describe('replacing values in an ARM template', () => {
  const replaced = (json: string, value: Json): string =>
    edited(`{ "a": ${json} }`, ({ editing, text }, object) => {
      const entry = object.members[0];
      assert.ok(entry?.kind === 'entry');
      return editing.replace(text, entry.value, value);
    });
  const cases: readonly (readonly [json: string, value: Json, expected: string])[] = [
    ['"Enabled"', 'Disabled', '"Disabled"'],
    ['1', true, 'true'],
    ['null', 7, '7'],
    [`"[if(parameters('a'), 'x', 'y')]"`, 'Disabled', '"Disabled"'],
    ['"[broken("', 'b', '"b"'],
    ['"[concat()]"', '[text]', '"[[text]"'],
    ['[1]', ['a'], '[\n        "a"\n      ]'],
  ];
  for (const [json, value, expected] of cases) it(`${json} by ${JSON.stringify(value)}`, () => assert.equal(replaced(json, value), `{ "a": ${expected} }`));

  it('writes a part of an expression as an expression', () => {
    const write = (value: Json): string =>
      edited(`{ "a": "[if(equals('\\t', 1), 'on', 'off')]" }`, ({ editing, text }, object) => {
        const entry = object.members[0];
        assert.ok(entry?.kind === 'entry' && entry.value.kind === 'conditional');
        return editing.replace(text, entry.value.whenTrue, value);
      });
    assert.equal(write(`it's "x"`), `{ "a": "[if(equals('\\t', 1), 'it''s \\"x\\"', 'off')]" }`);
    assert.equal(write(true), `{ "a": "[if(equals('\\t', 1), true(), 'off')]" }`);
    assert.equal(write(3), `{ "a": "[if(equals('\\t', 1), 3, 'off')]" }`);
    assert.equal(write({ a: [null, 1.5] }), `{ "a": "[if(equals('\\t', 1), createObject('a', createArray(null(), json('1.5'))), 'off')]" }`);
  });

  it('replaces the default of a parameter', () => {
    const text = templateText({ parameters: '{ "a": { "type": "string", "defaultValue": "x" } }' });
    const template = read(text);
    assert.equal(applyEdits(text, template.editing.replace(text, template.parameters.get('a')!.default!, 'y')), text.replace('"x"', '"y"'));
  });

  it('writes nothing where one value cannot take the place', () => {
    const text = withProperties('{ "copy": [{ "name": "a", "count": 2, "input": 1 }], "b": }');
    const template = read(text);
    for (const member of objectAt(template, 'properties').members) {
      assert.ok(member.kind === 'entry');
      assert.equal(template.editing.replace(text, member.value, 1), undefined);
    }
    const nested = templateText({ resources: `[{ "type": "Microsoft.Resources/deployments", "name": "d", "properties": { "parameters": { "a": { "reference": {} } }, "templateLink": {} } }]` });
    const given = read(nested).modules[0]?.arguments?.members[0];
    assert.ok(given?.kind === 'entry');
    assert.equal(read(nested).editing.replace(nested, given.value, 'x'), undefined);
  });
});

describe('adding properties to an ARM template', () => {
  const insert = (properties: string, value: Json = 1): string => edited(properties, ({ editing, text }, object) => editing.insert(text, object, 'new', value));
  const cases: readonly (readonly [what: string, before: string, after: string])[] = [
    ['to one line', '{ "a": 1 }', '{ "a": 1, "new": 1 }'],
    ['to one line with a comma at its end', '{ "a": 1, }', '{ "a": 1, "new": 1, }'],
    ['to an empty object', '{}', '{\n        "new": 1\n      }'],
    ['to an empty object over lines', '{\n      }', '{\n        "new": 1\n      }'],
    ['behind a comment alone', '{\n        // none\n      }', '{\n        // none\n        "new": 1\n      }'],
    ['to lines', '{\n        "a": 1\n      }', '{\n        "a": 1,\n        "new": 1\n      }'],
    ['to lines with a comma at their end', '{\n        "a": 1,\n      }', '{\n        "a": 1,\n        "new": 1,\n      }'],
    ['behind a comment at the end of a line', '{\n        "a": 1 // one, two\n      }', '{\n        "a": 1, // one, two\n        "new": 1\n      }'],
    ['behind a comma and a comment', '{\n        "a": 1, /* one */\n      }', '{\n        "a": 1, /* one */\n        "new": 1,\n      }'],
    ['behind a comma on the next line', '{\n        "a": 1\n        , // one\n      }', '{\n        "a": 1\n        , // one\n        "new": 1,\n      }'],
  ];
  for (const [what, before, after] of cases) it(what, () => assert.equal(insert(before), after));

  it('sets spaces in one line as people do', () => {
    assert.equal(insert('{ "a": 1 }', { x: [1, {}], y: 'z' }), '{ "a": 1, "new": { "x": [1, {}], "y": "z" } }');
  });

  it('indents what is added by as much as the file does, with its own newlines', () => {
    assert.equal(insert('{}', { x: [1] }), '{\n        "new": {\n          "x": [\n            1\n          ]\n        }\n      }');
    const text = `{\r\n\t"$schema": "${schema}",\r\n\t"resources": [{\r\n\t\t"name": "s",\r\n\t\t"properties": {}\r\n\t}]\r\n}`;
    const template = read(text);
    const done = applyEdits(text, template.editing.insert(text, objectAt(template, 'properties'), 'a', { b: 1 }));
    assert.equal(done, text.replace('{}', '{\r\n\t\t\t"a": {\r\n\t\t\t\t"b": 1\r\n\t\t\t}\r\n\t\t}'));
  });

  it('stays in one line where the file is one', () => {
    const text = `{"$schema":"${schema}","resources":[{"name":"s","properties":{"a":1},"tags":{}}]}`;
    const template = read(text);
    const at = (name: string, value: Json): string => applyEdits(text, template.editing.insert(text, objectAt(template, name), 'b', value));
    assert.equal(at('properties', { c: 1 }), text.replace('"a":1', '"a":1,"b":{"c":1}'));
    assert.equal(at('tags', 1), text.replace('"tags":{}', '"tags":{"b":1}'));
  });

  it('adds to a resource beside what is not part of its body', () => {
    const text = templateText({ resources: `[\n    {\n      "name": "s",\n      "dependsOn": []\n    }\n  ]` });
    const template = read(text);
    assert.equal(applyEdits(text, template.editing.insert(text, objectAt(template), 'tags', {})), text.replace('[]\n', '[],\n      "tags": {}\n'));
  });

  it('writes properties of what the Azure CLI printed where it prints them', () => {
    const text = `{\n  "id": "/subscriptions/s/resourceGroups/g/providers/${flexible}/srv",\n  "name": "srv",\n  "type": "${flexible}"\n}\n`;
    const template = read(text);
    assert.equal(applyEdits(text, template.editing.insert(text, objectAt(template, 'properties'), 'version', '16')), text.replace('"\n}', '",\n  "version": "16"\n}'));
  });

  it('writes nothing into an object that is not closed', () => {
    const text = `{ "$schema": "${schema}", "resources": [{ "name": "a", "properties": { "b": {}`;
    const template = read(text);
    assert.equal(template.editing.insert(text, objectAt(template, 'properties'), 'x', 1), undefined);
  });
});

describe('removing properties from an ARM template', () => {
  const remove = (properties: string): string =>
    edited(properties, ({ editing, text }, object) => {
      const entry = object.members.find((member) => member.kind === 'entry' && member.key === 'x');
      assert.ok(entry?.kind === 'entry');
      return editing.remove(text, object, entry);
    });
  const cases: readonly (readonly [what: string, before: string, after: string])[] = [
    ['the only one', '{ "x": 1 }', '{}'],
    ['the only one over lines', '{\n        "x": 1,\n      }', '{}'],
    ['the only one beside a comment', '{\n        // why\n        "x": 1\n      }', '{\n        // why\n      }'],
    ['the first of a line', '{ "x": 1, "b": 2 }', '{ "b": 2 }'],
    ['the last of a line', '{ "a": 1, "x": 2 }', '{ "a": 1 }'],
    ['the last of a line with a comma at its end', '{ "a": 1, "x": 2, }', '{ "a": 1, }'],
    ['the first of lines', '{\n        "x": 1, // one\n        "b": 2\n      }', '{\n        "b": 2\n      }'],
    ['one in the middle', '{\n        "a": 1,\n        "x": { "y": [1,\n 2] },\n        "b": 2\n      }', '{\n        "a": 1,\n        "b": 2\n      }'],
    ['the last of lines', '{\n        "a": 1,\n        "x": 2\n      }', '{\n        "a": 1\n      }'],
    ['the last of lines with a comma at its end', '{\n        "a": 1,\n        "x": 2,\n      }', '{\n        "a": 1,\n      }'],
    ['the last behind a comment', '{\n        "a": 1, // one\n        "x": 2 // two\n      }', '{\n        "a": 1 // one\n      }'],
    ['the first of a line with others', '{\n        "x": 1, "b": 2\n      }', '{\n        "b": 2\n      }'],
    ['behind a comma on its own line', '{ "a": 1\n        , "x": 2\n      }', '{ "a": 1\n      }'],
  ];
  for (const [what, before, after] of cases) it(what, () => assert.equal(remove(before), after));

  it('leaves loops alone', () => {
    const text = withProperties('{ "copy": [{ "name": "x", "count": 2, "input": 1 }] }');
    const template = read(text);
    const object = objectAt(template, 'properties');
    assert.ok(object.members[0]?.kind === 'entry');
    assert.equal(template.editing.remove(text, object, object.members[0]), undefined);
  });
});

describe('making declarations of an ARM template secure', () => {
  const text = templateText({ parameters: '{ "a": { "type": "String" }, "b": { "type": "object" }, "c": { "type": "int" }, "d": {} }', outputs: '{ "e": { "type": "string", "value": "x" } }' });
  const { parameters, outputs, editing } = read(text);

  it('changes the type', () => {
    assert.equal(applyEdits(text, editing.secure(text, parameters.get('a')!)), text.replace('"String"', '"securestring"'));
    assert.equal(applyEdits(text, editing.secure(text, parameters.get('b')!)), text.replace('"object"', '"secureObject"'));
    assert.equal(applyEdits(text, editing.secure(text, outputs.get('e')!)), text.replace('"string"', '"securestring"'));
  });

  it('writes nothing for other types', () => {
    assert.equal(editing.secure(text, parameters.get('c')!), undefined);
    assert.equal(editing.secure(text, parameters.get('d')!), undefined);
  });
});
