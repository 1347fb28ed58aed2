import { commands, Location, window, workspace, type QuickPickItem } from 'vscode';
import type { ServerReport } from '../../model/finding';
import type { ComparedSide } from '../comparisons';
import type { DeclaredServer } from '../declared-servers';
import type { FleetServer } from '../fleet';
import { pickServer } from '../pick-server';
import type { Services } from '../services';
import { subscriptionName } from '../tree/groups';
import { UserMessage } from '../user-message';

interface OtherItem extends QuickPickItem {
  readonly title: string;
  /** Whether it is a template that declares the very server. */
  readonly declares?: true;
  readonly isTemplate: boolean;
  readonly open: () => Promise<ServerReport>;
  readonly side: () => ComparedSide;
}

/** A live server as one side of a comparison: its document is where its settings are shown. */
function liveSide({ documents, fleet }: Services, serverId: string, words: string): ComparedSide {
  return {
    words,
    serverId,
    readAt: fleet.server(serverId)?.readAt,
    locate: (at) => {
      const [uri, content] = [documents.uri(serverId), documents.content(serverId)];
      return uri === undefined || content === undefined ? undefined : new Location(uri, content.rangeOf(at));
    },
  };
}

async function readReport({ fleet }: Services, id: string): Promise<ServerReport> {
  const { report, message, summary } = await fleet.readOnce(id);
  if (report === undefined) throw new UserMessage(message ?? `${summary.name} could not be read. Try again.`);
  return report;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What a server can be compared with: the templates that declare it first, then those that may, then other servers. */
function choices(services: Services, { summary }: FleetServer, declared: readonly DeclaredServer[]): OtherItem[] {
  const { fleet } = services;
  const kin = declared.filter(({ report }) => report.server.kind === summary.kind);
  const ofSameName = kin.filter(({ name }) => same(name, summary.name));
  const template = (one: DeclaredServer, detail: string): OtherItem => {
    const file = workspace.asRelativePath(one.file);
    return { label: `$(file-code) ${one.name}`, description: file, detail, title: file, isTemplate: true, open: () => Promise.resolve(one.report), side: () => ({ words: `${file} says`, locate: one.locate }) };
  };
  const servers = fleet
    .servers()
    .filter((server) => server.summary.id !== summary.id && server.summary.kind === summary.kind && server.state !== 'gone')
    .sort((a, b) => a.summary.name.localeCompare(b.summary.name));
  return [
    ...ofSameName.map((one): OtherItem => ({ ...template(one, 'The template that declares this server'), declares: true })),
    ...kin.filter((one) => !ofSameName.includes(one)).map((one) => template(one, 'A template of the workspace')),
    ...servers.map((server): OtherItem => ({
      label: `$(server) ${server.summary.name}`,
      description: `${subscriptionName(fleet, server.summary.subscriptionId)} · ${server.summary.resourceGroup}`,
      title: server.summary.name,
      isTemplate: false,
      side: () => liveSide(services, server.summary.id, `${server.summary.name} has`),
      open: () => readReport(services, server.summary.id),
    })),
  ];
}

/** Shows in which settings a server differs from the template that declares it, or from another server. */
export async function compareWith(services: Services, node?: unknown): Promise<void> {
  const server = await pickServer(services, node);
  if (server === undefined) return;
  const declared = await services.declarations.servers();
  const items = choices(services, server, declared);
  if (items.length === 0) throw new UserMessage('There is nothing to compare it with: no other server of its kind is listed, and no template of the workspace declares one.');
  const picked = await window.showQuickPick(items, { title: `Compare ${server.summary.name} With`, placeHolder: 'A template or another server', matchOnDescription: true });
  if (picked === undefined) return;
  const [one, other, { compareReports, formatComparison }] = await Promise.all([readReport(services, server.summary.id), picked.open(), import('../../bundles/evidence')]);
  const { name, id } = server.summary;
  const comparison = compareReports(one, other);
  const words = picked.isTemplate ? 'Azure has' : `${name} has`;
  const side = picked.side();
  services.comparisons.show(comparison, liveSide(services, id, words), side);
  const text = formatComparison(comparison, picked.isTemplate ? { one: words, other: side.words, heading: `${name} and ${picked.title}` } : { one: name, other: picked.title });
  await services.previews.show(`${name} and ${picked.title}.md`, text);
  if (picked.declares === true && comparison.differences.some(({ certain }) => certain)) offerToMend(server);
}

/** Nobody waits for the answer: the comparison is there to be read first. */
function offerToMend({ summary: { id: serverId, subscriptionId, name } }: FleetServer): void {
  const mend = 'Mend Drift…';
  void window.showInformationMessage(`${name} differs from its template. Which side is right, setting by setting?`, mend).then((answer) =>
    answer === mend ? commands.executeCommand('postgresqlSecurity.mendDrift', { kind: 'server', serverId, subscriptionId }) : undefined,
  );
}

/** Opens the place in a template of the workspace that declares the setting of a finding or fact. */
export async function openDeclaration(services: Services, node: unknown): Promise<void> {
  const { isFleetNode } = await import('../tree/node');
  if (!isFleetNode(node) || (node.kind !== 'finding' && node.kind !== 'fact')) return;
  const server = services.fleet.server(node.serverId);
  if (server?.snapshot === undefined) return;
  const { snapshot, summary } = server;
  const at = node.kind === 'finding' ? node.finding.at : node.fact.at;
  const declared = await services.declarations.servers();
  const places = declared
    .filter(({ name, report }) => same(name, summary.name) && report.server.kind === summary.kind)
    .flatMap((one) => {
      const there = one.counterpart(at, snapshot);
      const place = there === undefined ? undefined : one.locate(there);
      return place === undefined ? [] : [place];
    });
  const [place] = places;
  if (place === undefined) throw new UserMessage(`No template of the workspace declares this setting of ${summary.name}.`);
  await window.showTextDocument(place.uri, { selection: place.range });
}
