import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventEmitter } from 'vscode';
import { createEmulator, type Emulator } from '../../../src/emulator/emulator';
import { emulatorCredential, emulatorToken } from '../../../src/emulator/emulator-credential';
import { inProcessHttpClient } from '../../../src/emulator/in-process-http-client';
import type { AzureSource } from '../../../src/sources/azure/azure-source';
import { clouds } from '../../../src/sources/azure/cloud';
import { createAzureSource } from '../../../src/sources/azure/create-azure-source';
import { createFleet } from '../../../src/vscode/create-fleet';
import type { Fleet } from '../../../src/vscode/fleet';
import { createInsideServers } from '../../../src/vscode/inside-servers';
import { remainingOf } from '../../../src/vscode/offer-resume';
import { createResultStore, type ResultStore } from '../../../src/vscode/results/result-store';
import type { Services } from '../../../src/vscode/services';
import type { Session, SessionState } from '../../../src/vscode/session';
import { until } from '../harness/eventually';
import { extensionServices } from '../harness/extension-under-test';

/** A window with a session of its own, over an emulator that outlives it. */
interface Window {
  readonly fleet: Fleet;
  readonly store: ResultStore;
  readonly signIn: (owner: string) => Promise<void>;
  readonly signOut: () => void;
  readonly close: () => Promise<void>;
}

suite('results over a restart', () => {
  let services: Services;
  let folder: string;
  let emulator: Emulator;
  /** Lets an answer come that was held back. */
  let answerLate = (): void => undefined;
  const open: Window[] = [];

  suiteSetup(async () => {
    services = await extensionServices();
  });
  setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'kept-'));
    emulator = createEmulator({ wait: () => new Promise((resolve) => (answerLate = resolve)) });
  });
  teardown(async () => {
    for (const window of open.splice(0)) await window.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  const openWindow = (): Window => {
    const changed = new EventEmitter<void>();
    const source: AzureSource = createAzureSource({ credential: emulatorCredential, cloud: clouds.public, httpClient: inProcessHttpClient(emulator) });
    let state: SessionState = { kind: 'signed-out' };
    const session = {
      get state() {
        return state;
      },
      onDidChange: changed.event,
      source: () => Promise.resolve(source),
    } as Pick<Session, 'state' | 'onDidChange' | 'source'> as Session;
    const store = createResultStore({ folder, onError: (error) => assert.fail(String(error)) });
    const fleet = createFleet({ session, configurations: services.configurations, inside: createInsideServers(), log: services.log, keep: (all) => all, store, version: '1' });
    const become = (next: SessionState): void => {
      state = next;
      changed.fire();
    };
    const window: Window = {
      fleet,
      store,
      signIn: async (owner) => {
        become({ kind: 'signed-in', to: 'azure', label: owner, cloud: clouds.public, owner });
        await until('the servers are listed and read', fleet.onDidChange, () => fleet.state.kind === 'loaded' && fleet.pending === 0);
        await fleet.listed();
        if (fleet.pending > 0) await until('the servers are read', fleet.onDidChange, () => fleet.pending === 0);
      },
      signOut: () => become({ kind: 'signed-out' }),
      close: async () => {
        await store.written();
        fleet.dispose();
      },
    };
    open.push(window);
    return window;
  };
  /** Of the ten servers all but the HorizonDB cluster, whose parameters are in a group, are read with a list of them. */
  const reads = (): number => emulator.requests.count({ path: '/configurations' });
  const named = ({ fleet }: Window, name: string) => {
    const found = fleet.servers().find(({ summary }) => summary.name === name);
    assert.ok(found);
    return found;
  };
  const addRule = (name: string): Promise<unknown> => {
    const { fleet } = open[0]!;
    const { id } = fleet.servers().find(({ summary }) => summary.name === name)!.summary;
    const body = JSON.stringify({ properties: { startIpAddress: '203.0.113.7', endIpAddress: '203.0.113.7' } });
    return emulator.handle({ method: 'PUT', url: `https://management.azure.com${id}/firewallRules/added?api-version=2025-08-01`, headers: { authorization: `Bearer ${emulatorToken}`, 'content-type': 'application/json' }, body });
  };

  test('what was read is there at once, and nothing is read again that has not changed', async () => {
    const first = openWindow();
    await first.signIn('alex');
    const before = named(first, 'pg-orders');
    await first.close();
    emulator.requests.clear();
    const second = openWindow();
    await second.signIn('alex');
    assert.equal(reads(), 0);
    assert.deepEqual(second.fleet.state.reuse, { unchanged: 10, reread: 0 });
    const after = named(second, 'pg-orders');
    assert.deepEqual([after.state, after.readAt, after.digest], ['read', before.readAt, before.digest]);
    assert.ok((after.unchangedAt ?? 0) >= (before.readAt ?? Infinity));
    assert.deepEqual(after.report?.findings.map(({ rule, message }) => [rule.id, message]), before.report?.findings.map(({ rule, message }) => [rule.id, message]));
    assert.deepEqual(after.snapshot?.resources, before.snapshot?.resources);
  });

  test('what this very listing has read is no more said to be unchanged than read twice', async () => {
    emulator.faults.add({ fault: 'slow', match: { method: 'GET', type: 'Microsoft.DBforPostgreSQL/servers' }, times: 1 });
    const first = openWindow();
    const signingIn = first.signIn('alex');
    // The Single Servers are listed last.
    await until('all others are read', first.fleet.onDidChange, () => first.fleet.servers().length > 0 && first.fleet.servers().every(({ state }) => state === 'read'));
    answerLate();
    await signingIn;
    assert.equal(first.fleet.state.reuse, undefined);
    const asked = emulator.requests.entries().flatMap(({ path }) => (path.includes('/configurations') ? [path] : []));
    assert.ok(asked.length > 0);
    assert.deepEqual([...new Set(asked)], asked);
  });

  test('a server that was changed meanwhile is read again, and only that', async () => {
    const first = openWindow();
    await first.signIn('alex');
    await addRule('pg-catalog');
    emulator.requests.clear();
    await first.fleet.refresh();
    await until('it is read', first.fleet.onDidChange, () => first.fleet.pending === 0);
    assert.deepEqual(first.fleet.state.reuse, { unchanged: 9, reread: 1 });
    assert.equal(emulator.requests.count({ path: '/pg-catalog/configurations' }), 1);
    assert.equal(reads(), 1);
    assert.ok(named(first, 'pg-catalog').snapshot?.resources.some(({ key }) => key.endsWith('/firewallrules/added')));
  });

  test('where the activity log may not be read, everything is', async () => {
    const first = openWindow();
    await first.signIn('alex');
    emulator.requests.clear();
    emulator.faults.add({ fault: 'forbidden', match: { path: 'eventtypes' } });
    await first.fleet.refresh();
    await until('all are read', first.fleet.onDidChange, () => first.fleet.pending === 0);
    assert.equal(first.fleet.state.reuse, undefined);
    assert.equal(reads(), 9);
  });

  test('a scan that the window’s end has cut off goes on in the next', async () => {
    const first = openWindow();
    await first.signIn('alex');
    const ids = first.fleet.servers().map(({ summary }) => summary.id);
    emulator.faults.add({ fault: 'slow', match: { path: '/pg-analytics/configurations' } });
    const before = new Map(first.fleet.servers().map(({ summary, readAt }) => [summary.id, readAt]));
    const cut = assert.rejects(first.fleet.scan(ids, {}), { name: 'AbortError' });
    const readAgain = (): number => ids.filter((id) => first.fleet.server(id)?.readAt !== before.get(id)).length;
    await until('some are read', first.fleet.onDidChange, () => readAgain() >= 3);
    await first.close();
    answerLate();
    await cut;
    emulator.faults.reset();
    const second = openWindow();
    await second.signIn('alex');
    assert.equal(second.fleet.interrupted?.ids.length, 10);
    const left = remainingOf(second.fleet);
    assert.ok(left.length > 0 && left.length <= 7, `${left.length} are left`);
    assert.ok(left.some(({ summary }) => summary.name === 'pg-analytics'));
    await second.fleet.scan(left.map(({ summary }) => summary.id), {});
    assert.equal(second.fleet.interrupted, undefined);
    await second.store.written();
    assert.equal(existsSync(join(folder, 'scan.json')), false);
  });

  test('who signs out leaves nothing behind, and another account starts anew', async () => {
    const first = openWindow();
    await first.signIn('alex');
    await first.store.written();
    assert.equal(existsSync(join(folder, 'results.jsonl')), true);
    emulator.requests.clear();
    await first.signIn('kim');
    assert.equal(reads(), 9);
    assert.equal(first.fleet.state.reuse, undefined);
    first.signOut();
    await first.store.written();
    assert.equal(existsSync(join(folder, 'results.jsonl')), false);
    assert.equal(first.fleet.servers().length, 0);
  });
});
