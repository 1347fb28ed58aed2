import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { systemClock } from '../emulator/clock';
import { createEmulator } from '../emulator/emulator';
import { emulatorCredential, tenantCredential } from '../emulator/emulator-credential';
import { inProcessHttpClient } from '../emulator/in-process-http-client';
import { redirectHttpClient } from '../emulator/redirect-http-client';
import { sampleFleet } from '../emulator/sample-fleet';
import type { Cloud } from '../sources/azure/cloud';
import { clouds } from '../sources/azure/cloud';

/** What `createAzureSource` needs to talk to an emulator instead of Azure. */
export interface EmulatedAzure {
  readonly credential: TokenCredential;
  readonly cloud: Cloud;
  readonly httpClient: HttpClient;
  /** Short waits: nothing is as slow as Azure here. */
  readonly timing: { readonly pollMs: number; readonly busyDelaysMs: readonly number[]; readonly failedDelaysMs: readonly number[] };
}

const emulated = { credential: emulatorCredential, timing: { pollMs: 250, busyDelaysMs: [2000, 4000, 8000], failedDelaysMs: [500] } };

/** How long an operation on a sample server takes, in milliseconds: long enough to be seen. */
const operationMs = 1500;

/** Makes the sample servers in this process: no account, no network, the same code path through the same SDKs. */
export function createSampleAzure(): EmulatedAzure {
  const emulator = createEmulator({ seed: 1, clock: systemClock, fleet: sampleFleet(), operationMs });
  return { ...emulated, cloud: { ...clouds.public, label: 'Sample servers' }, httpClient: inProcessHttpClient(emulator) };
}

/**
 * Leads to an emulator that runs on this computer.
 * @param url its address, such as http://127.0.0.1:4000.
 * @param tenant which of its tenants to sign in to, by id or domain; its usual one where left out.
 * @throws RangeError where the address is not of this computer.
 */
export function createEmulatorOverHttp(url: string, tenant?: string): EmulatedAzure {
  return { ...emulated, ...(tenant === undefined ? {} : { credential: tenantCredential(url, tenant) }), cloud: { ...clouds.public, label: `Emulator at ${new URL(url).host}` }, httpClient: redirectHttpClient(url) };
}
