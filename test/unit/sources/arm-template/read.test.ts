import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readArmParameters, readArmTemplate } from '../../../../src/sources/arm-template/read';
import { read, readOutput, schema, setting, show, slice, templateText } from './sample';

const flexible = 'Microsoft.DBforPostgreSQL/flexibleServers';

describe('reading the declarations of an ARM template', () => {
  it('reads parameters', () => {
    const text = templateText({
      definitions: '{ "secret": { "$ref": "#/definitions/inner" }, "inner": { "type": "secureString" }, "round": { "$ref": "#/definitions/round" } }',
      parameters: `{ "a": { "type": "String", "defaultValue": "x", "allowedValues": ["x", "y"] }, "b": { "type": "secureObject" },
        "c": { "type": "int", "nullable": true }, "d": { "$ref": "#/definitions/secret" }, "e": { "$ref": "#/definitions/round" }, "f": {}, "g" }`,
    });
    const { parameters } = read(text);
    const facts = [...parameters.values()].map((one) => [one.name, one.type, one.secure, one.nullable, show(one.default), show(one.allowed)]);
    assert.deepEqual(facts, [
      ['a', 'string', false, true, '"x"', '["x", "y"]'],
      ['b', 'secureobject', true, false, '–', '–'],
      ['c', 'int', false, true, '–', '–'],
      ['d', 'securestring', true, false, '–', '–'],
      ['e', undefined, false, false, '–', '–'],
      ['f', undefined, false, false, '–', '–'],
      ['g', undefined, false, false, '–', '–'],
    ]);
    assert.equal(slice(text, parameters.get('f')!), '"f": {}');
    assert.equal(slice(text, parameters.get('f')!.nameSpan), '"f"');
  });

  it('reads variables, with the arrays that loops make', () => {
    const { variables } = read(templateText({
      variables: `{ "a": "[parameters('p')]", "copy": [{ "name": "Many", "count": "[length(variables('a'))]", "input": { "i": "[copyIndex('many', 1)]" } }],
        "b": { "copy": [{ "name": "inside", "count": 2, "input": "[variables('MANY')[copyIndex('inside')]]" }], "z": 1 } }`,
    }));
    assert.deepEqual([...variables].map(([name, { value }]) => [name, show(value)]), [
      ['a', 'parameter:p'],
      ['Many', '[for copyIndex(Many) in range(0, length(variable:a)): {i: add(local:copyIndex(Many), 1)}]'],
      ['b', '{inside: [for copyIndex(inside) in range(0, 2): variable:Many[local:copyIndex(inside)]], z: 1}'],
    ]);
  });

  it('reads outputs', () => {
    const { outputs } = read(templateText({
      outputs: `{ "a": { "type": "securestring", "value": "[concat('x')]" }, "b": { "type": "array", "copy": { "count": 2, "input": "[copyIndex()]" } }, "c": {} }`,
    }));
    assert.deepEqual([...outputs.values()].map((one) => [one.name, one.type, one.secure, show(one.value)]), [
      ['a', 'securestring', true, 'concat("x")'],
      ['b', 'array', false, '[for copyIndex(b) in range(0, 2): local:copyIndex(b)]'],
      ['c', undefined, false, '–'],
    ]);
  });

  it('reads functions, whose parameters are their own', () => {
    const { functions } = read(templateText({
      parameters: '{ "Prefix": {} }',
      functions: `[{ "namespace": "contoso", "members": { "name": { "parameters": [{ "name": "Prefix", "type": "string" }],
        "output": { "type": "string", "value": "[concat(parameters('prefix'), 'x')]" } } } }]`,
    }));
    assert.deepEqual(functions.map((one) => [one.namespace, one.name, one.parameters, show(one.body)]), [['contoso', 'name', ['Prefix'], 'concat(local:Prefix, "x")']]);
  });

  it('reads computed property names', () => {
    assert.equal(show(readOutput(`{ "[concat('a', 'b')]": 1, "[[c]": 2 }`).value), '{concat("a", "b"): 1, [c]: 2}');
  });
});

describe('reading the resources of an ARM template', () => {
  it('reads a resource without what is around it', () => {
    const text = templateText({
      resources: `[{ "type": "${flexible}", "apiVersion": "2022-12-01", "name": "[parameters('n')]", "comments": "x", "condition": "[parameters('c')]",
        "dependsOn": ["y"], "location": "westeurope", "properties": { "version": "16" } }]`,
    });
    const { resources: [server, ...rest] } = read(text);
    assert.equal(rest.length, 0);
    assert.ok(server);
    const { type, apiVersion, symbol, existing, parent, scope, loop } = server;
    assert.deepEqual({ type, apiVersion, symbol, existing, parent, scope, loop }, {
      type: flexible, apiVersion: '2022-12-01', symbol: 'resources/0', existing: false, parent: undefined, scope: undefined, loop: undefined,
    });
    assert.equal(show(server.resourceName), 'parameter:n');
    assert.equal(show(server.condition), 'parameter:c');
    assert.equal(slice(text, server.symbolSpan), `"[parameters('n')]"`);
    assert.equal(show(server.body), `{type: "${flexible}", apiVersion: "2022-12-01", name: parameter:n, location: "westeurope", properties: {version: "16"}}`);
    assert.equal(text[server.body!.close!], '}');
  });

  it('leaves a type unknown that is computed', () => {
    const { resources } = read(templateText({ resources: `[{ "type": "[concat('a/', 'b')]", "apiVersion": "[variables('v')]", "name": "x" }]` }));
    assert.deepEqual(resources.map(({ type, apiVersion }) => [type, apiVersion]), [[undefined, undefined]]);
  });

  it('reads nested children with the loop of their parent', () => {
    const { resources } = read(templateText({
      resources: `[{ "type": "${flexible}", "name": "[concat('s', copyIndex())]", "condition": true, "copy": { "name": "Servers", "count": "[parameters('n')]" },
        "resources": [{ "type": "firewallRules", "name": "[concat('r', copyIndex('servers', 1))]" }, { "type": "${flexible}/databases", "name": "d" },
          { "type": "Microsoft.Insights/diagnosticSettings", "name": "e" }] }]`,
    }));
    assert.deepEqual(resources.map((one) => [one.symbol, one.type, one.parent, show(one.parentIndex), one.loop?.item, show(one.loop?.collection), show(one.resourceName), show(one.condition)]), [
      ['resources/0', flexible, undefined, '–', 'copyIndex(Servers)', 'range(0, parameter:n)', 'concat("s", local:copyIndex(Servers))', 'true'],
      ['resources/0/resources/0', `${flexible}/firewallRules`, 'resources/0', 'local:copyIndex(Servers)', 'copyIndex(Servers)', 'range(0, parameter:n)', 'concat("r", add(local:copyIndex(Servers), 1))', '–'],
      ['resources/0/resources/1', `${flexible}/databases`, 'resources/0', 'local:copyIndex(Servers)', 'copyIndex(Servers)', 'range(0, parameter:n)', '"d"', '–'],
      ['resources/0/resources/2', 'Microsoft.Insights/diagnosticSettings', undefined, '–', 'copyIndex(Servers)', 'range(0, parameter:n)', '"e"', '–'],
    ]);
  });

  it('reads loops over properties', () => {
    const { resources: [server] } = read(templateText({
      resources: `[{ "type": "${flexible}", "name": "s", "properties": { "copy": [{ "name": "items", "count": 2, "input": { "a": "[copyIndex('items')]" } }], "b": 1 }, "tags": { "copy": "text" } }]`,
    }));
    assert.equal(show(setting(server, 'properties')), '{items: [for copyIndex(items) in range(0, 2): {a: local:copyIndex(items)}], b: 1}');
    assert.equal(show(setting(server, 'tags')), '{copy: "text"}');
  });

  it('reads symbolic names, existing resources and scopes', () => {
    const text = templateText({
      languageVersion: '"2.0"',
      resources: `{ "server": { "existing": true, "type": "${flexible}", "apiVersion": "2022-12-01", "name": "s" },
        "rule": { "type": "${flexible}/firewallRules", "name": "[format('{0}/{1}', 's', 'r')]", "dependsOn": ["server"] },
        "lock": { "type": "Microsoft.Authorization/locks", "name": "l", "scope": "[resourceId('a', 'b')]" }, "half": 1 }`,
    });
    const { resources } = read(text);
    assert.deepEqual(resources.map((one) => [one.symbol, slice(text, one.symbolSpan), one.existing, show(one.scope), show(one.resourceName)]), [
      ['server', '"server"', true, '–', '"s"'],
      ['rule', '"rule"', false, '–', 'format("{0}/{1}", "s", "r")'],
      ['lock', '"lock"', false, 'resourceId("a", "b")', '"l"'],
    ]);
  });
});

describe('reading nested deployments', () => {
  const deployment = (properties: string, more = ''): string => `{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d"${more}, "properties": ${properties} }`;
  const inner = `{ "$schema": "${schema}", "parameters": { "P": {} }, "resources": [{ "type": "${flexible}", "name": "[parameters('p')]" }] }`;

  it('makes a template of inner scope a module', () => {
    const text = templateText({
      parameters: '{ "outer": {} }',
      resources: `[${deployment(`{ "expressionEvaluationOptions": { "scope": "Inner" }, "parameters": { "p": { "value": "[parameters('OUTER')]" }, "s": { "reference": { "keyVault": {} } } }, "template": ${inner} }`)}]`,
    });
    const { resources, modules: [module, ...rest] } = read(text);
    assert.equal(resources.length + rest.length, 0);
    assert.deepEqual([module?.symbol, module?.reference, module?.arguments?.close], ['resources/0', undefined, undefined]);
    assert.equal(show(module?.arguments), '{p: parameter:outer, s: missing: its value is kept in a key vault}');
    assert.deepEqual(module?.template?.resources.map((one) => [one.symbol, show(one.resourceName)]), [['resources/0', 'parameter:P']]);
    assert.equal(slice(text, module.template.resources[0]!).startsWith('{ "type"'), true);
  });

  it('makes the resources of a template of outer scope its own', () => {
    const template = `{ "resources": [{ "type": "${flexible}", "name": "[concat(parameters('outer'), copyIndex())]", "condition": false },
      { "type": "${flexible}", "name": "[copyIndex('many')]", "copy": { "name": "own", "count": 3 } }] }`;
    const { resources, modules } = read(templateText({
      parameters: '{ "Outer": {} }',
      resources: `[${deployment(`{ "template": ${template} }`, ', "condition": true, "resourceGroup": "x", "copy": { "name": "many", "count": 2 }')}]`,
    }));
    assert.equal(modules.length, 0);
    assert.deepEqual(resources.map((one) => [one.symbol, one.loop?.item, show(one.scope), show(one.condition), show(one.resourceName)]), [
      ['resources/0/resources/0', 'copyIndex(many)', 'sys.resourceGroup("x")', 'and(true, false)', 'concat(parameter:Outer, local:copyIndex(many))'],
      ['resources/0/resources/1', 'copyIndex(own)', 'sys.resourceGroup("x")', 'true', 'missing: a loop within a loop is not followed'],
    ]);
  });

  it('refers to linked templates', () => {
    const links = [
      `{ "relativePath": "nested/server.json" }`, `{ "uri": "https://example.com/a.json" }`, `{ "id": "/subscriptions/x/templateSpecs/y" }`,
      `{ "uri": "[uri(parameters('base'), 'a.json')]" }`, `{}`,
    ];
    const { modules } = read(templateText({ resources: `[${links.map((link) => deployment(`{ "templateLink": ${link} }`)).join()}]` }));
    assert.deepEqual(modules.map(({ reference }) => reference), ['nested/server.json', 'https://example.com/a.json', 'ts:/subscriptions/x/templateSpecs/y', undefined, undefined]);
  });
});

describe('reading what is no template', () => {
  it('leaves other JSON alone', () => {
    for (const text of ['', ' ', '{}', '[]', '1', '"Microsoft.DBforPostgreSQL/servers"', '{ "resources": [] }', '{ "resources": { "cpu": {} } }', '\0\uFFFD"resources"', '// "resources"', `{ "type": "Microsoft.DBforMySQL/servers", "name": "x" }`,
      '{ "servers": "Microsoft.DBforPostgreSQL" }', `{"resources":${'['.repeat(20_000)}`]) {
      assert.equal(readArmTemplate('a.json', text), undefined, text.slice(0, 40));
    }
  });

  it('takes resources without a schema for a template', () => {
    assert.equal(read(`{ "resources": [{ "type": "${flexible}", "name": "x" }] }`).resources.length, 1);
  });

  it('reads what Azure returned', () => {
    const id = `/subscriptions/s/resourceGroups/g/providers/${flexible}/srv`;
    const server = `{ "id": "${id}", "name": "srv", "type": "${flexible}", "tags": { "a": "[not('evaluated')]" }, "properties": { "copy": [{ "name": "x", "count": 1 }] } }`;
    const rule = `{ "id": "${id}/firewallRules/all", "name": "all", "type": "${flexible}/firewallRules", "startIpAddress": "0.0.0.0" }`;
    for (const text of [`[${server}, ${rule}]`, `{ "value": [${server}, ${rule}] }`]) {
      const { resources } = read(text);
      assert.deepEqual(resources.map((one) => [one.symbol, one.type, show(one.resourceName)]), [['resources/0', flexible, '"srv"'], ['resources/1', `${flexible}/firewallRules`, '"srv/all"']]);
      assert.equal(show(setting(resources[0], 'tags', 'a')), JSON.stringify("[not('evaluated')]"));
      assert.equal(show(setting(resources[0], 'properties')), '{copy: [{name: "x", count: 1}]}');
      assert.equal(show(setting(resources[1], 'properties')), '{startIpAddress: "0.0.0.0"}');
      assert.equal(setting(resources[1], 'startIpAddress'), undefined);
      const properties = resources[1]?.body?.members.find((member) => member.kind === 'entry' && member.key === 'properties');
      assert.ok(properties?.kind === 'entry');
      assert.equal(slice(text, properties.keySpan), '"all"');
    }
    assert.equal(read(server).resources.length, 1);
  });

  it('reads parameters files', () => {
    const text = `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
      "parameters": { "a": { "value": "[x]" }, "b": { "reference": {} }, "c": {}, "d": { "value": [1] } } }`;
    const file = readArmParameters('p.json', text);
    assert.equal(file?.using, undefined);
    assert.deepEqual([...(file?.values ?? [])].map(([name, value]) => [name, show(value)]), [
      ['a', '"[x]"'], ['b', 'missing: its value is kept in a key vault'], ['c', 'missing: no value is written'], ['d', '[1]'],
    ]);
    assert.equal(readArmTemplate('p.json', text), undefined);
    assert.equal(readArmParameters('p.json', templateText({})), undefined);
  });
});
