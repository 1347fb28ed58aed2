import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient, PipelineRetryOptions } from '@azure/core-rest-pipeline';
import { createSnapshot } from '../../model/snapshot';
import type { AzureSource } from './azure-source';
import { waitFor } from './cancel';
import type { Cloud } from './cloud';
import { createConnection } from './connection';
import { describeChange } from './describe-change';
import { listAllServers, listSingleServers } from './inventory';
import { createLimit } from './limit';
import { listSubscriptions } from './list-subscriptions';
import { readPrincipal } from './principal';
import { readServer } from './read-server';
import { parseServerId } from './server-id';
import { createTenants } from './tenants';
import { createWriteQueue } from './write-queue';
import type { WriteTiming } from './write-server';
import { writeServer } from './write-server';

export interface AzureSourceOptions {
  readonly credential: TokenCredential;
  /** The credential for a tenant; without it, `credential` is used for all of them, and no other tenant is looked for. */
  readonly credentialFor?: (tenantId: string) => TokenCredential;
  readonly cloud: Cloud;
  /** The transport; without it, the network. */
  readonly httpClient?: HttpClient;
  /** Stands first in the User-Agent header. */
  readonly userAgent?: string;
  /** How the SDKs repeat requests that were throttled or got lost. */
  readonly retry?: PipelineRetryOptions;
  readonly timing?: Partial<WriteTiming>;
}

/** Resource Manager takes far more, but a computer and its proxies may not. */
const requestsAtOnce = 8;

const usualTiming: WriteTiming = {
  pollMs: 2000,
  // Most operations take less than a minute; altogether this waits for more than four.
  busyDelaysMs: [5_000, 10_000, 15_000, 30_000, 30_000, 60_000, 60_000, 60_000],
  giveUpMs: 30 * 60_000,
  wait: waitFor,
};

/** Makes the source that reads and writes Azure by way of its SDKs. Nothing is sent before it is asked for something. */
export function createAzureSource(options: AzureSourceOptions): AzureSource {
  const { credential, credentialFor, cloud, httpClient, userAgent = 'postgresql-security-for-azure', retry } = options;
  const timing: WriteTiming = { ...usualTiming, ...options.timing };
  const limit = createLimit(requestsAtOnce);
  const queue = createWriteQueue();
  const tenants = createTenants({
    credential,
    credentialFor,
    connect: (one) =>
      createConnection({ credential: one, cloud, userAgent, ...(httpClient === undefined ? {} : { httpClient }), ...(retry === undefined ? {} : { retry }) }),
  });
  return {
    principal: (signal) => readPrincipal(credential, cloud, signal),
    subscriptions: (signal) => listSubscriptions(tenants, signal),
    servers: (subscriptions, signal) => listAllServers({ tenants, limit }, subscriptions, signal),
    singleServers: (subscriptions, signal) => listSingleServers({ tenants, limit }, subscriptions, signal),
    async read(serverId, needs, signal) {
      const server = parseServerId(serverId);
      if (server === undefined) return createSnapshot({ origin: 'live', resources: [], problems: [{ message: notAServer(serverId) }] });
      return readServer({ connection: tenants.connectionFor(server.subscriptionId), limit, server, needs, signal });
    },
    describe: describeChange,
    async write(serverId, changes, write = {}) {
      const server = parseServerId(serverId);
      if (server === undefined) return { state: 'failed', done: [], message: notAServer(serverId) };
      const connection = tenants.connectionFor(server.subscriptionId);
      const run = () => writeServer({ connection, server, changes, timing, options: write });
      const onWaiting = () => write.onProgress?.(`waiting for another change of ${server.name}`);
      try {
        return await queue(server.id.toLowerCase(), run, { signal: write.signal, onWaiting });
      } catch {
        // The task itself never rejects, so this is a cancel while it waited for its turn.
        return { state: 'failed', done: [], message: `Cancelled before Azure was asked to change ${server.name}.` };
      }
    },
  };
}

function notAServer(text: string): string {
  return `${text} is not the id of a PostgreSQL server.`;
}
