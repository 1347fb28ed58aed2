import type { Snapshot } from '../../model/snapshot';
import type { AccountName, Subscription } from '../../sources/azure/azure-source';
import { loadAnalysis } from '../load-analysis';
import type { SessionState } from '../session';
import { inSlices } from './in-slices';
import type { KeptResult } from './kept-result';
import type { KnownServer } from './known-server';
import type { Restored, ResultStore } from './result-store';
import { createSnapshotPacker, type SnapshotPacker } from './snapshot-packer';

const accountsOf = (state: SessionState): readonly AccountName[] => (state.kind === 'signed-in' ? (state.accounts ?? []) : []);

/** The results of servers whose account looks before and after a change of accounts, by the keys of the servers. */
export function resultsThatStay(before: SessionState, after: SessionState, subscriptions: readonly Subscription[], servers: readonly KnownServer[]): ReadonlyMap<string, KeptResult> {
  const [then, now] = [accountsOf(before), accountsOf(after)];
  const staying = new Set(then.filter(({ id }) => now.some((one) => one.id === id)).map(({ id }) => id));
  if (staying.size === 0) return new Map();
  const [only] = then;
  const accountOf = new Map(subscriptions.map(({ id, account }) => [id.toLowerCase(), (account ?? only)?.id]));
  return new Map(
    servers.flatMap(({ summary, result }) => {
      const account = accountOf.get(summary.subscriptionId.toLowerCase());
      return result !== undefined && account !== undefined && staying.has(account) ? [[summary.id.toLowerCase(), result] as const] : [];
    }),
  );
}

/** Packs results anew: what they were packed with came from any server, also from one that nobody may see any longer. */
async function packAnew(kept: ReadonlyMap<string, KeptResult>, unpack: (packed: Uint8Array) => Snapshot, packer: SnapshotPacker, signal: AbortSignal): Promise<ReadonlyMap<string, KeptResult>> {
  const results = new Map<string, KeptResult>();
  await inSlices(kept, ([key, result]) => results.set(key, { ...result, packed: packer.pack(unpack(result.packed)) }), signal);
  return results;
}

export interface CarryOver {
  readonly store: ResultStore;
  /** Whose results they become. */
  readonly owner: string;
  readonly staying: ReadonlyMap<string, KeptResult>;
  /** Nothing where nothing was read before. */
  readonly unpack: ((packed: Uint8Array) => Snapshot) | undefined;
  readonly signal: AbortSignal;
}

/** Takes over what was read as accounts that go on looking, where nothing was kept for those that look now. */
export async function carryOver({ store, owner, staying, unpack, signal }: CarryOver): Promise<Restored> {
  const found = await store.restore(owner);
  if (unpack === undefined || staying.size === 0 || found.results.size > 0) return found;
  const { flattenSnapshot: flatten, restoreSnapshot: restore } = await loadAnalysis();
  const packer = createSnapshotPacker({ flatten, restore });
  const carried = await packAnew(staying, unpack, packer, signal);
  if (signal.aborted) return found;
  for (const [key, result] of carried) store.keep(key, result, packer.dictionary);
  return { results: carried, dictionary: packer.dictionary, scan: undefined };
}
