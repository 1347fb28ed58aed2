import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient, PipelineRetryOptions } from '@azure/core-rest-pipeline';
import { createSnapshot } from '../../model/snapshot';
import type { AzureSource } from './azure-source';
import { createCallBudget } from './call-budget';
import { waitFor } from './cancel';
import type { Cloud } from './cloud';
import { createConnection } from './connection';
import { describeChange } from './describe-change';
import { findPrincipals } from './find-principals';
import { listAllServers, listSingleServers } from './inventory';
import { createLimit } from './limit';
import { listSubscriptions, listTenants } from './list-subscriptions';
import { listWorkspaces } from './list-workspaces';
import { readPrincipal } from './principal';
import { readChanges } from './read-changes';
import { readServer } from './read-server';
import { scanServers } from './scan-servers';
import { parseServerId } from './server-id';
import { createSharedReads } from './shared-reads';
import { createTenants } from './tenants';
import type { Time } from './time';
import { systemTime } from './time';
import { createWriteQueue } from './write-queue';
import type { WriteTiming } from './write-server';
import { writeServer } from './write-server';

export interface AzureSourceOptions {
  readonly credential: TokenCredential;
  /** The credential for a tenant; without it, `credential` is used for all of them, and no other tenant is looked for. */
  readonly credentialFor?: (tenantId: string) => TokenCredential;
  /** Says whether somebody wants to see a tenant, of those that have a credential of their own; all where left out. */
  readonly wantsTenant?: (tenantId: string) => boolean;
  readonly cloud: Cloud;
  /** The transport; without it, the network. */
  readonly httpClient?: HttpClient;
  /** Stands first in the User-Agent header. */
  readonly userAgent?: string;
  /** How the SDKs repeat requests that were throttled or got lost. */
  readonly retry?: PipelineRetryOptions;
  readonly timing?: Partial<WriteTiming>;
  /** The part of what Azure allows this person to read that is used here, above 0 and up to 1; the half where left out. */
  readonly share?: () => number;
  /** The computer's own where left out. */
  readonly time?: Time;
}

/** Enough for ten subscriptions at full speed; a computer and its proxies take no more. */
const requestsAtOnce = 64;

/** So that the person's portal and other tools are not slowed down. */
const usualShare = 0.5;

/** Whoever reads a server again wants to see what is true now; this only joins the reads of servers that are opened together. */
const sharedForMs = 5000;

/** As often as the SDKs try again where nothing else is said. */
const usualRetries = 3;

const usualTiming: WriteTiming = {
  pollMs: 2000,
  // Most operations take less than a minute; altogether this waits for more than four.
  busyDelaysMs: [5_000, 10_000, 15_000, 30_000, 30_000, 60_000, 60_000, 60_000],
  failedDelaysMs: [10_000, 30_000],
  giveUpMs: 30 * 60_000,
  wait: waitFor,
};

/** Makes the source that reads and writes Azure by way of its SDKs. Nothing is sent before it is asked for something. */
export function createAzureSource(options: AzureSourceOptions): AzureSource {
  const { credential, credentialFor, cloud, httpClient, userAgent = 'postgresql-security-for-azure', retry } = options;
  const timing: WriteTiming = { ...usualTiming, ...options.timing };
  const slots = createLimit(requestsAtOnce);
  const time = options.time ?? systemTime;
  const shared = createSharedReads(time, sharedForMs);
  const budget = createCallBudget({ time, share: options.share ?? (() => usualShare) });
  const retries = retry?.maxRetries ?? usualRetries;
  const queue = createWriteQueue();
  const tenants = createTenants({
    credential,
    credentialFor,
    connect: (one, background) =>
      createConnection({ credential: one, cloud, userAgent, pace: { budget, slots, urgent: background === undefined, retries }, ...(httpClient === undefined ? {} : { httpClient }), ...(retry === undefined ? {} : { retry }) }),
  });
  return {
    principal: (serverId = '', signal) => readPrincipal(tenants.credentialFor(parseServerId(serverId)?.subscriptionId ?? ''), cloud, signal),
    tenants: (signal) => listTenants(tenants, signal),
    subscriptions: (signal) => listSubscriptions(tenants, options.wantsTenant ?? (() => true), signal),
    servers: (subscriptions, signal) => listAllServers({ tenants }, subscriptions, signal),
    singleServers: (subscriptions, signal) => listSingleServers({ tenants }, subscriptions, signal),
    async read(serverId, needs, signal) {
      const server = parseServerId(serverId);
      if (server === undefined) return createSnapshot({ origin: 'live', resources: [], problems: [{ message: notAServer(serverId) }] });
      return readServer({ connection: tenants.connectionFor(server.subscriptionId), server, shared, needs, signal });
    },
    scan: (request) => scanServers(tenants, time, request),
    principals: (text, tenantId, _serverId, signal) => findPrincipals({ credential: tenantId === '' ? credential : (credentialFor?.(tenantId) ?? credential), cloud, httpClient, text, signal }),
    workspaces: (subscriptionId, signal) => listWorkspaces(tenants.connectionFor(subscriptionId), subscriptionId, signal),
    changes: (subscriptionId, since, signal) => readChanges(tenants.connectionFor(subscriptionId, 'background'), subscriptionId, since, signal),
    describe: describeChange,
    async write(serverId, changes, write = {}) {
      const server = parseServerId(serverId);
      if (server === undefined) return { state: 'failed', done: [], unsure: [], message: notAServer(serverId) };
      const connection = tenants.connectionFor(server.subscriptionId);
      const run = () => writeServer({ connection, server, changes, timing, options: write });
      const onWaiting = () => write.onProgress?.(`waiting for another change of ${server.name}`);
      try {
        return await queue(server.id.toLowerCase(), run, { signal: write.signal, onWaiting });
      } catch {
        // The task itself never rejects, so this is a cancel while it waited for its turn.
        return { state: 'failed', done: [], unsure: [], message: `Cancelled before Azure was asked to change ${server.name}.` };
      } finally {
        shared.forget();
      }
    },
  };
}

function notAServer(text: string): string {
  return `${text} is not the id of a PostgreSQL server.`;
}
