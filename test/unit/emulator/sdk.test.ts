import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { createEmulator } from '../../../src/emulator/emulator';
import type { Emulator } from '../../../src/emulator/emulator';
import { startHttpServer } from '../../../src/emulator/http-server';
import type { RunningServer } from '../../../src/emulator/http-server';
import { inProcessHttpClient } from '../../../src/emulator/in-process-http-client';
import { redirectHttpClient } from '../../../src/emulator/redirect-http-client';
import { samplePerson, sampleSubscriptions, sampleTenantId } from '../../../src/emulator/sample-fleet';
import { atOnce, collect, sdkClients } from './sdk-clients';

const { production, staging } = sampleSubscriptions;

for (const transport of ['in process', 'over HTTP'] as const) {
  describe(`the SDKs ${transport}`, () => {
    let emulator: Emulator;
    let server: RunningServer | undefined;
    let client: HttpClient;

    before(async () => {
      emulator = createEmulator({ pageSize: 2 });
      if (transport === 'over HTTP') server = await startHttpServer(emulator);
      client = server ? redirectHttpClient(server.url) : inProcessHttpClient(emulator);
    });
    after(() => server?.close());

    const fresh = () => {
      emulator.reset();
      const clients = sdkClients(client);
      return { flexible: clients.flexible(production), single: clients.single(staging) };
    };

    test('list servers over several pages, and Single Server in one', async () => {
      const { flexible, single } = fresh();
      const names = (await collect(flexible.servers.listBySubscription())).map((found) => found.name);
      assert.deepEqual(names, ['pg-orders', 'pg-catalog', 'pg-payments', 'pg-identity']);
      assert.equal(emulator.requests.count({ type: 'Microsoft.DBforPostgreSQL/flexibleServers' }), 2);
      assert.deepEqual((await collect(single.servers.list())).map((found) => found.name), ['pg-legacy']);
      assert.deepEqual((await collect(flexible.servers.listByResourceGroup('RG-SHOP'))).map((found) => found.name), ['pg-orders', 'pg-catalog']);
    });

    test('get a server whatever the case of its id', async () => {
      const { flexible } = fresh();
      const found = await flexible.servers.get('RG-Shop', 'PG-Orders');
      assert.equal(found.id, `/subscriptions/${production}/resourceGroups/rg-shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-orders`);
      assert.equal(found.network?.publicNetworkAccess, 'Enabled');
    });

    test('create, change and delete a firewall rule of a Flexible Server', async () => {
      const { flexible } = fresh();
      const rules = flexible.firewallRules;
      const range = { startIpAddress: '203.0.113.9', endIpAddress: '203.0.113.9' };
      assert.equal((await rules.beginCreateOrUpdateAndWait('rg-shop', 'pg-orders', 'home', range, atOnce)).startIpAddress, '203.0.113.9');
      await rules.beginCreateOrUpdateAndWait('rg-shop', 'pg-orders', 'home', { ...range, endIpAddress: '203.0.113.12' }, atOnce);
      assert.equal((await rules.get('rg-shop', 'pg-orders', 'home')).endIpAddress, '203.0.113.12');
      await rules.beginDeleteAndWait('rg-shop', 'pg-orders', 'home', atOnce);
      const left = (await collect(rules.listByServer('rg-shop', 'pg-orders'))).map((rule) => rule.name);
      assert.deepEqual(left, ['allow-all', 'office-berlin']);
      await rules.beginDeleteAndWait('rg-shop', 'pg-orders', 'home', atOnce);
    });

    test('create and delete a firewall rule of a Single Server', async () => {
      const { single } = fresh();
      const range = { startIpAddress: '203.0.113.9', endIpAddress: '203.0.113.9' };
      const made = await single.firewallRules.beginCreateOrUpdateAndWait('rg-legacy', 'pg-legacy', 'home', range, atOnce);
      assert.equal(made.type, 'Microsoft.DBforPostgreSQL/servers/firewallRules');
      await single.firewallRules.beginDeleteAndWait('rg-legacy', 'pg-legacy', 'home', atOnce);
      const left = (await collect(single.firewallRules.listByServer('rg-legacy', 'pg-legacy'))).map((rule) => rule.name);
      assert.deepEqual(left, ['AllowAllWindowsAzureIps', 'everyone']);
    });

    test('change a parameter, and one that waits for a restart', async () => {
      const { flexible, single } = fresh();
      const write = (name: string, value: string) =>
        flexible.configurations.beginUpdateAndWait('rg-shop', 'pg-orders', name, { value, source: 'user-override' }, atOnce);
      assert.equal((await write('require_secure_transport', 'OFF')).value, 'off');
      assert.equal((await write('shared_preload_libraries', 'pg_stat_statements,pgaudit')).isConfigPendingRestart, true);
      await flexible.servers.beginRestartAndWait('rg-shop', 'pg-orders', atOnce);
      const after = await flexible.configurations.get('rg-shop', 'pg-orders', 'shared_preload_libraries');
      assert.deepEqual([after.value, after.isConfigPendingRestart], ['pg_stat_statements,pgaudit', false]);
      assert.ok((await collect(flexible.configurations.listByServer('rg-shop', 'pg-orders'))).length >= 50);
      const logged = await single.configurations.beginCreateOrUpdateAndWait('rg-legacy', 'pg-legacy', 'log_connections', { value: 'on', source: 'user-override' }, atOnce);
      assert.equal(logged.value, 'on');
      await assert.rejects(
        single.configurations.beginCreateOrUpdateAndWait('rg-legacy', 'pg-legacy', 'log_statement', { value: 'some' }, atOnce),
        /The long-running operation has failed\. InvalidConfigurationValue\./,
      );
    });

    test('set administrators: many of a Flexible Server, one of a Single Server', async () => {
      const { flexible, single } = fresh();
      const { objectId, principalName } = samplePerson;
      const administrator = { principalName, principalType: 'User', tenantId: sampleTenantId };
      await flexible.administratorsMicrosoftEntra.beginCreateOrUpdateAndWait('rg-shop', 'pg-catalog', objectId, administrator, atOnce);
      const all = await collect(flexible.administratorsMicrosoftEntra.listByServer('rg-shop', 'pg-catalog'));
      assert.deepEqual(all.map((one) => one.principalName), [principalName, 'lee@contoso.com']);
      await flexible.administratorsMicrosoftEntra.beginDeleteAndWait('rg-shop', 'pg-catalog', objectId, atOnce);
      for (const login of ['first@contoso.com', 'second@contoso.com']) {
        await single.serverAdministrators.beginCreateOrUpdateAndWait(
          'rg-legacy',
          'pg-legacy',
          { administratorType: 'ActiveDirectory', login, sid: objectId, tenantId: sampleTenantId },
          atOnce,
        );
      }
      const one = await collect(single.serverAdministrators.list('rg-legacy', 'pg-legacy'));
      assert.deepEqual(one.map((found) => found.login), ['second@contoso.com']);
      await single.serverAdministrators.beginDeleteAndWait('rg-legacy', 'pg-legacy', atOnce);
      assert.deepEqual(await collect(single.serverAdministrators.list('rg-legacy', 'pg-legacy')), []);
    });

    test('change the servers themselves', async () => {
      const { flexible, single } = fresh();
      const auth = await flexible.servers.beginUpdateAndWait('rg-shop', 'pg-orders', { authConfig: { activeDirectoryAuth: 'Enabled' } }, atOnce);
      assert.deepEqual(auth.authConfig, { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled', tenantId: sampleTenantId });
      const closed = await flexible.servers.beginUpdateAndWait('rg-shop', 'pg-orders', { network: { publicNetworkAccess: 'Disabled' } }, atOnce);
      assert.equal(closed.network?.publicNetworkAccess, 'Disabled');
      const tls = await single.servers.beginUpdateAndWait('rg-legacy', 'pg-legacy', { sslEnforcement: 'Enabled', minimalTlsVersion: 'TLS1_2' }, atOnce);
      assert.deepEqual([tls.sslEnforcement, tls.minimalTlsVersion], ['Enabled', 'TLS1_2']);
      await single.servers.beginDeleteAndWait('rg-legacy', 'pg-legacy', atOnce);
      assert.deepEqual(await collect(single.servers.list()), []);
    });

    test('read and switch threat protection, and read private endpoints', async () => {
      const { flexible, single } = fresh();
      const on = await flexible.serverThreatProtectionSettings.beginCreateOrUpdateAndWait('rg-shop', 'pg-orders', 'Default', { state: 'Enabled' }, atOnce);
      assert.equal(on.state, 'Enabled');
      assert.equal((await flexible.advancedThreatProtectionSettings.get('rg-shop', 'pg-orders', 'Default')).state, 'Enabled');
      const policy = await single.serverSecurityAlertPolicies.beginCreateOrUpdateAndWait('rg-legacy', 'pg-legacy', 'Default', { state: 'Enabled', storageAccountAccessKey: 'key' }, atOnce);
      assert.deepEqual([policy.state, policy.storageAccountAccessKey], ['Enabled', undefined]);
      const [connection] = await collect(flexible.privateEndpointConnections.listByServer('rg-identity', 'pg-identity'));
      assert.equal(connection?.privateLinkServiceConnectionState?.status, 'Approved');
      const rules = await collect(single.virtualNetworkRules.listByServer('rg-legacy', 'pg-legacy'));
      assert.deepEqual(rules.map((rule) => rule.state), ['Ready']);
    });

    test('404 names the server, and a server may vanish between list and get', async () => {
      const { flexible } = fresh();
      await assert.rejects(flexible.servers.get('rg-shop', 'nobody'), { statusCode: 404, code: 'ResourceNotFound' });
      await assert.rejects(flexible.servers.get('rg-nowhere', 'pg-orders'), { statusCode: 404, code: 'ResourceGroupNotFound' });
      emulator.faults.add({ fault: 'vanish', match: { method: 'GET', path: '/flexibleServers/pg-catalog' }, times: 1 });
      assert.equal((await collect(flexible.servers.listBySubscription())).length, 4);
      await assert.rejects(flexible.servers.get('rg-shop', 'pg-catalog'), { statusCode: 404, code: 'ResourceNotFound' });
      assert.equal((await collect(flexible.servers.listBySubscription())).length, 3);
    });

    test('409 is not retried, 429 is, after Retry-After', async () => {
      const { flexible } = fresh();
      const range = { startIpAddress: '203.0.113.9', endIpAddress: '203.0.113.9' };
      const write = () => flexible.firewallRules.beginCreateOrUpdateAndWait('rg-shop', 'pg-orders', 'home', range, atOnce);
      emulator.faults.add({ fault: 'busy', match: { method: 'PUT' }, times: 1 });
      await assert.rejects(write(), { statusCode: 409, code: 'ServerIsBusy' });
      emulator.faults.add({ fault: 'throttled', match: { method: 'GET', path: '/pg-orders' }, times: 2, retryAfter: 0 });
      assert.equal((await flexible.servers.get('rg-shop', 'pg-orders')).name, 'pg-orders');
      assert.equal(emulator.requests.count({ method: 'GET', path: /pg-orders$/ }), 3);
    });

    test('an operation that fails leaves everything as it was', async () => {
      const { flexible } = fresh();
      const range = { startIpAddress: '203.0.113.9', endIpAddress: '203.0.113.9' };
      const write = () => flexible.firewallRules.beginCreateOrUpdateAndWait('rg-shop', 'pg-orders', 'home', range, atOnce);
      emulator.faults.add({ fault: 'busyOperation', match: { method: 'PUT' }, times: 1 });
      await assert.rejects(write(), /failed\. ServerIsBusy\. Cannot complete operation while server 'pg-orders' is busy/);
      emulator.faults.add({ fault: 'failOperation', code: 'InternalError', message: 'It broke', match: { method: 'PUT' }, times: 1 });
      await assert.rejects(write(), /failed\. InternalError\. It broke/);
      await assert.rejects(flexible.firewallRules.get('rg-shop', 'pg-orders', 'home'), { statusCode: 404 });
      await write();
    });

    test('401: expired tells so, and a claims challenge asks for another token', async () => {
      fresh();
      const asked: (string | undefined)[] = [];
      const credential = {
        getToken: async (_scopes: string | string[], options?: { claims?: string }) => {
          asked.push(options?.claims);
          const { emulatorCredential } = await import('../../../src/emulator/emulator-credential');
          return emulatorCredential.getToken([]);
        },
      };
      const flexible = sdkClients(client, credential).flexible(production);
      emulator.faults.add({ fault: 'claims', times: 1 });
      assert.equal((await flexible.servers.get('rg-shop', 'pg-orders')).name, 'pg-orders');
      assert.equal(asked.length, 2);
      assert.match(asked[1] ?? '', /access_token/);
      emulator.faults.add({ fault: 'expired', times: 1 });
      await assert.rejects(flexible.servers.get('rg-shop', 'pg-orders'), { statusCode: 401, code: 'ExpiredAuthenticationToken' });
    });

    test('a token that expires during a long operation fails the polling, not the operation', async () => {
      const { flexible } = fresh();
      emulator.faults.add({ fault: 'expired', match: { path: '/azureAsyncOperation/' }, times: 1 });
      const range = { startIpAddress: '203.0.113.9', endIpAddress: '203.0.113.9' };
      await assert.rejects(flexible.firewallRules.beginCreateOrUpdateAndWait('rg-shop', 'pg-orders', 'home', range, atOnce), { statusCode: 401 });
      assert.equal((await flexible.firewallRules.get('rg-shop', 'pg-orders', 'home')).name, 'home');
    });
  });
}

test('an aborted request never reaches the emulator', async () => {
  const emulator = createEmulator();
  const flexible = sdkClients(inProcessHttpClient(emulator)).flexible(production);
  const abort = new AbortController();
  abort.abort();
  await assert.rejects(flexible.servers.get('rg-shop', 'pg-orders', { abortSignal: abort.signal }), { name: 'AbortError' });
  assert.equal(emulator.requests.count(), 0);
});
