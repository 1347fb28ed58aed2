import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
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

/** So many servers are read first, and then so many to see what one takes. */
const first = 300;
const many = 1000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is still held once the rest was let go. Without collecting it is the garbage of the moment that is measured. */
const megabytes = (): number => {
  collect();
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
  const read = async (some: typeof servers): Promise<void> => {
    await source.scan({
      servers: some,
      needs,
      onRead: (id, snapshot) => {
        const result = results.keep(id.toLowerCase(), snapshot, Date.now());
        if (result !== undefined) kept.push(result);
      },
    });
    emulator.requests.clear();
  };
  // What is compiled and what is open is there once, however many servers follow.
  await read(servers.slice(0, first));
  const once = megabytes() - before - listed;
  await read(servers.slice(first, first + many));
  const each = (megabytes() - before - listed - once) / (kept.length - first);
  return [
    { name: 'memory of the lists of 10,000 servers', value: listed, unit: 'MB', budget: { atMost: 150 }, note: `${servers.length} servers` },
    { name: 'memory of a server that was read', value: each * 1024, unit: 'KB', note: `what is kept of each of ${kept.length - first} servers` },
    { name: 'memory of 10,000 servers that were read', value: listed + once + each * 10_000, unit: 'MB', budget: { atMost: 150 }, note: `the lists, ${once.toFixed(0)} MB for code and what is open, and each server; npm run bench:host measures all of it` },
  ];
};

export const measures: readonly Measure[] = [memory];
