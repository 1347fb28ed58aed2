import { EventEmitter, type Event } from 'vscode';
import type { FleetServer, FleetState } from './fleet';
import type { KeptResults } from './results/kept-results';
import { showKnown, type KnownServer } from './results/known-server';

/** The servers that a session knows of, and how their listing stands. */
export interface FleetMemory {
  /** Fires with the id of the server that changed, or `undefined` where everything may have. */
  readonly onDidChange: Event<string | undefined>;
  readonly state: FleetState;
  readonly become: (next: FleetState) => void;
  readonly known: (key: string) => KnownServer | undefined;
  readonly shown: (key: string) => FleetServer | undefined;
  readonly entries: () => readonly (readonly [key: string, known: KnownServer])[];
  readonly all: () => readonly FleetServer[];
  readonly size: number;
  /** Keeps a server without telling: the caller does, for many at once. */
  readonly set: (known: KnownServer) => void;
  /** Keeps a server and tells. */
  readonly put: (known: KnownServer) => void;
  /** A server as others see it, whether it is still kept or not. */
  readonly show: (known: KnownServer) => FleetServer;
  readonly keepOnly: (keys: ReadonlySet<string>) => void;
  readonly clear: () => void;
  /** Tells that everything may have changed. */
  readonly tell: () => void;
  readonly dispose: () => void;
}

export const noServers: FleetState = { kind: 'empty', subscriptions: [], failures: [] };

export const keyOf = (id: string): string => id.toLowerCase();

/** @param open opens what was packed; nothing until the rules are loaded, before which nothing is kept. */
export function createFleetMemory(open: () => KeptResults['open'] | undefined): FleetMemory {
  const changed = new EventEmitter<string | undefined>();
  const servers = new Map<string, { readonly known: KnownServer; readonly shown: FleetServer }>();
  let state = noServers;
  const tell = (): void => changed.fire(undefined);
  const show = (known: KnownServer): FleetServer => showKnown(known, open());
  const set = (known: KnownServer): void => void servers.set(keyOf(known.summary.id), { known, shown: show(known) });
  const become = (next: FleetState): void => {
    state = next;
    tell();
  };
  return {
    onDidChange: changed.event,
    get state() {
      return state;
    },
    become,
    known: (key) => servers.get(key)?.known,
    shown: (key) => servers.get(key)?.shown,
    entries: () => [...servers].map(([key, { known }]) => [key, known]),
    all: () => [...servers.values()].map(({ shown }) => shown),
    get size() {
      return servers.size;
    },
    set,
    put: (known) => {
      set(known);
      changed.fire(known.summary.id);
    },
    show,
    keepOnly: (keys) => {
      for (const key of [...servers.keys()]) if (!keys.has(key)) servers.delete(key);
    },
    clear: () => {
      servers.clear();
      become(noServers);
    },
    tell,
    dispose: () => changed.dispose(),
  };
}
