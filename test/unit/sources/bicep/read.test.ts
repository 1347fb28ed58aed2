import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readBicep, readBicepParameters } from '../../../../src/sources/bicep/read';
import type { ModuleDeclaration, ResourceDeclaration, Template } from '../../../../src/sources/template/template';
import { show, showLoop } from './show-template';

function read(text: string): Template {
  const template = readBicep('main.bicep', text);
  assert.deepEqual(template.problems, [], text);
  return template;
}

function resource(template: Template, symbol: string): ResourceDeclaration {
  const found = template.resources.find((r) => r.symbol === symbol);
  assert.ok(found, `no ${symbol} among ${template.resources.map((r) => r.symbol).join(' ')}`);
  return found;
}

function module(template: Template): ModuleDeclaration {
  const [found] = template.modules;
  assert.ok(found);
  return found;
}

describe('parameters', () => {
  function parameter(text: string): object {
    const found = [...read(text).parameters.values()].at(-1);
    assert.ok(found);
    const { type, secure, nullable, allowed } = found;
    return { type, secure, nullable, default: show(found.default), allowed: show(allowed) };
  }
  const plain = { type: 'string', secure: false, nullable: false, default: '-', allowed: '-' };

  test('plain', () => assert.deepEqual(parameter('param p string'), plain));
  test('with a default', () => assert.deepEqual(parameter("param p string = 'x'"), { ...plain, nullable: true, default: '"x"' }));
  test('nullable', () => assert.deepEqual(parameter('param p int?'), { ...plain, type: 'int', nullable: true }));
  test('secure text', () => assert.deepEqual(parameter('@secure()\nparam p string'), { ...plain, type: 'securestring', secure: true }));
  test('secure object', () => assert.deepEqual(parameter('@sys.secure()\nparam p object'), { ...plain, type: 'secureobject', secure: true }));
  test('allowed', () => assert.deepEqual(parameter("@allowed(['a', 'b'])\nparam p string"), { ...plain, allowed: '["a","b"]' }));
  test('union', () => assert.deepEqual(parameter("param p 'a' | 'b'"), { ...plain, allowed: '["a","b"]' }));
  test('nullable union of numbers', () => assert.deepEqual(parameter('param p (1 | -2)?'), { ...plain, type: 'int', nullable: true, allowed: '[1,-2]' }));
  test('union with null', () => assert.deepEqual(parameter('param p true | null'), { ...plain, type: 'bool', nullable: true, allowed: '[true]' }));
  test('union with any text', () => assert.deepEqual(parameter("param p 'a' | string"), plain));
  test('mixed union', () => assert.deepEqual(parameter("param p 'a' | 1"), { ...plain, type: 'any' }));
  test('literal', () => assert.deepEqual(parameter("param p 'a'"), { ...plain, allowed: '["a"]' }));
  test('array', () => assert.deepEqual(parameter('param p string[]'), { ...plain, type: 'array' }));
  test('array of a union', () => assert.deepEqual(parameter("param p ('a' | 'b')[]"), { ...plain, type: 'array' }));
  test('tuple', () => assert.deepEqual(parameter('param p [string, int]'), { ...plain, type: 'array' }));
  test('object', () => assert.deepEqual(parameter('param p { a: string }'), { ...plain, type: 'object' }));
  test('declared type', () => assert.deepEqual(parameter("type t = 'a' | u\ntype u = 'b'?\nparam p t"), { ...plain, nullable: true, allowed: '["a","b"]' }));
  test('declared secure type', () => assert.deepEqual(parameter('@secure()\ntype t = string\nparam p t'), { ...plain, type: 'securestring', secure: true }));
  test('type of another file', () => assert.deepEqual(parameter("import { t } from './t.bicep'\nparam p t"), { ...plain, type: 't' }));
  test('exotic type', () => assert.deepEqual(parameter("param p resourceInput<'A.B/c@1'>.name"), { ...plain, type: "resourceInput<'A.B/c@1'>.name" }));
  test('types in a circle', () => assert.deepEqual(parameter('type a = b\ntype b = a | a\nparam p a'), { ...plain, type: 'a' }));

  test('types that double do not explode', () => {
    const types = Array.from({ length: 40 }, (_, i) => `type t${i} = t${i + 1} | t${i + 1}\n`).join('');
    assert.deepEqual(parameter(`${types}type t40 = 'a'\nparam p t0`), plain);
  });

  test('spans', () => {
    const text = '@secure()\nparam secret string\n';
    const found = read(text).parameters.get('secret');
    assert.deepEqual([found?.start, text.slice(found?.nameSpan.start, found?.nameSpan.end)], [0, 'secret']);
  });
});

test('variables, outputs and functions', () => {
  const template = read("var a = 1\n@secure()\noutput b string = '${a}'\noutput c int = a\nfunc f(x int, y int) int => x + y + a\n");
  assert.deepEqual([...template.variables.values()].map((v) => [v.name, show(v.value)]), [['a', '1']]);
  assert.deepEqual([...template.outputs.values()].map((o) => [o.name, o.type, o.secure, show(o.value)]), [
    ['b', 'securestring', true, '`{variable:a}`'], ['c', 'int', false, 'variable:a'],
  ]);
  assert.deepEqual(template.functions.map((f) => [f.name, f.namespace, f.parameters, show(f.body)]), [
    ['f', undefined, ['x', 'y'], 'add(add(local:x,local:y),variable:a)'],
  ]);
});

describe('resources', () => {
  test('a server', () => {
    const text = `resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: 'pg'
  scope: resourceGroup('other')
  location: 'westeurope'
  properties: { version: '16' }
  dependsOn: [other]
}
`;
    const r = resource(read(text), 'server');
    assert.equal(r.type, 'Microsoft.DBforPostgreSQL/flexibleServers');
    assert.equal(r.apiVersion, '2024-08-01');
    assert.deepEqual([r.existing, r.scope?.kind, r.parent, r.condition, r.loop], [false, 'call', undefined, undefined, undefined]);
    assert.equal(show(r.resourceName), '"pg"');
    assert.equal(show(r.body), '{name:"pg",location:"westeurope",properties:{version:"16"}}');
    assert.equal(text.slice(r.symbolSpan.start, r.symbolSpan.end), 'server');
    assert.equal(text.slice(r.start, r.end), text.trimEnd());
  });

  test('existing, without an API version, or of a computed type', () => {
    const template = read("resource a 'A.B/c' existing = { name: 'a' }\nresource b '${'A'}.B/c@1' = { name: 'b' }\n");
    const a = resource(template, 'a');
    assert.deepEqual([a.existing, a.type, a.apiVersion], [true, 'A.B/c', undefined]);
    assert.equal(resource(template, 'b').type, undefined);
  });

  test('condition and loop', () => {
    const template = read(`param on bool
param list array
resource a 'A.B/c@1' = if (on) { name: 'a' }
resource b 'A.B/c@1' = [for (x, i) in list: { name: x.name, properties: { i: i } }]
resource c 'A.B/c@1' = [for x in list: if (x.on && on) { name: x.name }]
`);
    assert.equal(show(resource(template, 'a').condition), 'parameter:on');
    assert.equal(showLoop(resource(template, 'b').loop!), 'x,i in parameter:list');
    assert.equal(show(resource(template, 'b').body), '{name:local:x["name"],properties:{i:local:i}}');
    assert.equal(showLoop(resource(template, 'c').loop!), 'x in parameter:list if and(local:x["on"],parameter:on)');
    assert.equal(show(resource(template, 'c').resourceName), 'local:x["name"]');
    assert.equal(resource(template, 'c').condition, undefined);
  });

  test('parents', () => {
    const template = read(`resource a 'A.B/c@1' existing = { name: 'a' }
resource bs 'A.B/c@1' = [for i in [1, 2]: { name: 'b\${i}' }]
resource c 'A.B/c/d@1' = { parent: a, name: 'c' }
resource d 'A.B/c/d@1' = [for i in [0, 1]: { parent: bs[i], name: 'd' }]
resource e 'A.B/c/d@1' = { parent: true ? a : a, name: 'e' }
resource f 'A.B/c/d/e@1' = { parent: a::inner, name: 'f' }
resource g 'A.B/c/d/e@1' = { parent: outer::inner, name: 'g' }
resource outer 'A.B/c@1' = { name: 'outer', resource inner 'd' = { name: 'inner' } }
`.replace(", resource inner 'd' = { name: 'inner' } }", "\n  resource inner 'd' = { name: 'inner' }\n}"));
    assert.equal(resource(template, 'c').parent, 'a');
    assert.equal(show(resource(template, 'c').body), '{name:"c"}');
    assert.equal(resource(template, 'd').parent, 'bs');
    assert.equal(show(resource(template, 'd').parentIndex), 'local:i');
    assert.equal(resource(template, 'e').parent, undefined);
    assert.equal(resource(template, 'f').parent, undefined);
    assert.equal(resource(template, 'g').parent, 'outer::inner');
  });

  test('nested', () => {
    const template = read(`param on bool
resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = if (on) {
  name: 'pg'
  scope: other
  properties: { first: rule.id }
  resource rule 'firewallRules' = {
    name: 'r'
    properties: { of: server.id }
    resource deep 'things@2020-01-01' = if (!on) { name: rule.name }
  }
  @batchSize(1)
  resource rules 'firewallRules@2022-12-01' = [for i in [1]: { name: '\${i}', properties: { after: rule.name } }]
}
output o string = server::rule::deep.name
output p string = rule.name
`);
    assert.deepEqual(template.resources.map((r) => [r.symbol, r.parent, r.type, r.apiVersion]), [
      ['server', undefined, 'Microsoft.DBforPostgreSQL/flexibleServers', '2024-08-01'],
      ['server::rule', 'server', 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules', '2024-08-01'],
      ['server::rule::deep', 'server::rule', 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules/things', '2020-01-01'],
      ['server::rules', 'server', 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules', '2022-12-01'],
    ]);
    assert.equal(show(resource(template, 'server').body), '{name:"pg",properties:{first:symbol:server::rule["id"]}}');
    assert.equal(show(resource(template, 'server::rule').body), '{name:"r",properties:{of:symbol:server["id"]}}');
    assert.equal(show(resource(template, 'server::rule').condition), 'parameter:on');
    assert.equal(show(resource(template, 'server::rule::deep').condition), 'and(parameter:on,not(parameter:on))');
    assert.equal(show(resource(template, 'server::rule::deep').resourceName), 'symbol:server::rule["name"]');
    assert.equal(show(resource(template, 'server::rules').body), '{name:`{local:i}`,properties:{after:symbol:server::rule["name"]}}');
    assert.equal(resource(template, 'server::rule').scope, resource(template, 'server').scope);
    assert.equal(show(template.outputs.get('o')?.value), 'symbol:server::rule::deep["name"]');
    assert.equal(show(template.outputs.get('p')?.value), '<rule is not declared>["name"]');
  });

  test('symbols are unique, even where names are written twice', () => {
    const template = readBicep('main.bicep', "resource a 'A.B/c@1' = { name: 'x' }\nresource a 'A.B/c@1' = { name: 'y' }\nresource  'A.B/c@1' = { name: 'z' }\n");
    assert.equal(new Set(template.resources.map((r) => r.symbol)).size, 3);
    assert.equal(template.resources[0]?.symbol, 'a');
  });
});

describe('modules', () => {
  test('reference and arguments', () => {
    const text = "param on bool\nmodule net './net.bicep' = if (on) {\n  name: 'net'\n  params: { a: 1, ...x }\n}\nvar x = {}\n";
    const m = module(read(text));
    assert.deepEqual([m.symbol, m.reference, show(m.condition), show(m.arguments), show(m.resourceName)], ['net', './net.bicep', 'parameter:on', '{a:1,...variable:x}', '"net"']);
    assert.equal(text.slice(m.referenceSpan.start, m.referenceSpan.end), "'./net.bicep'");
  });

  test('in a loop, from a registry, without arguments', () => {
    const m = module(read("module m 'br/public:avm/res/a/b:1.0.0' = [for (x, i) in [1]: if (x > 0) { name: '${i}' }]\n"));
    assert.equal(m.reference, 'br/public:avm/res/a/b:1.0.0');
    assert.equal(showLoop(m.loop!), 'x,i in [1] if greater(local:x,0)');
    assert.equal(m.arguments, undefined);
    assert.equal(show(m.resourceName), '`{local:i}`');
  });
});

describe('half-typed text', () => {
  const intact = "param p string\nresource server 'A.B/c@1' = {\n  name: p\n}\nvar v = p\n";
  const broken = ['resource', 'param x', "resource a 'A.B/c@1' = {\n  name: '\n  properties: {", 'var x =', 'output o string = server.', 'var x = [for', "module m './m.bicep' =", '@secure(', 'var y = a ? b', '\u0000 %% "x"'];
  for (const text of broken) {
    test(JSON.stringify(text), () => {
      const template = readBicep('main.bicep', `${intact}${text}\n${intact.replace(/server|\bv\b|\bp\b/g, '$&2')}`);
      assert.ok(template.problems.length > 0);
      for (const problem of template.problems) {
        assert.equal(problem.file, 'main.bicep');
        assert.ok(problem.span !== undefined && problem.span.end >= problem.span.start);
      }
      assert.deepEqual([template.parameters.has('p'), template.parameters.has('p2'), template.variables.has('v2')], [true, true, true]);
      assert.equal(show(resource(template, 'server2').body), '{name:parameter:p2}');
    });
  }

  test('a member that has not been typed', () => {
    assert.equal(show(readBicep('f', 'param p object\noutput o string = p.\n').outputs.get('o')?.value), '<the code is not complete>');
  });
  test('a body that has not been typed', () => {
    const template = readBicep('f', "resource a 'A.B/c@1' = \nmodule m './m.bicep'\n");
    assert.deepEqual([template.resources[0]?.body, template.resources[0]?.type, template.modules[0]?.reference], [undefined, 'A.B/c', './m.bicep']);
  });
  test('an empty file, a byte order mark, CRLF', () => {
    assert.equal(readBicep('f', '').resources.length, 0);
    const template = read("\uFEFFparam p string\r\nresource a 'A.B/c@1' = {\r\n  name: p\r\n}\r\n");
    assert.equal(show(resource(template, 'a').body), '{name:parameter:p}');
  });
  test('deep nesting', () => {
    for (const text of ['('.repeat(5000), '{a:'.repeat(5000), '!'.repeat(5000), `a${'.b'.repeat(5000)}`, '[for a in '.repeat(5000)]) {
      assert.ok(readBicep('f', `var x = ${text}`).problems.length > 0);
    }
  });
});

describe('.bicepparam', () => {
  test('template, values and variables', () => {
    const file = readBicepParameters('main.bicepparam', "using './main.bicep'\nvar v = 'x'\nparam a = '${v}1'\nparam b = readEnvironmentVariable('B')\nparam c = a\n");
    assert.deepEqual(file.problems, []);
    assert.equal(file.using, './main.bicep');
    assert.deepEqual([...file.values].map(([name, value]) => `${name}=${show(value)}`), ['a=`{variable:v}1`', 'b=readEnvironmentVariable("B")', 'c=parameter:a']);
    assert.equal(show(file.variables.get('v')?.value), '"x"');
  });
  test('without a template, half typed', () => {
    const file = readBicepParameters('f', 'using none\nparam a =\nparam b = 1\n');
    assert.equal(file.using, undefined);
    assert.equal(file.problems.length, 1);
    assert.equal(show(file.values.get('a')), '<the code is not complete>');
    assert.equal(show(file.values.get('b')), '1');
  });
});
