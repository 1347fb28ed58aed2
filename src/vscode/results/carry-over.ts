import type { Snapshot } from '../../model/snapshot';
import type { AccountName, Subscription } from '../../sources/azure/azure-source';
import type { SessionState } from '../session';
import { inSlices } from './in-slices';
import type { KeptResult } from './kept-result';
import type { KnownServer } from './known-server';
import type { SnapshotPacker } from './snapshot-packer';

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
export async function packAnew(kept: ReadonlyMap<string, KeptResult>, unpack: (packed: Uint8Array) => Snapshot, packer: SnapshotPacker, signal: AbortSignal): Promise<ReadonlyMap<string, KeptResult>> {
  const results = new Map<string, KeptResult>();
  await inSlices(kept, ([key, result]) => results.set(key, { ...result, packed: packer.pack(unpack(result.packed)) }), signal);
  return results;
}
