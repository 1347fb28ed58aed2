import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { createIdentityCredential } from '../../../../src/bundles/identity';
import { createEmulator } from '../../../../src/emulator/emulator';
import { emulatorCredential } from '../../../../src/emulator/emulator-credential';
import { inProcessHttpClient } from '../../../../src/emulator/in-process-http-client';
import { sampleSubscriptions } from '../../../../src/emulator/sample-fleet';
import { layers } from '../../../../src/layers/catalog';
import { inResource } from '../../../../src/model/address';
import type { Change } from '../../../../src/model/fix';
import { clouds, type Cloud } from '../../../../src/sources/azure/cloud';
import { createAzureSource } from '../../../../src/sources/azure/create-azure-source';
import { cluster, clusterType, fleetWithCluster } from './emulated-cluster';
import { catalog, flexibleType, identity, legacy, orders, remove, set, singleType } from './emulated-source';

/** https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure, https://learn.microsoft.com/graph/deployments */
const wanted: Readonly<Record<keyof typeof clouds, readonly [resourceManager: string, graph: string, authority: string, vault: string]>> = {
  public: ['management.azure.com', 'graph.microsoft.com', 'login.microsoftonline.com', 'vault.azure.net'],
  usgov: ['management.usgovcloudapi.net', 'graph.microsoft.us', 'login.microsoftonline.us', 'vault.usgovcloudapi.net'],
  china: ['management.chinacloudapi.cn', 'microsoftgraph.chinacloudapi.cn', 'login.chinacloudapi.cn', 'vault.azure.cn'],
};

const needs = layers.flatMap((layer) => layer.needs);

/** Azure in one of its clouds, with short pages and operations that take time, and what was asked of whom. */
function watched(cloud: Cloud) {
  const emulator = createEmulator({ fleet: fleetWithCluster(), pageSize: 2, operationMs: 5 });
  const client = inProcessHttpClient(emulator);
  const hosts = new Set<string>();
  const scopes = new Set<string>();
  const paths: string[] = [];
  const httpClient: HttpClient = {
    sendRequest: (request) => {
      const { host, pathname } = new URL(request.url);
      hosts.add(host);
      paths.push(pathname.toLowerCase());
      return client.sendRequest(request);
    },
  };
  const source = createAzureSource({
    cloud,
    httpClient,
    credential: {
      getToken: (scope, options) => {
        for (const one of [scope].flat()) scopes.add(one);
        return emulatorCredential.getToken(scope, options);
      },
    },
    retry: { maxRetries: 2, retryDelayInMs: 1, maxRetryDelayInMs: 2 },
    timing: { pollMs: 1 },
  });
  return { source, hosts, scopes, paths };
}

const rule = (server: string, type: string): Change => ({ kind: 'add', parent: server.toLowerCase(), type, name: 'home', body: { properties: { startIpAddress: '198.51.100.7', endIpAddress: '198.51.100.7' } } });

const logs: Change = { kind: 'add', parent: orders.toLowerCase(), type: 'Microsoft.Insights/diagnosticSettings', name: 'logs', body: { properties: { workspaceId: `/subscriptions/${sampleSubscriptions.production}/resourceGroups/rg-network/providers/Microsoft.OperationalInsights/workspaces/log-contoso`, logs: [{ categoryGroup: 'audit', enabled: true }] } } };

for (const name of ['public', 'usgov', 'china'] as const) {
  const cloud: Cloud = clouds[name];
  const [resourceManager, graph, authority, vault] = wanted[name];

  describe(`the cloud ${name}`, () => {
    test('lists, reads, scans and looks for changes at its own Resource Manager only, by tokens for that', async () => {
      const { source, hosts, scopes, paths } = watched(cloud);
      const { items: subscriptions } = await source.subscriptions();
      assert.ok(subscriptions.length > 1);
      const { items: servers } = await source.servers(subscriptions);
      const { items: singles } = await source.singleServers(subscriptions);
      assert.ok(servers.length > 5 && singles.length > 0);
      for (const id of [orders, catalog, identity, legacy, cluster]) assert.deepEqual((await source.read(id, needs)).problems, [], id);
      const read: string[] = [];
      await source.scan({ servers: [...servers, ...singles].map(({ id }) => ({ id })), needs, onRead: (id) => read.push(id) });
      assert.equal(read.length, servers.length + singles.length);
      await source.workspaces(sampleSubscriptions.production);
      await source.changes(sampleSubscriptions.production, Date.now() - 3_600_000);
      await source.tenants();
      assert.ok((await source.principal()).objectId !== '');
      assert.deepEqual([...hosts], [resourceManager]);
      assert.deepEqual([...scopes], [`https://${resourceManager}/.default`]);
      for (const part of ['resourcegraph/resources', 'security/pricings', 'insights/diagnosticsettings', 'insights/eventtypes', 'authorization/locks', 'authorization/roleassignments', 'network/virtualnetworks', 'network/privatednszones']) {
        assert.ok(paths.some((path) => path.includes(`/microsoft.${part}`)), part);
      }
    });

    test('writes there too, and waits for its operations there', async () => {
      const { source, hosts, scopes, paths } = watched(cloud);
      const writes: readonly (readonly [string, readonly Change[]])[] = [
        [orders, [rule(orders, flexibleType('firewallRules')), set(`${orders}/configurations/log_connections`, 'on', 'properties', 'value'), set(orders, 'yes', 'tags', 'checked'), logs]],
        [orders, [remove(`${orders}/firewallRules/home`), { kind: 'action', resource: orders.toLowerCase(), action: 'restart' }]],
        [legacy, [rule(legacy, singleType('firewallRules'))]],
        [cluster, [rule(cluster, clusterType('firewallRules')), remove(`${cluster}/firewallRules/everyone`)]],
      ];
      for (const [server, changes] of writes) assert.equal((await source.write(server, changes)).message, '');
      assert.ok(paths.some((path) => path.includes('/azureasyncoperation/')), 'no operation was waited for');
      assert.deepEqual([...hosts], [resourceManager]);
      assert.deepEqual([...scopes], [`https://${resourceManager}/.default`]);
    });

    test('finds the vault of a key by the address that vaults have there', async () => {
      const { source, hosts, paths } = watched(cloud);
      const key = `https://kv-contoso.${vault}/keys/postgresql/0123456789abcdef0123456789abcdef`;
      assert.equal((await source.write(identity, [{ kind: 'set', at: inResource(identity.toLowerCase(), 'properties', 'dataEncryption'), value: { type: 'AzureKeyVault', primaryKeyURI: key } }])).message, '');
      await source.read(identity, needs);
      assert.ok(paths.some((path) => /\/microsoft\.keyvault\/vaults\/kv-contoso\/keys\/postgresql$/.test(path)), paths.filter((path) => path.includes('vault')).join(' '));
      assert.deepEqual([...hosts], [resourceManager]);
    });

    test('finds people by its own Microsoft Graph', async () => {
      const { source, hosts, scopes } = watched(cloud);
      const { items, failures } = await source.principals('lee', '');
      assert.deepEqual([items.map((one) => one.name), failures], [['lee@contoso.com'], []]);
      assert.deepEqual([...hosts], [graph]);
      assert.deepEqual([...scopes], [`https://${graph}/.default`]);
    });

    test('has people and applications sign in at its own authority', async () => {
      const asked: string[] = [];
      const abort = new AbortController();
      // Whoever is behind a proxy asks it for the way to a host by name.
      const proxy = createServer((socket) => {
        socket.once('data', (data) => {
          asked.push(/^CONNECT (\S+)/.exec(data.toString('latin1'))?.[1] ?? data.toString('latin1'));
          abort.abort();
          socket.destroy();
        });
        socket.on('error', () => undefined);
      });
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      const { port } = proxy.address() as AddressInfo;
      const before = { ...process.env };
      Object.assign(process.env, { HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: '', AZURE_TENANT_ID: '72f988bf-86f1-41af-91ab-2d7cd011db47', AZURE_CLIENT_ID: '1f0c4d2a-0000-4000-8000-00000000ada0', AZURE_CLIENT_SECRET: 'not a secret' });
      try {
        await assert.rejects(Promise.resolve(createIdentityCredential('environment', { authority: cloud.authority }).getToken(cloud.scope, { abortSignal: abort.signal })));
      } finally {
        process.env = before;
        proxy.close();
      }
      // Microsoft's library takes another name of the same authority in China, and asks no other cloud about it.
      assert.deepEqual([...new Set(asked)], [`${name === 'china' ? 'login.partner.microsoftonline.cn' : authority}:443`]);
      assert.equal(cloud.authority, `https://${authority}`);
    });
  });
}
