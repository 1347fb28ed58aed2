import { createEmulator } from '../../src/emulator/emulator';
import { emulatorCredential } from '../../src/emulator/emulator-credential';
import { generateFleet } from '../../src/emulator/generate-fleet';
import { inProcessHttpClient } from '../../src/emulator/in-process-http-client';
import { check } from '../../src/engine/check';
import { layers } from '../../src/layers/catalog';
import type { ServerReport } from '../../src/model/finding';
import type { Snapshot } from '../../src/model/snapshot';
import { clouds } from '../../src/sources/azure/cloud';
import { createAzureSource } from '../../src/sources/azure/create-azure-source';
import type { Measure } from './measure';

const megabytes = (): number => {
  global.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

/** What the lists of a large fleet take, and what servers that were read add to that. */
const memory: Measure = async () => {
  const emulator = createEmulator({ fleet: generateFleet({ servers: 10_000 }) });
  const source = createAzureSource({ credential: emulatorCredential, cloud: clouds.public, httpClient: inProcessHttpClient(emulator), share: () => 1, time: { now: () => Date.now() * 1000, wait: () => Promise.resolve() } });
  const before = megabytes();
  const { items: subscriptions } = await source.subscriptions();
  const lists = await Promise.all([source.servers(subscriptions), source.singleServers(subscriptions)]);
  const servers = lists.flatMap(({ items }) => items);
  emulator.requests.clear();
  const listed = megabytes() - before;
  const needs = layers.flatMap((layer) => layer.needs);
  const kept: { readonly snapshot: Snapshot; readonly report: ServerReport | undefined }[] = [];
  await source.scan({
    servers: servers.slice(0, 500),
    needs,
    onRead: (_id, snapshot) => void kept.push({ snapshot, report: check(snapshot, { layers, profile: 'recommended', today: '2026-11-25' }).servers[0] }),
  });
  emulator.requests.clear();
  const read = (megabytes() - before - listed) / kept.length;
  return [
    { name: 'memory of the lists of 10,000 servers', value: listed, unit: 'MB', budget: { atMost: 150 }, note: `${servers.length} servers` },
    { name: 'memory of a server that was read', value: read * 1024, unit: 'KB', note: `snapshot and report, ${kept.length} servers` },
  ];
};

export const measures: readonly Measure[] = [memory];
