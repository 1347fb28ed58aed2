import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { Emulator, EmulatorOptions } from '../../../../src/emulator/emulator';
import { createEmulator } from '../../../../src/emulator/emulator';
import { emulatorCredential, emulatorToken } from '../../../../src/emulator/emulator-credential';
import type { Fleet } from '../../../../src/emulator/fleet';
import { inProcessHttpClient } from '../../../../src/emulator/in-process-http-client';
import { sampleFleet, sampleSubscriptions, sampleTenantId } from '../../../../src/emulator/sample-fleet';
import type { Change } from '../../../../src/model/fix';
import type { Snapshot } from '../../../../src/model/snapshot';
import { inResource } from '../../../../src/model/address';
import type { AzureSource, Subscription } from '../../../../src/sources/azure/azure-source';
import { clouds } from '../../../../src/sources/azure/cloud';
import type { AzureSourceOptions } from '../../../../src/sources/azure/create-azure-source';
import { createAzureSource } from '../../../../src/sources/azure/create-azure-source';

const { production, staging, sandbox } = sampleSubscriptions;

const id = (subscription: string, group: string, name: string, type = 'flexibleServers'): string =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.DBforPostgreSQL/${type}/${name}`;

/** Ids of servers of the sample fleet. */
export const orders = id(production, 'rg-shop', 'pg-orders');
export const catalog = id(production, 'rg-shop', 'pg-catalog');
export const payments = id(production, 'rg-payments', 'pg-payments');
export const identity = id(production, 'rg-identity', 'pg-identity');
export const legacy = id(staging, 'rg-legacy', 'pg-legacy', 'servers');

export const flexibleType = (segment: string): string => `Microsoft.DBforPostgreSQL/flexibleServers/${segment}`;
export const singleType = (segment: string): string => `Microsoft.DBforPostgreSQL/servers/${segment}`;

export const sampleSubscriptionList: readonly Subscription[] = [production, staging, sandbox].map((subscription) => ({
  id: subscription,
  name: `Subscription ${subscription.slice(-1)}`,
  tenantId: sampleTenantId,
}));

/** The sample fleet in five subscriptions, one of which may not be read. */
export function fiveSubscriptions(): { readonly fleet: Fleet; readonly forbidden: string } {
  const fleet = sampleFleet({ forbidden: [sandbox] });
  const more = ['0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1004', '0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1005'].map((subscriptionId, index) => ({
    subscriptionId,
    displayName: `Contoso Empty ${index}`,
    tenantId: sampleTenantId,
  }));
  return { fleet: { ...fleet, subscriptions: [...fleet.subscriptions, ...more] }, forbidden: sandbox };
}

export interface Emulated {
  readonly emulator: Emulator;
  readonly source: AzureSource;
  /** How long the source would have waited, in milliseconds. */
  readonly waits: number[];
}

type More = Partial<Omit<AzureSourceOptions, 'cloud'>> & { readonly emulator?: EmulatorOptions };

/** Makes a source over an emulator in this process, which waits for nothing. */
export function emulate({ emulator: options, ...more }: More = {}): Emulated {
  const emulator = createEmulator(options);
  return { emulator, ...sourceOver(inProcessHttpClient(emulator), more) };
}

export function sourceOver(httpClient: HttpClient, more: Omit<More, 'emulator'> = {}): { source: AzureSource; waits: number[] } {
  const waits: number[] = [];
  const source = createAzureSource({
    credential: emulatorCredential,
    cloud: clouds.public,
    httpClient,
    retry: { maxRetries: 2, retryDelayInMs: 1, maxRetryDelayInMs: 2 },
    ...more,
    timing: {
      pollMs: 1,
      wait: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
      ...more.timing,
    },
  });
  return { source, waits };
}

/** A credential that counts how often it is asked, and with which claims. */
export function countingCredential(): TokenCredential & { readonly asked: (string | undefined)[] } {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    getToken: (_scopes, options) => {
      asked.push(options?.claims);
      return Promise.resolve({ token: emulatorToken, expiresOnTimestamp: Date.UTC(2100, 0, 1) });
    },
  };
}

export const set = (server: string, value: string, ...path: (string | number)[]): Change => ({ kind: 'set', at: inResource(server.toLowerCase(), ...path), value });

export const addRule = (server: string, name: string, start: string, end = start): Change => ({
  kind: 'add',
  parent: server.toLowerCase(),
  type: server.includes('/servers/') ? singleType('firewallRules') : flexibleType('firewallRules'),
  name,
  body: { properties: { startIpAddress: start, endIpAddress: end } },
});

export const remove = (key: string): Change => ({ kind: 'remove', at: inResource(key.toLowerCase()) });

/** The names of a server's children of a type. */
export const namesOf = (snapshot: Snapshot, server: string, type: string): unknown[] =>
  snapshot.children(server.toLowerCase(), type).items.map(({ name }) => name);

/** Fails a test where a text holds a token or any part of one. */
export function secretsIn(text: unknown): boolean {
  const all = JSON.stringify(text);
  return emulatorToken.split('.').some((part) => part.length > 10 && all.includes(part));
}
