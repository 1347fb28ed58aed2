import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseBicep } from '../../../../src/sources/bicep/parser';
import {
  type Expression, findDecorator, findProperty, type ObjectLiteral, withoutParentheses,
} from '../../../../src/sources/bicep/expression-syntax';
import type { Program, StatementNode } from '../../../../src/sources/bicep/syntax';
import type { TypeExpression } from '../../../../src/sources/bicep/type-syntax';

/** Parses a text that must be without fault. */
function parse(text: string): Program {
  const { program, diagnostics } = parseBicep(text);
  assert.deepEqual(diagnostics, [], text);
  return program;
}

function statement<K extends StatementNode['kind']>(program: Program, kind: K, index = 0): Extract<StatementNode, { kind: K }> {
  const found = program.statements.filter((s): s is Extract<StatementNode, { kind: K }> => s.kind === kind)[index];
  assert.ok(found, `no ${kind} among ${program.statements.map((s) => s.kind).join(' ')}`);
  return found;
}

function asObject(expression: Expression): ObjectLiteral {
  assert.equal(expression.kind, 'object');
  return expression;
}

/** Writes a tree as a term, so that a test can state its whole shape. */
function show(e: Expression): string {
  switch (e.kind) {
    case 'string': return JSON.stringify(e.value);
    case 'interpolation': return `\`${e.parts.map((p, i) => p.value + (e.expressions[i] ? `{${show(e.expressions[i])}}` : '')).join('')}\``;
    case 'number':
    case 'boolean': return String(e.value);
    case 'null': return 'null';
    case 'name': return e.text;
    case 'object': return `{${e.members.map((m) => (m.kind === 'spread' ? `...${show(m.expression)}` : `${show(m.key)}:${show(m.value)}`)).join(',')}}`;
    case 'array': return `[${e.items.map((i) => (i.kind === 'spread' ? `...${show(i.expression)}` : show(i))).join(',')}]`;
    case 'for': return `for(${e.item.text}${e.index ? `,${e.index.text}` : ''} in ${show(e.collection)} do ${show(e.body)})`;
    case 'if': return `if(${show(e.condition)} then ${show(e.body)})`;
    case 'call': return `${e.name.text}(${e.arguments.map(show).join(',')})`;
    case 'member-call': return `${show(e.target)}.${e.name.text}(${e.arguments.map(show).join(',')})`;
    case 'property-access': return `${show(e.target)}${e.safe ? '.?' : '.'}${e.name.text}`;
    case 'resource-access': return `${show(e.target)}::${e.name.text}`;
    case 'index-access': return `${show(e.target)}[${e.safe ? '?' : ''}${e.fromEnd ? '^' : ''}${show(e.index)}]`;
    case 'non-null': return `${show(e.operand)}!`;
    case 'unary': return `(${e.operator}${show(e.operand)})`;
    case 'binary': return `(${show(e.left)} ${e.operator} ${show(e.right)})`;
    case 'ternary': return `(${show(e.condition)} ? ${show(e.whenTrue)} : ${show(e.whenFalse)})`;
    case 'lambda': return `(${e.parameters.map((p) => p.text).join(',')} => ${show(e.body)})`;
    case 'parenthesized': return `<${show(e.expression)}>`;
    case 'missing': return '?';
  }
}

function showType(t: TypeExpression): string {
  switch (t.kind) {
    case 'named-type': return t.text;
    case 'type-property': return `${showType(t.target)}.${t.name.text}`;
    case 'type-item': return `${showType(t.target)}[${t.index ?? '*'}]`;
    case 'array-type': return `${showType(t.item)}[]`;
    case 'nullable-type': return `${showType(t.base)}?`;
    case 'non-null-type': return `${showType(t.base)}!`;
    case 'literal-type': return show(t.value);
    case 'union-type': return `(${t.members.map(showType).join('|')})`;
    case 'object-type': return `{${t.properties.map((p) => `${p.decorators.map((d) => `@${d.name} `).join('')}${p.key ? show(p.key) : '*'}:${showType(p.type)}`).join(',')}}`;
    case 'tuple-type': return `[${t.items.map((i) => `${i.decorators.map((d) => `@${d.name} `).join('')}${showType(i.type)}`).join(',')}]`;
    case 'parenthesized-type': return `<${showType(t.type)}>`;
    case 'parameterized-type': return `${t.name.text}<${t.arguments.map(showType).join(',')}>`;
    case 'resource-type': return `resource ${t.type ? show(t.type) : ''}`;
    case 'missing': return '?';
  }
}

function value(expression: string): string {
  return show(statement(parse(`var x = ${expression}\n`), 'variable').value);
}

function type(written: string): string {
  return showType(statement(parse(`type x = ${written}\n`), 'type').type);
}

describe('expressions', () => {
  const cases: readonly (readonly [text: string, shape: string])[] = [
    ["'a\\'b'", '"a\'b"'],
    ['-1', '(-1)'],
    ['!a.b', '(!a.b)'],
    ['a || b && c == d < e + f * g', '(a || (b && (c == (d < (e + (f * g))))))'],
    ['a - b - c ?? d', '(((a - b) - c) ?? d)'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a\n  ? b\n  : c', '(a ? b : c)'],
    ['a\n  || b\n  && c', '(a || (b && c))'],
    ['(a\n  + b)', '<(a + b)>'],
    ['(\n  a &&\n  b\n)', '<(a && b)>'],
    ['b.?c.?d ?? e[?0]', '(b.?c.?d ?? e[?0])'],
    ['b[^1][?^2]!.c', 'b[^1][?^2]!.c'],
    ['s::d.id', 's::d.id'],
    ['az.resourceGroup().location', 'az.resourceGroup().location'],
    ['f()', 'f()'],
    ['f(\n  a,\n  b\n)', 'f(a,b)'],
    ['map(b, x => x.name)', 'map(b,(x => x.name))'],
    ['reduce(b, 0, (cur, next) => cur + next)', 'reduce(b,0,(cur,next => (cur + next)))'],
    ['map(b, () => { a: 1 })', 'map(b,( => {a:1}))'],
    ["'${a}-${'${b}c'}'", '`{a}-{`{b}c`}`'],
    ["'''\nhello ${no}\n'''", '"hello ${no}\\n"'],
    ["$'''\nhello ${b}\n'''", '`hello {b}\n`'],
    ["$$'''${a}$${b}'''", '`${a}{b}`'],
    ['{ ...b, c: 1 }', '{...b,c:1}'],
    ["{\n  'a b': 1\n  '${c}': 2\n}", '{"a b":1,`{c}`:2}'],
    ['{\n  resource: 1\n  for: 2\n  param: 3\n  if: 4\n  metadata: 5\n}', '{resource:1,for:2,param:3,if:4,metadata:5}'],
    ['[...e, 1]', '[...e,1]'],
    ['[\n  a\n  -1\n  [b]\n  (c)\n]', '[a,(-1),[b],<c>]'],
    ['[for (i, k) in list: i.n]', 'for(i,k in list do i.n)'],
    ['[\n  for i in range(0, 3): {\n    a: i\n  }\n]', 'for(i in range(0,3) do {a:i})'],
    ['{\n  a: b\n    ? c\n    : d\n}', '{a:(b ? c : d)}'],
    ['true ? null : false', '(true ? null : false)'],
  ];
  for (const [text, shape] of cases) test(JSON.stringify(text), () => assert.equal(value(text), shape));
});

describe('types', () => {
  const cases: readonly (readonly [text: string, shape: string])[] = [
    ['string[]?', 'string[]?'],
    ["'a' | 'b' | null", '("a"|"b"|null)'],
    ["\n  | 'a'\n  | -1\n  | true", '("a"|(-1)|true)'],
    ["('a' | 'b')[]", '<("a"|"b")>[]'],
    ['[string, int?]', '[string,int?]'],
    ['[\n  @secure()\n  string\n]', '[@secure string]'],
    ["{\n  @minLength(1)\n  name: string\n\n  @description('d')\n  *: int\n}", '{@minLength name:string,@description *:int}'],
    ["resourceInput<'A.B/c@2024-08-01'>.properties.network?", 'resourceInput<"A.B/c@2024-08-01">.properties.network?'],
    ["resourceInput<\n  'A.B/c@2024-08-01'\n>", 'resourceInput<"A.B/c@2024-08-01">'],
    ['a.b[*].*', 'a.b[*].*'],
    ['a[0]!', 'a[0]!'],
  ];
  for (const [text, shape] of cases) test(JSON.stringify(text), () => assert.equal(type(text), shape));
});

describe('statements', () => {
  test('parameters have types, defaults and decorators', () => {
    const text = "@secure()\n@sys.description('The password')\nparam password string\nparam n int = 1\nparam r resource 'A.B/c@2020-01-01'\nparam o {\n  a: int\n} = {\n  a: 1\n}\n";
    const program = parse(text);
    const password = statement(program, 'parameter');
    assert.equal(password.name.text, 'password');
    assert.equal(password.value, undefined);
    assert.ok(findDecorator(password, 'secure'));
    assert.equal(show(findDecorator(password, 'description')!.arguments[0]!), '"The password"');
    assert.equal(password.start, 0);
    assert.equal(text.slice(password.keyword.start, password.end), 'param password string');
    assert.equal(show(statement(program, 'parameter', 1).value!), '1');
    assert.equal(showType(statement(program, 'parameter', 2).type!), 'resource "A.B/c@2020-01-01"');
    assert.equal(show(statement(program, 'parameter', 3).value!), '{a:1}');
  });

  test('the small ones', () => {
    const program = parse([
      "targetScope = 'subscription'", "metadata name = 'x'", "var v string = 'x'", 'output o string = v', 'output r resource = s',
      "assert a = b == 1", "test t 'x.bicep' = {\n  params: {}\n}", "func f(a string, b int?) string => '${a}-${b}'", "func g(\n  a int\n) int =>\n  a",
    ].join('\n'));
    assert.equal(show(statement(program, 'target-scope').value), '"subscription"');
    assert.equal(show(statement(program, 'metadata').value), '"x"');
    assert.equal(showType(statement(program, 'variable').type!), 'string');
    assert.equal(showType(statement(program, 'output').type!), 'string');
    assert.equal(showType(statement(program, 'output', 1).type!), 'resource ');
    assert.equal(show(statement(program, 'assert').value), '(b == 1)');
    assert.equal(show(statement(program, 'test').body), '{params:{}}');
    const [f, g] = [statement(program, 'function'), statement(program, 'function', 1)];
    assert.deepEqual(f.parameters.map((p) => `${p.name.text} ${showType(p.type)}`), ['a string', 'b int?']);
    assert.equal(`${showType(f.result)} ${show(f.body)} ${show(g.body)}`, 'string `{a}-{b}` a');
  });

  test('imports and extensions', () => {
    const program = parse([
      "import { a, b as c } from 'x.bicep'", "import {\n  'odd name' as odd\n  d\n} from 'br/public:avm/utl/types:0.5.1'", "import * as m from 'y.bicep'",
      'extension microsoftGraphV1', "extension kubernetes with {\n  namespace: 'x'\n} as k8s", "extension 'br:example.io/x:1.0' as g", "provider 'sys@1.0.0'",
    ].join('\n'));
    const [first, second, third] = [0, 1, 2].map((i) => statement(program, 'import', i));
    assert.deepEqual(first!.symbols.map((s) => [s.name, s.alias?.text]).map(([n, a]) => [(n as { text: string }).text, a]), [['a', undefined], ['b', 'c']]);
    assert.equal(second!.symbols[0]!.alias!.text, 'odd');
    assert.equal(show(second!.path as Expression), '"br/public:avm/utl/types:0.5.1"');
    assert.equal(third!.namespace!.text, 'm');
    const extensions = program.statements.filter((s) => s.kind === 'extension');
    assert.deepEqual(extensions.map((e) => [show(e.specification), e.config && show(e.config), e.alias?.text]), [
      ['microsoftGraphV1', undefined, undefined], ['kubernetes', '{namespace:"x"}', 'k8s'], ['"br:example.io/x:1.0"', undefined, 'g'], ['"sys@1.0.0"', undefined, undefined],
    ]);
  });

  test('a parameters file', () => {
    const program = parse("using 'main.bicep' with {\n  a: 1\n}\nextends 'base.bicepparam'\nparam a = {\n  ...base.a\n}\nparam k = az.getSecret('s', 'r', 'v', 'n')\nextensionConfig k8s with {\n  b: 2\n}\n");
    assert.equal(show(statement(program, 'using').config!), '{a:1}');
    assert.equal(show(statement(program, 'extends').path), '"base.bicepparam"');
    assert.equal(statement(program, 'parameter').type, undefined);
    assert.equal(show(statement(program, 'parameter').value!), '{...base.a}');
    assert.equal(show(statement(program, 'extension-config').config!), '{b:2}');
    assert.equal(statement(parse('using none'), 'using').path, undefined);
  });

  test('resources with conditions, loops, filters and nested resources', () => {
    const program = parse([
      "@onlyIfNotExists()", "resource s 'A.B/c@2020-01-01' = if (x) {", "  name: 'n'", "  @batchSize(1)", "  resource d 'e' = [for (i, k) in list: if (i.ok) {", '    name: i.n', '  }]', '}',
      "resource e 'A.B/c@2020-01-01' existing = {", "  scope: resourceGroup('x')", "  name: this.exists() ? 'a' : 'b'", '}',
      "module m 'x.bicep' = [for i in range(0, 2): {", "  name: 'm${i}'", '}]',
    ].join('\n'));
    const server = statement(program, 'resource');
    assert.equal(show(server.type), '"A.B/c@2020-01-01"');
    assert.equal(show(server.body), 'if(x then {name:"n"})');
    assert.equal(server.body.kind === 'if' && server.body.body.kind === 'object' && server.body.body.resources.length, 1);
    const nested = asObject((server.body as Extract<Expression, { kind: 'if' }>).body).resources[0]!;
    assert.equal(nested.name.text, 'd');
    assert.equal(nested.decorators[0]!.name, 'batchSize');
    assert.equal(show(nested.body), 'for(i,k in list do if(i.ok then {name:i.n}))');
    assert.equal(statement(program, 'resource', 1).existing, true);
    assert.equal(show(statement(program, 'module').body), 'for(i in range(0,2) do {name:`m{i}`})');
  });

  test('a nested resource may be written in column 0', () => {
    const program = parse("resource s 'A.B/c@2020-01-01' = {\nname: 'n'\n@description('x')\nresource d 'e@2020-01-01' = {\nname: 'm'\n}\n}\nvar after = 1\n");
    const body = asObject(statement(program, 'resource').body);
    assert.equal(body.resources[0]!.name.text, 'd');
    assert.equal(body.resources[0]!.decorators.length, 1);
    assert.equal(statement(program, 'variable').name.text, 'after');
  });

  test('byte order mark, CRLF and pragmas between members', () => {
    const { statements, pragmas, comments } = parse("\uFEFFresource s 'A.B/c@1' = {\r\n  name: 'n'\r\n  #disable-next-line BCP037\r\n  x: 1 // why\r\n}\r\n");
    assert.equal(show((statements[0] as Extract<StatementNode, { kind: 'resource' }>).body), '{name:"n",x:1}');
    assert.deepEqual(pragmas.map((p) => p.codes[0]!.text), ['BCP037']);
    assert.equal(comments.length, 1);
  });
});

describe('what an editor needs', () => {
  const text = "resource s 'A.B/c@1' = {\n  name: 'a\\'b'\n  list: [ 1, 'x${y}z' ]\n  properties: {\n    tls: '''\nraw'''\n  }\n}\n";
  const body = asObject(statement(parse(text), 'resource').body);
  const slice = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);

  test('properties know the spans of key and value, objects and arrays where their brackets are', () => {
    const name = findProperty(body, 'name')!;
    assert.deepEqual([slice(name), slice(name.key), slice(name.value)], ["name: 'a\\'b'", 'name', "'a\\'b'"]);
    assert.equal(text[name.colon!], ':');
    assert.deepEqual([text[body.open], text[body.close!], body.end], ['{', '}', body.close! + 1]);
    const list = findProperty(body, 'list')!.value;
    assert.ok(list.kind === 'array' && text[list.open] === '[' && text[list.close!] === ']');
  });

  test('strings know their literal parts', () => {
    const name = findProperty(body, 'name')!.value;
    assert.ok(name.kind === 'string');
    assert.deepEqual([name.value, slice(name.content)], ["a'b", "a\\'b"]);
    const list = findProperty(body, 'list')!.value;
    const item = list.kind === 'array' ? list.items[1]! : list;
    assert.ok(item.kind === 'interpolation');
    assert.deepEqual([item.parts.map(slice), item.expressions.map(slice), slice(item)], [['x', 'z'], ['y'], "'x${y}z'"]);
    const tls = findProperty(asObject(findProperty(body, 'properties')!.value), 'tls')!.value;
    assert.ok(tls.kind === 'string' && tls.multiline);
    assert.deepEqual([tls.value, slice(tls.content)], ['raw', '\nraw']);
  });

  test('the last property of a name counts, and parentheses can be removed', () => {
    const object = statement(parse('var x = { a: 1, a: ((2)) }'), 'variable').value;
    assert.equal(show(withoutParentheses(findProperty(asObject(object), 'a')!.value)), '2');
  });
});

describe('half-typed code costs itself only', () => {
  const intact = "param intact string = 'yes'\n";
  const broken = [
    'param', 'param x', 'param x string =', 'var x = ', 'var x = a +', 'var x = a ?', 'var x = a ? b', 'var x = f(', 'var x = f(a,', 'var x = {', 'var x = {\n  a', 'var x = {\n  a:', 'var x = {\n  a: [',
    'var x = [', 'var x = [for', 'var x = [for i in', 'var x = [for i in l:', "var x = 'abc", "var x = 'a${", "var x = 'a${b", 'var x = a.', 'var x = a[', 'var x = (', 'var x = i =>', 'type t = {\n  a: {', 'type t = [',
    "type t = 'a' |", 'func f(', 'func f(a string', 'func f(a string)', "resource a 'b@1' = {\n  name: 'x'\n  properties: {\n    a: '", "resource a 'b@1' = if (", "resource a 'b@1' = if (x) {", "resource a 'b@1'", 'resource a', 'resource',
    "module m 'x' = {\n  params: {", 'import {', 'import { a', 'import * as', 'extension k with {', '@', '@description(', "@description('x", 'foo bar', '}', ')]}', '\u0000\u0001', 'var x = "a {"', '#disable-next-line', "var x = $'''${a\n",
    "var x = '''\nabc\n",
  ];
  for (const text of broken) {
    test(JSON.stringify(text), () => {
      const { program, diagnostics } = parseBicep(`var before = 1\n${text}\n${intact}`);
      const found = program.statements.find((s) => s.kind === 'parameter' && s.name.text === 'intact');
      assert.ok(found?.kind === 'parameter' && found.value && show(found.value) === '"yes"', 'the statement after it was lost');
      assert.equal(program.statements[0]!.kind, 'variable');
      assert.ok(diagnostics.length > 0, 'nothing was reported');
      assert.ok(diagnostics.every((d) => d.start >= 14 && d.start <= 15 + text.length), 'a problem was reported elsewhere');
    });
  }

  test('a broken property leaves its neighbours readable', () => {
    const { program, diagnostics } = parseBicep("resource s 'A.B/c@1' = {\n  name: 'n'\n  adm\n  b: = 3\n  c: f(a\n  d: [ 1 2 ]\n  e: 5\n}\n");
    const body = asObject(statement(program, 'resource').body);
    assert.deepEqual(body.members.map((m) => (m.kind === 'property' ? show(m.key) : '')), ['name', 'adm', 'b', 'c', 'd', 'e']);
    assert.equal(show(findProperty(body, 'e')!.value), '5');
    assert.equal(diagnostics.length, 4);
  });

  test('a resource whose braces are not closed ends where the next resource of the file begins', () => {
    const { program, diagnostics } = parseBicep("resource a 'A.B/c@1' = {\n  name: 'x'\n\n@description('d')\nresource b 'A.B/c@1' = {\n  name: 'y'\n}\n");
    const [a, b] = [statement(program, 'resource'), statement(program, 'resource', 1)];
    assert.equal(asObject(a.body).close, undefined);
    assert.equal(asObject(a.body).resources.length, 0);
    assert.deepEqual([b.name.text, b.decorators.length, diagnostics.length], ['b', 1, 1]);
  });

  test('an object type that is not closed leaves the decorators to the next statement', () => {
    const { program } = parseBicep('type t = {\n  a: {\n    b: int\n\n@secure()\nparam p string\n');
    assert.equal(statement(program, 'parameter').decorators[0]!.name, 'secure');
  });

  test('a bracket that closes an outer list ends the inner one', () => {
    const { program, diagnostics } = parseBicep('var x = [ { a: f(1 ] \nvar y = 2\n');
    assert.equal(show(statement(program, 'variable').value), '[{a:f(1)}]');
    assert.equal(diagnostics.length, 1);
  });

  test('an unfinished access has an empty name right behind it', () => {
    const { program } = parseBicep('var x = server.\n');
    const access = statement(program, 'variable').value;
    assert.ok(access.kind === 'property-access');
    assert.deepEqual(access.name, { start: 15, end: 15, text: '' });
  });
});

describe('hostile input', () => {
  /** Height of a tree, measured without recursion. */
  function height(root: object): number {
    let tallest = 0;
    const pending: [node: object, height: number][] = [[root, 1]];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [node, depth] = next;
      tallest = Math.max(tallest, depth);
      for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) pending.push([child as object, depth + ('kind' in node ? 1 : 0)]);
    }
    return tallest;
  }

  const repeated = [
    '[', '{a:', '(', 'a.b', '1+', '!', 'a?b:', 'f(', '(a,', 'a=>', '[for a in b:', 'a[', "'${", "$'''${", '...', '1,', "'a", '"', '\\', '}', '\u0000',
  ];
  for (const text of repeated) {
    test(`200,000 characters of ${JSON.stringify(text)} make a tree of bounded height`, () => {
      const { program, diagnostics } = parseBicep(`var a = ${text.repeat(Math.ceil(200_000 / text.length))}\nparam intact string\n`);
      assert.ok(height(program) < 1100, `height ${height(program)}`);
      assert.ok(diagnostics.length > 0);
      if (text !== "$'''${") assert.equal(statement(program, 'parameter').name.text, 'intact');
    });
  }

  test('nesting beyond the limit is one problem, and the code behind it is read', () => {
    const { program, diagnostics } = parseBicep(`var a = ${'['.repeat(20_000)}${']'.repeat(20_000)}\nvar b = 1\n`);
    assert.equal(diagnostics.length, 1);
    assert.equal(statement(program, 'variable', 1).name.text, 'b');
  });

  test('decorators below many unclosed type braces are read twice at most', () => {
    const { program } = parseBicep(`type t = ${'{a:'.repeat(200)}\n${'@a()\n'.repeat(20_000)}param x string\n`);
    assert.equal(statement(program, 'parameter').decorators.length, 20_000);
  });

  test('an empty text is an empty program', () => {
    assert.deepEqual(parseBicep(''), { program: { kind: 'program', start: 0, end: 0, statements: [], pragmas: [], comments: [] }, diagnostics: [] });
  });
});
