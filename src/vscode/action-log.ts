import { window, type ExtensionContext, type LogOutputChannel } from 'vscode';

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
}

const key = 'actions';
/** How many actions are kept. */
const kept = 500;

/** Keeps what was written to Azure from this computer: in an output channel, and across restarts. */
export interface ActionLog {
  readonly dispose: () => void;
  readonly actions: readonly Action[];
  readonly add: (action: Action) => Promise<void>;
  readonly show: () => void;
}

const line = (action: Action): string =>
  `${action.server} · ${action.what} · ${action.outcome} · by ${action.who} · before: ${action.before} · after: ${action.after}`;

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
      await context.globalState.update(key, [...read(), action].slice(-kept));
    },
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}
