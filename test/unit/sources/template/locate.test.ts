import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { arm, flexible, Opened, server, version } from './open';

const open = (bicep: string, more: Readonly<Record<string, string>> = {}): Opened => new Opened({ 'main.bicep': bicep, ...more });

describe('places of settings', () => {
  it('are values that are written', () => {
    const opened = open(server(`version: '16'`));
    assert.deepEqual(opened.located(opened.at('server', 'properties', 'version')), [`main.bicep: '16'`]);
  });

  it('are the names of objects, and the symbol of the resource, rather than pages', () => {
    const opened = open(server(`network: { a: 'b' }`));
    assert.deepEqual(opened.located(opened.at('server', 'properties', 'network')), ['main.bicep: network']);
    assert.deepEqual(opened.located(opened.at('server')), ['main.bicep: server']);
  });

  it('are the closest written ancestors of what is absent', () => {
    const opened = open(server(`network: { a: 'b' }`));
    assert.deepEqual(opened.located(opened.at('server', 'properties', 'network', 'x', 'y')), ['main.bicep: network']);
    assert.deepEqual(opened.located(opened.at('server', 'properties', 'x')), ['main.bicep: properties']);
    assert.deepEqual(opened.located(opened.at('server', 'sku', 'name')), ['main.bicep: server']);
  });

  it('are where the resource sets the value, with where it comes from', () => {
    const opened = open(server(`version: v`, `param p string = '11'\nvar v = p`));
    assert.deepEqual(opened.located(opened.at('server', 'properties', 'version')), [
      'main.bicep: v', 'variable v = main.bicep: p', `default of the parameter p = main.bicep: '11'`,
    ]);
  });

  it('of a part of a variable are where the resource uses the variable', () => {
    const opened = open(server(`network: net`, `var net = { access: 'Enabled' }`));
    assert.deepEqual(opened.located(opened.at('server', 'properties', 'network', 'access')), ['main.bicep: net', `variable net = main.bicep: 'Enabled'`]);
  });

  it('of an item of a loop show the item', () => {
    const opened = open(`var all = [{ v: '15' }, { v: '16' }]\nresource s '${flexible}@${version}' = [for one in all: {\n  name: 'a'\n  properties: { version: one.v }\n}]`);
    assert.deepEqual(opened.located(opened.at('s[1]', 'properties', 'version')), ['main.bicep: one.v', `variable all = main.bicep: '16'`]);
  });

  it('of a parameter without a value show the parameter', () => {
    const opened = open(server(`version: v`, 'param v string'));
    assert.deepEqual(opened.located(opened.at('server', 'properties', 'version')), ['main.bicep: v', 'parameter v = main.bicep: v']);
  });

  it('lead through modules to the argument, and to parameters files', () => {
    const files = {
      'main.bicep': `param outer string\nmodule m 'm.bicep' = { name: 'm', params: { v: outer } }`,
      'm.bicep': server('version: v', 'param v string'),
      'p.bicepparam': `using 'main.bicep'\nparam outer = '12'`,
    };
    const opened = new Opened(files);
    assert.deepEqual(opened.located(opened.at('server', 'properties', 'version')), [
      'm.bicep: v', 'argument of the module m = main.bicep: outer', `value in p.bicepparam = p.bicepparam: '12'`,
    ]);
  });

  it('of a condition are the whole expression', () => {
    const opened = open(server(`version: prod ? '16' : '11'`, 'param prod bool = false'));
    assert.equal(opened.located(opened.at('server', 'properties', 'version'))[0], `main.bicep: prod ? '16' : '11'`);
  });

  it('of a server that only its rule names are in the name of the rule', () => {
    const opened = open(`resource r '${flexible}/firewallRules@${version}' = {\n  name: 'away/r'\n}`);
    const [stranger] = opened.snapshot.servers;
    assert.deepEqual(opened.located({ in: 'resource', key: stranger?.resource.key ?? '', path: ['properties', 'x'] }), [`main.bicep: 'away/r'`]);
  });

  it('are found in ARM templates too', () => {
    const files = { 'a.json': arm({ parameters: { v: { type: 'string', defaultValue: '11' } }, resources: [{ type: flexible, apiVersion: version, name: 'pg', properties: { version: `[parameters('v')]` } }] }) };
    const opened = new Opened(files);
    const [at, ...related] = opened.located(opened.at('resources/0', 'properties', 'version'));
    assert.match(at ?? '', /parameters\('v'\)/);
    assert.deepEqual(related, ['default of the parameter v = a.json: "11"']);
    assert.match(opened.located(opened.at('resources/0', 'properties', 'gone'))[0] ?? '', /"?properties"?$/);
  });
});

describe('places of declarations', () => {
  it('are their names', () => {
    const opened = open(`@secure()\nparam secret string\nmodule m 'm.bicep' = { name: 'm' }`, { 'm.bicep': `output o string = 'x'` });
    assert.deepEqual(opened.located({ in: 'declaration', file: 'main.bicep', kind: 'parameter', name: 'secret', path: [] }), ['main.bicep: secret']);
    assert.deepEqual(opened.located({ in: 'declaration', file: 'm.bicep', kind: 'output', name: 'o', path: [] }), ['m.bicep: o']);
    assert.deepEqual(opened.located({ in: 'declaration', file: 'm.bicep', kind: 'output', name: 'gone', path: [] }), []);
  });

  it('of resources that are not there are nowhere', () => {
    assert.deepEqual(open(server('')).located({ in: 'resource', key: 'gone', path: [] }), []);
  });
});
