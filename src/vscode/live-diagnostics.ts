import { Disposable, languages, Location, TabInputText, window, workspace, type Diagnostic, type Uri } from 'vscode';
import type { Address } from '../model/address';
import type { FleetServer } from './fleet';
import { diagnosticOf } from './diagnostic-of';
import type { LiveContent } from './live-documents';
import type { Services } from './services';

/** The servers whose documents are open in a tab, by their ids in lower case. */
function openedServers({ documents }: Services): ReadonlySet<string> {
  const uris = window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(({ input }) => (input instanceof TabInputText ? input.uri : [])));
  return new Set(uris.flatMap((uri) => documents.serverId(uri)?.toLowerCase() ?? []));
}

/** Where a template of the workspace writes the setting, and so will write it again. */
function declaredAt(server: FleetServer, at: Address, { declarations }: Services): { readonly location: Location; readonly message: string }[] {
  const declared = declarations.find(server, at);
  return declared === undefined ? [] : [{ location: declared.location, message: `declared in ${declared.words}` }];
}

function diagnosticsOf(server: FleetServer, uri: Uri, content: LiveContent, services: Services): Diagnostic[] {
  const findings = server.report?.findings ?? [];
  return findings
    .filter(({ outcome }) => outcome === 'fail')
    .map(({ rule, level, message, at, related }) =>
      diagnosticOf({
        ruleId: rule.id,
        level,
        message,
        range: content.rangeOf(at),
        related: [...related.map((other) => ({ location: new Location(uri, content.rangeOf(other.at)), message: other.message })), ...declaredAt(server, at, services)],
      }),
    );
}

/** Lists the findings of live servers in the Problems panel, at the properties of their documents. */
export function registerLiveDiagnostics(services: Services): Disposable {
  const { fleet, documents, settings, declarations } = services;
  const collection = languages.createDiagnosticCollection('postgresqlSecurity.live');
  /** What is published, by the id of the server in lower case. What has not changed is not opened to be published again. */
  const published = new Map<string, { readonly uri: Uri; readonly digest: FleetServer['digest'] }>();

  const withdraw = (key: string): void => {
    const known = published.get(key);
    if (known !== undefined) collection.delete(known.uri);
    published.delete(key);
  };
  const publish = (server: FleetServer, isMoved: boolean): void => {
    const key = server.summary.id.toLowerCase();
    if (!isMoved && server.digest !== undefined && published.get(key)?.digest === server.digest) return;
    const [uri, content] = [documents.uri(key), documents.content(key)];
    if (uri === undefined || content === undefined || server.report === undefined) {
      withdraw(key);
      return;
    }
    published.set(key, { uri, digest: server.digest });
    collection.set(uri, diagnosticsOf(server, uri, content, services));
  };
  const isWanted = (): ((key: string) => boolean) => {
    const { liveProblems } = settings();
    if (liveProblems !== 'opened') return () => liveProblems === 'all';
    const wanted = new Set([...openedServers(services), ...documents.pinned]);
    return (key) => wanted.has(key);
  };
  /** Brings one server, or all, to what the settings, the tabs and the pins want. */
  const update = (only?: string, isMoved = false): void => {
    const wanted = isWanted();
    const servers = only === undefined ? fleet.servers() : [fleet.server(only)].filter((server) => server !== undefined);
    const keys = new Set(servers.map(({ summary }) => summary.id.toLowerCase()));
    for (const key of [...published.keys()]) if ((only === undefined && !keys.has(key)) || !wanted(key)) withdraw(key);
    for (const server of servers) if (wanted(server.summary.id.toLowerCase())) publish(server, isMoved);
  };

  const listeners = [
    fleet.onDidChange((id) => update(id)),
    documents.onDidChangePins((id) => update(id)),
    declarations.onDidChange(() => {
      for (const key of [...published.keys()]) update(key, true);
    }),
    window.tabGroups.onDidChangeTabs(() => update()),
    // The editor moves what it marks along with a text that is replaced, so it is marked again afterwards.
    workspace.onDidChangeTextDocument(({ document }) => {
      const id = documents.serverId(document.uri);
      if (id !== undefined) update(id, true);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('postgresqlSecurity.liveProblems')) update();
    }),
  ];
  update();
  return Disposable.from(collection, ...listeners);
}
