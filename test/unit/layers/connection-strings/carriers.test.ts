import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { carriersIn, connectionStringsIn, placeOf } from '../../../../src/layers/connection-strings/carriers';
import { subject } from '../../../../src/layers/connection-strings/judge';
import { verifyFully } from '../../../../src/layers/connection-strings/verify';
import type { Resource } from '../../../../src/model/resource';
import { createSnapshot, type Declaration } from '../../../../src/model/snapshot';
import { unknown, type Value, type ValueObject } from '../../../../src/model/value';

const host = 'pg-orders.postgres.database.azure.com';

const resource = (type: string, properties: Value, more: Partial<Resource> = {}): Resource => ({ key: 'main.bicep#it', type, name: 'it', existing: false, when: true, body: { properties }, ...more });

const holding = (...resources: readonly Resource[]) => createSnapshot({ origin: 'template', resources });

const app = (properties: ValueObject) => holding(resource('Microsoft.Web/sites', properties));

describe('a place that hands text to programs', () => {
  const places: readonly (readonly [string, string])[] = [
    ['Microsoft.Web/sites', 'the settings of an application'],
    ['Microsoft.Web/sites/slots', 'the settings of an application'],
    ['Microsoft.Web/sites/config', 'the settings of an application'],
    ['microsoft.web/sites/slots/config', 'the settings of an application'],
    ['Microsoft.Web/staticSites', 'the settings of an application'],
    ['Microsoft.App/containerApps', 'a container app'],
    ['Microsoft.App/jobs', 'a container app'],
    ['Microsoft.App/managedEnvironments/daprComponents', 'a Dapr component'],
    ['Microsoft.AppPlatform/Spring/apps/deployments', 'the environment of a Spring app'],
    ['Microsoft.Compute/virtualMachines/extensions', 'the settings of a virtual machine extension'],
    ['Microsoft.Compute/virtualMachineScaleSets/extensions', 'the settings of a virtual machine extension'],
    ['Microsoft.Compute/virtualMachines/runCommands', 'a command that a virtual machine runs'],
    ['Microsoft.Automation/automationAccounts/variables', 'an automation variable'],
    ['Microsoft.ContainerInstance/containerGroups', 'the environment of a container'],
    ['Microsoft.Resources/deploymentScripts', 'the environment of a deployment script'],
    ['Microsoft.KeyVault/vaults/secrets', 'a secret of a key vault'],
    ['Microsoft.AppConfiguration/configurationStores/keyValues', 'an app configuration'],
    ['Microsoft.DataFactory/factories/linkedServices', 'a linked service'],
    ['Microsoft.Synapse/workspaces/linkedServices', 'a linked service'],
    ['Microsoft.ApiManagement/service/namedValues', 'a named value'],
  ];
  for (const [type, words] of places) {
    it(`${type} is ${words}`, () => assert.equal(placeOf(resource(type, {})), words));
    it(`types that hold ${type} are none`, () => assert.deepEqual([`Contoso.${type}`, `${type}Else`].map((other) => placeOf(resource(other, {}))), [undefined, undefined]));
  }

  const others = ['Microsoft.Web/serverfarms', 'Microsoft.Web/sites/hostNameBindings', 'Contoso.Microsoft.Web/sites', 'Contoso.Microsoft.Automation/automationAccounts/variables', 'Microsoft.DataFactory/factories/linkedServicesOfOthers', 'Microsoft.KeyVault/vaults', 'Microsoft.App/containerApps/authConfigs', 'Microsoft.DBforPostgreSQL/flexibleServers'];
  for (const type of others) {
    it(`${type} is none`, () => {
      assert.equal(placeOf(resource(type, {})), undefined);
      assert.deepEqual(carriersIn(holding(resource(type, { value: 'text' }))), []);
    });
  }
});

describe('what carries a text', () => {
  const names = (properties: ValueObject) => carriersIn(app(properties)).map(({ name, keptSecret, forPostgres }) => [name, keptSecret, forPostgres]);

  it('is called by its own name where it has one, else by its key', () => {
    assert.deepEqual(names({ appSettings: [{ name: 'URL', value: 'a' }], other: 'b' }), [['name', false, false], ['URL', false, false], ['other', false, false]]);
    assert.deepEqual(names({ main: { value: 'a', type: 'Custom' } }), [['main', false, false], ['type', false, false]]);
  });

  it('is for PostgreSQL where a name or a type says so', () => {
    assert.deepEqual(names({ POSTGRES_URL: 'a' }), [['POSTGRES_URL', false, true]]);
    assert.deepEqual(names({ list: [{ name: 'main', type: 'PostgreSQL', connectionString: 'a' }] }), [['name', false, true], ['type', false, true], ['main', false, true]]);
    assert.deepEqual(names({ type: 'AzurePostgreSql', typeProperties: { connectionString: 'a' } }), [['type', false, true], ['it', false, true]]);
    assert.deepEqual(names({ type: 'MyPostgreSqlType', typeProperties: { connectionString: 'a' } }).at(-1), ['it', false, false]);
  });

  it('is kept secret in a vault, in secrets and in secure values', () => {
    assert.deepEqual(names({ secrets: [{ value: 'a' }], environment: [{ secureValue: 'b', value: 'c' }], secretsOf: 'd' }), [
      ['secrets', true, false], ['environment', true, false], ['environment', false, false], ['secretsOf', false, false],
    ]);
    const [secret] = carriersIn(holding(resource('Microsoft.KeyVault/vaults/secrets', { value: 'a' }, { name: 'url' })));
    assert.deepEqual([secret?.name, secret?.keptSecret], ['url', true]);
    const [unnamed] = carriersIn(holding(resource('Microsoft.KeyVault/vaults/secrets', { value: 'a' }, { name: unknown('it has no value') })));
    assert.equal(unnamed?.name, '');
  });

  it('is told with its place, and also where its value is not known; numbers carry nothing', () => {
    const found = carriersIn(app({ a: [1, true, null, 'x'], b: unknown('it has no value') }));
    assert.deepEqual(found.map(({ at }) => at), [
      { in: 'resource', key: 'main.bicep#it', path: ['properties', 'a', 3] },
      { in: 'resource', key: 'main.bicep#it', path: ['properties', 'b'] },
    ]);
  });

  it('is also what an open value is in some cases, once where several say the same', () => {
    const shared = { name: 'URL', value: 'a' };
    const open = unknown('it depends', { possible: [[shared, { name: 'MODE', value: 'b' }], [shared, { name: 'MODE', value: 'c' }], 'text'] });
    const carried = carriersIn(app({ list: open })).filter(({ at, value }) => at.in === 'resource' && at.path.at(-1) === 'value' && typeof value === 'string');
    assert.deepEqual(carried.map(({ name, value, at }) => [name, value, at.in === 'resource' && at.path]), [
      ['URL', 'a', ['properties', 'list', 0, 'value']],
      ['MODE', 'b', ['properties', 'list', 1, 'value']],
      ['MODE', 'c', ['properties', 'list', 1, 'value']],
    ]);
    assert.deepEqual(names({ settings: unknown('it depends', { oneOf: [{ URL: 'a' }, {}] }) }), [['settings', false, false], ['URL', false, false]]);
  });

  it('is not looked for without end', () => {
    const nested = (depth: number): Value => (depth === 0 ? 'text' : { in: nested(depth - 1) });
    assert.equal(carriersIn(holding(resource('Microsoft.Web/sites', nested(11)))).length, 1);
    assert.equal(carriersIn(holding(resource('Microsoft.Web/sites', nested(12)))).length, 0);
  });

  it('is an output, unless it is secure', () => {
    const output = (name: string, secure: boolean, kind: 'output' | 'parameter' = 'output'): Declaration => ({ at: { in: 'declaration', file: 'main.bicep', kind, name, path: [] }, type: 'object', secure, value: { url: 'a' } });
    const snapshot = createSnapshot({ origin: 'template', resources: [], declarations: [output('open', false), output('closed', true), output('given', false, 'parameter')] });
    assert.deepEqual(carriersIn(snapshot).map(({ at, name, place }) => [at, name, place]), [
      [{ in: 'declaration', file: 'main.bicep', kind: 'output', name: 'open', path: ['url'] }, 'url', 'an output'],
    ]);
    assert.equal(carriersIn(snapshot), carriersIn(snapshot), 'it is looked for once');
  });
});

describe('a connection string in a template', () => {
  it('is found by a server that it takes its host from, and by no other resource', () => {
    const server = resource('Microsoft.DBforPostgreSQL/flexibleServers', {}, { key: 'main.bicep#server' });
    const vault = resource('Microsoft.KeyVault/vaults', {}, { key: 'main.bicep#vault' });
    const string = (refersTo?: string) => app({ url: unknown('a part is not known', { pieces: ['Server=', unknown('it is known later', refersTo === undefined ? {} : { refersTo }), ';Database=o;User Id=a'] }) });
    const found = (refersTo?: string): number => connectionStringsIn(createSnapshot({ origin: 'template', resources: [server, vault, ...string(refersTo).resources] })).length;
    assert.deepEqual([found('main.bicep#server'), found('main.bicep#vault'), found('main.bicep#gone'), found()], [1, 0, 0, 0]);
  });

  it('is called by its name and its place, or by its place alone', () => {
    const [named] = connectionStringsIn(app({ URL: `postgres://app@${host}/o` }));
    assert.ok(named);
    assert.equal(subject(named), 'The connection string URL in the settings of an application');
    assert.equal(subject({ ...named, name: '' }), 'The connection string in the settings of an application');
  });
});

describe('the fix that verifies the server', () => {
  const fixed = (value: Value): Value | undefined => {
    const [found] = connectionStringsIn(app({ url: value }));
    assert.ok(found, 'is no connection string');
    const fix = verifyFully(found);
    if (fix === undefined) return undefined;
    assert.equal(fix.effect, 'interrupts');
    const [change, ...others] = fix.changes;
    assert.ok(change?.kind === 'set' && others.length === 0);
    assert.deepEqual(change.at, found.at);
    return change.value;
  };

  it('says it once, and keeps everything else', () => {
    const uri = `postgres://app@${host}/o`;
    assert.equal(fixed(uri), `${uri}?sslmode=verify-full`);
    assert.equal(fixed(`${uri}?`), `${uri}?sslmode=verify-full`);
    assert.equal(fixed(`${uri}?application_name=a&sslmode=disable&ssl=false&SSLFACTORY=x&options=sslmode=b`), `${uri}?application_name=a&options=sslmode=b&sslmode=verify-full`);
    assert.equal(fixed(`Host=${host};Username=app;SSL Mode=Prefer;; Trust Server Certificate = true;SslMode=x`), `Host=${host};Username=app;SSL Mode=VerifyFull;`);
    assert.equal(fixed(`Host=${host};Username=app;Application Name=ssl mode`), `Host=${host};Username=app;Application Name=ssl mode;SSL Mode=VerifyFull;`);
  });

  it('is none where it would carry a password, where not all is known, and for keywords of libpq', () => {
    assert.equal(fixed(`postgres://app:s3cret@${host}/o`), undefined);
    assert.equal(fixed(unknown('a part is not known', { pieces: [`postgres://app@${host}/`, unknown('it has no value')] })), undefined);
    assert.equal(fixed(`host=${host} dbname=o`), undefined);
  });
});
