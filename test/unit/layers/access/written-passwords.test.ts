import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check } from '../../../../src/engine/check';
import { access } from '../../../../src/layers/access/layer';
import { Opened, type Files } from '../../sources/template/open';
import { today } from '../build-snapshot';
import { written } from '../wide-cases';

const rules = ['access/literal-password', 'access/secret-default', 'access/insecure-parameter', 'access/predictable-password'];
const server = (password: string): string =>
  `resource s 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = { name: 'pg', properties: { administratorLogin: 'orders', administratorLoginPassword: ${password} } }\n`;
const secure = '@secure()\nparam password string\n';

function findings(opened: Opened) {
  const found = check(opened.snapshot, { layers: [access], profile: 'recommended', today }).findings.filter(({ rule }) => rules.includes(rule.id));
  assert.ok(!JSON.stringify(found.map(({ message, related }) => [message, related])).includes(written), 'tells a secret');
  return found;
}

/** What is told, each with the text that it stands at and what is shown beside. */
function told(files: Files): readonly string[] {
  const opened = new Opened(files, Object.keys(files).slice(0, 1));
  return findings(opened).map(({ rule, at }) => `${rule.id} ${opened.located(at).join(', ')}`);
}

const ids = (template: string, more: Files = {}): readonly string[] => told({ 'main.bicep': template, ...more }).map((line) => line.split(' ')[0] ?? '');
const given = (value: string, template = secure + server('password')): Files => ({ 'main.bicepparam': `using 'main.bicep'\nparam password = ${value}\n`, 'main.bicep': template });

describe('a password that a parameters file writes', () => {
  const fallback = `readEnvironmentVariable('PASSWORD', '${written}')`;

  test('is told where it is taken because nobody sets a variable, and at which call', () => {
    assert.deepEqual(told(given(fallback)), [`access/literal-password main.bicep: password, value in main.bicepparam = main.bicepparam: ${fallback}`]);
  });

  test('is told in whatever form it is given', () => {
    for (const value of [
      `readEnvVar('PASSWORD', '${written}')`,
      `'\${${fallback}}'`,
      `'a\${${fallback}}'`,
      `trim(${fallback})`,
      `empty(readEnvironmentVariable('PASSWORD', '')) ? '${written}' : readEnvironmentVariable('PASSWORD', '')`,
      `readEnvironmentVariable('PASSWORD', base64ToString('${btoa(written)}'))`,
      `readEnvironmentVariable('FIRST', readEnvironmentVariable('SECOND', '${written}'))`,
      `format('{0}', '${written}')`,
      `loadJsonContent('secrets.json').password`,
    ]) {
      const files = { ...given(value), 'secrets.json': JSON.stringify({ password: written }) };
      assert.deepEqual(told(files).map((line) => line.split(' ')[0]), ['access/literal-password'], value);
    }
  });

  test('is told within an object', () => {
    const files = given(`{ password: ${fallback} }`, `@secure()\nparam password object\n${server('password.password')}`);
    assert.deepEqual(told(files).map((line) => line.split(' ')[0]), ['access/literal-password']);
  });

  test('is not told where there is none', () => {
    for (const value of [
      `readEnvironmentVariable('PASSWORD')`, `readEnvironmentVariable('PASSWORD', '')`, `readEnvironmentVariable('${written}')`,
      `az.getSecret('sub', 'group', 'vault', 'name')`, `externalInput('sys.cli', 'password')`, `'$(password)'`, `'#{password}#'`, `'\${PASSWORD}'`, `''`,
    ]) assert.deepEqual(told(given(value)), [], value);
  });

  test('is taken away with the second argument', () => {
    for (const [before, after] of [
      [fallback, `readEnvironmentVariable('PASSWORD')`],
      [`readEnvironmentVariable(\n  'PASSWORD'\n  , '${written}'\n)`, `readEnvironmentVariable(\n  'PASSWORD'\n)`],
    ] as const) {
      const opened = new Opened(given(before), ['main.bicepparam']);
      const [finding] = findings(opened);
      const mended = opened.mend(...(finding?.fix?.changes ?? []));
      assert.equal(mended?.files['main.bicepparam'], given(after)['main.bicepparam']);
      assert.deepEqual(mended && findings(mended), []);
    }
  });

  test('has no fix where it is computed otherwise', () => {
    for (const value of [`trim('${written}')`, `readEnvironmentVariable('A', '${written}') == 'x' ? 'y' : '${written}'`]) {
      const opened = new Opened(given(value), ['main.bicepparam']);
      const [finding] = findings(opened);
      assert.equal(opened.mend(...(finding?.fix?.changes ?? [])), undefined, value);
    }
  });

  test('of the Azure Developer CLI is told only where it is a default', () => {
    const parameters = (value: string): Files => ({
      'main.parameters.json': JSON.stringify({ $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#', contentVersion: '1.0.0.0', parameters: { password: { value } } }),
      'main.bicep': secure + server('password'),
    });
    for (const value of ['${PASSWORD}', '${PASSWORD=}', '$(secretOrRandomPassword ${AZURE_KEY_VAULT_NAME} password)', 'GEN-PASSWORD', '__password__', '<password>']) assert.deepEqual(told(parameters(value)), [], value);
    assert.equal(told(parameters(`\${PASSWORD=${written}}`)).length, 1);
    assert.equal(told(parameters(written)).length, 1);
  });
});

describe('a password that a template writes', () => {
  test('is told where it is taken in some cases', () => {
    for (const value of [
      `empty(password) ? '${written}' : password`,
      `!empty(password) ? password : '${written}'`,
      `env == 'dev' ? '${written}' : password`,
      `env == 'dev' ? '${written}' : newGuid()`,
      `settings.?password ?? '${written}'`,
      `union({ password: '${written}' }, settings).password`,
      `{ dev: '${written}', test: password }[env]`,
      `{ dev: { password: '${written}' } }[env].password`,
      `[ '${written}', password ][number]`,
      `(env == 'dev' ? { password: '${written}' } : settings).password`,
    ]) {
      assert.deepEqual(ids(`param env string\nparam number int\nparam settings object\n${secure}${server(value)}`), ['access/literal-password'], value);
    }
  });

  test('is told by what the message says of such cases', () => {
    const opened = new Opened({ 'main.bicep': `param env string\n${secure}${server(`env == 'dev' ? '${written}' : password`)}` });
    assert.deepEqual(findings(opened).map(({ message }) => message), ['A password that the administrator gets in some cases is written in a file.']);
  });

  test('is told at the default of a parameter that has others', () => {
    assert.deepEqual(ids(`param env string\n@secure()\nparam password string = env == 'dev' ? '${written}' : newGuid()\n${server('password')}`), ['access/literal-password']);
  });

  test('is told where a module of the registry gets it', () => {
    const module = `module m 'br/public:avm/res/db-for-postgre-sql/flexible-server:0.12.0' = { params: { name: 'pg', administratorLogin: 'orders', administratorLoginPassword: empty(password) ? '${written}' : password } }`;
    assert.deepEqual(ids(secure + module), ['access/literal-password']);
  });

  test('is told where a vault has it in other cases', () => {
    const main = `param useVault bool\nresource kv 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'kv' }\nmodule m 'm.bicep' = { params: { password: useVault ? kv.getSecret('s') : '${written}' } }\n`;
    assert.deepEqual(ids(main, { 'm.bicep': secure + server('password') }), ['access/literal-password']);
  });

  test('is told where it is put together from what everybody can read', () => {
    for (const template of [
      `param env string\n${server(`'${written}-\${env}'`)}`,
      `param env string\n@secure()\nparam password string = '${written}-\${env}'\n${server('password')}`,
      `param env string\nparam region string\n${server("'${env}${region}'")}`,
    ]) assert.deepEqual(ids(template), ['access/predictable-password'], template);
  });

  test('is not told where nobody can read all of it', () => {
    for (const value of ["'a${password}'", "'${env}-${password}'", "'Pw1!${newGuid()}'", "empty(password) ? newGuid() : password", "empty(password) ? '' : password", 'guidDefault', "password ?? ''"]) {
      assert.deepEqual(ids(`param env string\n@secure()\nparam guidDefault string = newGuid()\n${secure}${server(value)}`), [], value);
    }
  });

  test('is not told where another program puts it in', () => {
    assert.deepEqual(ids(`@secure()\nparam password string = '#{password}#'\n${server('password')}`), []);
  });
});

test('a plain parameter is taken for one of a password by its short names too', () => {
  for (const name of ['pw', 'pass', 'adminPass', 'db_pass', 'dbPw', 'adminPwd', 'sqlPassword1']) assert.deepEqual(ids(`param ${name} string\n${server(name)}`), ['access/insecure-parameter'], name);
  for (const name of ['bypass', 'passThrough', 'compass', 'pwLength']) assert.deepEqual(ids(`param ${name} string\n${server(name)}`), [], name);
});
