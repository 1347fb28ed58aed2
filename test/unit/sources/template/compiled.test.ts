import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settingOf } from '../../../../src/model/resource';
import type { Value } from '../../../../src/model/value';
import { isUnknown } from '../../../../src/model/value';
import { arm, flexible, Opened, server, version } from './open';

/** What the only server of a template says of its network. */
function network(opened: Opened): Value | undefined {
  const [found] = opened.snapshot.servers;
  assert.ok(found !== undefined);
  const value = settingOf(found.resource, ['properties', 'network', 'publicNetworkAccess']);
  return isUnknown(value) && value.oneOf !== undefined ? value.oneOf : isUnknown(value) ? `? ${value.because}` : value;
}

const pg = (value: string) => ({ type: flexible, apiVersion: version, name: 'pg', properties: { network: { publicNetworkAccess: value } } });

const inner = (name: string, parameters: object, template: object, more: object = {}): object => ({
  type: 'Microsoft.Resources/deployments', apiVersion: '2025-04-01', name, ...more,
  properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, parameters, template: { contentVersion: '1.0.0.0', ...template } },
});

/** A template whose server is in a nested one, to which an argument is given as the compiler writes it. */
function withArgument(argument: unknown, parameter: object = { type: 'string' }, parts: object = {}): Opened {
  const nested = { parameters: { access: parameter }, resources: [pg("[parameters('access')]")] };
  return new Opened({ 'main.json': arm({ parameters: { open: { type: 'bool', defaultValue: true }, ask: { type: 'bool' } }, ...parts, resources: [inner('server', { access: argument }, nested)] }) });
}

describe('arguments that the compiler writes', () => {
  it('may be computed with their object', () => {
    const choice = (condition: string) => `[if(${condition}, createObject('value', 'Enabled'), createObject('value', 'Disabled'))]`;
    assert.equal(network(withArgument(choice("parameters('open')"))), 'Enabled');
    assert.deepEqual(network(withArgument(choice("parameters('ask')"))), ['Enabled', 'Disabled']);
    assert.equal(network(withArgument("[shallowMerge(createArray(createObject('value', 'Disabled')))]")), 'Disabled');
  });

  it('may be made by a loop', () => {
    const loop = { copy: [{ name: 'value', count: 2, input: "[format('rule{0}', copyIndex('value'))]" }] };
    const nested = { parameters: { names: { type: 'array' } }, resources: [pg("[last(parameters('names'))]")] };
    assert.equal(network(new Opened({ 'main.json': arm({ resources: [inner('server', { names: loop }, nested)] }) })), 'rule1');
  });

  it('may be left out where the type of the parameter allows null or restricts it', () => {
    const definitions = { nothing: { type: 'string', nullable: true }, words: { type: 'string', allowedValues: ['Enabled', 'Disabled'] } };
    const nested = (type: string) => ({ definitions, parameters: { access: { $ref: `#/definitions/${type}` } }, resources: [pg("[coalesce(parameters('access'), 'Disabled')]")] });
    const open = (type: string) => new Opened({ 'main.json': arm({ resources: [inner('server', {}, nested(type))] }) });
    assert.equal(network(open('nothing')), 'Disabled');
    assert.deepEqual(network(open('words')), ['Enabled', 'Disabled']);
  });
});

describe('outputs that the compiler refers to', () => {
  const giving = { outputs: { access: { type: 'string', value: 'Disabled' } }, resources: [] };

  it('are found by the symbol of a deployment', () => {
    const symbolic = (name: string, module: object) => new Opened({
      'main.json': arm({ languageVersion: '2.0', resources: { giver: module, server: pg(`[reference('${name}').outputs.access.value]`) } }),
    });
    assert.equal(network(symbolic('giver', inner('g', {}, giving))), 'Disabled');
    const loop = { copy: { name: 'giver', count: '[length(range(0, 2))]' } };
    assert.equal(network(symbolic('giver[1]', inner("[format('g{0}', copyIndex())]", {}, giving, loop))), 'Disabled');
    const absent = network(symbolic('giver[2]', inner("[format('g{0}', copyIndex())]", {}, giving, loop)));
    assert.equal(absent, '? the state of a resource is known only after the deployment');
  });

  it('are found by the id of a deployment, whatever is unknown of its name', () => {
    const name = "format('net-{0}', uniqueString(deployment().name))";
    const reading = `[reference(resourceId('Microsoft.Resources/deployments', ${name}), '2025-04-01').outputs.access.value]`;
    assert.equal(network(new Opened({ 'main.json': arm({ resources: [inner(`[${name}]`, {}, giving), pg(reading)] }) })), 'Disabled');
  });

  it('of deployments that refer to themselves are unknown', () => {
    const self = "[reference(resourceId('Microsoft.Resources/deployments', 'round')).outputs.access.value]";
    const opened = new Opened({ 'main.json': arm({ resources: [inner(self, {}, giving), inner('round', {}, giving, { condition: self }), pg(self)] }) });
    assert.equal(network(opened), '? the state of a resource is known only after the deployment');
  });
});

describe('what may not be deployed', () => {
  const module = (condition: string) => `param ask bool\nmodule net 'net.bicep' = if (${condition}) {}\n`;
  const open = (condition: string) => new Opened({
    'main.bicep': server(`network: { publicNetworkAccess: net.?outputs.?access ?? 'Enabled' }`, module(condition)),
    'net.bicep': `output access string = 'Disabled'`,
  });

  it('is null where it is asked with care', () => {
    assert.equal(network(open('true')), 'Disabled');
    assert.equal(network(open('false')), 'Enabled');
    assert.deepEqual(network(open('ask')), ['Disabled', 'Enabled']);
  });
});

describe('spellings of types and versions', () => {
  it('are understood in variables, in types of extensions and with the name of Azure before them', () => {
    const { snapshot } = new Opened({
      'main.json': arm({
        variables: { versions: { pg: version }, type: flexible },
        resources: [
          { ...pg('Enabled'), type: "[variables('type')]", apiVersion: "[variables('versions').pg]" },
          { type: 'Microsoft.Graph/groups@v1.0', properties: {} },
        ],
      }),
    });
    assert.deepEqual(snapshot.resources.map(({ type, apiVersion }) => [type, apiVersion]), [[flexible, version], ['Microsoft.Graph/groups', 'v1.0']]);
    const bicep = new Opened({ 'main.bicep': server('').replace(flexible, `az:${flexible}`) });
    assert.equal(bicep.snapshot.servers.length, 1);
  });

  it('leave a deployment whose template is computed a module that nobody can read', () => {
    const computed = { type: 'Microsoft.Resources/deployments', apiVersion: '2021-04-01', name: 'n', properties: { template: "[variables('t')]", parameters: { name: { value: 'pg' } } } };
    const opened = new Opened({ 'main.json': arm({ variables: { t: {} }, resources: [pg('Enabled'), computed] }) });
    const { complete } = opened.snapshot.children(opened.resource('resources/0').key, `${flexible}/firewallRules`);
    assert.equal(complete === true || complete.because, 'it cannot be told which template the module deploys');
  });
});

describe('the function nameof', () => {
  it('gives the last name', () => {
    const name = (of: string) => new Opened({ 'main.bicep': `var config = { 'server-name': 1 }\n${server('').replace(`'pg'`, `nameof(${of})`)}` }).resource('#server').name;
    assert.equal(name('config'), 'config');
    assert.equal(name(`config['server-name']`), 'server-name');
    assert.equal(name('server.properties.network'), 'network');
  });
});
