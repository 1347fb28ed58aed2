import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../../../src/model/value';
import { bicepEditing } from '../../../../src/sources/bicep/edit';
import { readBicep, readBicepParameters } from '../../../../src/sources/bicep/read';
import type { TextEdit } from '../../../../src/sources/program';
import type { Expression, ObjectEntry, ObjectExpression } from '../../../../src/sources/template/expression';
import type { ResourceDeclaration, Template } from '../../../../src/sources/template/template';

const editing = bicepEditing('main.bicep');

/** Carries out edits, and makes sure that the file reads without fault afterwards. */
function apply(text: string, edits: readonly TextEdit[] | undefined): string {
  assert.ok(edits, 'nothing can be written');
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) {
    assert.equal(edit.file, 'main.bicep');
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  }
  assert.deepEqual(readBicep('main.bicep', result).problems, [], result);
  return result;
}

function resource(template: Template, symbol: string): ResourceDeclaration {
  const found = template.resources.find((r) => r.symbol === symbol);
  assert.ok(found);
  return found;
}

function objectAt(template: Template, symbol: string, ...path: string[]): ObjectExpression {
  let found: Expression | undefined = resource(template, symbol).body;
  for (const key of path) found = found?.kind === 'object' ? entryOf(found, key).value : undefined;
  assert.ok(found?.kind === 'object');
  return found;
}

function entryOf(object: ObjectExpression, key: string): ObjectEntry {
  const found = object.members.find((m): m is ObjectEntry => m.kind === 'entry' && m.key === key);
  assert.ok(found);
  return found;
}

/** Reads back a value that holds no computation but numbers from JSON. */
function plain(e: Expression): Json {
  switch (e.kind) {
    case 'literal': return e.value;
    case 'array': return e.items.map((item) => plain(item as Expression));
    case 'object': return Object.fromEntries(e.members.map((m) => [(m as ObjectEntry).key as string, plain((m as ObjectEntry).value)]));
    case 'call': return JSON.parse(plain(e.arguments[0]!) as string) as Json;
    default: return assert.fail(e.kind);
  }
}

describe('replace', () => {
  function replaceVariable(text: string, value: Json): string {
    return apply(text, editing.replace(text, readBicep('main.bicep', text).variables.get('x')!.value, value));
  }

  test('a text by a text, with what needs escapes', () => {
    assert.equal(replaceVariable("var x = 'old' // why\n", "it's ${no}\\\n\u0007"), "var x = 'it\\'s \\${no}\\\\\\n\\u{7}' // why\n");
  });
  test('an interpolated text, a call, a name', () => {
    assert.equal(replaceVariable("var x = 'a${y}b'\nvar y = 1\n", 'c'), "var x = 'c'\nvar y = 1\n");
    assert.equal(replaceVariable('var x = toLower(y)\nvar y = 1\n', true), 'var x = true\nvar y = 1\n');
    assert.equal(replaceVariable('var x = nobody\n', null), 'var x = null\n');
  });
  test('numbers that Bicep cannot write', () => {
    assert.equal(replaceVariable('var x = 1\n', -5), 'var x = -5\n');
    assert.equal(replaceVariable('var x = 1\n', 1.5), "var x = json('1.5')\n");
  });
  test('by an object, indented as its place is', () => {
    const text = "resource s 'A.B/c@1' = {\n    name: 's'\n    properties: {\n        network: null\n    }\n}\n";
    const value = entryOf(objectAt(readBicep('main.bicep', text), 's', 'properties'), 'network').value;
    assert.equal(apply(text, editing.replace(text, value, { 'a-b': ['x', {}], if: [], c: { d: 1 } })), `resource s 'A.B/c@1' = {
    name: 's'
    properties: {
        network: {
            'a-b': [
                'x'
                {}
            ]
            'if': []
            c: {
                d: 1
            }
        }
    }
}
`);
  });
  test('within an interpolation everything stays on the line', () => {
    const text = "var x = 'a${[1]}b'\n";
    const value = readBicep('main.bicep', text).variables.get('x')?.value;
    const hole = value?.kind === 'interpolation' ? value.parts[1] : undefined;
    assert.equal(apply(text, editing.replace(text, hole!, { a: [1, 2], b: 'c' })), "var x = 'a${{ a: [1, 2], b: 'c' }}b'\n");
  });
  test('CRLF', () => assert.equal(replaceVariable('var x = 1\r\nvar y = 2\r\n', { a: [1] }), 'var x = {\r\n  a: [\r\n    1\r\n  ]\r\n}\r\nvar y = 2\r\n'));
  test('in a .bicepparam file', () => {
    const text = "using './main.bicep'\nparam a = 'x'\n";
    assert.deepEqual(editing.replace(text, readBicepParameters('main.bicep', text).values.get('a')!, 'y'), [{ file: 'main.bicep', start: 31, end: 34, text: "'y'" }]);
  });
  for (const broken of ['var x = ', "var x = 'open", 'var x = {\n  a: 1\n', 'var x = [1', 'var x = f(1', 'var x = a +']) {
    test(`nothing over half-typed text: ${JSON.stringify(broken)}`, () => {
      const text = `${broken}\nvar y = 1\n`;
      assert.equal(editing.replace(text, readBicep('main.bicep', text).variables.get('x')!.value, 1), undefined);
    });
  }
  test('nothing over a part of an interpolated text', () => {
    const text = "var x = 'a${y}'\nvar y = 1\n";
    const value = readBicep('main.bicep', text).variables.get('x')?.value;
    assert.equal(editing.replace(text, value?.kind === 'interpolation' ? value.parts[0]! : assert.fail(), 'b'), undefined);
  });
  test('any value reads back as it was', () => {
    const json = fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' }) as fc.Arbitrary<Json>;
    fc.assert(fc.property(json, fc.constantFrom('\n', '\r\n'), (value, newline) => {
      const text = ["resource s 'A.B/c@1' = {", "  name: 's'", '  tags: old // here', '}', ''].join(newline);
      const old = entryOf(objectAt(readBicep('main.bicep', text), 's'), 'tags').value;
      const after = apply(text, editing.replace(text, old, value));
      const read = plain(entryOf(objectAt(readBicep('main.bicep', after), 's'), 'tags').value);
      assert.equal(JSON.stringify(read), JSON.stringify(value));
      if (newline === '\r\n') assert.doesNotMatch(after, /[^\r]\n/);
    }));
  });
});

describe('insert', () => {
  function insert(text: string, path: string[], key: string, value: Json): string {
    return apply(text, editing.insert(text, objectAt(readBicep('main.bicep', text), 's', ...path), key, value));
  }
  const head = "resource s 'A.B/c@1' = {\n";

  test('a line before the brace, below a comment', () => {
    assert.equal(insert(`${head}  name: 's' // n\n  // end\n}\n`, [], 'a-b', { c: 'd' }), `${head}  name: 's' // n\n  // end\n  'a-b': {\n    c: 'd'\n  }\n}\n`);
  });
  test('indented by tabs', () => {
    assert.equal(insert(`${head}\tname: 's'\n\tp: {\n\t\ta: 1\n\t}\n}\n`, ['p'], 'b', 2), `${head}\tname: 's'\n\tp: {\n\t\ta: 1\n\t\tb: 2\n\t}\n}\n`);
  });
  test('into an empty object', () => {
    assert.equal(insert(`${head}  name: 's'\n  p: {}\n}\n`, ['p'], 'b', 2), `${head}  name: 's'\n  p: {\n    b: 2\n  }\n}\n`);
    assert.equal(insert(`${head}  name: 's'\n  p: {\n  }\n}\n`, ['p'], 'b', 2), `${head}  name: 's'\n  p: {\n    b: 2\n  }\n}\n`);
  });
  test('into an object on one line', () => {
    assert.equal(insert(`${head}  name: 's'\n  p: { a: 1 }\n}\n`, ['p'], 'b', { c: [2] }), `${head}  name: 's'\n  p: { a: 1, b: { c: [2] } }\n}\n`);
    assert.equal(insert(`${head}  name: 's'\n  p: {a: 1}\n}\n`, ['p'], 'b', 2), `${head}  name: 's'\n  p: {a: 1, b: 2}\n}\n`);
    assert.equal(insert(`${head}  name: 's'\n  p: { /* none */ }\n}\n`, ['p'], 'b', 2), `${head}  name: 's'\n  p: { /* none */ b: 2 }\n}\n`);
  });
  test('where the brace shares its line', () => {
    assert.equal(insert(`${head}  p: { a: 1\n    b: 2 }\n}\n`, ['p'], 'c', 3), `${head}  p: { a: 1\n    b: 2\n    c: 3 }\n}\n`);
  });
  test('into a body of which only the language reads something', () => {
    const text = "resource o 'A.B/c@1' existing = { name: 'o' }\nresource s 'A.B/c/d@1' = { parent: o }\n";
    assert.match(insert(text, [], 'name', 's'), /= \{ parent: o, name: 's' \}\n$/);
  });
  test('two at once', () => {
    for (const body of ['{ a: 1 }', '{\n    a: 1\n  }', '{ a: 1\n    b: 2 }']) {
      const text = `${head}  p: ${body}\n}\n`;
      const object = objectAt(readBicep('main.bicep', text), 's', 'p');
      const after = apply(text, ['y', 'z'].flatMap((key) => editing.insert(text, object, key, key) ?? []));
      assert.deepEqual((plain(objectAt(readBicep('main.bicep', after), 's', 'p')) as Record<string, Json>)['z'], 'z');
      assert.equal(objectAt(readBicep('main.bicep', after), 's', 'p').members.length, object.members.length + 2);
    }
  });
  test('before nested resources', () => {
    const nested = "\n  @batchSize(1)\n  resource n 'd' = {\n    name: 'n'\n  }\n}\n";
    assert.equal(insert(`${head}  name: 's' // n\n${nested}`, [], 'a', 1), `${head}  name: 's' // n\n  a: 1\n${nested}`);
  });
  test('CRLF', () => {
    assert.equal(insert(`${head}  p: {\n    a: 1\n  }\n}\n`.replaceAll('\n', '\r\n'), ['p'], 'b', []), `${head}  p: {\n    a: 1\n    b: []\n  }\n}\n`.replaceAll('\n', '\r\n'));
  });
  test('nothing where the brace has not been typed, or the property is there', () => {
    const open = `${head}  name: 's'\n`;
    assert.equal(editing.insert(open, objectAt(readBicep('main.bicep', open), 's'), 'a', 1), undefined);
    const closed = `${open}}\n`;
    assert.equal(editing.insert(closed, objectAt(readBicep('main.bicep', closed), 's'), 'name', 1), undefined);
  });
  test('beside a half-typed property, but not where brackets do not match', () => {
    const insertInto = (text: string): unknown => editing.insert(text, objectAt(readBicep('main.bicep', text), 's'), 'b', 1);
    assert.ok(insertInto(`${head}  name: 's'\n  a:\n}\n`));
    assert.equal(insertInto(`${head}  name: ['s'\n}\n`), undefined);
  });
  test('whatever the object looks like', () => {
    const member = fc.constantFrom('a: 1', "'b-c': 'x // y'", 'd: {\n  e: 1\n}', 'f: [\n  1\n]', '...g', "h: '''\n}\n'''");
    const break_ = fc.constantFrom('\n', '\n  ', ' // note\n    ', '\n\n\t', ' /* } */\n');
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(member, break_), { selector: ([m]) => m, maxLength: 4 }), break_, fc.constantFrom('\n', '\r\n'), (members, first, newline) => {
      const inside = members.length === 0 ? first.trim() : first + members.map((m) => m.join('')).join('');
      const text = `var g = {}\nresource s 'A.B/c@1' = {${inside.includes('//') && !inside.includes('\n') ? '' : inside}}\n`.replaceAll(/\r?\n/g, newline);
      const after = insert(text, [], 'new', ['x']);
      assert.deepEqual(plain(entryOf(objectAt(readBicep('main.bicep', after), 's'), 'new').value), ['x']);
      assert.equal(objectAt(readBicep('main.bicep', after), 's').members.length, members.length + 1);
    }));
  });
});

describe('remove', () => {
  function remove(text: string, path: string[], key: string): string {
    const object = objectAt(readBicep('main.bicep', text), 's', ...path);
    return apply(text, editing.remove(text, object, entryOf(object, key)));
  }
  const head = "resource s 'A.B/c@1' = {\n";

  test('the whole line with its trailing comment and its pragma', () => {
    assert.equal(remove(`${head}  name: 's'\n  #disable-next-line BCP037\n  a: 1 // why\n  // stays\n  b: 2\n}\n`, [], 'a'), `${head}  name: 's'\n  // stays\n  b: 2\n}\n`);
  });
  test('all lines of an object', () => assert.equal(remove(`${head}  a: {\n    b: 1\n  }\n  c: 2\n}\n`, [], 'a'), `${head}  c: 2\n}\n`));
  test('from one line', () => {
    const line = "resource s 'A.B/c@1' = { a: 1, b: 2, c: 3 }\n";
    assert.equal(remove(line, [], 'a'), "resource s 'A.B/c@1' = { b: 2, c: 3 }\n");
    assert.equal(remove(line, [], 'b'), "resource s 'A.B/c@1' = { a: 1, c: 3 }\n");
    assert.equal(remove(line, [], 'c'), "resource s 'A.B/c@1' = { a: 1, b: 2 }\n");
    assert.equal(remove("resource s 'A.B/c@1' = { a: 1 }\n", [], 'a'), "resource s 'A.B/c@1' = {}\n");
  });
  test('where a brace shares the line', () => {
    assert.equal(remove(`${head}  p: { a: 1\n    b: 2 }\n}\n`, ['p'], 'b'), `${head}  p: { a: 1\n }\n}\n`);
    assert.equal(remove(`${head}  p: { a: 1 // x\n    b: 2 }\n}\n`, ['p'], 'a'), `${head}  p: { // x\n    b: 2 }\n}\n`);
  });
  test('CRLF', () => assert.equal(remove(`${head}  a: 1\n  b: 2\n}\n`.replaceAll('\n', '\r\n'), [], 'b'), `${head}  a: 1\n}\n`.replaceAll('\n', '\r\n')));
  test('nothing where the brace has not been typed', () => {
    const text = `${head}  a: 1\n`;
    const object = objectAt(readBicep('main.bicep', text), 's');
    assert.equal(editing.remove(text, object, entryOf(object, 'a')), undefined);
  });
});

const server = "resource pg 'Microsoft.DBforPostgreSQL/flexibleServers@2023-12-01-preview' = {\n  name: 'pg'\n} // the server\n";
const parameter = { type: 'Microsoft.DBforPostgreSQL/flexibleServers/configurations', name: 'require_secure_transport', body: { properties: { value: 'ON' } } };

describe('addChild', () => {
  function add(text: string, child = parameter, symbol = 'pg'): string {
    return apply(text, editing.addChild(text, resource(readBicep('main.bicep', text), symbol), child));
  }

  test('a statement after its parent', () => {
    assert.equal(add(`${server}\nvar x = 1\n`), `${server}
resource pgConfigurationRequireSecureTransport 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2023-12-01-preview' = {
  parent: pg
  name: 'require_secure_transport'
  properties: {
    value: 'ON'
  }
}

var x = 1
`);
  });
  test('as close to the next statement as its parent stands', () => {
    assert.match(add(`${server}var x = 1\n`), /\n\} \/\/ the server\nresource pgConfiguration[^]*\n\}\nvar x = 1\n$/);
    assert.match(add(server), /\n\} \/\/ the server\n\nresource pgConfiguration[^]*\n\}\n$/);
  });
  test('reads back as a child of it', () => {
    const after = readBicep('main.bicep', add(server));
    const child = resource(after, 'pgConfigurationRequireSecureTransport');
    assert.equal(child.parent, 'pg');
    assert.deepEqual(plain(child.body!), { name: 'require_secure_transport', properties: { value: 'ON' } });
  });
  test('under the condition of its parent', () => {
    const text = server.replace('= {', '= if (a || (b)) {');
    assert.match(add(`param a bool\nparam b bool\n${text}`), /2023-12-01-preview' = if \(a \|\| \(b\)\) \{\n {2}parent: pg/);
  });
  test('with a documented API version where its parent has none, and a symbol that is free', () => {
    const text = "var oldFirewallRuleOffice = 1\nresource old 'Microsoft.DBforPostgreSQL/servers' existing = { name: 'old' }";
    const after = add(text, { type: 'Microsoft.DBforPostgreSQL/servers/firewallRules', name: "of'fice", body: {} as typeof parameter.body }, 'old');
    assert.match(after, /\n\nresource oldFirewallRuleOfFice 'Microsoft\.DBforPostgreSQL\/servers\/firewallRules@2017-12-01' = \{\n {2}parent: old\n {2}name: 'of\\'fice'\n\}$/);
    const second = add(text, { type: 'Microsoft.DBforPostgreSQL/servers/firewallRules', name: 'office', body: {} as typeof parameter.body }, 'old');
    assert.match(second, /resource oldFirewallRuleOffice2 /);
  });
  test('as often as its parent', () => {
    const looped = (head: string): string => 'param names array\n' + server.replace('= {', `= [for ${head}{`).replace("'pg'\n}", "'pg'\n}]");
    assert.match(add(looped('n in names: ')), /= \[for \(n, index\) in names: \{\n {2}parent: pg\[index\]\n[^\]]*\n\}\]/);
    assert.match(add(looped('(n, i) in names: if (n != \'x\') ')), /= \[for \(n, i\) in names: if \(n != 'x'\) \{\n {2}parent: pg\[i\]/);
  });
  test('CRLF', () => assert.doesNotMatch(add(server.replaceAll('\n', '\r\n')), /[^\r]\n/));
  test('two at once', () => {
    const text = server;
    const parent = resource(readBicep('main.bicep', text), 'pg');
    const edits = [parameter, { ...parameter, name: 'log_connections' }].flatMap((child) => editing.addChild(text, parent, child) ?? []);
    assert.equal(readBicep('main.bicep', apply(text, edits)).resources.length, 3);
  });
  const impossible: Readonly<Record<string, string>> = {
    'in another scope': server.replace("'pg'", "'pg'\n  scope: elsewhere"),
    'half typed': server.replace('}', ''),
    'half typed within': server.replace("'pg'", "'pg"),
    'of a computed type': server.replace("'Microsoft", "'${'x'}Microsoft"),
    'with more on its line': server.replace('} //', '} var y = 1 //'),
  };
  for (const [why, text] of Object.entries(impossible)) {
    test(`nothing for a parent ${why}`, () => {
      assert.equal(editing.addChild(text, resource(readBicep('main.bicep', text), 'pg'), parameter), undefined);
    });
  }
  test('nothing for a nested parent, or a type that is no child of it', () => {
    const text = server.replace("'pg'", "'pg'\n  resource db 'databases' = { name: 'db' }");
    const template = readBicep('main.bicep', text);
    assert.equal(editing.addChild(text, resource(template, 'pg::db'), { ...parameter, type: 'Microsoft.DBforPostgreSQL/flexibleServers/databases/x' }), undefined);
    assert.equal(editing.addChild(text, resource(template, 'pg'), { ...parameter, type: 'Microsoft.Authorization/locks' }), undefined);
  });
});

describe('removeResource', () => {
  function remove(text: string, symbol: string): string {
    return apply(text, editing.removeResource(text, resource(readBicep('main.bicep', text), symbol)));
  }
  const rule = "@description('all')\nresource rule 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = {\n  parent: pg\n  name: 'all'\n} // open\n";

  test('with decorators, trailing comment, pragma and one empty line', () => {
    assert.equal(remove(`${server}\n#disable-next-line x\n${rule}\nvar x = 1\n`, 'rule'), `${server}\nvar x = 1\n`);
    assert.equal(remove(`${server}\n${rule}`, 'rule'), server);
    assert.equal(remove(`${server}${rule}\nvar x = 1\n`, 'rule'), `${server}\nvar x = 1\n`);
    assert.equal(remove(`${rule.replace('  parent: pg\n', '')}\nvar x = 1\n`, 'rule'), 'var x = 1\n');
  });
  test('nested', () => {
    const text = server.replace("'pg'\n", "'pg'\n\n  resource a 'firewallRules' = {\n    name: 'a'\n  }\n\n  resource b 'firewallRules' = {\n    name: 'b'\n  }\n");
    assert.equal(remove(text, 'pg::b'), server.replace("'pg'\n", "'pg'\n\n  resource a 'firewallRules' = {\n    name: 'a'\n  }\n"));
    assert.equal(remove(remove(text, 'pg::b'), 'pg::a'), server);
  });
  test('from what depends on it', () => {
    const other = (list: string): string => `\nmodule m './m.bicep' = {\n  name: 'rule'\n  params: { rule: 1, x: y.rule }\n  dependsOn: ${list}\n}\nvar y = {}\n`;
    assert.equal(remove(`${server}${rule}${other('[\n    pg\n    rule\n  ]')}`, 'rule'), `${server}${other('[\n    pg\n  ]')}`);
    assert.equal(remove(`${server}${rule}${other('[rule]')}`, 'rule'), `${server}${other('[]')}`);
    assert.equal(remove(`${server}${rule}${other('[rule, pg]')}`, 'rule'), `${server}${other('[pg]')}`);
  });
  test('nothing where something else refers to it', () => {
    for (const use of ['output o string = rule.id\n', 'var z = [true ? rule : pg]\n', "resource c 'A.B/c@1' = {\n  parent: rule\n  name: 'c'\n}\n"]) {
      const text = `${server}${rule}${use}`;
      assert.equal(editing.removeResource(text, resource(readBicep('main.bicep', text), 'rule')), undefined, use);
    }
  });
  test('nothing where it is half typed', () => {
    const text = `${server}${rule.replace('}', '')}`;
    assert.equal(editing.removeResource(text, resource(readBicep('main.bicep', text), 'rule')), undefined);
  });
});

describe('secure', () => {
  function secure(text: string, name = 'p'): string {
    return apply(text, editing.secure(text, readBicep('main.bicep', text).parameters.get(name)!));
  }
  test('a parameter', () => {
    assert.equal(secure('var a = 1\nparam p string // secret\n'), 'var a = 1\n@secure()\nparam p string // secret\n');
    assert.equal(secure("@description('x')\r\nparam p object\r\n"), "@secure()\r\n@description('x')\r\nparam p object\r\n");
    assert.equal(secure('\uFEFFparam p string\n'), '\uFEFF@secure()\nparam p string\n');
    assert.equal(readBicep('f', secure('param p string\n')).parameters.get('p')?.secure, true);
  });
  test('an output', () => {
    const text = "output o string = 'x'\n";
    assert.equal(apply(text, editing.secure(text, readBicep('main.bicep', text).outputs.get('o')!)), `@secure()\n${text}`);
  });
  test('nothing to do, or not possible', () => {
    for (const [text, expected] of [['@secure()\nparam p string\n', []], ['param p int\n', undefined], ['param p\n', undefined], ["param p string = 'x\n", undefined]] as const) {
      assert.deepEqual(editing.secure(text, readBicep('main.bicep', text).parameters.get('p')!), expected);
    }
  });
});
