import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settingOf } from '../../../../src/model/resource';
import { isUnknown } from '../../../../src/model/value';
import type { Files } from './open';
import { flexible, Opened, rule, server, version } from './open';

const rules = `${flexible}/firewallRules`;

function open(bicep: string, modules: Files = {}): Opened {
  return new Opened({ 'main.bicep': bicep, ...modules });
}

/** The names of the firewall rules of the only server. */
function rulesOf({ snapshot }: Opened): readonly string[] {
  assert.equal(snapshot.servers.length, 1);
  const { items } = snapshot.children(snapshot.servers[0]?.resource.key ?? '', rules);
  return items.map(({ name }) => (isUnknown(name) ? `? ${name.because}` : name));
}

function completeness({ snapshot }: Opened, symbol = 'server'): true | string {
  const parent = snapshot.resources.find(({ key }) => key.endsWith(symbol));
  const { complete } = snapshot.children(parent?.key ?? '', rules);
  return complete === true ? true : complete.because;
}

describe('parents', () => {
  it('are found by symbol, by nesting and by name', () => {
    const nested = server(`version: '16'\n  }\n  resource inner 'firewallRules' = {\n    name: 'inner'\n    properties: {}`);
    const opened = open(nested + rule('bySymbol', '', `parent: server\n  name: 'symbol'`) + rule('byName', '', `name: 'pg/slash'`));
    assert.deepEqual(rulesOf(opened), ['inner', 'symbol', 'slash']);
    assert.equal(completeness(opened), true);
  });

  it('are found by names that nobody knows, where they are the same', () => {
    const unknown = server('', 'param name string\nvar full = \'x-${name}\'').replace(`'pg'`, 'full');
    const opened = open(unknown + rule('same', '', `name: 'x-\${name}/same'`) + rule('byReference', '', `name: '\${server.name}/reference'`));
    assert.deepEqual(rulesOf(opened), ['same', 'reference']);
    assert.equal(completeness(opened), true);
  });

  it('take names without regard to case', () => {
    assert.deepEqual(rulesOf(open(server('') + rule('a', '', `name: 'PG/a'`))), ['a']);
  });

  it('of a rule that could belong to a server make its rules incomplete, and the rule is judged by itself', () => {
    const opened = open(server('', 'param other string') + rule('lost', '', `name: '\${other}/lost'`));
    assert.equal(completeness(opened), 'it cannot be told to which server lost belongs');
    const stranger = opened.snapshot.resource(opened.resource('#lost').parent ?? '');
    assert.equal(stranger?.existing, true);
    assert.equal(stranger.type, flexible);
    assert.ok(isUnknown(stranger.name));
    assert.equal(opened.snapshot.servers.length, 2);
  });

  it('of a rule for a server elsewhere leave the rules of others complete', () => {
    const opened = open(server('') + rule('away', '', `name: 'elsewhere/away'`) + rule('too', '', `name: 'elsewhere/too'`));
    assert.equal(completeness(opened), true);
    assert.equal(opened.snapshot.servers.length, 2);
    assert.equal(opened.resource('#away').parent, opened.resource('#too').parent);
  });

  it('that are only referred to are the resource that the template deploys, in other modules too', () => {
    const module = `param name string\nresource pg '${flexible}@${version}' existing = { name: name }\n${rule('inner', '', `parent: pg\n  name: 'inner'`)}`;
    const opened = open(`${server('')}\nmodule m 'm.bicep' = { name: 'm', params: { name: server.name } }`, { 'm.bicep': module });
    assert.deepEqual(rulesOf(opened), ['inner']);
  });

  it('that are only referred to stay so where nothing deploys them', () => {
    const opened = open(`resource pg '${flexible}@${version}' existing = { name: 'away' }\n${rule('a', '', `parent: pg\n  name: 'a'`)}`);
    assert.deepEqual(rulesOf(opened), ['a']);
    assert.equal(opened.snapshot.servers[0]?.resource.existing, true);
  });
});

describe('conditions', () => {
  it('that are false leave a resource and what is below it out', () => {
    const opened = open(server('').replace('= {', '= if (1 == 2) {') + rule('a', '', `parent: server\n  name: 'a'`));
    assert.deepEqual(opened.snapshot.resources, []);
  });

  it('that are open leave open when it is deployed', () => {
    const opened = open(server('', 'param deploy bool') + rule('a', 'if (deploy) ', `parent: server\n  name: 'a'`));
    const { when } = opened.resource('#a');
    assert.ok(isUnknown(when));
    assert.equal(when.because, 'the parameter deploy has no value');
    assert.equal(opened.resource('#server').when, true);
  });

  it('of a server are no question for what has the same', () => {
    const opened = open(server('', 'param deploy bool\nparam more bool').replace('= {', '= if (deploy) {') +
      rule('same', 'if (deploy) ', `parent: server\n  name: 'a'`) + rule('other', 'if (deploy && more) ', `parent: server\n  name: 'b'`));
    assert.ok(isUnknown(opened.resource('#server').when));
    assert.equal(opened.resource('#same').when, true);
    const { when } = opened.resource('#other');
    assert.ok(isUnknown(when));
    assert.equal(when.because, 'the parameter more has no value');
  });

  it('of a module are those of its resources', () => {
    const opened = open(`param deploy bool\nmodule m 'm.bicep' = if (deploy) { name: 'm' }\nmodule n 'm.bicep' = if (false) { name: 'n' }`, { 'm.bicep': server('') });
    assert.equal(opened.snapshot.servers.length, 1);
    assert.ok(isUnknown(opened.resource('server').when));
  });
});

describe('loops', () => {
  it('make one resource for each item, with its values', () => {
    const opened = open(`${server('')}param ranges array = [{ n: 'a', ip: '1.1.1.1' }, { n: 'b', ip: '2.2.2.2' }]
resource all '${rules}@${version}' = [for (r, i) in ranges: if (r.n != 'x') {
  parent: server
  name: '\${r.n}\${i}'
  properties: { startIpAddress: r.ip, endIpAddress: r.ip }
}]`);
    assert.deepEqual(rulesOf(opened), ['a0', 'b1']);
    assert.equal(settingOf(opened.resource('all[1]'), ['properties', 'startIpAddress']), '2.2.2.2');
  });

  it('over what nobody knows make one, and leave open how many there are', () => {
    const opened = open(`${server('')}param ranges array
resource all '${rules}@${version}' = [for r in ranges: {
  parent: server
  name: r.name
  properties: { startIpAddress: r.ip, endIpAddress: '1.1.1.1' }
}]`);
    assert.deepEqual(rulesOf(opened), ['? the parameter ranges has no value']);
    assert.equal(completeness(opened), 'the parameter ranges has no value');
    assert.ok(isUnknown(opened.resource('#all').when));
    assert.equal(settingOf(opened.resource('#all'), ['properties', 'endIpAddress']), '1.1.1.1');
  });

  it('of servers pair with the children of each', () => {
    const opened = open(`resource many '${flexible}@${version}' = [for n in ['a', 'b']: { name: n }]
resource all '${rules}@${version}' = [for i in range(0, 2): { parent: many[i], name: 'r\${i}' }]`);
    assert.deepEqual(opened.snapshot.servers.map(({ resource }) => opened.snapshot.children(resource.key, rules).items.map(({ name }) => name)), [['r0'], ['r1']]);
  });

  it('of modules deploy each by itself', () => {
    const opened = open(`module m 'm.bicep' = [for v in ['15', '16']: { name: 'm\${v}', params: { v: v } }]`, { 'm.bicep': server('version: v', 'param v string') });
    assert.deepEqual(opened.snapshot.servers.map(({ resource }) => settingOf(resource, ['properties', 'version'])), ['15', '16']);
    assert.equal(new Set(opened.snapshot.resources.map(({ key }) => key)).size, 2);
  });
});

describe('parameters', () => {
  it('are what the caller gives, else the default', () => {
    const module = { 'm.bicep': server(`version: v\n    backup: b`, `param v string = '11'\nparam b string = 'default'`) };
    const opened = open(`param outer string = '16'\nmodule m 'm.bicep' = { name: 'm', params: { v: outer } }`, module);
    assert.equal(settingOf(opened.resource('server'), ['properties', 'version']), '16');
    assert.equal(settingOf(opened.resource('server'), ['properties', 'backup']), 'default');
  });

  it('are what a parameters file gives', () => {
    const opened = new Opened({
      'main.bicep': server(`version: v\n    tls: t`, `param v string = '11'\nparam t string`),
      'p.bicepparam': `using 'main.bicep'\nvar major = '16'\nparam v = major`,
    });
    assert.equal(settingOf(opened.resource('server'), ['properties', 'version']), '16');
    assert.ok(isUnknown(settingOf(opened.resource('server'), ['properties', 'tls'])));
  });

  it('are absent where null is given or allowed', () => {
    const opened = open(server('a: a\n    b: b', `param a string?\nparam b string = 'b'`));
    assert.equal(settingOf(opened.resource('server'), ['properties', 'a']), undefined);
    const given = open(`module m 'm.bicep' = { name: 'm', params: { b: null } }`, { 'm.bicep': server('b: b', `param b string = 'b'`) });
    assert.equal(settingOf(given.resource('server'), ['properties', 'b']), 'b');
  });
});

describe('modules', () => {
  it('give values back by outputs', () => {
    const opened = open(`module m 'm.bicep' = { name: 'm', params: { x: '1' } }\n${server('version: m.outputs.v')}`, {
      'm.bicep': `param x string\noutput v string = '\${x}6'`,
    });
    assert.equal(settingOf(opened.resource('server'), ['properties', 'version']), '16');
  });

  it('in registries give unknown values, and may add to a server that they are given', () => {
    const opened = open(`${server('version: m.outputs.v')}\nmodule m 'br/public:x:1' = { name: 'm' }`);
    const value = settingOf(opened.resource('server'), ['properties', 'version']);
    assert.ok(isUnknown(value));
    assert.equal(value.because, 'the module br/public:x:1 is in a registry');
    assert.equal(completeness(opened), true);
    const given = open(`${server('')}\nmodule m 'br/public:x:1' = { name: 'm', params: { id: server.id } }`);
    assert.equal(completeness(given), 'the module br/public:x:1 is in a registry');
  });

  it('of the other language are read too', () => {
    const json = JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      parameters: { v: { type: 'string' } },
      resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: { version: `[parameters('v')]` } }],
    });
    const opened = open(`module m 'm.json' = { name: 'm', params: { v: '16' } }`, { 'm.json': json });
    assert.equal(settingOf(opened.resource('resources/0'), ['properties', 'version']), '16');
    assert.deepEqual(opened.program.entries, [{ file: 'main.bicep' }]);
  });
});

describe('declarations', () => {
  it('are those of all templates that are reached', () => {
    const opened = open(`@secure()\nparam outer string = 'x'\noutput o string = outer\nmodule m 'm.bicep' = { name: 'm' }`, { 'm.bicep': `param inner int = 3\nvar v = inner + 1` });
    const found = opened.snapshot.declarations.map(({ at, secure, type, value }) => [at.file, at.kind, at.name, secure, type, isUnknown(value) ? '?' : value]);
    assert.deepEqual(found, [
      ['main.bicep', 'parameter', 'outer', true, 'securestring', 'x'],
      ['main.bicep', 'output', 'o', false, 'string', '?'],
      ['m.bicep', 'parameter', 'inner', false, 'int', 3],
      ['m.bicep', 'variable', 'v', false, undefined, 4],
    ]);
  });
});

describe('resources that Azure returned', () => {
  it('are not all that belongs to the server', () => {
    const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg';
    const opened = new Opened({ 'server.json': JSON.stringify({ id, name: 'pg', type: flexible, properties: { version: '16' } }) });
    assert.equal(opened.snapshot.servers.length, 1);
    assert.match(String(completeness(opened, 'resources/0')), /as Azure returned it/);
  });
});

it('what is known of a text stays known around what is not', () => {
  const opened = open("@secure()\nparam password string\noutput address string = 'postgresql://orders:${password}@db.example.org/orders'");
  const value = opened.snapshot.declarations.find(({ at }) => at.name === 'address')?.value;
  assert.ok(isUnknown(value));
  const pieces = value.pieces?.map((piece) => (isUnknown(piece) ? { secret: piece.sensitive } : piece));
  assert.deepEqual(pieces, ['postgresql://orders:', { secret: true }, '@db.example.org/orders']);
});
