import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createEmulator } from '../../../../src/emulator/emulator';
import { emulatorToken } from '../../../../src/emulator/emulator-credential';
import { startHttpServer } from '../../../../src/emulator/http-server';
import { redirectHttpClient } from '../../../../src/emulator/redirect-http-client';
import { sampleTenantId } from '../../../../src/emulator/sample-fleet';
import { clouds, customCloud } from '../../../../src/sources/azure/cloud';
import { createAzureSource } from '../../../../src/sources/azure/create-azure-source';
import { inProcessHttpClient } from '../../../../src/emulator/in-process-http-client';
import { emulate, sourceOver } from './emulated-source';

const names = (found: { readonly items: readonly { readonly name: string }[] }): string[] => found.items.map(({ name }) => name);

describe('finding principals by Microsoft Graph', () => {
  test('users by both their names, groups and applications by theirs', async () => {
    const { source, emulator } = emulate();
    assert.deepEqual(names(await source.principals('lee', sampleTenantId)), ['lee@contoso.com']);
    assert.deepEqual(names(await source.principals('Ada L', sampleTenantId)), ['ada@contoso.com']);
    const { items, failures } = await source.principals('postgresql', sampleTenantId);
    assert.deepEqual(items.map(({ type, name }) => `${type} ${name}`), ['Group PostgreSQL Administrators', 'Group PostgreSQL Readers']);
    assert.deepEqual(failures, []);
    assert.equal(emulator.requests.count({ path: '/v1.0/' }), 9);
  });

  test('a quotation mark in a name ends nothing', async () => {
    const { source } = emulate();
    assert.deepEqual(names(await source.principals("postel.o'b", sampleTenantId)), ["postel.o'brien@contoso.com"]);
    assert.deepEqual(await source.principals("') or startswith(displayName,'", sampleTenantId), { items: [], failures: [] });
  });

  test('says of what it was not told, and still what it found', async () => {
    const { source, emulator } = emulate();
    emulator.faults.add({ fault: 'forbidden', match: { path: '/v1.0/users' } });
    const { items, failures } = await source.principals('p', sampleTenantId);
    assert.deepEqual(items.map(({ type }) => type), ['Group', 'Group']);
    assert.deepEqual(failures, [{ kind: 'forbidden', message: 'Microsoft Graph did not tell of users: the account may not read the directory.' }]);
  });

  test('over HTTP the same', async () => {
    const emulator = createEmulator();
    const server = await startHttpServer(emulator);
    try {
      assert.deepEqual(names(await sourceOver(redirectHttpClient(server.url)).source.principals('sp-', sampleTenantId)), ['sp-payments-deploy']);
    } finally {
      await server.close();
    }
  });

  test('asks for a token of Graph’s own in the tenant of the subscription, and says where nobody has agreed to it', async () => {
    const asked: string[] = [];
    const credentialFor = (tenantId: string) => ({
      getToken: (scopes: string | string[]) => {
        asked.push(`${tenantId} ${String(scopes)}`);
        const error = new Error('interaction is needed');
        error.name = 'AuthenticationRequiredError';
        return Promise.reject(error);
      },
    });
    const { source, emulator } = emulate({ credentialFor });
    const { items, failures } = await source.principals('lee', sampleTenantId);
    assert.deepEqual([items, failures.map(({ kind }) => kind)], [[], ['sign-in', 'sign-in', 'sign-in']]);
    assert.match(failures[0]?.message ?? '', /nobody has agreed yet/);
    assert.deepEqual(new Set(asked), new Set([`${sampleTenantId} https://graph.microsoft.com/.default`]));
    assert.equal(emulator.requests.count({}), 0);
  });

  test('asks at the address of the cloud, and nowhere where that is not known', async () => {
    const urls: string[] = [];
    const over = (cloud: typeof clouds.china | ReturnType<typeof customCloud>) =>
      createAzureSource({
        cloud,
        credential: { getToken: () => Promise.resolve({ token: emulatorToken, expiresOnTimestamp: Date.UTC(2100, 0, 1) }) },
        httpClient: {
          sendRequest: (request) => {
            urls.push(request.url);
            return inProcessHttpClient(createEmulator()).sendRequest(request);
          },
        },
      });
    assert.deepEqual(names(await over(clouds.china).principals('lee', '')), ['lee@contoso.com']);
    assert.ok(urls.every((url) => url.startsWith('https://microsoftgraph.chinacloudapi.cn/v1.0/')), urls.join(' '));
    urls.length = 0;
    const { failures } = await over(customCloud('https://management.contoso.example')).principals('lee', '');
    assert.match(failures[0]?.message ?? '', /in this cloud is not known/);
    assert.deepEqual(urls, []);
  });
});
