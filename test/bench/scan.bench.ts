import { createEmulator } from '../../src/emulator/emulator';
import { emulatorCredential } from '../../src/emulator/emulator-credential';
import type { Fleet } from '../../src/emulator/fleet';
import { generateFleet } from '../../src/emulator/generate-fleet';
import { startHttpServer } from '../../src/emulator/http-server';
import { inProcessHttpClient } from '../../src/emulator/in-process-http-client';
import { redirectHttpClient } from '../../src/emulator/redirect-http-client';
import { layers } from '../../src/layers/catalog';
import { clouds } from '../../src/sources/azure/cloud';
import { createAzureSource } from '../../src/sources/azure/create-azure-source';
import { slowHttpClient, virtualTime } from '../unit/sources/azure/virtual-time';
import type { Measure, Measured } from './measure';

const needs = layers.flatMap((layer) => layer.needs);

const idsOf = (fleet: Fleet): { readonly id: string }[] =>
  fleet.servers.map(({ kind, subscriptionId, resourceGroup, name }) => ({
    id: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.DBforPostgreSQL/${kind === 'single' ? 'servers' : 'flexibleServers'}/${name}`,
  }));

/**
 * Scans a fleet by a clock that only the scan moves, against token buckets as Azure's, with 200 ms for each answer.
 * @param neighbour calls per second and subscription that another tool of the same person makes meanwhile.
 */
async function scan(servers: number, subscriptions: number, share: number, neighbour = 0): Promise<Measured[]> {
  const time = virtualTime();
  const fleet = generateFleet({ servers, subscriptions });
  const emulator = createEmulator({ clock: time, fleet, throttling: 'azure' });
  const client = inProcessHttpClient(emulator);
  const source = createAzureSource({ credential: emulatorCredential, cloud: clouds.public, httpClient: slowHttpClient(client, time, 200), time, share: () => share });
  const mine = { calls: 0, refused: 0 };
  const most = new Map<string, number>();
  const state = { done: false };
  const bother = async (): Promise<void> => {
    if (neighbour === 0) return;
    const { token } = (await emulatorCredential.getToken('')) ?? { token: '' };
    while (!state.done) {
      await time.wait(1000 / neighbour, undefined);
      for (const { subscriptionId } of fleet.subscriptions) {
        await emulator.handle({ method: 'GET', url: `https://management.azure.com/subscriptions/${subscriptionId}?api-version=2022-12-01`, headers: { authorization: `Bearer ${token}` } });
      }
    }
  };
  void bother();
  const seconds = await time.run(async () => {
    await source.scan({ servers: idsOf(fleet), needs, onRead: () => undefined });
    state.done = true;
  });
  const others = /^\/subscriptions\/[^/]+$/;
  for (const { path, status } of emulator.requests.entries()) {
    if (others.test(path)) continue;
    mine.calls += 1;
    if (status === 429) mine.refused += 1;
    const subscription = path.split('/')[2] ?? '';
    most.set(subscription, (most.get(subscription) ?? 0) + 1);
  }
  const least = Math.max(0, Math.max(...most.values()) - 250 * share) / (25 * share);
  const where = `${servers} servers, ${subscriptions} subscription${subscriptions === 1 ? '' : 's'}, share ${share * 100} %${neighbour === 0 ? '' : `, another tool at ${neighbour}/s`}`;
  return [
    { name: 'scan: time ÷ what the share allows', value: seconds / least, unit: '×', ...(neighbour === 0 ? { budget: { atMost: 1.1 } } : {}), note: `${where}: ${seconds.toFixed(0)} s, ${mine.calls} calls` },
    { name: 'scan: calls refused', value: (mine.refused / mine.calls) * 100, unit: '%', budget: { atMost: 0.5 }, note: `${mine.refused} of ${mine.calls}` },
    { name: 'scan: calls per server', value: mine.calls / servers, unit: 'calls' },
  ];
}

/** Scans over HTTP on this computer, by its own clock. */
async function real(servers: number, subscriptions: number): Promise<Measured[]> {
  const fleet = generateFleet({ servers, subscriptions });
  const emulator = createEmulator({ fleet, throttling: 'azure' });
  const server = await startHttpServer(emulator);
  try {
    const source = createAzureSource({ credential: emulatorCredential, cloud: clouds.public, httpClient: redirectHttpClient(server.url) });
    const started = performance.now();
    await source.scan({ servers: idsOf(fleet), needs, onRead: () => undefined });
    const seconds = (performance.now() - started) / 1000;
    const all = emulator.requests.entries();
    const most = Math.max(...fleet.subscriptions.map(({ subscriptionId }) => emulator.requests.count({ subscription: subscriptionId })));
    const least = Math.max(0, most - 125) / 12.5;
    const refused = all.filter(({ status }) => status === 429).length;
    return [{ name: `scan of ${servers} servers by the real clock ÷ share`, value: seconds / least, unit: '×', budget: { atMost: 1.1 }, note: `${subscriptions} subscriptions: ${seconds.toFixed(1)} s, ${all.length} calls, ${refused} refused` }];
  } finally {
    await server.close();
  }
}

export const measures: readonly Measure[] = [() => scan(1000, 1, 0.5), () => scan(1000, 10, 0.5), () => scan(1000, 10, 0.5, 10), () => real(200, 4)];
