import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits, read, schema, show, templateText } from './sample';

const flexible = 'Microsoft.DBforPostgreSQL/flexibleServers';
const deep = (text: string): string => text.replaceAll('\n', '\n    ');

describe('adding child resources to an ARM template', () => {
  const child = { type: `${flexible}/firewallRules`, name: "it's", body: { properties: { startIpAddress: '10.0.0.1', text: '[x]' } } };
  const add = (resources: string): { before: string; after: string } => {
    const before = templateText({ parameters: '{ "name": {}, "open": {} }', resources });
    const template = read(before);
    const after = applyEdits(before, template.editing.addChild(before, template.resources[0]!, child));
    assert.deepEqual(read(after).problems, []);
    return { before, after };
  };
  const server = (more: string): string => `{\n  "type": "${flexible}",\n  "apiVersion": "2022-12-01",\n  ${more}\n}`;

  it('puts it behind its parent, under the same condition', () => {
    const { before, after } = add(`[\n    ${deep(server(`"name": "[parameters('name')]",\n  "condition": "[parameters('open')]"`))},\n    { "type": "a/b", "name": "c" }\n  ]`);
    assert.equal(after, before.replace('    },\n', `    },
    {
      "condition": "[parameters('open')]",
      "type": "${flexible}/firewallRules",
      "apiVersion": "2022-12-01",
      "name": "[format('{0}/{1}', parameters('name'), 'it''s')]",
      "properties": {
        "startIpAddress": "10.0.0.1",
        "text": "[[x]"
      },
      "dependsOn": ["[resourceId('${flexible}', parameters('name'))]"]
    },\n`));
  });

  it('joins plain names, and brackets that share a line', () => {
    const { after } = add(`[${deep(server('"name": "s"'))}]`);
    const { resources } = read(after);
    assert.equal(show(resources[1]?.resourceName), '"s/it\'s"');
    assert.match(after, /\n {4}\}, \{\n {6}"type": "[^"]+\/firewallRules",\n/);
    assert.match(after, /"dependsOn": \["\[resourceId\('[^']+', 's'\)\]"\]\n {4}\}\]\n/);
  });

  it('gives it a symbolic name of its own', () => {
    const { after } = add(`{\n    "server": ${deep(server('"name": "s"'))},\n    "server_it_s": { "type": "a/b", "name": "c" }\n  }`);
    const { resources } = read(after);
    assert.deepEqual(resources.map(({ symbol }) => symbol), ['server', 'server_it_s_2', 'server_it_s']);
    assert.match(after, /"dependsOn": \["server"\]/);
  });

  it('deploys it as often as its parent', () => {
    const { after } = add(`[\n    ${deep(server(`"name": "[concat('s', copyIndex())]",\n  "copy": { "name": "many", "count": "[length(parameters('name'))]" }`))}\n  ]`);
    const [, rule] = read(after).resources;
    assert.equal(show(rule?.loop?.collection), 'range(0, length(parameter:name))');
    assert.equal(show(rule?.resourceName), `format("{0}/{1}", concat("s", local:copyIndex(many-it's)), "it's")`);
  });

  it('stays in one line where the file is one', () => {
    const text = `{"$schema":"${schema}","resources":[{"type":"${flexible}","apiVersion":"1","name":"s"}]}`;
    const template = read(text);
    const after = applyEdits(text, template.editing.addChild(text, template.resources[0]!, child));
    assert.doesNotMatch(after, /\n/);
    assert.equal(read(after).resources.length, 2);
  });

  it('works within a nested deployment', () => {
    const { after } = add(`[{ "type": "Microsoft.Resources/deployments", "name": "d", "properties": { "template": { "resources": [ { "type": "${flexible}", "apiVersion": "1", "name": "s" } ] } } }]`);
    assert.deepEqual(read(after).resources.map(({ symbol, type }) => [symbol, type]), [['resources/0/resources/0', flexible], ['resources/0/resources/1', `${flexible}/firewallRules`]]);
  });

  it('writes nothing where it cannot say all that is needed', () => {
    const refused = [
      `[{ "type": "${flexible}", "name": "s" }]`,
      `[{ "type": "${flexible}", "apiVersion": "1" }]`,
      `{ "s": { "type": "${flexible}", "apiVersion": "1", "name": "s", "existing": true, "resourceGroup": "other" } }`,
      `[{ "type": "${flexible}", "apiVersion": "1", "name": "[copyIndex('many')]", "copy": { "name": "many", "count": 2 } }]`,
    ].map((resources) => templateText({ resources }));
    refused.push(`{ "type": "${flexible}", "apiVersion": "1", "name": "s" }`);
    for (const text of refused) {
      const template = read(text);
      assert.equal(template.editing.addChild(text, template.resources[0]!, child), undefined, text);
    }
  });
});

describe('removing resources from an ARM template', () => {
  const remove = (resources: string, index: number): string => {
    const text = templateText({ resources });
    const template = read(text);
    const after = applyEdits(text, template.editing.removeResource(text, template.resources[index]!));
    assert.deepEqual(read(after).problems, []);
    return after;
  };

  it('removes an item of an array with its comma', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => `    {\n      "type": "t/u",\n      "name": "${name}"\n    }`);
    const all = `[\n${[a, b, c].join(',\n')}\n  ]`;
    assert.equal(remove(all, 0), templateText({ resources: `[\n${[b, c].join(',\n')}\n  ]` }));
    assert.equal(remove(all, 1), templateText({ resources: `[\n${[a, c].join(',\n')}\n  ]` }));
    assert.equal(remove(all, 2), templateText({ resources: `[\n${[a, b].join(',\n')}\n  ]` }));
    assert.equal(remove(`[${a ?? ''}]`, 0), templateText({ resources: '[]' }));
  });

  it('removes a symbolic name, and what depends on it', () => {
    assert.equal(
      remove('{ "a": { "type": "t/u", "name": "a" }, "b": { "type": "t/u", "name": "b", "dependsOn": ["a", "c"] }, "c": {} }', 0),
      templateText({ resources: '{ "b": { "type": "t/u", "name": "b", "dependsOn": ["c"] }, "c": {} }' }),
    );
  });

  const rule = `"type": "${flexible}/firewallRules", "name": "[concat(parameters('s'), '/', 'All')]"`;
  const dependencies: readonly (readonly [entry: string, kept: boolean])[] = [
    [`"[resourceId('${flexible}/firewallRules', parameters('S'), 'all')]"`, false],
    [`"[concat('${flexible}/', parameters('s'), '/firewallRules/All')]"`, false],
    [`"[format('{0}/{1}', parameters('s'), 'All')]"`, false],
    [`"[resourceId('${flexible}/firewallRules', parameters('s'), 'other')]"`, true],
    [`"[resourceId('${flexible}/firewallRules', variables('s'), 'All')]"`, true],
    [`"[resourceId('${flexible}', parameters('s'))]"`, true],
    [`"[resourceId(parameters('type'), 'All')]"`, true],
    [`"[broken("`, true],
  ];
  for (const [entry, kept] of dependencies) {
    it(`${kept ? 'keeps' : 'releases'} what depends on ${entry}`, () => {
      const other = (list: string): string => `{ "type": "t/u", "name": "other", "dependsOn": ${list} }`;
      assert.equal(remove(`[{ ${rule} }, ${other(`[${entry}]`)}]`, 0), templateText({ resources: `[${other(kept ? `[${entry}]` : '[]')}]` }));
    });
  }

  it('knows a nested resource by the names around it', () => {
    const server = (nested: string): string => `{ "type": "${flexible}", "name": "[parameters('s')]", "resources": [${nested}] }`;
    const first = '{ "type": "firewallRules", "name": "a" }';
    const second = (list: string): string => `{ "type": "firewallRules", "name": "b", "dependsOn": ${list} }`;
    assert.equal(
      remove(`[${server(`${first}, ${second(`["[resourceId('${flexible}/firewallRules', parameters('s'), 'a')]"]`)}`)}]`, 1),
      templateText({ resources: `[${server(second('[]'))}]` }),
    );
  });

  it('does not remove what is a whole file', () => {
    const text = `{ "type": "${flexible}", "name": "s" }`;
    assert.equal(read(text).editing.removeResource(text, read(text).resources[0]!), undefined);
  });
});
