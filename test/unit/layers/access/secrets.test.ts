import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../../../src/engine/check';
import { access } from '../../../../src/layers/access/layer';
import { today } from '../build-snapshot';
import { snapshotOf, testWideRule, written } from '../wide-cases';

const host = 'pg-orders.postgres.database.azure.com';
const secure = `@secure()\nparam password string\n`;
const server = (password: string, before = secure, more = ''): string => `${before}param other string
resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = { name: 'pg', properties: { administratorLogin: 'orders', administratorLoginPassword: ${password}${more} } }
`;
const app = (value: string, name = 'DATABASE_URL'): string =>
  `resource app 'Microsoft.Web/sites@2023-12-01' = { name: 'orders', properties: { siteConfig: { appSettings: [ { name: '${name}', value: ${value} } ] } } }\n`;
const uri = (password: string): string => `'postgres://orders${password}@${host}/orders?sslmode=verify-full'`;

testWideRule(access, 'access/output-secret', [
  { name: 'a password of a server', template: `${server('password')}output secret string = password`, verdicts: ['fails'], says: /The output secret shows the password of a server/, fixed: true },
  { name: 'a connection string with it', template: `${server('password')}output url string = ${uri(':${password}')}`, verdicts: ['fails'], says: /a connection string with its password/, fixed: true },
  { name: 'a connection string with a written one', template: `output url string = ${uri(`:${written}`)}`, verdicts: ['fails'], fixed: true },
  { name: 'within an object', template: `${server('password')}output all object = { secret: { value: password } }`, verdicts: ['fails'], fixed: true },
  { name: 'a secure output', template: `${server('password')}@secure()\noutput secret string = password`, verdicts: [] },
  { name: 'a connection string without', template: `output url string = ${uri('')}`, verdicts: ['holds'] },
  { name: 'a part that nobody knows', template: `param other string\noutput url string = ${uri(':${other}')}`, verdicts: ['undecided'] },
  { name: 'the key of something else', template: `${server('password')}resource s 'Microsoft.Storage/storageAccounts@2023-04-01' existing = { name: 's' }\noutput key string = s.listKeys().keys[0].value`, verdicts: [] },
  { name: 'what decides whether there is a password', template: `${server('usePassword ? password : null', `${secure}param usePassword bool\n`)}output flag bool = usePassword`, verdicts: [] },
  { name: 'a password that a condition decides on', template: `${server('usePassword ? password : null', `${secure}param usePassword bool\n`)}output secret string = password`, verdicts: ['fails'], fixed: true },
  { name: 'a password that its own absence decides on', template: `${server("empty(password) ? '' : password")}output secret string = password`, verdicts: ['fails'], fixed: true },
  { name: 'whether there is a password', template: `${server('password')}output has bool = !empty(password) && password != 'x'`, verdicts: [] },
  { name: 'a word for whether there is one', template: `${server('password')}output has string = length(password) > 0 ? 'yes' : 'no'`, verdicts: [] },
  { name: 'an encoded password', template: `${server('password')}output secret string = base64(password)`, verdicts: ['fails'], fixed: true },
  { name: 'JSON with it', template: `${server('password')}output all string = string({ password: password })`, verdicts: ['fails'], says: /The output all shows/, fixed: true },
  { name: 'within a list', template: `${server('password')}output all object = { inner: { password: password } }`, verdicts: ['fails'], says: /The output all shows/, fixed: true },
  { name: 'a secret of something else', template: `@secure()\nparam token string\n${server('password')}output token string = token`, verdicts: [] },
]);

testWideRule(access, 'access/connection-string-password', [
  { name: 'no password', template: app(uri('')), verdicts: ['holds'] },
  { name: 'a secure parameter', template: secure + app(uri(':${password}')), verdicts: ['fails'], says: /everybody sees/ },
  { name: 'written', template: app(uri(`:${written}`)), verdicts: ['fails'], says: /written in the file/ },
  {
    name: 'in a secret of a vault',
    template: `${secure}resource s 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = { name: 'kv/url', properties: { value: ${uri(':${password}')} } }`,
    verdicts: ['holds'],
  },
  {
    name: 'written in a secret of a vault',
    template: `resource s 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = { name: 'kv/url', properties: { value: ${uri(`:${written}`)} } }`,
    verdicts: ['fails'],
    says: /Take it from a secure parameter/,
  },
  {
    name: 'in a secret of a container app',
    template: `${secure}resource c 'Microsoft.App/containerApps@2024-03-01' = { name: 'c', properties: { configuration: { secrets: [ { name: 'url', value: ${uri(':${password}')} } ] } } }`,
    verdicts: ['holds'],
  },
  { name: 'a reference', template: app(`'@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/url)'`), verdicts: [] },
  { name: 'the default of a parameter', template: `param url string = ${uri(`:${written}`)}`, verdicts: ['fails'], says: /The default of the parameter url/ },
  { name: 'the default of a secure parameter', template: `@secure()\nparam url string = ${uri(`:${written}`)}`, verdicts: ['fails'], says: /The default of the parameter url/ },
  { name: 'a default without a password', template: `param url string = ${uri('')}`, verdicts: ['holds'] },
  { name: 'a default that is used is told once', template: `param url string = ${uri(`:${written}`)}\n${app('url')}`, verdicts: ['fails'], says: /DATABASE_URL/ },
  { name: 'a secure default that is used is told once', template: `@secure()\nparam url string = ${uri(`:${written}`)}\n${app('url')}`, verdicts: ['fails'], says: /DATABASE_URL/ },
  { name: 'the default of something else', template: `param url string = 'https://example.org/?a=b'`, verdicts: [] },
  { name: 'a URI of Laravel', template: secure + app(`'pgsql://orders:\${password}@${host}/orders?sslmode=verify-full'`), verdicts: ['fails'] },
  { name: 'JSON', template: secure + app(`string({ ConnectionStrings: { Main: 'Host=${host};Database=o;Username=a;Password=\${password};SSL Mode=VerifyFull' } })`), verdicts: ['fails'], says: /everybody sees/ },
  {
    name: 'a Dapr component',
    template: `${secure}resource d 'Microsoft.App/managedEnvironments/daprComponents@2024-03-01' = { name: 'e/d', properties: { metadata: [ { name: 'connectionString', value: 'host=${host} user=u password=\${password} dbname=o sslmode=verify-full' } ] } }`,
    verdicts: ['fails'],
    says: /connectionString in a Dapr component/,
  },
  {
    name: 'the environment of a Spring app',
    template: `${secure}resource s 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = { name: 'a/b/c', properties: { deploymentSettings: { environmentVariables: { URL: 'jdbc:postgresql://${host}/o?user=u&password=\${password}' } } } }`,
    verdicts: ['fails'],
    says: /URL in the environment of a Spring app/,
  },
  {
    name: 'the protected settings of an extension of a virtual machine',
    template: `${secure}resource e 'Microsoft.Compute/virtualMachines/extensions@2024-07-01' = { name: 'v/e', properties: { protectedSettings: { commandToExecute: 'psql "host=${host} user=u password=\${password} dbname=o"; echo' } } }`,
    verdicts: ['holds'],
  },
  {
    name: 'the open settings of an extension of a virtual machine',
    template: `${secure}resource e 'Microsoft.Compute/virtualMachines/extensions@2024-07-01' = { name: 'v/e', properties: { settings: { commandToExecute: 'psql "host=${host} user=u password=\${password} dbname=o"; echo' } } }`,
    verdicts: ['fails'],
  },
  {
    name: 'an encrypted automation variable',
    template: `${secure}resource v 'Microsoft.Automation/automationAccounts/variables@2023-11-01' = { name: 'a/url', properties: { isEncrypted: true, value: '"postgres://u:\${password}@${host}/o"' } }`,
    verdicts: ['holds'],
  },
  {
    name: 'an open automation variable',
    template: `${secure}resource v 'Microsoft.Automation/automationAccounts/variables@2023-11-01' = { name: 'a/url', properties: { isEncrypted: false, value: '"postgres://u:\${password}@${host}/o"' } }`,
    verdicts: ['fails'],
  },
  { name: 'another database', template: app(`'Server=tcp:x.database.windows.net,1433;Initial Catalog=o;User ID=a;Password=${written}'`), verdicts: [] },
], { always: true });

const container = (name: string, property: string, value: string): string =>
  `resource g 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = { name: 'g', properties: { containers: [ { name: 'c', properties: { environmentVariables: [ { name: '${name}', ${property}: ${value} } ] } } ] } }\n`;

const script = (content: string): string =>
  `resource s 'Microsoft.Resources/deploymentScripts@2023-08-01' = { name: 's', kind: 'AzureCLI', properties: { scriptContent: '''${content}''' } }\n`;

testWideRule(access, 'access/plain-password-setting', [
  { name: "libpq's own name", template: secure + container('PGPASSWORD', 'value', 'password'), verdicts: ['fails'], says: /PGPASSWORD in the environment of a container/ },
  { name: 'a secure value', template: secure + container('PGPASSWORD', 'secureValue', 'password'), verdicts: ['holds'] },
  { name: 'a secure value that is written', template: container('PGPASSWORD', 'secureValue', `'${written}'`), verdicts: ['fails'], says: /PGPASSWORD in the environment of a container is a password of PostgreSQL that is written in the file/ },
  { name: 'a secure value that is written for some cases', template: secure + container('PGPASSWORD', 'secureValue', `empty(password) ? '${written}' : password`), verdicts: ['fails'], says: /written in the file/ },
  { name: 'a secure value that a pipeline puts in', template: container('PGPASSWORD', 'secureValue', `'#{password}#'`), verdicts: ['holds'] },
  { name: 'the name that Service Connector gives', template: secure + app('password', 'AZURE_POSTGRESQL_PASSWORD'), verdicts: ['fails'] },
  { name: 'written', template: container('POSTGRES_PASSWORD', 'value', `'${written}'`), verdicts: ['fails'] },
  { name: 'the password of a server by any name', template: server('password') + app('password', 'Db__Secret'), verdicts: ['fails'], says: /Db__Secret in the settings of an application/ },
  { name: 'a reference', template: app(`'@Microsoft.KeyVault(SecretUri=https://kv/secrets/p)'`, 'PGPASSWORD'), verdicts: ['holds'] },
  { name: 'a value that nobody knows', template: `param other string\n${app('other', 'PGPASSWORD')}`, verdicts: ['undecided'] },
  { name: 'a password of something else', template: secure + app('password', 'MYSQL_PASSWORD'), verdicts: [] },
  { name: 'a script that writes it', template: script(`export PGPASSWORD='${written}'; psql -h ${host}`), verdicts: ['fails'], says: /scriptContent in the environment of a deployment script writes a password/ },
  { name: 'a script that takes it from elsewhere', template: script(`export PGPASSWORD="$DB_PASSWORD"; PGPASSWORD=$(az keyvault secret show); psql -h ${host}`), verdicts: [] },
]);

const call = (argument: string, declaration: string) => snapshotOf({
  'main.bicep': `${server('password')}module m 'm.bicep' = { params: { it: ${argument} } }`,
  'm.bicep': `${declaration}param it string\n`,
});

testWideRule(access, 'access/leaked-parameter', [
  { name: 'a plain parameter', template: call('password', ''), verdicts: ['fails'], says: /The parameter it is given a secret/, fixed: true },
  { name: 'a connection string', template: call(uri(':${password}'), ''), verdicts: ['fails'], fixed: true },
  { name: 'a secure parameter', template: call('password', '@secure()\n'), verdicts: ['holds'] },
  { name: 'something else', template: call('other', ''), verdicts: [] },
  { name: 'a connection string that nobody knows', template: call(uri(':${other}'), ''), verdicts: ['undecided'] },
]);

const nested = (scope: object, password: string) => ({
  parameters: { password: { type: 'securestring' }, other: { type: 'string' } },
  resources: [{
    type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'inner',
    properties: {
      mode: 'Incremental',
      ...scope,
      template: {
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        parameters: { password: { type: 'securestring' } },
        resources: [{ type: 'Microsoft.DBforPostgreSQL/flexibleServers', apiVersion: '2024-08-01', name: 'pg', properties: { administratorLoginPassword: password } }],
      },
      parameters: { password: { value: "[parameters('password')]" } },
    },
  }],
});
const inner = { expressionEvaluationOptions: { scope: 'inner' } };

testWideRule(access, 'access/outer-scope-secret', [
  { name: 'outer', template: nested({}, "[parameters('password')]"), verdicts: ['fails'] },
  { name: 'inner', template: nested(inner, "[parameters('password')]"), verdicts: ['holds'] },
  { name: 'no nested deployment', template: server('password'), verdicts: ['holds'] },
  { name: 'a value that nobody knows', template: nested({}, "[parameters('other')]"), verdicts: ['undecided'] },
  { name: 'written', template: nested({}, written), verdicts: [] },
]);

testWideRule(access, 'access/literal-login', [
  { name: 'written', template: server('password'), verdicts: ['fails'], says: /orders/ },
  { name: 'a variable', template: server('password', `${secure}var login = 'orders'\n`).replace(`'orders'`, 'login'), verdicts: ['fails'] },
  { name: 'a parameter', template: server('password', `${secure}param login string\n`).replace(`Login: 'orders'`, 'Login: login'), verdicts: ['holds'] },
  { name: 'the default of a parameter', template: server('password', `${secure}param login string = 'orders'\n`).replace(`Login: 'orders'`, 'Login: login'), verdicts: ['holds'] },
  { name: 'of a server elsewhere', template: `resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' existing = { name: 'pg' }`, verdicts: ['undecided'] },
]);

testWideRule(access, 'access/predictable-password', [
  { name: 'a secure parameter', template: server('password'), verdicts: ['holds'] },
  { name: 'uniqueString', template: server(`'P\${uniqueString(resourceGroup().id)}!'`), verdicts: ['fails'] },
  { name: 'guid', template: server('guid(other)'), verdicts: ['fails'] },
  { name: 'the default of a secure parameter', template: server('password', `@secure()\nparam password string = 'P\${uniqueString(resourceGroup().id)}'\n`), verdicts: ['fails'] },
  { name: 'newGuid', template: server('password', `@secure()\nparam password string = newGuid()\n`), verdicts: ['holds'] },
  { name: 'a plain parameter', template: server('other'), verdicts: ['undecided'] },
  { name: 'written', template: server(`'${written}'`), verdicts: ['notApplicable'] },
]);

const migration = (password: string): string => `${server('password')}
resource move 'Microsoft.DBforPostgreSQL/flexibleServers/migrations@2024-08-01' = { parent: server, name: 'm', properties: { secretParameters: { adminCredentials: { sourceServerPassword: ${password} } } } }`;

testWideRule(access, 'access/migration-password', [
  { name: 'a secure parameter', template: migration('password'), verdicts: ['holds'] },
  { name: 'a plain parameter', template: migration('other'), verdicts: ['fails'], says: /the source server comes from the parameter other/, fixed: true },
  { name: 'written', template: migration(`'${written}'`), verdicts: ['fails'] },
  { name: 'computed', template: migration('guid(other)'), verdicts: ['undecided'] },
]);

const role = (password: string): string => `${secure}param other string
resource cluster 'Microsoft.DBforPostgreSQL/serverGroupsv2@2022-11-08' = { name: 'c' }
resource role 'Microsoft.DBforPostgreSQL/serverGroupsv2/roles@2022-11-08' = { parent: cluster, name: 'r', properties: { password: ${password} } }`;

testWideRule(access, 'access/role-password', [
  { name: 'a secure parameter', template: role('password'), verdicts: ['holds'] },
  { name: 'written', template: role(`'${written}'`), verdicts: ['fails'] },
  { name: 'computed', template: role('guid(other)'), verdicts: ['undecided'] },
]);

test('a parameter for a password that is handed a secret is told once: as handed one', () => {
  const snapshot = snapshotOf({
    'main.bicep': `${server('password')}module m 'm.bicep' = { params: { password: password } }`,
    'm.bicep': `param password string\nresource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = { name: 'pg2', properties: { administratorLogin: 'orders', administratorLoginPassword: 'P\${uniqueString(resourceGroup().id)}' } }\n`,
  });
  const found = check(snapshot, { layers: [access], profile: 'recommended', today }).findings.filter(({ at }) => at.in === 'declaration' && at.file === 'm.bicep').map(({ rule }) => rule.id);
  assert.deepEqual(found, ['access/leaked-parameter']);
});
