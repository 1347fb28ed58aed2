import type { HttpClient } from '@azure/core-rest-pipeline';
import { manualClock } from '../../src/emulator/clock';
import { createEmulator } from '../../src/emulator/emulator';
import { emulatorCredential } from '../../src/emulator/emulator-credential';
import { generateFleet } from '../../src/emulator/generate-fleet';
import { inProcessHttpClient } from '../../src/emulator/in-process-http-client';
import { clouds } from '../../src/sources/azure/cloud';
import { createAzureSource } from '../../src/sources/azure/create-azure-source';
import type { Measure, Measured } from './measure';

/** The calls until the tree shows every Flexible Server of a fleet. */
async function show(servers: number, budget: number | undefined): Promise<Measured[]> {
  const fleet = generateFleet({ servers, seed: 1 });
  const emulator = createEmulator({ seed: 1, clock: manualClock(), fleet });
  const client = inProcessHttpClient(emulator);
  let bytes = 0;
  const httpClient: HttpClient = {
    sendRequest: async (request) => {
      const response = await client.sendRequest(request);
      bytes += Buffer.byteLength(response.bodyAsText ?? '');
      return response;
    },
  };
  const source = createAzureSource({ credential: emulatorCredential, cloud: clouds.public, httpClient });
  const started = performance.now();
  const { items: subscriptions } = await source.subscriptions();
  const { items } = await source.servers(subscriptions);
  const ms = performance.now() - started;
  return [
    {
      name: `calls to show ${servers.toLocaleString('en-US')} servers`,
      value: emulator.requests.count(),
      unit: 'calls',
      ...(budget === undefined ? {} : { budget: { atMost: budget } }),
      note: `${subscriptions.length} subscriptions, ${items.length} Flexible Servers listed, ${ms.toFixed(0)} ms`,
    },
    { name: `bytes to show ${servers.toLocaleString('en-US')} servers`, value: bytes / 1024, unit: 'KB', note: 'bodies of the answers, before the network packs them' },
  ];
}

export const measures: readonly Measure[] = [() => show(1_000, undefined), () => show(10_000, 12)];
