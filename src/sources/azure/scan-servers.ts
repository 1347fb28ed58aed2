import { createSnapshot } from '../../model/snapshot';
import type { Kind } from '../../model/resource';
import type { JsonObject } from '../../model/value';
import type { ScanRequest } from './azure-source';
import { isCancelled } from './cancel';
import type { Connection } from './connection';
import { textAt } from './json';
import type { Limit } from './limit';
import { createLimit } from './limit';
import { listServers } from './list-children';
import { readServer } from './read-server';
import type { ServerId } from './server-id';
import { parseServerId } from './server-id';
import type { SharedReads } from './shared-reads';
import { createSharedReads } from './shared-reads';
import type { Tenants } from './tenants';
import type { Time } from './time';

/** So many servers of a subscription are read at the same time: enough to keep its budget busy, few enough to hold in memory. */
const atOncePerSubscription = 8;

/** And so many of all subscriptions. */
const atOnce = 64;

/** What servers share is not asked for again within this time. */
const sharedForMs = 10 * 60_000;

/** From so many servers of one kind on, one list of all is cheaper than asking for each. */
const worthListing = 2;

/** Reads servers of many subscriptions side by side, as each subscription has a budget of its own. Rejects only for a cancel. */
export async function scanServers(tenants: Tenants, time: Time, request: ScanRequest): Promise<void> {
  const { servers, onRead, signal } = request;
  signal?.throwIfAborted();
  const bySubscription = new Map<string, ServerId[]>();
  for (const { id } of servers) {
    const server = parseServerId(id);
    if (server === undefined) {
      onRead(id, createSnapshot({ origin: 'live', resources: [], problems: [{ message: `${id} is not the id of a PostgreSQL server.` }] }));
      continue;
    }
    const key = server.subscriptionId.toLowerCase();
    const group = bySubscription.get(key);
    if (group === undefined) bySubscription.set(key, [server]);
    else group.push(server);
  }
  const limit = createLimit(atOnce);
  const shared = createSharedReads(time, sharedForMs);
  await Promise.all([...bySubscription].map(([subscriptionId, group]) => scanSubscription(tenants.connectionFor(subscriptionId, 'background'), group, request, { limit, shared })));
}

/** What all subscriptions of a scan have in common. */
interface Together {
  readonly limit: Limit;
  readonly shared: SharedReads;
}

async function scanSubscription(connection: Connection, servers: readonly ServerId[], { needs, signal, onRead }: ScanRequest, { limit, shared }: Together): Promise<void> {
  const bodies = await listBodies(connection, servers, signal);
  const waiting = servers.values();
  const work = async (): Promise<void> => {
    for (const server of waiting) {
      signal?.throwIfAborted();
      const body = bodies.get(server.id.toLowerCase());
      onRead(server.id, await limit(() => readServer({ connection, server, shared, needs, signal, body })));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOncePerSubscription, servers.length) }, work));
}

/** Lists a subscription's servers whole, which is what reading each of them would begin with. */
async function listBodies(connection: Connection, servers: readonly ServerId[], signal: AbortSignal | undefined): Promise<ReadonlyMap<string, JsonObject>> {
  const bodies = new Map<string, JsonObject>();
  const kinds: readonly Kind[] = ['flexible', 'single', 'cluster', 'horizon'];
  const list = async (kind: Kind): Promise<void> => {
    const [first, ...others] = servers.filter((server) => server.kind === kind);
    if (first === undefined || others.length + 1 < worthListing) return;
    try {
      for (const body of await listServers(connection, kind, first.subscriptionId, signal)) bodies.set(textAt(body, 'id').toLowerCase(), body);
    } catch (error) {
      if (isCancelled(error)) throw error;
      // Whoever may read some servers, but not list all of a subscription, has each of them read by itself.
    }
  };
  await Promise.all(kinds.map(list));
  return bodies;
}
