import assert from 'node:assert/strict';
import { request } from 'node:http';
import { Agent } from 'node:https';
import { after, before, test } from 'node:test';
import type { PipelineRequest } from '@azure/core-rest-pipeline';
import { createPipelineRequest } from '@azure/core-rest-pipeline';
import { makeCertificate } from '../../../src/emulator/certificate';
import { createEmulator } from '../../../src/emulator/emulator';
import type { Emulator } from '../../../src/emulator/emulator';
import { emulatorToken } from '../../../src/emulator/emulator-credential';
import { sampleFleet } from '../../../src/emulator/sample-fleet';
import { startHttpServer } from '../../../src/emulator/http-server';
import type { RunningServer } from '../../../src/emulator/http-server';
import { redirectHttpClient } from '../../../src/emulator/redirect-http-client';

let emulator: Emulator;
let server: RunningServer;

before(async () => {
  emulator = createEmulator();
  server = await startHttpServer(emulator);
});
after(() => server.close());

const subscriptions = 'https://management.azure.com/subscriptions?api-version=2022-12-01';
const withToken = (token: string, tls?: { ca: string }): PipelineRequest => {
  const asked = createPipelineRequest({ url: subscriptions });
  if (tls) asked.tlsSettings = tls;
  asked.headers.set('Authorization', `Bearer ${token}`);
  return asked;
};

test('the redirecting transport goes to this computer only and sends no other token', async () => {
  for (const elsewhere of ['http://example.com', 'http://127.0.0.1.example.com', 'http://10.0.0.1:80', 'ftp://127.0.0.1']) {
    assert.throws(() => redirectHttpClient(elsewhere), RangeError, elsewhere);
  }
  const client = redirectHttpClient(server.url);
  const before = emulator.requests.count();
  await assert.rejects(client.sendRequest(withToken('a-real-token')), /own token/);
  assert.equal(emulator.requests.count(), before);
  const response = await client.sendRequest(withToken(emulatorToken));
  assert.deepEqual([response.status, response.request.url], [200, subscriptions]);
});

test('a token is for one tenant, whose subscriptions it lists and no others', async () => {
  const sample = sampleFleet();
  const [other] = sample.subscriptions.slice(-1);
  const tenantId = '11111111-2222-4333-8444-555555555555';
  const fleet = {
    ...sample,
    tenants: [...sample.tenants, { tenantId, displayName: 'Fabrikam', defaultDomain: 'fabrikam.com' }],
    subscriptions: sample.subscriptions.map((one) => (one === other ? { ...one, tenantId } : one)),
  };
  const running = await startHttpServer(createEmulator({ fleet }));
  try {
    const token = async (tenant: string) => (await (await fetch(`${running.url}/__emulator/token?tenant=${tenant}`)).json()) as { token?: string; error?: string };
    const get = async (path: string, bearer: string | undefined) => {
      const response = await fetch(`${running.url}${path}?api-version=2022-12-01`, { headers: { authorization: `Bearer ${bearer ?? ''}` } });
      return { status: response.status, json: (await response.json()) as { value?: { displayName: string }[]; error?: { code: string } } };
    };
    const { token: theirs } = await token('Fabrikam.com');
    assert.deepEqual((await get('/subscriptions', theirs)).json.value?.map(({ displayName }) => displayName), ['Contoso Sandbox']);
    assert.deepEqual((await get('/subscriptions', emulatorToken)).json.value?.map(({ displayName }) => displayName), ['Contoso Production', 'Contoso Staging']);
    const { status, json } = await get(`/subscriptions/${other!.subscriptionId}`, emulatorToken);
    assert.deepEqual([status, json.error?.code], [401, 'InvalidAuthenticationTokenTenant']);
    assert.match((await token('northwind.com')).error ?? '', /^AADSTS90002: Tenant 'northwind\.com' not found/);
  } finally {
    await running.close();
  }
});

test('a proxy that was chosen for Azure is not used for this computer', async () => {
  const asked = withToken(emulatorToken);
  asked.agent = new Agent();
  asked.proxySettings = { host: 'http://127.0.0.1', port: 9 };
  assert.equal((await redirectHttpClient(server.url).sendRequest(asked)).status, 200);
});

test('faults, log, token and reset by way of the control addresses', async () => {
  const control = async (method: string, name: string, body?: object) => {
    const response = await fetch(`${server.url}/__emulator/${name}`, { method, ...(body && { body: JSON.stringify(body) }) });
    return { status: response.status, json: await response.json() };
  };
  const client = redirectHttpClient(server.url);
  assert.equal((await control('POST', 'faults', { fault: 'forbidden', match: { pattern: '^/subscriptions$' }, times: 1 })).status, 200);
  assert.equal((await client.sendRequest(withToken(emulatorToken))).status, 403);
  assert.equal((await client.sendRequest(withToken(emulatorToken))).status, 200);
  assert.deepEqual(((await control('GET', 'requests')).json as unknown[]).at(-1), { method: 'GET', path: '/subscriptions', status: 200 });
  assert.equal((await control('POST', 'faults', { fault: 'nonsense' })).status, 400);
  assert.equal((await control('POST', 'faults', { fault: 'busy', match: { pattern: '(' } })).status, 400);
  assert.deepEqual((await control('GET', 'token')).json, { token: emulatorToken });
  await control('POST', 'faults', { fault: 'serverError' });
  assert.equal((await control('DELETE', 'faults')).status, 200);
  assert.equal((await client.sendRequest(withToken(emulatorToken))).status, 200);
  assert.equal((await control('POST', 'reset')).status, 200);
  assert.deepEqual((await control('GET', 'requests')).json, []);
  assert.equal((await control('GET', 'nothing')).status, 404);
});

test('web pages and other names for this computer may not steer it', async () => {
  const fromPage = await fetch(`${server.url}/__emulator/requests`, { headers: { Origin: 'https://example.com' } });
  assert.equal(fromPage.status, 403);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(`${server.url}/__emulator/requests`, { headers: { Host: 'rebound.example.com' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  assert.equal(status, 403);
});

test('a body that is too long is refused', async () => {
  const response = await fetch(`${server.url}/subscriptions`, { method: 'POST', body: 'x'.repeat(5 * 1024 * 1024) });
  assert.equal(response.status, 413);
});

test('https with a certificate made on the spot, which is trusted only when named', async () => {
  const certificate = await makeCertificate();
  const secure = await startHttpServer(createEmulator(), { certificate });
  try {
    const client = redirectHttpClient(secure.url);
    assert.equal((await client.sendRequest(withToken(emulatorToken, { ca: certificate.cert }))).status, 200);
    await assert.rejects(client.sendRequest(withToken(emulatorToken)), /self-signed|certificate/i);
  } finally {
    await secure.close();
  }
});
