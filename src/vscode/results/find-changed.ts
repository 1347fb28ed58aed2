import type { AzureSource } from '../../sources/azure/azure-source';
import type { ResourceKey } from '../../model/address';

/** A server that was read before. */
export interface ReadBefore {
  readonly key: ResourceKey;
  readonly subscriptionId: string;
  readonly readAt: number;
  readonly dependencies: readonly ResourceKey[];
  /** True where a part of it could not be read then, and may be now: no log tells when Azure or the sign-in is well again. */
  readonly again?: boolean;
}

export interface ChangeSearch {
  readonly source: Pick<AzureSource, 'changes'>;
  readonly isAffected: (changed: string, server: ResourceKey, dependencies: readonly ResourceKey[]) => boolean;
  /** In milliseconds since 1970. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** Gets the servers of each subscription as soon as its log was read. */
  readonly onFound: (found: Found) => void;
}

export interface Found {
  /** Those that may have changed, or of which nobody can tell. */
  readonly changed: readonly ReadBefore[];
  /** Those that the log tells no change of. */
  readonly unchanged: readonly ReadBefore[];
}

/** Not everything that Azure does by itself stands in the log: what is older is read again in any case. */
export const oldestMs = 24 * 60 * 60_000;

/** The clocks of this computer and of Azure may differ by so much. */
const skewMs = 60_000;

/** Finds out which servers may have changed since they were read, by one look into the activity log of each subscription. */
export async function findChanged(servers: readonly ReadBefore[], { source, isAffected, now, signal, onFound }: ChangeSearch): Promise<void> {
  const bySubscription = new Map<string, ReadBefore[]>();
  const old: ReadBefore[] = [];
  for (const server of servers) {
    if (server.again === true || now - server.readAt > oldestMs) {
      old.push(server);
      continue;
    }
    const group = bySubscription.get(server.subscriptionId.toLowerCase());
    if (group === undefined) bySubscription.set(server.subscriptionId.toLowerCase(), [server]);
    else group.push(server);
  }
  if (old.length > 0) onFound({ changed: old, unchanged: [] });
  await Promise.all(
    [...bySubscription].map(async ([subscriptionId, group]) => {
      const since = Math.min(...group.map(({ readAt }) => readAt)) - skewMs;
      const answer = await source.changes(subscriptionId, since, signal);
      if ('failure' in answer) {
        onFound({ changed: group, unchanged: [] });
        return;
      }
      const latest = new Map<string, number>();
      for (const { resourceId, at } of answer.changes) latest.set(resourceId, Math.max(at, latest.get(resourceId) ?? 0));
      const isChanged = ({ key, readAt, dependencies }: ReadBefore): boolean =>
        [...latest].some(([id, at]) => at >= readAt - skewMs && isAffected(id, key, dependencies));
      const changed = new Set(group.filter(isChanged));
      onFound({ changed: [...changed], unchanged: group.filter((server) => !changed.has(server)) });
    }),
  );
}
