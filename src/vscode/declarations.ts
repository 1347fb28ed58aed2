import { EventEmitter, workspace, type Event, type Location } from 'vscode';
import type { Address } from '../model/address';
import type { Configurations } from './configurations';
import { readDeclaredServers, type DeclaredServer } from './declared-servers';
import type { FleetServer } from './fleet';
import { loadAnalysis } from './load-analysis';
import { watchTemplates } from './workspace/watch-templates';

/** Where a template of the workspace writes a setting of a live server. */
export interface Declared {
  /** Such as "infra/main.bicep:41". */
  readonly words: string;
  readonly location: Location;
}

/** The servers that templates of the workspace declare, read when somebody first looks at a live server. */
export interface Declarations {
  readonly dispose: () => void;
  /** Fires when the templates were read, or are to be read anew. */
  readonly onDidChange: Event<void>;
  /** Reads the templates, unless nothing has changed since they were. */
  readonly servers: () => Promise<readonly DeclaredServer[]>;
  /**
   * Where the setting is written, by the last reading; nothing where none does, or where the templates were not read yet.
   * Where they have changed since, they are read anew, and the change is told.
   */
  readonly find: (server: FleetServer, at: Address) => Declared | undefined;
}

/** How long changes of files have to pause. */
const pauseMs = 1000;

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Names a place as people find it: the path in the workspace and the line. */
export function placeInWords({ uri, range }: Location): string {
  return `${workspace.asRelativePath(uri)}:${range.start.line + 1}`;
}

/** Where one of the servers of templates writes a setting of a live server; nothing where none does. */
export function declaredBy(declared: readonly DeclaredServer[], { snapshot, summary }: FleetServer, at: Address): Declared | undefined {
  if (snapshot === undefined) return undefined;
  for (const one of declared) {
    if (!same(one.name, summary.name) || one.report.server.kind !== summary.kind) continue;
    const there = one.counterpart(at, snapshot);
    const location = there === undefined || !one.declares(there) ? undefined : one.locate(there);
    if (location !== undefined) return { words: placeInWords(location), location };
  }
  return undefined;
}

export function createDeclarations(configurations: Configurations): Declarations {
  const changed = new EventEmitter<void>();
  /** The reading that is no older than the last change. */
  let reading: Promise<readonly DeclaredServer[]> | undefined;
  let known: readonly DeclaredServer[] = [];
  /** How many readings were begun, and which of them has told what is known. */
  let [begun, told] = [0, 0];
  let timer: NodeJS.Timeout | undefined;

  const servers = (): Promise<readonly DeclaredServer[]> => {
    if (timer !== undefined) forget();
    if (reading !== undefined) return reading;
    begun += 1;
    const number = begun;
    const mine = loadAnalysis().then((analysis) => readDeclaredServers(analysis, configurations, new Date().toISOString().slice(0, 10)));
    reading = mine;
    mine.then(
      (found) => {
        // A later reading may have come sooner.
        if (number < told) return;
        const isNews = known.length + found.length > 0;
        [known, told] = [found, number];
        if (isNews) changed.fire();
      },
      () => {
        if (reading === mine) reading = undefined;
      },
    );
    return mine;
  };
  const forget = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (reading === undefined) return;
    reading = undefined;
    changed.fire();
  };
  /** Whoever types is not done yet. */
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(forget, pauseMs);
  };
  const listeners = [
    watchTemplates(later),
    changed,
  ];

  return {
    onDidChange: changed.event,
    servers,
    find: (server, at) => {
      if (workspace.workspaceFolders === undefined) return undefined;
      if (reading === undefined) void servers();
      return declaredBy(known, server, at);
    },
    dispose: () => {
      clearTimeout(timer);
      for (const listener of listeners) listener.dispose();
    },
  };
}
