import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '../../../src/emulator/clock';
import { createEmulator, type Emulator } from '../../../src/emulator/emulator';
import { emulatorToken, renewedToken } from '../../../src/emulator/emulator-credential';
import { faultKinds, type Fault, type FaultKind } from '../../../src/emulator/faults';
import type { EmulatorResponse } from '../../../src/emulator/message';
import { sampleSubscriptions } from '../../../src/emulator/sample-fleet';

const server = `/subscriptions/${sampleSubscriptions.production}/resourceGroups/rg-shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-catalog`;
const rule = `${server}/firewallRules/added`;
const body = JSON.stringify({ properties: { startIpAddress: '203.0.113.7', endIpAddress: '203.0.113.7' } });

interface Scene {
  readonly emulator: Emulator;
  readonly pass: (milliseconds: number) => void;
  readonly waits: number[];
  readonly get: (address?: string) => Promise<EmulatorResponse>;
  readonly put: () => Promise<EmulatorResponse>;
  /** Follows an operation to where it stands now. */
  readonly operation: (started: EmulatorResponse) => Promise<{ readonly status: string; readonly error?: { readonly code: string } }>;
  /** Whether the rule is there. */
  readonly written: () => Promise<boolean>;
}

function scene(fault: Fault): Scene {
  const clock = manualClock();
  const waits: number[] = [];
  const emulator = createEmulator({ clock, operationMs: 1000, wait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)) });
  const handle = (method: string, url: string, content?: string) =>
    emulator.handle({ method, url, headers: { authorization: `Bearer ${emulatorToken}` }, body: content });
  const address = (path: string): string => (path.startsWith('https:') ? path : `https://management.azure.com${path}?api-version=2025-08-01`);
  const get = (path = server) => handle('GET', address(path));
  emulator.faults.add(fault);
  return {
    emulator,
    waits,
    pass: (milliseconds) => clock.advance(milliseconds),
    get,
    put: () => handle('PUT', address(rule), body),
    operation: async (started) => JSON.parse((await get(started.headers['azure-asyncoperation'])).body ?? '') as Awaited<ReturnType<Scene['operation']>>,
    written: async () => {
      emulator.faults.reset();
      return (await get(rule)).status === 200;
    },
  };
}

const codeIn = ({ body: text }: EmulatorResponse): string => (JSON.parse(text ?? '') as { error: { code: string } }).error.code;

/** What each fault does. A new one has to be listed here: the type asks for it. */
const faults: Readonly<Record<FaultKind, (scene: Scene) => Promise<void>>> = {
  unauthorized: async ({ get }) => {
    const answer = await get();
    assert.deepEqual([answer.status, codeIn(answer)], [401, 'AuthenticationFailed']);
  },
  expired: async ({ get }) => {
    const answer = await get();
    assert.deepEqual([answer.status, codeIn(answer)], [401, 'ExpiredAuthenticationToken']);
  },
  claims: async ({ get, emulator }) => {
    const answer = await get();
    assert.equal(answer.status, 401);
    assert.match(answer.headers['www-authenticate'] ?? '', /error="insufficient_claims", claims="[^"]+"/);
    const renewed = await emulator.handle({ method: 'GET', url: `https://management.azure.com${server}?api-version=2025-08-01`, headers: { authorization: `Bearer ${renewedToken}` } });
    assert.deepEqual([renewed.status, (await get()).status], [200, 401]);
  },
  forbidden: async ({ get }) => {
    const answer = await get();
    assert.deepEqual([answer.status, codeIn(answer)], [403, 'AuthorizationFailed']);
    assert.match(answer.body ?? '', /does not have authorization to perform action 'Microsoft\.DBforPostgreSQL\/flexibleServers\/read' over scope/);
  },
  notFound: async ({ get }) => {
    const answer = await get();
    assert.deepEqual([answer.status, codeIn(answer)], [404, 'ResourceNotFound']);
  },
  busy: async ({ put, written }) => {
    const answer = await put();
    assert.deepEqual([answer.status, codeIn(answer)], [409, 'ServerIsBusy']);
    assert.equal(await written(), false);
  },
  busyOperation: async ({ put, pass, operation, written }) => {
    const answer = await put();
    assert.equal(answer.status, 202);
    pass(2000);
    const { status, error } = await operation(answer);
    assert.deepEqual([status, error?.code], ['Failed', 'ServerIsBusy']);
    assert.equal(await written(), false);
  },
  throttled: async ({ get }) => {
    const answer = await get();
    assert.deepEqual([answer.status, codeIn(answer), answer.headers['retry-after']], [429, 'SubscriptionRequestsThrottled', '7']);
  },
  serverError: async ({ get }) => {
    const answer = await get();
    assert.deepEqual([answer.status, codeIn(answer)], [500, 'InternalServerError']);
  },
  badGateway: async ({ get }) => {
    const answer = await get();
    assert.deepEqual([answer.status, answer.headers['content-type']], [502, 'text/html']);
    assert.match(answer.body ?? '', /^<html>/);
  },
  failOperation: async ({ put, pass, operation, written }) => {
    const answer = await put();
    pass(500);
    assert.equal((await operation(answer)).status, 'InProgress');
    pass(1500);
    const { status, error } = await operation(answer);
    assert.deepEqual([status, error?.code], ['Failed', 'FirewallRuleRejected']);
    assert.equal(await written(), false);
  },
  neverEnds: async ({ put, pass, operation }) => {
    const answer = await put();
    pass(24 * 3_600_000);
    assert.equal((await operation(answer)).status, 'InProgress');
  },
  slow: async ({ get, waits }) => {
    assert.equal((await get()).status, 200);
    assert.deepEqual(waits, [1234]);
  },
  drop: async ({ put, pass, written }) => {
    assert.equal((await put()).dropped, true);
    pass(2000);
    assert.equal(await written(), false, 'it was never carried out');
  },
  dropAfter: async ({ put, pass, written }) => {
    assert.equal((await put()).dropped, true);
    pass(2000);
    assert.equal(await written(), true, 'it was carried out, and only the answer is lost');
  },
  vanish: async ({ get, emulator }) => {
    assert.equal((await get()).status, 404);
    emulator.faults.reset();
    assert.equal((await get()).status, 404, 'it stays away');
  },
};

for (const kind of faultKinds) {
  test(`the fault ${kind}`, async () => {
    await faults[kind](scene({ fault: kind, retryAfter: 7, delayMs: 1234, code: 'FirewallRuleRejected', message: 'No.' }));
  });
}

test('a fault meets what it is meant for, as often as it is meant to', async () => {
  const { get, emulator } = scene({ fault: 'serverError', match: { path: 'PG-CATALOG', method: 'get' }, times: 2 });
  assert.deepEqual([(await get()).status, (await get(server.replace('pg-catalog', 'pg-orders'))).status, (await get()).status, (await get()).status], [500, 200, 500, 200]);
  const remove = emulator.faults.add({ fault: 'serverError' });
  assert.equal((await get()).status, 500);
  remove();
  assert.equal((await get()).status, 200);
});

test('the addresses of operations are as long and signed as those of the service', async () => {
  const { put, get, pass } = scene({ fault: 'slow', match: { path: 'nothing' } });
  const started = await put();
  const address = new URL(started.headers['azure-asyncoperation'] ?? '');
  assert.deepEqual([...address.searchParams.keys()], ['api-version', 't', 'c', 's', 'h']);
  assert.ok(address.href.length > 400, `${address.href.length} characters`);
  pass(2000);
  assert.equal((JSON.parse((await get(address.href)).body ?? '') as { status: string }).status, 'Succeeded');
  address.searchParams.set('s', 'forged');
  assert.notEqual((await get(address.href)).status, 200);
});
