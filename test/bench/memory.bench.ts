import * as analysis from '../../src/bundles/analysis';
import { createEmulator } from '../../src/emulator/emulator';
import { emulatorCredential } from '../../src/emulator/emulator-credential';
import { generateFleet } from '../../src/emulator/generate-fleet';
import { inProcessHttpClient } from '../../src/emulator/in-process-http-client';
import { clouds } from '../../src/sources/azure/cloud';
import { createAzureSource } from '../../src/sources/azure/create-azure-source';
import type { Configurations } from '../../src/vscode/configurations';
import type { KeptResult } from '../../src/vscode/results/kept-result';
import { createKeptResults } from '../../src/vscode/results/kept-results';
import type { Measure } from './measure';

/** So many servers are read to see what one takes. */
const many = 1000;

const megabytes = (): number => {
  global.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
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
  const needs = analysis.layers.flatMap((layer) => layer.needs);
  const kept: KeptResult[] = [];
  const configurations = { policy: () => ({ profile: 'recommended', levels: {}, settings: analysis.defaultSettings }), suppressions: () => [] } as unknown as Configurations;
  const results = createKeptResults({ analysis, configurations, inside: { get: () => undefined }, version: 'bench' });
  await source.scan({
    servers: servers.slice(0, many),
    needs,
    onRead: (id, snapshot) => {
      const result = results.keep(id.toLowerCase(), snapshot, Date.now());
      if (result !== undefined) kept.push(result);
    },
  });
  emulator.requests.clear();
  const read = (megabytes() - before - listed) / kept.length;
  return [
    { name: 'memory of the lists of 10,000 servers', value: listed, unit: 'MB', budget: { atMost: 150 }, note: `${servers.length} servers` },
    { name: 'memory of a server that was read', value: read * 1024, unit: 'KB', note: `what is kept of each of ${kept.length} servers` },
    { name: 'memory of 10,000 servers that were read', value: listed + read * 10_000, unit: 'MB', budget: { atMost: 150 }, note: 'lists and results, by the former two; npm run bench:host measures all of it' },
  ];
};

export const measures: readonly Measure[] = [memory];
