import { EventEmitter, type LogOutputChannel } from 'vscode';
import type { Need } from '../model/layer';
import type { Snapshot } from '../model/snapshot';
import type { AzureSource, PartialList, ReadFailure, ServerSummary, Subscription } from '../sources/azure/azure-source';
import type { Configurations } from './configurations';
import { loadAnalysis } from './load-analysis';
import { createReadQueue } from './read-queue';
import { readByItself, type Fleet, type FleetServer, type FleetState } from './fleet';
import { isGone } from './gone';
import type { Session } from './session';
import type { InsideServers } from './inside-servers';
import { UserMessage } from './user-message';

const nothing: FleetState = { kind: 'empty', subscriptions: [], failures: [] };

const keyOf = (id: string): string => id.toLowerCase();

function isCancel(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Today's date, such as 2026-11-24. Rules ask no clock themselves. */
const today = (): string => new Date().toISOString().slice(0, 10);

/** What layers read beside the server itself, and how a snapshot is judged; loaded when the first server is read. */
async function analysis(configurations: Configurations) {
  const loaded = await loadAnalysis();
  const { check, layers, suppressLive, withInside } = loaded;
  const needs: readonly Need[] = layers.flatMap((layer) => layer.needs);
  const judge = (snapshot: Snapshot, id: string) => {
    const now = new Date().toISOString();
    const { servers } = check(snapshot, { layers, ...configurations.policy(loaded), today: today(), now });
    const report = servers.find(({ server }) => keyOf(server.resource.key) === keyOf(id));
    return report === undefined ? undefined : suppressLive(report, configurations.suppressions(loaded), today());
  };
  return { needs, judge, withInside };
}

/** Keeps one failure of each kind for each subscription: several lists fail for the same reason. */
function distinct(failures: readonly ReadFailure[]): readonly ReadFailure[] {
  const key = ({ kind, subscriptionId, tenantId, message }: ReadFailure): string => `${kind} ${subscriptionId ?? tenantId ?? message}`;
  return [...new Map([...failures].reverse().map((failure) => [key(failure), failure])).values()].reverse();
}

export interface FleetParts {
  readonly session: Session;
  readonly configurations: Configurations;
  readonly log: LogOutputChannel;
  /** What was read inside servers: it belongs to what Azure tells of them. */
  readonly inside: Pick<InsideServers, 'get' | 'clear' | 'onDidChange'>;
  /** The subscriptions that somebody wants to see. */
  readonly keep: (subscriptions: readonly Subscription[]) => readonly Subscription[];
}

/** The servers of whoever is signed in. They go when the person does. */
export function createFleet({ session, configurations, log, inside, keep }: FleetParts): Fleet {
  const changed = new EventEmitter<string | undefined>();
  const servers = new Map<string, FleetServer>();
  let state = nothing;
  /** The sign-in whose servers these are. */
  let shown = session.state;
  let life = new AbortController();
  let listing: Promise<void> | undefined;
  let loaded: Awaited<ReturnType<typeof analysis>> | undefined;

  const put = (server: FleetServer): FleetServer => {
    servers.set(keyOf(server.summary.id), server);
    changed.fire(server.summary.id);
    return server;
  };
  const become = (next: FleetState): void => {
    state = next;
    changed.fire(undefined);
  };

  const readNow = async (before: FleetServer, source: AzureSource, signal: AbortSignal): Promise<FleetServer> => {
    const { summary } = before;
    const analysed = (loaded ??= await analysis(configurations));
    return judged(before, await source.read(summary.id, analysed.needs, signal), analysed);
  };

  const judged = (before: FleetServer, read: Snapshot, { judge, withInside }: Awaited<ReturnType<typeof analysis>>): FleetServer => {
    const { summary } = before;
    const snapshot = withInside(read, summary.id, inside.get(summary.id));
    const report = judge(snapshot, summary.id);
    if (report !== undefined) return { summary, state: 'read', snapshot, report, readAt: Date.now() };
    const message = snapshot.problems[0]?.message ?? `${summary.name} could not be read. Try again.`;
    return isGone(snapshot) ? { summary, state: 'gone', message } : { ...before, state: 'failed', message };
  };

  const queue = createReadQueue<FleetServer>({
    read: async (key, signal) => {
      const before = servers.get(key);
      if (before === undefined) throw new UserMessage('This server is no longer listed. Refresh the servers and try again.');
      put({ ...before, state: 'reading', message: undefined });
      try {
        return await readNow(before, await session.source(), signal);
      } catch (error) {
        if (isCancel(error)) {
          if (servers.has(key) && !life.signal.aborted) put({ ...before, state: before.report === undefined ? 'listed' : 'read' });
          throw error;
        }
        log.error(`Reading ${before.summary.name}: ${wordsOf(error)}`);
        return { ...before, state: 'failed', message: wordsOf(error) };
      }
    },
    onRead: (key, server) => {
      if (servers.has(key)) put(server);
    },
    onIdle: () => changed.fire(undefined),
  });

  const scan: Fleet['scan'] = async (ids, { signal, onRead }) => {
    const started = Date.now();
    const analysed = (loaded ??= await analysis(configurations));
    const source = await session.source();
    const either = signal === undefined ? life.signal : AbortSignal.any([life.signal, signal]);
    await source.scan({
      servers: ids.map((id) => ({ id })),
      needs: analysed.needs,
      signal: either,
      onRead: (id, snapshot) => {
        const before = servers.get(keyOf(id));
        // What somebody has read meanwhile is newer.
        if (before !== undefined && !either.aborted && (before.readAt ?? 0) < started) put(judged(before, snapshot, analysed));
        onRead?.();
      },
    });
  };

  const list = async (signal: AbortSignal): Promise<void> => {
    const started = Date.now();
    const found = new Map<string, ServerSummary>();
    const failures: ReadFailure[] = [];
    const take = ({ items, failures: more }: PartialList<ServerSummary>): void => {
      signal.throwIfAborted();
      failures.push(...more);
      for (const summary of items) {
        const key = keyOf(summary.id);
        found.set(key, summary);
        const known: FleetServer = servers.get(key) ?? { summary, state: 'listed' };
        const settled = known.report === undefined ? 'listed' : 'read';
        servers.set(key, { ...known, summary, message: undefined, state: known.state === 'reading' ? 'reading' : settled });
      }
      become({ ...state, failures: distinct(failures) });
      const wanted = items.filter((summary) => found.size <= readByItself || servers.get(keyOf(summary.id))?.report !== undefined);
      queue.add(wanted.map(({ id }) => keyOf(id)));
    };
    try {
      const source = await session.source();
      const all = await source.subscriptions(signal);
      const subscriptions = { items: keep(all.items), failures: all.failures };
      signal.throwIfAborted();
      failures.push(...subscriptions.failures);
      become({ kind: 'loading', subscriptions: subscriptions.items, failures: distinct(failures) });
      take(await source.servers(subscriptions.items, signal));
      take(await source.singleServers(subscriptions.items, signal));
      for (const key of [...servers.keys()]) if (!found.has(key)) servers.delete(key);
    } catch (error) {
      if (signal.aborted) return;
      log.error(`Listing the servers: ${wordsOf(error)}`);
      failures.push({ kind: 'failed', message: wordsOf(error) });
    }
    const kind = servers.size > 0 ? 'loaded' : failures.length > 0 ? 'failed' : 'empty';
    log.info(`Listed ${servers.size} servers in ${state.subscriptions.length} subscriptions in ${Date.now() - started} ms; ${failures.length} parts could not be read.`);
    become({ kind, subscriptions: state.subscriptions, failures: distinct(failures) });
  };

  const refresh = (): Promise<void> => {
    if (listing !== undefined) return listing;
    become({ ...state, kind: 'loading' });
    const mine = list(life.signal).finally(() => {
      if (listing === mine) listing = undefined;
    });
    listing = mine;
    return mine;
  };
  const clear = (): void => {
    life.abort();
    life = new AbortController();
    queue.clear();
    listing = undefined;
    servers.clear();
    inside.clear();
    become(nothing);
  };

  const follower = session.onDidChange(() => {
    // A person who thinks better of signing in keeps what they had.
    if (session.state.kind === 'signing-in' || session.state === shown) return;
    shown = session.state;
    clear();
    if (shown.kind === 'signed-in') void refresh();
  });

  const lookedInside = inside.onDidChange((id) => {
    const server = servers.get(id);
    if (server?.snapshot === undefined || loaded === undefined) return;
    put({ ...judged(server, server.snapshot, loaded), ...(server.readAt === undefined ? {} : { readAt: server.readAt }) });
  });

  return {
    get state() {
      return state;
    },
    onDidChange: changed.event,
    servers: (subscriptionId) =>
      [...servers.values()].filter(({ summary }) => subscriptionId === undefined || keyOf(summary.subscriptionId) === keyOf(subscriptionId)),
    server: (id) => servers.get(keyOf(id)),
    refresh,
    listed: () => listing ?? Promise.resolve(),
    read: (id, signal) => queue.readNow(keyOf(id), signal),
    readOnce: (id) => {
      const known = servers.get(keyOf(id));
      if (known !== undefined && (known.report !== undefined || known.state === 'gone' || known.state === 'failed')) return Promise.resolve(known);
      return queue.join(keyOf(id));
    },
    scan,
    get pending() {
      return queue.pending;
    },
    judgeAgain: () => {
      for (const [key, server] of servers) {
        const report = server.snapshot === undefined ? undefined : loaded?.judge(server.snapshot, key);
        if (report !== undefined) servers.set(key, { ...server, report });
      }
      changed.fire(undefined);
    },
    dispose: () => {
      life.abort();
      queue.clear();
      follower.dispose();
      lookedInside.dispose();
      changed.dispose();
    },
  };
}
