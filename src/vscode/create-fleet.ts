import { EventEmitter, type LogOutputChannel } from 'vscode';
import type { Need } from '../model/layer';
import type { Snapshot } from '../model/snapshot';
import type { AzureSource, PartialList, ReadFailure, ServerSummary, Subscription } from '../sources/azure/azure-source';
import type { Configurations } from './configurations';
import { readByItself, type Fleet, type FleetServer, type FleetState } from './fleet';
import { isGone } from './gone';
import { loadAnalysis } from './load-analysis';
import { createReadQueue } from './read-queue';
import { packAnew, resultsThatStay } from './results/carry-over';
import { findChanged } from './results/find-changed';
import { inSlices } from './results/in-slices';
import { createKeptResults, type KeptResults } from './results/kept-results';
import { showKnown, type KnownServer } from './results/known-server';
import type { KeptResult } from './results/kept-result';
import type { PendingScan, Restored, ResultStore } from './results/result-store';
import { createSnapshotPacker } from './results/snapshot-packer';
import type { Session } from './session';
import type { InsideServers } from './inside-servers';
import { UserMessage } from './user-message';

const nothing: FleetState = { kind: 'empty', subscriptions: [], failures: [] };

const keyOf = (id: string): string => id.toLowerCase();

function isCancel(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Keeps one failure of each kind for each subscription: several lists fail for the same reason. */
function distinct(failures: readonly ReadFailure[]): readonly ReadFailure[] {
  const key = ({ kind, subscriptionId, tenantId, account, message }: ReadFailure): string => `${kind} ${account?.id ?? ''} ${subscriptionId ?? tenantId ?? message}`;
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
  /** Where results are kept over a restart. */
  readonly store: ResultStore;
  /** Of this extension. */
  readonly version: string;
}

/** What is loaded when the first server is read or taken up again. */
interface Reading {
  /** What is read beside a server; the settings have a say in it, and may change. */
  readonly needs: () => readonly Need[];
  readonly results: KeptResults;
  readonly isAffected: Awaited<ReturnType<typeof loadAnalysis>>['isAffected'];
}

/** The servers of whoever is signed in. They go when the person does. */
export function createFleet({ session, configurations, log, inside, keep, store, version }: FleetParts): Fleet {
  const changed = new EventEmitter<string | undefined>();
  const servers = new Map<string, { readonly known: KnownServer; readonly shown: FleetServer }>();
  let state = nothing;
  /** The sign-in whose servers these are. */
  let shown = session.state;
  let life = new AbortController();
  let listing: Promise<void> | undefined;
  let reading: Promise<Reading> | undefined;
  /** Set once it is loaded, which it is before anything is kept. */
  let results: KeptResults | undefined;
  /** What was kept for whoever signed in. */
  let restored: Promise<Restored> | undefined;
  let isTakenUp = false;
  let interrupted: PendingScan | undefined;
  let judging = new AbortController();

  const load = (): Promise<Reading> =>
    (reading ??= Promise.all([loadAnalysis(), restored]).then(([analysis, kept]) => {
      const dictionary = kept?.dictionary ?? new Uint8Array();
      results = createKeptResults({ analysis, configurations, inside, version, ...(dictionary.length === 0 ? {} : { dictionary }) });
      return { needs: () => analysis.needsOf(analysis.layers, configurations.policy(analysis).settings), results, isAffected: analysis.isAffected };
    }));

  const set = (known: KnownServer): FleetServer => {
    const made = showKnown(known, results?.open);
    servers.set(keyOf(known.summary.id), { known, shown: made });
    return made;
  };
  const knownOf = (key: string): KnownServer | undefined => servers.get(key)?.known;
  const put = (known: KnownServer): FleetServer => {
    const made = set(known);
    changed.fire(known.summary.id);
    return made;
  };
  const become = (next: FleetState): void => {
    state = next;
    changed.fire(undefined);
  };

  const judged = (before: KnownServer, snapshot: Snapshot, by: KeptResults): KnownServer => {
    const { summary } = before;
    const key = keyOf(summary.id);
    const result = by.keep(key, snapshot, Date.now());
    if (result !== undefined) {
      store.keep(key, result, by.packer.dictionary);
      return { summary, state: 'read', result };
    }
    const message = snapshot.problems[0]?.message ?? `${summary.name} could not be read. Try again.`;
    if (!isGone(snapshot)) return { ...before, state: 'failed', message };
    store.keep(key, undefined, by.packer.dictionary);
    return { summary, state: 'gone', message };
  };
  const readNow = async (before: KnownServer, source: AzureSource, signal: AbortSignal): Promise<KnownServer> => {
    const { needs, results: by } = await load();
    return judged(before, await source.read(before.summary.id, needs(), signal), by);
  };

  const queue = createReadQueue<KnownServer>({
    read: async (key, signal) => {
      const before = knownOf(key);
      if (before === undefined) throw new UserMessage('This server is no longer listed. Refresh the servers and try again.');
      put({ ...before, state: 'reading', message: undefined });
      try {
        return await readNow(before, await session.source(), signal);
      } catch (error) {
        if (isCancel(error)) {
          if (servers.has(key) && !life.signal.aborted) put({ ...before, state: before.result === undefined ? 'listed' : 'read' });
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
  const settled = async (read: Promise<KnownServer>): Promise<FleetServer> => showKnown(await read, results?.open);

  const scan: Fleet['scan'] = async (ids, { signal, onRead }) => {
    const started = Date.now();
    const { needs, results: by } = await load();
    const source = await session.source();
    const mine = life;
    const either = signal === undefined ? mine.signal : AbortSignal.any([mine.signal, signal]);
    interrupted = undefined;
    store.scanBegan({ startedAt: started, ids });
    try {
      await source.scan({
        servers: ids.map((id) => ({ id })),
        needs: needs(),
        signal: either,
        onRead: (id, snapshot) => {
          const before = knownOf(keyOf(id));
          // What somebody has read meanwhile is newer.
          if (before !== undefined && !either.aborted && (before.result?.readAt ?? 0) < started) put(judged(before, snapshot, by));
          onRead?.();
        },
      });
    } finally {
      // Who ends it means it; a window that closes does not come here.
      if (!mine.signal.aborted) store.scanEnded();
    }
  };

  /** Takes up what an earlier window has read, once for each sign-in. */
  const takeUp = async (signal: AbortSignal): Promise<ReadonlyMap<string, KnownServer['result']>> => {
    const kept = await restored;
    signal.throwIfAborted();
    if (kept === undefined || isTakenUp) return new Map();
    isTakenUp = true;
    interrupted = kept.scan;
    // What was packed can be opened once the rules are loaded.
    if (kept.results.size > 0) await load();
    signal.throwIfAborted();
    return kept.results;
  };

  /** Reads again what may have changed since it was read; the others are known already. */
  const readChanged = async (source: AzureSource, signal: AbortSignal): Promise<void> => {
    const before = [...servers].flatMap(([key, { known: { summary, result } }]) =>
      result === undefined ? [] : [{ key, subscriptionId: summary.subscriptionId, readAt: result.readAt, dependencies: result.dependencies }],
    );
    if (before.length === 0) return;
    const { isAffected } = await load();
    const now = Date.now();
    let reuse = { unchanged: 0, reread: 0 };
    await findChanged(before, {
      source,
      isAffected,
      now,
      signal,
      onFound: ({ changed: reread, unchanged }) => {
        if (signal.aborted) return;
        reuse = { unchanged: reuse.unchanged + unchanged.length, reread: reuse.reread + reread.length };
        for (const { key } of unchanged) {
          const known = knownOf(key);
          if (known?.result !== undefined) set({ ...known, unchangedAt: now });
        }
        queue.add(reread.map(({ key }) => key));
      },
    });
    signal.throwIfAborted();
    become({ ...state, reuse: reuse.unchanged === 0 ? undefined : reuse });
  };

  const list = async (signal: AbortSignal): Promise<void> => {
    const started = Date.now();
    const found = new Map<string, ServerSummary>();
    const failures: ReadFailure[] = [];
    const take = ({ items, failures: more }: PartialList<ServerSummary>, kept: ReadonlyMap<string, KnownServer['result']>): void => {
      signal.throwIfAborted();
      failures.push(...more);
      const refused: string[] = [];
      for (const summary of items) {
        const key = keyOf(summary.id);
        found.set(key, summary);
        const known: KnownServer = knownOf(key) ?? { summary, state: 'listed', result: kept.get(key) };
        if (known.state === 'failed' && known.result !== undefined) refused.push(key);
        const usual = known.result === undefined ? 'listed' : 'read';
        set({ ...known, summary, message: undefined, state: known.state === 'reading' ? 'reading' : usual });
      }
      become({ ...state, failures: distinct(failures) });
      const unread = items.map(({ id }) => keyOf(id)).filter((key) => knownOf(key)?.result === undefined);
      queue.add([...refused, ...(found.size <= readByItself ? unread : [])]);
    };
    try {
      const source = await session.source();
      const all = await source.subscriptions(signal);
      const subscriptions = { items: keep(all.items), failures: all.failures };
      signal.throwIfAborted();
      failures.push(...subscriptions.failures);
      become({ kind: 'loading', subscriptions: subscriptions.items, failures: distinct(failures) });
      const [first, kept] = await Promise.all([source.servers(subscriptions.items, signal), takeUp(signal)]);
      take(first, kept);
      take(await source.singleServers(subscriptions.items, signal), kept);
      for (const key of [...servers.keys()]) if (!found.has(key)) servers.delete(key);
      become({ ...state, kind: servers.size > 0 ? 'loaded' : 'loading' });
      await readChanged(source, signal);
      if (kept.size > 0) judgeAgain();
    } catch (error) {
      if (signal.aborted) return;
      log.error(`Listing the servers: ${wordsOf(error)}`);
      failures.push({ kind: 'failed', message: wordsOf(error) });
    }
    const kind = servers.size > 0 ? 'loaded' : failures.length > 0 ? 'failed' : 'empty';
    const { reuse } = state;
    const spared = reuse === undefined ? '' : ` ${reuse.unchanged} have not changed since they were read, ${reuse.reread} are read again.`;
    log.info(`Listed ${servers.size} servers in ${state.subscriptions.length} subscriptions in ${Date.now() - started} ms; ${failures.length} parts could not be read.${spared}`);
    become({ ...state, kind, failures: distinct(failures) });
  };

  const refresh = (): Promise<void> => {
    if (listing !== undefined) return listing;
    become({ ...state, kind: 'loading', reuse: undefined });
    const mine = list(life.signal).finally(() => {
      if (listing === mine) listing = undefined;
    });
    listing = mine;
    return mine;
  };
  const clear = (): void => {
    life.abort();
    life = new AbortController();
    judging.abort();
    queue.clear();
    listing = undefined;
    servers.clear();
    inside.clear();
    // Another person's servers resemble each other in another way.
    [reading, results, restored, interrupted, isTakenUp] = [undefined, undefined, undefined, undefined, false];
    become(nothing);
  };
  const judgeAgain = (): void => {
    judging.abort();
    judging = new AbortController();
    const by = results;
    if (by === undefined) return;
    const work = (key: string): void => {
      const known = knownOf(key);
      if (known?.result === undefined) return;
      const result = by.judgeAgain(key, known.result);
      if (result === known.result) return;
      set({ ...known, result });
      store.keep(key, result, by.packer.dictionary);
    };
    void inSlices([...servers.keys()], work, judging.signal).then(() => changed.fire(undefined));
  };

  /** Takes over what was read as accounts that go on looking. */
  const carry = async (owner: string, staying: ReadonlyMap<string, KeptResult>, by: KeptResults | undefined, signal: AbortSignal): Promise<Restored> => {
    const found = await store.restore(owner);
    if (by === undefined || staying.size === 0 || found.results.size > 0) return found;
    const { flattenSnapshot: flatten, restoreSnapshot: restore } = await loadAnalysis();
    const packer = createSnapshotPacker({ flatten, restore });
    const carried = await packAnew(staying, by.packer.unpack, packer, signal);
    if (signal.aborted) return found;
    for (const [key, result] of carried) store.keep(key, result, packer.dictionary);
    return { results: carried, dictionary: packer.dictionary, scan: undefined };
  };

  const follower = session.onDidChange(() => {
    // A person who thinks better of signing in keeps what they had.
    if (session.state.kind === 'signing-in' || session.state === shown) return;
    const staying = resultsThatStay(shown, session.state, state.subscriptions, [...servers.values()].map(({ known }) => known));
    const by = results;
    shown = session.state;
    clear();
    if (shown.kind === 'signed-out') store.clear();
    if (shown.kind !== 'signed-in') return;
    if (shown.owner === undefined) store.clear();
    else restored = carry(shown.owner, staying, by, life.signal);
    void refresh();
  });

  const lookedInside = inside.onDidChange((id) => {
    const known = knownOf(keyOf(id));
    if (known?.result === undefined || results === undefined) return;
    put({ ...known, result: results.judgeAgain(keyOf(id), known.result) });
  });

  return {
    get state() {
      return state;
    },
    onDidChange: changed.event,
    servers: (subscriptionId) => {
      const all = [...servers.values()].map((one) => one.shown);
      return subscriptionId === undefined ? all : all.filter(({ summary }) => keyOf(summary.subscriptionId) === keyOf(subscriptionId));
    },
    server: (id) => servers.get(keyOf(id))?.shown,
    refresh,
    listed: () => listing ?? Promise.resolve(),
    read: (id, signal) => settled(queue.readNow(keyOf(id), signal)),
    readOnce: (id) => {
      const key = keyOf(id);
      const one = servers.get(key);
      if (one !== undefined && (one.shown.report !== undefined || one.known.state === 'gone' || one.known.state === 'failed')) return Promise.resolve(one.shown);
      return settled(queue.join(key));
    },
    scan,
    get interrupted() {
      return interrupted;
    },
    forgetInterrupted: () => {
      interrupted = undefined;
      store.scanEnded();
      changed.fire(undefined);
    },
    get pending() {
      return queue.pending;
    },
    judgeAgain,
    dispose: () => {
      life.abort();
      judging.abort();
      queue.clear();
      follower.dispose();
      lookedInside.dispose();
      changed.dispose();
      store.dispose();
    },
  };
}
