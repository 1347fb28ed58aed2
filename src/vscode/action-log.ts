import { window, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { Difference } from '../engine/changes/difference';
import type { Landing } from '../engine/changes/landed';
import type { PlannedEffect } from '../engine/plan';

/** What was changed, as data: enough to find the way back. Secrets are never part of it. */
export interface ActionData {
  readonly serverId: string;
  readonly differences: readonly Difference[];
  /** Where each of them ended. */
  readonly ends: readonly Landing[];
  readonly effects: readonly PlannedEffect[];
  readonly noWayBack?: string;
}

/** One write, as it is kept: never with a secret. */
export interface Action {
  /** When it ended, in ISO 8601. */
  readonly at: string;
  readonly who: string;
  readonly server: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly outcome: 'done' | 'failed' | 'unknown';
  /** Left out where it was no change of Azure's, such as one inside a database. */
  readonly data?: ActionData;
}

const key = 'actions';
/** How many actions are kept. */
const kept = 500;
/** How many of them are kept with the data that their way back needs. */
const keptData = 200;
/** Up to how many characters of data one action is kept with: a way back from more is not kept. */
const mostData = 20_000;

/** Keeps what was written to Azure from this computer: in an output channel, and across restarts. */
export interface ActionLog {
  readonly dispose: () => void;
  /** The oldest first. */
  readonly actions: readonly Action[];
  readonly add: (action: Action) => Promise<void>;
  readonly show: () => void;
}

const line = (action: Action): string =>
  `${action.server} · ${action.what} · ${action.outcome} · by ${action.who} · before: ${action.before} · after: ${action.after}`;

/** Leaves data out that would fill the store: of the older actions, and where it is very long. */
function bounded(actions: readonly Action[]): readonly Action[] {
  return actions.slice(-kept).map((action, index, all) => {
    const { data, ...rest } = action;
    return data === undefined || (index >= all.length - keptData && JSON.stringify(data).length <= mostData) ? action : rest;
  });
}

export function createActionLog(context: ExtensionContext): ActionLog {
  const channel: LogOutputChannel = window.createOutputChannel('PostgreSQL Security: Actions', { log: true });
  const read = (): readonly Action[] => context.globalState.get<readonly Action[]>(key, []);
  return {
    get actions() {
      return read();
    },
    add: async (action) => {
      if (action.outcome === 'done') channel.info(line(action));
      else channel.warn(line(action));
      await context.globalState.update(key, bounded([...read(), action]));
    },
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}
