import { EventEmitter, type Event, type Memento } from 'vscode';
import { siblings, type Arranged, type GroupBy } from './groups';

/** How the person wants the servers arranged; kept for the workspace. */
export interface Arrangement extends Arranged {
  readonly onDidChange: Event<void>;
  readonly groupBy: GroupBy;
  readonly filter: string;
  readonly setGroupBy: (groupBy: GroupBy) => Promise<void>;
  readonly setFilter: (filter: string) => Promise<void>;
  /** Shows more of the servers below a node. */
  readonly showMore: (parent: string) => void;
  readonly dispose: () => void;
}

const groupKey = 'groupServersBy';
const filterKey = 'filterServers';

export function createArrangement(memory: Memento): Arrangement {
  const changed = new EventEmitter<void>();
  const shown = new Map<string, number>();
  const keep = async (key: string, value: string): Promise<void> => {
    shown.clear();
    await memory.update(key, value);
    changed.fire();
  };
  return {
    onDidChange: changed.event,
    get groupBy() {
      return memory.get<GroupBy>(groupKey, 'subscription');
    },
    get filter() {
      return memory.get<string>(filterKey, '');
    },
    shown: (parent) => shown.get(parent) ?? siblings,
    setGroupBy: (groupBy) => keep(groupKey, groupBy),
    setFilter: (filter) => keep(filterKey, filter.trim()),
    showMore: (parent) => {
      shown.set(parent, (shown.get(parent) ?? siblings) + siblings);
      changed.fire();
    },
    dispose: () => changed.dispose(),
  };
}
