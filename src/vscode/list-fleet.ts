import type { LogOutputChannel } from 'vscode';
import type { AzureSource, PartialList, ReadFailure, ServerSummary, Subscription } from '../sources/azure/azure-source';
import { readByItself } from './fleet';
import { keyOf, type FleetMemory } from './fleet-memory';
import type { Analysis } from './load-analysis';
import type { ReadQueue } from './read-queue';
import { findChanged } from './results/find-changed';
import type { KeptResult } from './results/kept-result';
import type { KnownServer } from './results/known-server';

export interface ListingParts {
  readonly memory: FleetMemory;
  readonly queue: ReadQueue<KnownServer>;
  readonly log: LogOutputChannel;
  readonly source: () => Promise<AzureSource>;
  /** The subscriptions that somebody wants to see. */
  readonly keep: (subscriptions: readonly Subscription[]) => readonly Subscription[];
  /** Takes up what an earlier window has read. */
  readonly takeUp: (signal: AbortSignal) => Promise<ReadonlyMap<string, KeptResult>>;
  readonly load: () => Promise<Pick<Analysis, 'isAffected'>>;
  readonly judgeAgain: () => void;
  /** Whether the state says what did not have to be read again. */
  readonly tellsReuse: boolean;
}

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Keeps one failure of each kind for each subscription: several lists fail for the same reason. */
function distinct(failures: readonly ReadFailure[]): readonly ReadFailure[] {
  const key = ({ kind, subscriptionId, tenantId, account, message }: ReadFailure): string => `${kind} ${account?.id ?? ''} ${subscriptionId ?? tenantId ?? message}`;
  return [...new Map([...failures].reverse().map((failure) => [key(failure), failure])).values()].reverse();
}

/** Reads again what may have changed since it was read, but for what this very listing has read; the others are known already. */
async function readChanged({ memory, queue, load, tellsReuse }: ListingParts, source: AzureSource, started: number, signal: AbortSignal): Promise<void> {
  const before = memory
    .entries()
    .flatMap(([key, { summary, result }]) => (result === undefined || result.readAt > started ? [] : [{ key, subscriptionId: summary.subscriptionId, readAt: result.readAt, dependencies: result.dependencies, again: result.digest.coverage.again === true }]));
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
        const known = memory.known(key);
        if (known?.result !== undefined) memory.set({ ...known, unchangedAt: now });
      }
      queue.add(reread.map(({ key }) => key));
    },
  });
  signal.throwIfAborted();
  memory.become({ ...memory.state, reuse: tellsReuse && reuse.unchanged > 0 ? reuse : undefined });
}

/** Lists subscriptions and servers, what comes first being shown first. What fails is told in the state; it never rejects. */
export async function listFleet(parts: ListingParts, signal: AbortSignal): Promise<void> {
  const { memory, queue, log, keep, takeUp, judgeAgain } = parts;
  const started = Date.now();
  const found = new Set<string>();
  const failures: ReadFailure[] = [];
  const take = ({ items, failures: more }: PartialList<ServerSummary>, kept: ReadonlyMap<string, KeptResult>): void => {
    signal.throwIfAborted();
    failures.push(...more);
    const refused: string[] = [];
    for (const summary of items) {
      const key = keyOf(summary.id);
      found.add(key);
      const known: KnownServer = memory.known(key) ?? { summary, state: 'listed', result: kept.get(key) };
      if (known.state === 'failed' && known.result !== undefined) refused.push(key);
      const usual = known.result === undefined ? 'listed' : 'read';
      memory.set({ ...known, summary, message: undefined, state: known.state === 'reading' ? 'reading' : usual });
    }
    memory.become({ ...memory.state, failures: distinct(failures) });
    const unread = items.map(({ id }) => keyOf(id)).filter((key) => memory.known(key)?.result === undefined);
    queue.add([...refused, ...(found.size <= readByItself ? unread : [])]);
  };
  try {
    const source = await parts.source();
    const all = await source.subscriptions(signal);
    const subscriptions = keep(all.items);
    signal.throwIfAborted();
    failures.push(...all.failures);
    memory.become({ kind: 'loading', subscriptions, failures: distinct(failures) });
    const [first, kept] = await Promise.all([source.servers(subscriptions, signal), takeUp(signal)]);
    take(first, kept);
    take(await source.singleServers(subscriptions, signal), kept);
    memory.keepOnly(found);
    memory.become({ ...memory.state, kind: memory.size > 0 ? 'loaded' : 'loading' });
    await readChanged(parts, source, started, signal);
    if (kept.size > 0) judgeAgain();
  } catch (error) {
    if (signal.aborted) return;
    log.error(`Listing the servers: ${wordsOf(error)}`);
    failures.push({ kind: 'failed', message: wordsOf(error) });
  }
  const kind = memory.size > 0 ? 'loaded' : failures.length > 0 ? 'failed' : 'empty';
  const { reuse, subscriptions } = memory.state;
  const spared = reuse === undefined ? '' : ` ${reuse.unchanged} have not changed since they were read, ${reuse.reread} are read again.`;
  log.info(`Listed ${memory.size} servers in ${subscriptions.length} subscriptions in ${Date.now() - started} ms; ${failures.length} parts could not be read.${spared}`);
  memory.become({ ...memory.state, kind, failures: distinct(failures) });
}
