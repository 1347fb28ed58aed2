import { CancellationTokenSource, EventEmitter, workspace, type Event, type TextDocument } from 'vscode';
import type { ServerReport } from '../../model/finding';
import { nameOf } from '../../model/resource';
import type { Address } from '../../model/address';
import type { Location, Program } from '../../sources/program';
import type { KnownFiles } from '../../sources/template/known-files';
import { loadAnalysis } from '../load-analysis';
import type { Services } from '../services';
import { judgeEntries, type PlacedServer } from '../templates/judge-template';
import { isTemplate, TemplateFiles } from '../templates/template-files';
import { findTemplates } from './find-templates';
import { watchTemplates } from './watch-templates';

/** A server that a template of the workspace declares. */
export interface TemplateServer {
  /** The same for as long as its declaration and its callers are. */
  readonly id: string;
  readonly name: string;
  readonly report: ServerReport;
  readonly at: Location;
  /** The text that an address of its snapshot stands for. */
  readonly locate: (address: Address) => Location;
  readonly files: TemplateFiles;
}

/** The servers of the workspace's templates. Nothing is read before somebody wants to see them. */
export interface WorkspaceServers {
  readonly dispose: () => void;
  readonly onDidChange: Event<void>;
  readonly searching: boolean;
  /** By file, in the order of their names. */
  readonly files: ReadonlyMap<string, readonly TemplateServer[]>;
  /** Whether anybody looks: then changes are followed at once, else when somebody looks again. */
  readonly watch: (isWatched: boolean) => void;
  /** Resolves when what is shown is no older than the call. */
  readonly upToDate: () => Promise<void>;
}

/** How long changes of files have to pause. */
const pauseMs = 400;

/** How long entries are judged before the editor gets a turn. */
const turnMs = 15;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function serverOf({ report, at, entry }: PlacedServer, program: Program, files: TemplateFiles): TemplateServer {
  const { resource } = report.server;
  const written = files.read(at.file)?.slice(at.start, at.end) ?? '?';
  return {
    id: JSON.stringify([entry.parameters ?? entry.file, resource.key]),
    name: typeof resource.name === 'string' ? nameOf(resource) : written,
    report,
    at,
    locate: (address) => program.locate(entry, address)?.at ?? at,
    files,
  };
}

export function createWorkspaceServers({ settings, configurations, log }: Pick<Services, 'settings' | 'configurations' | 'log'>): WorkspaceServers {
  const changed = new EventEmitter<void>();
  let files: ReadonlyMap<string, readonly TemplateServer[]> = new Map();
  /** Of many templates few change between two readings. */
  let known: KnownFiles | undefined;
  let isStale = true;
  let isWatched = false;
  let running: { readonly done: Promise<void>; readonly source: CancellationTokenSource } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const read = async (source: CancellationTokenSource): Promise<void> => {
    const started = performance.now();
    const analysis = await loadAnalysis();
    const found = await findTemplates(analysis, source.token);
    const host = new TemplateFiles();
    known ??= new analysis.KnownFiles();
    const program = analysis.openProgram({ files: found, host, known });
    const today = new Date().toISOString().slice(0, 10);
    const showUnknown = settings().templateUnknowns !== 'off';
    const next = new Map<string, TemplateServer[]>();
    let turn = performance.now();
    for (const entry of program.entries) {
      if (performance.now() - turn > turnMs) {
        await breathe();
        turn = performance.now();
      }
      if (source.token.isCancellationRequested) return;
      const uri = host.uri(entry.file);
      if (configurations.isIgnored(analysis, uri)) continue;
      const judging = { analysis, policy: configurations.policy(analysis, uri), file: entry.file, files: host, today, showUnknown };
      for (const placed of judgeEntries(program, [entry], judging).servers) {
        // What is only referred to is judged where it is deployed.
        if (placed.report.server.resource.existing && placed.report.findings.length === 0) continue;
        const server = serverOf(placed, program, host);
        const before = next.get(placed.at.file);
        if (before === undefined) next.set(placed.at.file, [server]);
        else before.push(server);
      }
    }
    files = new Map([...next].sort(([a], [b]) => a.localeCompare(b)));
    log.debug(`Read ${found.length} templates of the workspace in ${Math.round(performance.now() - started)} ms.`);
  };

  const start = (): Promise<void> => {
    running?.source.cancel();
    isStale = false;
    const source = new CancellationTokenSource();
    const done = read(source)
      .catch((error: unknown) => {
        // Texts may hold secrets, so only the place is logged.
        log.error('Reading the templates of the workspace failed.', error instanceof Error ? (error.stack ?? '') : '');
      })
      .finally(() => {
        source.dispose();
        if (running?.source !== source) return;
        running = undefined;
        changed.fire();
      });
    running = { done, source };
    changed.fire();
    return done;
  };
  const later = (): void => {
    isStale = true;
    clearTimeout(timer);
    if (isWatched) timer = setTimeout(() => void start(), pauseMs);
  };

  /** Documents from elsewhere belong to the workspace for as long as they are open. */
  const openedOrClosed = (document: TextDocument): void => {
    if (isTemplate(document) && workspace.getWorkspaceFolder(document.uri) === undefined) later();
  };

  const listeners = [
    watchTemplates(later),
    workspace.onDidOpenTextDocument(openedOrClosed),
    workspace.onDidCloseTextDocument(openedOrClosed),
    configurations.onDidChange(later),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('postgresqlSecurity')) later();
    }),
  ];

  return {
    onDidChange: changed.event,
    get searching() {
      return running !== undefined;
    },
    get files() {
      return files;
    },
    watch: (next) => {
      isWatched = next;
      if (isWatched && isStale) void start();
    },
    upToDate: async () => {
      clearTimeout(timer);
      if (isStale) await start();
      // What was begun in the meantime is newer still.
      while (running !== undefined) await running.done;
    },
    dispose: () => {
      clearTimeout(timer);
      running?.source.cancel();
      for (const listener of listeners) listener.dispose();
      changed.dispose();
    },
  };
}
