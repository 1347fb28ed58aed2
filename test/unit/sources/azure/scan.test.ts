import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmulator } from '../../../../src/emulator/emulator';
import { generateFleet } from '../../../../src/emulator/generate-fleet';
import { inProcessHttpClient } from '../../../../src/emulator/in-process-http-client';
import { layers } from '../../../../src/layers/catalog';
import type { Snapshot } from '../../../../src/model/snapshot';
import { emulate, legacy, orders, payments, sourceOver } from './emulated-source';
import { slowHttpClient, virtualTime } from './virtual-time';

const needs = layers.flatMap((layer) => layer.needs);

interface Scan {
  readonly seconds: number;
  readonly reads: number;
  /** What the budget makes of the calls, for the subscription that needs most of them. */
  readonly least: number;
  readonly refused: number;
  readonly snapshots: ReadonlyMap<string, Snapshot>;
}

/** Scans a generated fleet by virtual time, with Azure's own token buckets. */
async function scan(servers: number, subscriptions: number, share: number): Promise<Scan> {
  const time = virtualTime();
  const fleet = generateFleet({ servers, subscriptions });
  const emulator = createEmulator({ clock: time, fleet, throttling: 'azure' });
  const { source } = sourceOver(slowHttpClient(inProcessHttpClient(emulator), time, 200), { time, share: () => share });
  const snapshots = new Map<string, Snapshot>();
  const ids = fleet.servers.map(({ kind, subscriptionId, resourceGroup, name }) => ({
    id: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.DBforPostgreSQL/${kind === 'single' ? 'servers' : 'flexibleServers'}/${name}`,
  }));
  const seconds = await time.run(() => source.scan({ servers: ids, needs, onRead: (id, snapshot) => snapshots.set(id, snapshot) }));
  const all = emulator.requests.entries();
  const most = Math.max(...fleet.subscriptions.map(({ subscriptionId }) => emulator.requests.count({ subscription: subscriptionId })));
  return { seconds, reads: all.length, least: Math.max(0, most - 250 * share) / (25 * share), refused: all.filter(({ status }) => status === 429).length, snapshots };
}

for (const [servers, subscriptions, share] of [
  [120, 1, 0.5],
  [150, 3, 0.5],
  [150, 1, 1],
] as const) {
  test(`${servers} servers in ${subscriptions === 1 ? 'one subscription' : `${subscriptions} subscriptions`} with a share of ${share} take as long as the budget, and nothing is refused`, async () => {
    const { seconds, reads, least, refused, snapshots } = await scan(servers, subscriptions, share);
    assert.equal(snapshots.size, servers);
    assert.ok([...snapshots.values()].every((snapshot) => snapshot.servers.length === 1 && snapshot.problems.length === 0));
    assert.equal(refused, 0);
    assert.ok(seconds / least < 1.1, `${seconds} s for at least ${least} s`);
    assert.ok(reads < servers * 5, String(reads));
  });
}

test('a server that is gone and one that may not be read are results, too', async () => {
  const { source, emulator } = emulate();
  emulator.faults.add({ fault: 'forbidden', match: { path: 'pg-payments' } });
  const results = new Map<string, Snapshot>();
  const missing = orders.replace('pg-orders', 'pg-missing');
  await source.scan({ servers: [{ id: orders }, { id: missing }, { id: payments }, { id: legacy }, { id: 'nonsense' }], needs, onRead: (id, snapshot) => results.set(id, snapshot) });
  assert.equal(results.get(orders)?.servers.length, 1);
  assert.equal(results.get(legacy)?.servers.length, 1);
  assert.match(results.get(missing)?.problems[0]?.message ?? '', /was not found/);
  assert.match(results.get('nonsense')?.problems[0]?.message ?? '', /no.* id of a PostgreSQL server/);
});

test('a scan that is cancelled keeps what it has reported', async () => {
  const { source } = emulate({ emulator: { fleet: generateFleet({ servers: 30, subscriptions: 1 }) } });
  const fleet = generateFleet({ servers: 30, subscriptions: 1 });
  const servers = fleet.servers.filter(({ kind }) => kind === 'flexible').map(({ subscriptionId, resourceGroup, name }) => ({ id: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.DBforPostgreSQL/flexibleServers/${name}` }));
  const cancel = new AbortController();
  let read = 0;
  const scanning = source.scan({
    servers,
    needs,
    signal: cancel.signal,
    onRead: () => {
      read += 1;
      if (read === 5) cancel.abort();
    },
  });
  await assert.rejects(scanning, { name: 'AbortError' });
  assert.ok(read >= 5 && read < 12, String(read));
});
