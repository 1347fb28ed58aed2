import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Change } from '../../../../src/model/fix';
import { valueAt } from '../../../../src/model/value';
import { sampleTenantId } from '../../../../src/emulator/sample-fleet';
import { cluster, clusterType, entraCluster, fleetWithCluster, waiting } from './emulated-cluster';
import type { Emulated } from './emulated-source';
import { emulate, namesOf, remove, secretsIn, set } from './emulated-source';

const start = (more: Parameters<typeof emulate>[0] = {}): Emulated => emulate({ ...more, emulator: { fleet: fleetWithCluster(), ...more.emulator } });

async function write({ source }: Emulated, ...changes: Change[]): Promise<void> {
  assert.deepEqual(await source.write(cluster, changes), { state: 'done', done: changes, unsure: [], message: '' });
}

async function settingOf({ source }: Emulated, ...path: (string | number)[]): Promise<unknown> {
  return valueAt((await source.read(cluster, [])).servers[0]?.resource.body, path);
}

async function childSetting({ source }: Emulated, segment: string, name: string, ...path: string[]): Promise<unknown> {
  const snapshot = await source.read(cluster, [{ type: clusterType(segment) }]);
  return valueAt(snapshot.resource(`${cluster}/${segment}/${name}`.toLowerCase())?.body, path);
}

const rules = async ({ source }: Emulated): Promise<unknown[]> => namesOf(await source.read(cluster, [{ type: clusterType('firewallRules') }]), cluster, clusterType('firewallRules'));

const add = (name: string, from: string, to = from): Change => ({ kind: 'add', parent: cluster.toLowerCase(), type: clusterType('firewallRules'), name, body: { properties: { startIpAddress: from, endIpAddress: to } } });

describe('writes of a cluster', () => {
  test('firewall rules are added, changed and removed, each in the version of the REST reference', async () => {
    const one = start();
    await write(one, add('Home', '198.51.100.7'));
    await write(one, set(`${cluster}/firewallRules/Home`, '198.51.100.9', 'properties', 'endIpAddress'));
    assert.deepEqual([await childSetting(one, 'firewallRules', 'Home', 'properties', 'startIpAddress'), await childSetting(one, 'firewallRules', 'Home', 'properties', 'endIpAddress')], ['198.51.100.7', '198.51.100.9']);
    await write(one, remove(`${cluster}/firewallRules/Home`), remove(`${cluster}/firewallRules/everyone`));
    assert.deepEqual(await rules(one), ['azure', 'office', 'office-twin']);
  });

  test('public access of the coordinator and a standby go into one request, tags stay whole', async () => {
    const one = start();
    const on = (value: boolean, name: string): Change => ({ kind: 'set', at: { in: 'resource', key: cluster.toLowerCase(), path: ['properties', name] }, value });
    await write(one, on(false, 'coordinatorEnablePublicIpAccess'), on(true, 'enableHa'), set(cluster, 'alex', 'tags', 'owner'));
    assert.equal(one.emulator.requests.count({ method: 'PATCH' }), 1);
    assert.deepEqual([await settingOf(one, 'properties', 'coordinatorEnablePublicIpAccess'), await settingOf(one, 'properties', 'enableHa')], [false, true]);
    assert.deepEqual(await settingOf(one, 'tags'), { team: 'analytics', costCenter: '4711', owner: 'alex' });
    assert.equal(await settingOf(one, 'properties', 'nodeCount'), 2);
  });

  test('a parameter of one role is set, and the other role keeps its own', async () => {
    const one = start();
    await write(one, set(`${cluster}/nodeConfigurations/pgaudit.log`, 'ddl', 'properties', 'value'));
    assert.equal(await childSetting(one, 'nodeConfigurations', 'pgaudit.log', 'properties', 'value'), 'ddl');
    assert.equal(await childSetting(one, 'coordinatorConfigurations', 'pgaudit.log', 'properties', 'value'), 'none');
  });

  test('a private endpoint that waits is answered and removed, and the cluster tells so', async () => {
    const one = start();
    const status = (): Promise<unknown> => settingOf(one, 'properties', 'privateEndpointConnections', 0, 'properties', 'privateLinkServiceConnectionState', 'status');
    assert.equal(await status(), 'Pending');
    await write(one, { kind: 'set', at: { in: 'resource', key: `${cluster}/privateEndpointConnections/${waiting}`.toLowerCase(), path: ['properties', 'privateLinkServiceConnectionState'] }, value: { status: 'Approved', description: 'ours' } });
    assert.equal(await status(), 'Approved');
    await write(one, remove(`${cluster}/privateEndpointConnections/${waiting}`));
    assert.equal(await status(), undefined);
  });

  test('an administrator is a role with an identity, is kept as the last one where passwords are off, and other roles stay', async () => {
    const one = start();
    const roles = async (): Promise<unknown[]> => namesOf(await one.source.read(entraCluster, [{ type: clusterType('roles') }]), entraCluster, clusterType('roles'));
    const externalIdentity = { objectId: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e12', principalType: 'servicePrincipal', tenantId: sampleTenantId };
    const added: Change = { kind: 'add', parent: entraCluster.toLowerCase(), type: clusterType('roles'), name: 'Deployer', body: { properties: { roleType: 'admin', externalIdentity } } };
    assert.equal((await one.source.write(entraCluster, [added])).message, '');
    assert.deepEqual(await roles(), ['dba', 'Deployer', 'ingest', 'lee@contoso.com']);
    const [sent] = one.emulator.requests.entries().filter(({ method }) => method === 'PUT');
    assert.match(sent?.path ?? '', /\/roles\/Deployer$/);
    for (const name of ['Deployer', 'lee@contoso.com']) assert.equal((await one.source.write(entraCluster, [remove(`${entraCluster}/roles/${name}`)])).message, '');
    const last = await one.source.write(entraCluster, [remove(`${entraCluster}/roles/dba`)]);
    assert.match(last.message, /takes no passwords, and this is its last Microsoft Entra administrator: nobody could sign in any more\. Nothing was changed/);
    assert.deepEqual(await roles(), ['dba', 'ingest']);
  });

  test('a restart is waited for', async () => {
    const one = start({ emulator: { operationMs: 20 } });
    await write(one, { kind: 'action', resource: cluster.toLowerCase(), action: 'restart' });
    assert.ok(one.emulator.requests.count({ path: '/azureAsyncOperation/' }) > 0);
  });

  test('what no call is documented for is refused before anything is sent', async () => {
    const one = start();
    const cases: readonly (readonly [Change, RegExp])[] = [
      [set(cluster, 'Disabled', 'properties', 'authConfig', 'passwordAuth'), /no way to change passwordAuth of pg-cluster\. Nothing was changed/],
      [set(cluster, 'x', 'properties', 'nodeEnablePublicIpAccess'), /no way to change nodeEnablePublicIpAccess of pg-cluster/],
      [set(cluster, 'AzureKeyVault', 'properties', 'dataEncryption', 'type'), /no way to change type of pg-cluster/],
      [remove(`${cluster}/servers/pg-cluster-c`), /no way to remove servers of pg-cluster/],
      [remove(`${cluster}/nodeConfigurations/pgaudit.log`), /no way to remove nodeConfigurations of pg-cluster/],
      [remove(cluster), /neither replaced nor deleted/],
    ];
    for (const [change, words] of cases) {
      const { state, message } = await one.source.write(cluster, [add('fine', '198.51.100.7'), change]);
      assert.equal(state, 'failed');
      assert.match(message, words);
    }
    assert.equal(one.emulator.requests.count(), 0);
  });

  test('an operation that Azure ends as failed is a refusal in its words, one that is lost is unknown', async () => {
    const one = start();
    one.emulator.faults.add({ fault: 'failOperation', code: 'NotThisTime', message: 'The node is away.', match: { method: 'PUT' } });
    const failed = await one.source.write(cluster, [add('home', '198.51.100.7')]);
    assert.deepEqual([failed.state, failed.done], ['failed', []]);
    assert.match(failed.message, /^Could not write firewallRules\/home of pg-cluster: The node is away \(NotThisTime\)\./);
    one.emulator.faults.reset();
    one.emulator.faults.add({ fault: 'serverError', match: { method: 'GET', path: '/azureAsyncOperation/' } });
    const lost = await one.source.write(cluster, [add('home', '198.51.100.7')]);
    assert.equal(lost.state, 'unknown', lost.message);
    assert.ok(!secretsIn(lost));
  });

  test('a cancel ends the waiting, and what it waited for is unknown', async () => {
    const one = start();
    one.emulator.faults.add({ fault: 'neverEnds', match: { method: 'PATCH' } });
    const abort = new AbortController();
    const change: Change = { kind: 'set', at: { in: 'resource', key: cluster.toLowerCase(), path: ['properties', 'enableHa'] }, value: true };
    const onProgress = (words: string): void => {
      if (words.startsWith('waiting for Azure')) abort.abort();
    };
    const { state, unsure } = await one.source.write(cluster, [change], { signal: abort.signal, onProgress });
    assert.deepEqual([state, unsure], ['unknown', [change]]);
    // The operation that does not end holds the cluster.
    assert.match((await one.source.write(cluster, [add('home', '198.51.100.7')])).message, /busy with another operation/);
  });

  test('how long Azure asks to wait before the next look is waited', async () => {
    const one = start();
    one.emulator.faults.add({ fault: 'busy', times: 2, match: { method: 'DELETE' } });
    await write(one, remove(`${cluster}/firewallRules/office-twin`));
    assert.ok(one.waits.length >= 2);
  });
});
