import type { LogOutputChannel } from 'vscode';
import type { Need } from '../model/layer';
import type { Snapshot } from '../model/snapshot';
import type { AzureSource, Subscription } from '../sources/azure/azure-source';
import type { Configurations } from './configurations';
import type { Fleet, FleetServer } from './fleet';
import { createFleetMemory, keyOf } from './fleet-memory';
import { isGone } from './gone';
import type { InsideServers } from './inside-servers';
import { listFleet, wordsOf } from './list-fleet';
import { loadAnalysis, type Analysis } from './load-analysis';
import { createReadQueue } from './read-queue';
import { carryOver, resultsThatStay } from './results/carry-over';
import { inSlices } from './results/in-slices';
import type { KeptResult } from './results/kept-result';
import { createKeptResults, type KeptResults } from './results/kept-results';
import type { KnownServer } from './results/known-server';
import type { PendingScan, Restored, ResultStore } from './results/result-store';
import type { Session } from './session';
import { UserMessage } from './user-message';

function isCancel(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
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
  readonly isAffected: Analysis['isAffected'];
}

/** The servers of whoever is signed in. They go when the person does. */
export function createFleet({ session, configurations, log, inside, keep, store, version }: FleetParts): Fleet {
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
  const memory = createFleetMemory(() => results?.open);

  const load = (): Promise<Reading> =>
    (reading ??= Promise.all([loadAnalysis(), restored]).then(([analysis, kept]) => {
      const dictionary = kept?.dictionary ?? new Uint8Array();
      results = createKeptResults({ analysis, configurations, inside, version, ...(dictionary.length === 0 ? {} : { dictionary }) });
      return { needs: () => analysis.needsOf(analysis.layers, configurations.policy(analysis).settings), results, isAffected: analysis.isAffected };
    }));

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
      const before = memory.known(key);
      if (before === undefined) throw new UserMessage('This server is no longer listed. Refresh the servers and try again.');
      memory.put({ ...before, state: 'reading', message: undefined });
      try {
        return await readNow(before, await session.source(), signal);
      } catch (error) {
        if (isCancel(error)) {
          if (memory.known(key) !== undefined && !life.signal.aborted) memory.put({ ...before, state: before.result === undefined ? 'listed' : 'read' });
          throw error;
        }
        log.error(`Reading ${before.summary.name}: ${wordsOf(error)}`);
        return { ...before, state: 'failed', message: wordsOf(error) };
      }
    },
    onRead: (key, server) => {
      if (memory.known(key) !== undefined) memory.put(server);
    },
    onIdle: memory.tell,
  });
  const settled = async (read: Promise<KnownServer>): Promise<FleetServer> => memory.show(await read);

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
          const before = memory.known(keyOf(id));
          // What somebody has read meanwhile is newer.
          if (before !== undefined && !either.aborted && (before.result?.readAt ?? 0) < started) memory.put(judged(before, snapshot, by));
          onRead?.();
        },
      });
    } finally {
      // Who ends it means it; a window that closes does not come here.
      if (!mine.signal.aborted) store.scanEnded();
    }
  };

  /** Takes up what an earlier window has read, once for each sign-in. */
  const takeUp = async (signal: AbortSignal): Promise<ReadonlyMap<string, KeptResult>> => {
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

  /** @param tellsReuse whether it says what it did not have to read again. */
  const list = (tellsReuse: boolean): Promise<void> => {
    if (listing !== undefined) return listing;
    memory.become({ ...memory.state, kind: 'loading', reuse: undefined });
    const mine = listFleet({ memory, queue, log, keep, takeUp, load, judgeAgain, tellsReuse, source: session.source }, life.signal).finally(() => {
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
    inside.clear();
    // Another person's servers resemble each other in another way.
    [reading, results, restored, interrupted, isTakenUp] = [undefined, undefined, undefined, undefined, false];
    memory.clear();
  };
  const judgeAgain = (): void => {
    judging.abort();
    judging = new AbortController();
    const by = results;
    if (by === undefined) return;
    const work = (key: string): void => {
      const known = memory.known(key);
      if (known?.result === undefined) return;
      const result = by.judgeAgain(key, known.result);
      if (result === known.result) return;
      memory.set({ ...known, result });
      store.keep(key, result, by.packer.dictionary);
    };
    void inSlices(memory.entries().map(([key]) => key), work, judging.signal).then(memory.tell);
  };

  const follower = session.onDidChange(() => {
    // A person who thinks better of signing in keeps what they had.
    if (session.state.kind === 'signing-in' || session.state === shown) return;
    const staying = resultsThatStay(shown, session.state, memory.state.subscriptions, memory.entries().map(([, known]) => known));
    const by = results;
    shown = session.state;
    clear();
    if (shown.kind === 'signed-out') store.clear();
    if (shown.kind !== 'signed-in') return;
    if (shown.owner === undefined) store.clear();
    else restored = carryOver({ store, owner: shown.owner, staying, unpack: by?.packer.unpack, signal: life.signal });
    // Where accounts come or go, what the others have read stays, and nobody asked whether it is still true.
    void list(staying.size === 0);
  });

  const lookedInside = inside.onDidChange((id) => {
    const known = memory.known(keyOf(id));
    if (known?.result === undefined || results === undefined) return;
    memory.put({ ...known, result: results.judgeAgain(keyOf(id), known.result) });
  });

  return {
    get state() {
      return memory.state;
    },
    onDidChange: memory.onDidChange,
    servers: (subscriptionId) => {
      const all = memory.all();
      return subscriptionId === undefined ? all : all.filter(({ summary }) => keyOf(summary.subscriptionId) === keyOf(subscriptionId));
    },
    server: (id) => memory.shown(keyOf(id)),
    refresh: () => list(true),
    listed: () => listing ?? Promise.resolve(),
    read: (id, signal) => settled(queue.readNow(keyOf(id), signal)),
    readOnce: (id) => {
      const key = keyOf(id);
      const shownNow = memory.shown(key);
      if (shownNow !== undefined && (shownNow.report !== undefined || shownNow.state === 'gone' || shownNow.state === 'failed')) return Promise.resolve(shownNow);
      return settled(queue.join(key));
    },
    scan,
    get interrupted() {
      return interrupted;
    },
    forgetInterrupted: () => {
      interrupted = undefined;
      store.scanEnded();
      memory.tell();
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
      memory.dispose();
      store.dispose();
    },
  };
}
