import { workspace, type Memento } from 'vscode';
import type { Subscription } from '../sources/azure/azure-source';

/** Which subscriptions somebody wants to see; without a choice, all. */
export interface ChosenSubscriptions {
  /** Keeps the subscriptions that are chosen; all where none of the chosen is there any more. */
  readonly keep: (subscriptions: readonly Subscription[]) => readonly Subscription[];
  readonly isChosen: (subscription: Subscription) => boolean;
  /** @param ids `undefined` for all, whatever comes. */
  readonly choose: (ids: readonly string[] | undefined) => Promise<void>;
}

const key = 'chosenSubscriptions';

/** Azure Resources' own choice, as tenant/subscription; it holds where nobody has chosen here. */
function chosenElsewhere(): readonly string[] | undefined {
  const value = workspace.getConfiguration('azureResourceGroups').get<unknown>('selectedSubscriptions');
  if (!Array.isArray(value)) return undefined;
  const ids = value.flatMap((entry) => (typeof entry === 'string' ? (entry.split('/').at(-1) ?? []) : []));
  return ids.length === 0 ? undefined : ids;
}

export function createChosenSubscriptions(memory: Memento): ChosenSubscriptions {
  const chosen = (): ReadonlySet<string> | undefined => {
    const ids = memory.get<readonly string[]>(key) ?? chosenElsewhere();
    return ids === undefined || ids.includes('*') ? undefined : new Set(ids.map((id) => id.toLowerCase()));
  };
  return {
    keep: (subscriptions) => {
      const ids = chosen();
      if (ids === undefined) return subscriptions;
      const kept = subscriptions.filter(({ id }) => ids.has(id.toLowerCase()));
      return kept.length === 0 ? subscriptions : kept;
    },
    isChosen: ({ id }) => chosen()?.has(id.toLowerCase()) ?? true,
    choose: async (ids) => memory.update(key, ids ?? ['*']),
  };
}
