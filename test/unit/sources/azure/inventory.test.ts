import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateFleet } from '../../../../src/emulator/generate-fleet';
import { sampleFleet, sampleTenantId } from '../../../../src/emulator/sample-fleet';
import { isUnknown, valueAt } from '../../../../src/model/value';
import { countingCredential, emulate, fiveSubscriptions, orders, sampleSubscriptionList, secretsIn } from './emulated-source';

const subscriptionsType = { type: 'subscriptions' };
const graphType = { type: 'Microsoft.ResourceGraph/resources' };
const flexibleList = { type: 'Microsoft.DBforPostgreSQL/flexibleServers', path: /flexibleServers$/ };

test('subscriptions over several pages, by name', async () => {
  const { source, emulator } = emulate({ emulator: { pageSize: 2 } });
  const { items, failures } = await source.subscriptions();
  assert.deepEqual(items.map(({ name }) => name), ['Contoso Production', 'Contoso Sandbox', 'Contoso Staging']);
  assert.deepEqual(new Set(items.map(({ tenantId }) => tenantId)), new Set([sampleTenantId]));
  assert.deepEqual(failures, []);
  assert.equal(emulator.requests.count(subscriptionsType), 2);
});

test('tenants that nobody wants to see are not asked, unless nothing would be left', async () => {
  const other = '11111111-2222-3333-4444-555555555555';
  const fleet = sampleFleet();
  const tenants = [...fleet.tenants, { tenantId: other, displayName: 'Fabrikam', defaultDomain: 'fabrikam.com' }];
  const asked: string[] = [];
  const wanted = { ids: [sampleTenantId] };
  const { source } = emulate({
    emulator: { fleet: { ...fleet, tenants } },
    credentialFor: (tenantId) => {
      asked.push(tenantId);
      return countingCredential();
    },
    wantsTenant: (id) => wanted.ids.includes(id),
  });
  assert.deepEqual((await source.tenants()).map(({ id, name, domain }) => [id, name, domain]).at(-1), [other, 'Fabrikam', 'fabrikam.com']);
  assert.equal((await source.subscriptions()).items.length, 3);
  assert.deepEqual(asked, [sampleTenantId]);
  wanted.ids = ['gone'];
  assert.equal((await source.subscriptions()).items.length, 3);
  assert.deepEqual(new Set(asked), new Set([sampleTenantId, other]));
  assert.deepEqual(await emulate().source.tenants(), [], 'one credential is for one tenant');
});

test('each tenant with a credential of its own is asked; one that wants another sign-in does not hide the others', async () => {
  const tenants: string[] = [];
  const other = '11111111-2222-4333-8444-555555555555';
  const { source } = emulate({
    emulator: {
      fleet: {
        ...fiveSubscriptions().fleet,
        tenants: [
          { tenantId: sampleTenantId, displayName: 'Contoso', defaultDomain: 'contoso.com' },
          { tenantId: other, displayName: 'Fabrikam', defaultDomain: 'fabrikam.com' },
        ],
      },
    },
    credentialFor: (tenantId) => {
      tenants.push(tenantId);
      return tenantId === other ? { getToken: () => Promise.reject(Object.assign(new Error('interaction needed'), { name: 'AuthenticationRequiredError' })) } : countingCredential();
    },
  });
  const { items, failures } = await source.subscriptions();
  assert.equal(items.length, 5);
  assert.deepEqual(tenants, [sampleTenantId, other]);
  assert.deepEqual(failures.map(({ kind, tenantId }) => [kind, tenantId]), [['sign-in', other]]);
  assert.match(failures[0]?.message ?? '', /^Could not list the subscriptions of the tenant Fabrikam: .*interaction needed\. Sign in again\.$/);
});

test('a thousand servers take one call of Resource Graph, and Single Servers one per subscription', async () => {
  const { source, emulator } = emulate({ emulator: { fleet: generateFleet({ servers: 1000 }) } });
  const { items: subscriptions } = await source.subscriptions();
  const { items, failures } = await source.servers(subscriptions);
  const before = emulator.requests.count();
  const single = await source.singleServers(subscriptions);
  assert.deepEqual([items.length, single.items.length, failures.length, single.failures.length], [950, 50, 0, 0]);
  assert.equal(before, 2);
  assert.equal(emulator.requests.count() - before, 5);
});

test('ten thousand servers take few enough calls for the first paint', async () => {
  const { source, emulator } = emulate({ emulator: { fleet: generateFleet({ servers: 10_000 }) } });
  const { items: subscriptions } = await source.subscriptions();
  const { items } = await source.servers(subscriptions);
  assert.equal(items.length, 9500);
  assert.ok(emulator.requests.count() <= 12, String(emulator.requests.count()));
});

test('what the list does not tell is unknown, not absent', async () => {
  const { source } = emulate();
  const { items } = await source.servers(sampleSubscriptionList);
  const server = items.find(({ name }) => name === 'pg-orders');
  assert.deepEqual([server?.id, server?.kind, server?.resourceGroup], [orders, 'flexible', 'rg-shop']);
  assert.equal(valueAt(server?.body, ['properties', 'state']), 'Ready');
  assert.equal(valueAt(server?.body, ['properties', 'version']), '16');
  assert.equal(valueAt(server?.body, ['properties', 'network', 'publicNetworkAccess']), 'Enabled');
  assert.ok(isUnknown(valueAt(server?.body, ['properties', 'dataEncryption', 'type'])));
});

test('one of five subscriptions refuses: it is a failure, and the rest is listed', async () => {
  const { fleet, forbidden } = fiveSubscriptions();
  const { source } = emulate({ emulator: { fleet } });
  const { items: subscriptions } = await source.subscriptions();
  assert.equal(subscriptions.length, 5);
  const flexible = await source.servers(subscriptions);
  const single = await source.singleServers(subscriptions);
  assert.deepEqual([flexible.items.length, single.items.length], [8, 1]);
  for (const { failures } of [flexible, single]) {
    assert.deepEqual(failures.map(({ kind, subscriptionId }) => [kind, subscriptionId]), [['forbidden', forbidden]]);
  }
  assert.equal(
    flexible.failures[0]?.message,
    'Could not list the Flexible Servers of Contoso Sandbox: no permission: Microsoft.DBforPostgreSQL/flexibleServers/read is missing. Ask an owner of the subscription for this permission, which the role Reader has.',
  );
});

for (const fault of ['forbidden', 'serverError', 'badGateway'] as const) {
  test(`Resource Graph answers ${fault}: Resource Manager lists the servers instead`, async () => {
    const { source, emulator } = emulate();
    emulator.faults.add({ fault, match: graphType });
    const { items, failures } = await source.servers(sampleSubscriptionList);
    assert.equal(items.length, 9);
    assert.deepEqual(failures, []);
    assert.equal(emulator.requests.count(flexibleList), 3);
  });
}

test('a role that is eligible but not active is named where it would help', async () => {
  const { source, emulator } = emulate();
  emulator.faults.add({ fault: 'forbidden', match: { path: /providers\/Microsoft\.DBforPostgreSQL\/servers$/i } });
  const { failures } = await source.singleServers(sampleSubscriptionList);
  const advice = failures.map(({ message }) => /You are eligible for .*$/.exec(message)?.[0]);
  assert.deepEqual(advice, [undefined, 'You are eligible for the role Contributor here, which is not active: activate it in Privileged Identity Management, then refresh.', undefined]);
});

test('signed out: one failure that says so, and nothing else is tried', async () => {
  const { source, emulator } = emulate();
  emulator.faults.add({ fault: 'expired' });
  const { items, failures } = await source.servers(sampleSubscriptionList);
  assert.deepEqual(items, []);
  assert.deepEqual(failures, [{ kind: 'sign-in', message: 'Could not list the servers: the sign-in has expired. Sign in again.', tenantId: sampleTenantId }]);
  assert.equal(emulator.requests.count(flexibleList), 0);
  const subscriptions = await source.subscriptions();
  assert.deepEqual(subscriptions.failures.map(({ kind }) => kind), ['sign-in']);
  assert.ok(!secretsIn([failures, subscriptions]));
});

test('throttled by both ways: the failures say when to try again', async () => {
  const { source, emulator } = emulate({ retry: { maxRetries: 0 } });
  emulator.faults.add({ fault: 'throttled', retryAfter: 17 });
  const { failures } = await source.servers(sampleSubscriptionList);
  assert.deepEqual(failures.map(({ kind }) => kind), ['throttled', 'throttled', 'throttled']);
  assert.match(failures[0]?.message ?? '', /asked too often.*Try again in 17 seconds\.$/);
});

test('a challenge for claims is answered with a token that has them', async () => {
  const credential = countingCredential();
  const { source, emulator } = emulate({ credential });
  emulator.faults.add({ fault: 'claims', times: 1 });
  assert.equal((await source.servers(sampleSubscriptionList)).items.length, 9);
  assert.equal(credential.asked.length, 2);
  assert.match(credential.asked[1] ?? '', /access_token/);
});

test('a cancel rejects and is no failure', async () => {
  const { source } = emulate();
  const signal = AbortSignal.abort();
  await assert.rejects(source.subscriptions(signal), { name: 'AbortError' });
  await assert.rejects(source.servers(sampleSubscriptionList, signal), { name: 'AbortError' });
  await assert.rejects(source.singleServers(sampleSubscriptionList, signal), { name: 'AbortError' });
});

test('the principal comes from the token', async () => {
  const { source } = emulate();
  assert.deepEqual(await source.principal(), {
    objectId: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e01',
    tenantId: sampleTenantId,
    name: 'alex@contoso.com',
    type: 'User',
  });
  const token = (claims: object) => ({ getToken: () => Promise.resolve({ token: `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`, expiresOnTimestamp: 0 }) });
  const application = emulate({ credential: token({ oid: 'o', tid: 't', appid: 'a', idtyp: 'app' }) }).source;
  assert.deepEqual(await application.principal(), { objectId: 'o', tenantId: 't', name: 'a', type: 'ServicePrincipal' });
  await assert.rejects(emulate({ credential: token({}) }).source.principal(), /does not say who is signed in/);
  await assert.rejects(emulate({ credential: { getToken: () => Promise.resolve(null) } }).source.principal(), /Sign in first/);
});
