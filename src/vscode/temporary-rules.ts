import { EventEmitter, type Event, type Memento } from 'vscode';

/** A firewall rule that somebody added here for a while. */
export interface TemporaryRule {
  readonly serverId: string;
  readonly server: string;
  readonly name: string;
  readonly start: string;
  readonly end: string;
  /** When it should be gone, in milliseconds since 1970. */
  readonly until: number;
  /** The object id of who added it: nobody else's rule is removed, and not in somebody else's name. */
  readonly by: string;
  /** Whether it is a rule of Azure or of the sample servers. */
  readonly to: 'azure' | 'sample';
}

/** The temporary rules that were added on this computer, kept across restarts until they are gone. */
export interface TemporaryRules {
  readonly dispose: () => void;
  readonly rules: readonly TemporaryRule[];
  readonly remember: (rule: TemporaryRule) => Promise<void>;
  readonly forget: (rule: TemporaryRule) => Promise<void>;
  readonly onDidChange: Event<void>;
}

const key = 'temporaryRules';

const isSame = (a: TemporaryRule, b: TemporaryRule): boolean =>
  a.serverId.toLowerCase() === b.serverId.toLowerCase() && a.name.toLowerCase() === b.name.toLowerCase();

export function createTemporaryRules(state: Memento): TemporaryRules {
  const changed = new EventEmitter<void>();
  const read = (): readonly TemporaryRule[] => state.get<readonly TemporaryRule[]>(key, []);
  const keep = async (rules: readonly TemporaryRule[]): Promise<void> => {
    await state.update(key, rules.length === 0 ? undefined : rules);
    changed.fire();
  };
  return {
    get rules() {
      return read();
    },
    remember: (rule) => keep([...read().filter((other) => !isSame(other, rule)), rule]),
    forget: (rule) => keep(read().filter((other) => !isSame(other, rule))),
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}
