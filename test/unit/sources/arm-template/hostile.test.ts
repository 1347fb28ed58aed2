import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readArmParameters, readArmTemplate } from '../../../../src/sources/arm-template/read';
import { applyEdits, read, schema, setting, show, slice, templateText } from './sample';

const flexible = 'Microsoft.DBforPostgreSQL/flexibleServers';

const sample = templateText({
  parameters: `{ "name": { "type": "string", "defaultValue": "[concat('a\\u0041', uniqueString('x').b[0])]" } }`,
  variables: `{ "copy": [{ "name": "v", "count": 2, "input": "[copyIndex('v')]" }] }`,
  resources: `[ { "type": "${flexible}", "name": "[parameters('name')]", /* c */ "copy": { "name": "c", "count": 2 },
    "properties": { "network": { "publicNetworkAccess": "Enabled" } }, "resources": [ { "type": "firewallRules", "name": "all", "properties": { "startIpAddress": "0.0.0.0" } } ] },
    { "type": "Microsoft.Resources/deployments", "name": "d", "properties": { "template": { "resources": [] }, "parameters": { "a": { "value": 1 } } } } ]`,
});

/** Every span of what was read must be a region of the text. */
function checkSpans(value: unknown, length: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Map) {
    for (const one of value.values()) checkSpans(one, length);
    return;
  }
  const { start, end } = value as { start?: unknown; end?: unknown };
  if (typeof start === 'number' && typeof end === 'number') assert.ok(start >= 0 && start <= end && end <= length, `${start}–${end} of ${length}`);
  for (const one of Object.values(value)) checkSpans(one, length);
}

describe('reading broken and hostile ARM templates', () => {
  it('reads a sample that was cut off anywhere', () => {
    for (let end = 0; end <= sample.length; end++) {
      const text = sample.slice(0, end);
      checkSpans(readArmTemplate('a.json', text), end);
      readArmParameters('a.json', text.replace('deploymentTemplate', 'deploymentParameters'));
    }
  });

  it('reads a sample without any one of its characters', () => {
    for (let at = 0; at < sample.length; at++) checkSpans(readArmTemplate('a.json', sample.slice(0, at) + sample.slice(at + 1)), sample.length - 1);
  });

  it('reads the rest of a file with a half typed property', () => {
    const text = templateText({ resources: `[{ "type": "${flexible}", "name": "s",\n "location": "west,\n "properties": { "version": } },\n { "type": "${flexible}", "name": "t" }]` });
    const { resources, problems } = read(text);
    assert.deepEqual(resources.map((one) => show(one.resourceName)), ['"s"', '"t"']);
    assert.equal(show(setting(resources[0], 'properties', 'version')), 'missing: no value is written');
    assert.ok(problems.length > 0 && problems.every(({ span }) => span !== undefined));
  });

  it('knows which objects are not closed', () => {
    const { resources } = read(`{ "$schema": "${schema}", "resources": [{ "name": "a", "properties": { "b": {}`);
    assert.equal(resources[0]?.body?.close, undefined);
    const properties = setting(resources[0], 'properties');
    assert.ok(properties?.kind === 'object');
    assert.equal(properties.close, undefined);
    const inner = setting(resources[0], 'properties', 'b');
    assert.ok(inner?.kind === 'object' && inner.close !== undefined);
  });

  it('keeps offsets behind a byte order mark, carriage returns, comments and texts over several lines', () => {
    const text = `\uFEFF// c\r\n{\r\n "$schema": "${schema}", /* " */\r\n "resources": [{ "name": "[concat('a',\r\n\t'b')]",\r\n "tags": { "x": "one\r\ntwo", "é😀": 1, }, },],\r\n}\r\n`;
    const { resources: [resource], problems } = read(text);
    assert.deepEqual(problems, []);
    assert.equal(slice(text, resource!.resourceName!), `"[concat('a',\r\n\t'b')]"`);
    assert.equal(slice(text, setting(resource, 'tags', 'x')!), '"one\r\ntwo"');
    assert.equal(show(setting(resource, 'tags', 'x')), JSON.stringify('one\r\ntwo'));
    assert.equal(slice(text, setting(resource, 'tags', 'é😀')!), '1');
    assert.equal(text[resource!.body!.close!], '}');
  });

  it('does not follow brackets that nest too deeply, and says so', () => {
    for (const bracket of ['[', '{"a":', '[{"resources":']) {
      const template = readArmTemplate('a.json', `{"$schema":"${schema}","resources":${bracket.repeat(20_000)}`);
      assert.ok(template && template.resources.every(({ type }) => type === undefined));
      assert.match(template.problems[0]?.message ?? '', /nest deeper than 256 levels/);
    }
  });

  it('takes names of things that every object has for names', () => {
    const { parameters, resources } = read(templateText({ parameters: '{ "__proto__": { "type": "int" }, "constructor": {} }', resources: `{ "__proto__": { "type": "a/b", "name": "[toString('x')]" } }` }));
    assert.deepEqual([...parameters.keys()], ['__proto__', 'constructor']);
    assert.deepEqual(resources.map(({ symbol }) => symbol), ['__proto__']);
  });

  it('survives binary data', () => {
    let state = 1;
    const junk = Array.from({ length: 50_000 }, () => String.fromCharCode((state = (state * 48_271) % 2_147_483_647) & 0xff)).join('');
    assert.equal(readArmTemplate('a.json', junk), undefined);
    assert.equal(readArmTemplate('a.json', `${junk}Microsoft.DBforPostgreSQL${junk}`), undefined);
    checkSpans(readArmTemplate('a.json', `{"$schema":"${schema}","resources":[${junk}`), junk.length * 2);
  });

  it('reports a bounded number of problems', () => {
    assert.ok(read(`{"$schema":"${schema}","resources":[${'x '.repeat(10_000)}]}`).problems.length <= 20);
  });

  it('writes into a sample that was cut off anywhere only what can be read again', () => {
    const child = { type: `${flexible}/firewallRules`, name: 'new', body: { properties: {} } };
    for (let end = 0; end <= sample.length; end++) {
      const text = sample.slice(0, end);
      const template = readArmTemplate('a.json', text);
      for (const resource of template?.resources ?? []) {
        const { editing, problems } = template!;
        const { body } = resource;
        const attempts = [
          editing.addChild(text, resource, child),
          editing.removeResource(text, resource),
          body && editing.insert(text, body, 'new', { a: 1 }),
          ...(body?.members ?? []).map((member) => member.kind === 'entry' ? editing.remove(text, body!, member) : undefined),
          ...(body?.members ?? []).map((member) => member.kind === 'entry' ? editing.replace(text, member.value, 'new') : undefined),
        ];
        for (const edits of attempts) {
          if (edits !== undefined) assert.ok(read(applyEdits(text, edits)).problems.length <= problems.length, `${end}: ${JSON.stringify(edits)}`);
        }
      }
    }
  });

  it('reads files of 20 MB', (context) => {
    const start = performance.now();
    const one = `{ "type": "${flexible}", "name": "server", "properties": { "version": "16", "text": "${'x'.repeat(800)}" } }`;
    const many = read(templateText({ resources: `[${`${one},\n`.repeat(20_000)}${one}]` }));
    assert.equal(many.resources.length, 20_001);
    context.diagnostic(`${Math.round(performance.now() - start)} ms for ${many.text.length} characters`);
    assert.equal(readArmTemplate('a.json', `{ "a": [${'1234567, '.repeat(2_200_000)}1] }`), undefined);
    assert.equal(readArmTemplate('a.json', '"\\'.repeat(7_000_000)), undefined);
  });

  it('takes linear time for quotes that are escaped and never closed', () => {
    const text = `{"$schema":"${schema}"\n${'\\"\n'.repeat(200_000)}`;
    assert.ok(readArmTemplate('a.json', text));
  });
});
