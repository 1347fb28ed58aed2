import { PostgreSQLManagementClient } from '@azure/arm-postgresql';
import { PostgreSQLManagementFlexibleServerClient } from '@azure/arm-postgresql-flexible';
import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { Emulator } from '../../../src/emulator/emulator';
import { emulatorCredential, emulatorToken } from '../../../src/emulator/emulator-credential';
import type { EmulatorResponse, JsonObject } from '../../../src/emulator/message';

/** Polls at once, so that no test waits. */
export const atOnce = { updateIntervalInMs: 1 };

/** Makes both SDK clients over one transport. */
export function sdkClients(httpClient: HttpClient, credential: TokenCredential = emulatorCredential) {
  const options = { httpClient, retryOptions: { maxRetries: 2, retryDelayInMs: 1, maxRetryDelayInMs: 2 } };
  return {
    flexible: (subscription: string) => new PostgreSQLManagementFlexibleServerClient(credential, subscription, options),
    single: (subscription: string) => new PostgreSQLManagementClient(credential, subscription, options),
  };
}

/** Sends one request with the emulator's own token and without an SDK. */
export async function send(emulator: Emulator, method: string, pathAndQuery: string, body?: JsonObject | string): Promise<EmulatorResponse & { json: JsonObject }> {
  const response = await emulator.handle({
    method,
    url: `https://management.azure.com${pathAndQuery}`,
    headers: { Authorization: `Bearer ${emulatorToken}` },
    body: typeof body === 'object' ? JSON.stringify(body) : body,
  });
  return { ...response, json: (response.body ? JSON.parse(response.body) : {}) as JsonObject };
}

/** The code of an error body. */
export function errorCode(response: { json: JsonObject }): unknown {
  return (response.json.error as JsonObject | undefined)?.code;
}

/** Collects a paged result. */
export async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const entry of pages) all.push(entry);
  return all;
}
