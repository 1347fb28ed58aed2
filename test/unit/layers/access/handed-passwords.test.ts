import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check } from '../../../../src/engine/check';
import { access } from '../../../../src/layers/access/layer';
import { Opened } from '../../sources/template/open';
import { today } from '../build-snapshot';
import { written } from '../wide-cases';

const inner = { expressionEvaluationOptions: { scope: 'inner' } };

/** What is told of declarations, each with the text that it stands at. */
function declared(files: Readonly<Record<string, string>>, only: RegExp): readonly string[] {
  const opened = new Opened(files, Object.keys(files).slice(0, 1));
  const { findings } = check(opened.snapshot, { layers: [access], profile: 'recommended', today });
  return findings.filter(({ at }) => at.in === 'declaration').map(({ rule, at }) => `${rule.id} ${opened.located(at)[0] ?? ''}`).filter((line) => only.test(line));
}

describe('a plain parameter whose value goes to a secure one of a module', () => {
  const server = `resource s 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = { name: 'pg', properties: { administratorLogin: 'orders', administratorLoginPassword: password } }`;
  const module = { 'm.bicep': `@secure()\nparam password string\n${server}` };
  const called = (declaration: string, argument: string): readonly string[] =>
    declared({ 'main.bicep': `${declaration}\nmodule m 'm.bicep' = { params: { password: ${argument} } }`, ...module }, /insecure-parameter/);

  test('is told', () => {
    assert.deepEqual(called('param adminPassword string', 'adminPassword'), ['access/insecure-parameter main.bicep: adminPassword']);
    assert.deepEqual(called(`param adminPassword string = '${written}'`, 'adminPassword'), ['access/insecure-parameter main.bicep: adminPassword']);
    assert.deepEqual(called(`param word string = '${written}'`, 'word'), ['access/insecure-parameter main.bicep: word']);
  });

  test('is told where the module is in a registry', () => {
    const module = "'br/public:avm/res/db-for-postgre-sql/flexible-server:0.12.0'";
    const registered = (before: string): readonly string[] =>
      declared({ 'main.bicep': `${before}\nmodule m ${module} = { params: { name: 'pg', administratorLogin: 'orders', administratorLoginPassword: dbPwd } }` }, /insecure-parameter/);
    assert.deepEqual(registered('param dbPwd string'), ['access/insecure-parameter main.bicep: dbPwd']);
    assert.deepEqual(registered(`param dbPwd string = '${written}'`), ['access/insecure-parameter main.bicep: dbPwd']);
    assert.deepEqual(registered('@secure()\nparam dbPwd string\nparam vmPassword string'), []);
  });

  test('is told of no other parameter', () => {
    assert.deepEqual(called('@secure()\nparam adminPassword string\nparam vmPassword string', 'adminPassword'), []);
    assert.deepEqual(called('@secure()\nparam adminPassword string\nparam vmPassword string', 'newGuid()'), []);
    assert.deepEqual(called('@secure()\nparam adminPassword string\nparam env string', "env == 'dev' ? adminPassword : newGuid()"), []);
  });
});

describe('parameters of nested deployments that have the names of others around them', () => {
  const told = (outer: object, within: object): readonly string[] => {
    const resource = { type: 'Microsoft.DBforPostgreSQL/flexibleServers', apiVersion: '2024-08-01', name: 'pg', properties: { administratorLoginPassword: "[parameters('password')]" } };
    const template = { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0' };
    const deployment = {
      type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'd',
      properties: { mode: 'Incremental', ...inner, parameters: { password: { value: "[parameters('password')]" } }, template: { ...template, parameters: { password: within }, resources: [resource] } },
    };
    const text = JSON.stringify({ ...template, parameters: { password: outer }, resources: [deployment] });
    const opened = new Opened({ 'main.json': text });
    const { findings } = check(opened.snapshot, { layers: [access], profile: 'recommended', today });
    const declarations = findings.filter(({ at }) => at.in === 'declaration');
    return declarations.map(({ rule, at, fix }) => {
      const start = opened.program.locate(opened.entry, at)?.at.start ?? 0;
      const edit = opened.edits(...(fix?.changes ?? []))?.[0]?.start;
      const place = (offset = 0): string => (offset > text.indexOf('"template"') ? 'inner' : 'outer');
      return `${rule.id} ${place(start)} ${place(edit)}`;
    });
  };
  const [plain, secureString] = [{ type: 'string' }, { type: 'securestring' }];

  test('are judged, found and mended by themselves', () => {
    assert.deepEqual(told(secureString, plain), ['access/leaked-parameter inner inner']);
    assert.deepEqual(told(plain, secureString), ['access/insecure-parameter outer outer']);
    assert.deepEqual(told(secureString, { ...secureString, defaultValue: written }), ['access/secret-default inner inner']);
    assert.deepEqual(told(secureString, secureString), []);
  });
});
