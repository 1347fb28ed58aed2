import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sampleSubscriptions } from '../../../../src/emulator/sample-fleet';
import type { Change } from '../../../../src/model/fix';
import { inResource } from '../../../../src/model/address';
import { emulate, identity, orders, payments, remove, set } from './emulated-source';

const type = 'Microsoft.Insights/diagnosticSettings';
const need = { extension: type, of: ['flexible'] } as const;
const add = (server: string, name: string, properties: Record<string, never> | object): Change => ({ kind: 'add', parent: server.toLowerCase(), type, name, body: { properties: properties as never } });
const logs = [{ category: 'PostgreSQLLogs', enabled: true }];

describe('diagnostic settings', () => {
  const workspaceOf = async (): Promise<string> => {
    const { items } = await emulate().source.workspaces(sampleSubscriptions.production);
    return items.find(({ name }) => name === 'log-contoso')?.id ?? '';
  };

  test('the workspaces of a subscription are found in one call', async () => {
    const { source, emulator } = emulate();
    const { items, failures } = await source.workspaces(sampleSubscriptions.production);
    assert.deepEqual(items.map(({ name, location }) => `${name} in ${location}`), ['log-security in northeurope', 'log-contoso in westeurope']);
    assert.deepEqual([failures, emulator.requests.count({})], [[], 1]);
    emulator.faults.add({ fault: 'forbidden' });
    assert.match((await source.workspaces(sampleSubscriptions.production)).failures[0]?.message ?? '', /^Could not list the Log Analytics workspaces: /);
  });

  test('one is written, changed and taken away, and described as what it is', async () => {
    const { source } = emulate();
    const workspaceId = await workspaceOf();
    const change = add(orders, 'logs', { workspaceId, logs });
    assert.match(source.describe(change), /^PUT …\/flexibleServers\/pg-orders\/providers\/Microsoft\.Insights\/diagnosticSettings\/logs /);
    assert.deepEqual(await source.write(orders, [change]), { state: 'done', done: [change], unsure: [], message: '' });
    const read = async () => (await source.read(orders, [need])).children(orders.toLowerCase(), type).items;
    const [setting] = await read();
    assert.equal(setting?.name, 'logs');
    const all = set(setting.key, '', 'properties', 'logs') as Extract<Change, { kind: 'set' }>;
    const changed: Change = { ...all, value: [{ categoryGroup: 'allLogs', enabled: true }] };
    assert.match(source.describe(changed), /^PUT …\/flexibleServers\/pg-orders\/providers\/Microsoft\.Insights\/diagnosticSettings\/logs properties\.logs = /);
    assert.equal((await source.write(orders, [changed])).message, '');
    const [after] = await read();
    assert.deepEqual(after?.body['properties'], { workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }] });
    assert.equal((await source.write(orders, [remove(setting.key)])).message, '');
    assert.deepEqual(await read(), []);
  });

  test('Azure’s own refusals are told', async () => {
    const { source } = emulate();
    const workspaceId = await workspaceOf();
    const told = async (server: string, properties: object): Promise<string> => {
      const { state, done, message } = await source.write(server, [add(server, 'logs', properties)]);
      assert.deepEqual([state, done], ['failed', []]);
      return message;
    };
    assert.match(await told(orders, { logs }), /At least one data sink/);
    assert.match(await told(orders, { workspaceId, logs: [...logs, { categoryGroup: 'audit', enabled: true }] }), /category group at the same time/);
    assert.match(await told(payments, { workspaceId, logs: [{ categoryGroup: 'audit', enabled: true }] }), /already used in diagnostic setting 'audit-to-workspace' for category 'audit'/);
  });
});

describe('the last administrator', () => {
  const administrators = { type: 'Microsoft.DBforPostgreSQL/flexibleServers/administrators' };

  test('stays where nobody else could sign in, even where the plan is old', async () => {
    const { source, emulator } = emulate();
    const key = identity.toLowerCase();
    const before = await source.read(identity, [administrators]);
    const [last] = before.children(key, administrators.type).items;
    assert.ok(last);
    const off = { kind: 'set', at: inResource(key, 'properties', 'authConfig', 'passwordAuth'), value: 'Disabled' } as const;
    assert.equal((await source.write(identity, [off])).message, '');
    const outcome = await source.write(identity, [{ kind: 'remove', at: inResource(last.key) }]);
    assert.equal(outcome.state, 'failed');
    assert.equal(outcome.message, 'pg-identity takes no passwords, and this is its last Microsoft Entra administrator: nobody could sign in any more. Nothing was changed.');
    assert.equal(emulator.requests.count({ method: 'DELETE' }), 0);
  });
});
