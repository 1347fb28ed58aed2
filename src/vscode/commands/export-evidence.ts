import { Uri, window, workspace, type QuickPickItem } from 'vscode';
import type { Address } from '../../model/address';
import type { DeclaredPlace, Evidence, EvidenceServer, ScannedServer } from '../../outputs/evidence';
import type { Principal } from '../../sources/azure/azure-source';
import { declaredBy } from '../declarations';
import type { DeclaredServer } from '../declared-servers';
import type { FleetServer } from '../fleet';
import { loadAnalysis } from '../load-analysis';
import { inSlices } from '../results/in-slices';
import type { Services } from '../services';
import { filtered, groupServers, subscriptionName } from '../tree/groups';
import { isFleetNode } from '../tree/node';
import { UserMessage } from '../user-message';

interface FormatItem extends QuickPickItem {
  readonly extension: string;
  readonly format: (evidence: Evidence, services: Services) => Promise<string>;
}

const formats: readonly FormatItem[] = [
  { label: 'Markdown', description: 'a document for people', extension: 'md', format: async (evidence) => (await import('../../bundles/evidence')).formatEvidenceMarkdown(evidence) },
  { label: 'JSON', description: 'everything, for other programs', extension: 'json', format: async (evidence) => (await import('../../bundles/evidence')).formatEvidenceJson(evidence) },
  { label: 'CSV', description: 'one line for each finding, for spreadsheets', extension: 'csv', format: async (evidence) => (await import('../../bundles/evidence')).formatEvidenceCsv(evidence) },
  {
    label: 'SARIF',
    description: 'for code scanning services',
    extension: 'sarif',
    format: async (evidence, { context, configurations }) => {
      const { evidenceResult, evidenceRun, formatSarif, layers } = await import('../../bundles/evidence');
      const { version } = context.extension.packageJSON as { readonly version: string };
      return formatSarif(evidenceResult(evidence, false), { layers, policy: configurations.policy(await loadAnalysis()), version, ...evidenceRun(evidence) });
    },
  },
];

function scanned({ fleet }: Services, server: FleetServer, templates: readonly DeclaredServer[]): ScannedServer {
  const { summary, report, readAt, message, state } = server;
  const { id, name, kind, subscriptionId, resourceGroup, location } = summary;
  const place = { id, name, kind, subscriptionId, subscription: subscriptionName(fleet, subscriptionId), resourceGroup, location };
  if (report === undefined) return { place, failure: message ?? `${name} was not read.` };
  const declared = (at: Address): DeclaredPlace | undefined => {
    const location = declaredBy(templates, server, at)?.location;
    return location === undefined ? undefined : { file: workspace.asRelativePath(location.uri), line: location.range.start.line + 1 };
  };
  return { place, report, declared, ...(readAt === undefined ? {} : { readAt: new Date(readAt).toISOString() }), ...(state === 'failed' || state === 'gone' ? { failure: message ?? `${name} could not be read again.` } : {}) };
}

/** Who looked. Of several accounts each is what it is in the tenant of its first server. */
async function whoLooked({ session, fleet }: Services, servers: readonly FleetServer[]): Promise<Principal> {
  const source = await session.source();
  if (session.state.kind !== 'signed-in' || (session.state.accounts?.length ?? 0) < 2) return source.principal();
  const accountOf = new Map(fleet.state.subscriptions.map(({ id, account }) => [id.toLowerCase(), account?.id]));
  const firsts = new Map(servers.map(({ summary }) => [accountOf.get(summary.subscriptionId.toLowerCase()), summary.id] as const).reverse());
  const all = await Promise.all([...firsts.values()].sort().map((id) => source.principal(id)));
  const [first] = all;
  const listed = (part: (one: Principal) => string): string => [...new Set(all.map(part))].join(', ');
  return { type: first?.type ?? 'User', name: listed(({ name }) => name), objectId: listed(({ objectId }) => objectId), tenantId: listed(({ tenantId }) => tenantId) };
}

/** Puts together what is known of the servers that the view, or one row of it, shows. */
async function gather(services: Services, node: unknown): Promise<Evidence> {
  const { fleet, arrangement, session, configurations, context } = services;
  const row = isFleetNode(node) ? node : undefined;
  const servers = row?.kind === 'subscription' ? filtered(fleet, arrangement, row.subscriptionId) : row?.kind === 'group' ? groupServers(fleet, arrangement, row) : filtered(fleet, arrangement);
  const times = servers.flatMap(({ readAt }) => readAt ?? []);
  if (times.length === 0) throw new UserMessage('Nothing was read yet that could be exported. Scan the servers first.');
  const analysis = await loadAnalysis();
  const { createEvidence, evidenceServer } = await import('../../bundles/evidence');
  const policy = configurations.policy(analysis);
  const { version } = context.extension.packageJSON as { readonly version: string };
  // Whoever files a finding wants to know where it comes from.
  const templates = workspace.workspaceFolders === undefined ? [] : await services.declarations.servers();
  // Each is opened, put down and closed again.
  const looked: EvidenceServer[] = [];
  await inSlices(servers, (server) => looked.push(evidenceServer(scanned(services, server, templates))));
  const time = (milliseconds: number): string => new Date(milliseconds).toISOString();
  return createEvidence({
    program: `PostgreSQL Security for Azure ${version}`,
    startedAt: time(Math.min(...times)),
    endedAt: time(Math.max(...times)),
    principal: await whoLooked(services, servers),
    cloud: session.state.kind === 'signed-in' ? session.state.cloud.label : '',
    scope: [
      row?.kind === 'subscription' ? `subscription ${subscriptionName(fleet, row.subscriptionId)} (${row.subscriptionId})` : row?.kind === 'group' ? `${row.label} ${row.beside}`.trim() : 'all servers that are listed',
      ...(arrangement.filter === '' ? [] : [`filter: ${arrangement.filter}`]),
    ],
    profile: policy.profile,
    complete: servers.every(({ digest }) => digest !== undefined),
    problems: fleet.state.failures.map(({ message, account }) => (account === undefined || message.includes(account.label) ? message : `${account.label}: ${message}`)),
    servers: looked,
    exceptions: configurations.suppressions(analysis),
    speaks: (id) => analysis.layers.some(({ rules }) => rules.some((rule) => rule.id === id && analysis.levelOf(policy, rule) !== 'off')),
    today: new Date().toISOString().slice(0, 10),
  });
}

/** Writes what is known of the servers into a file: who looked when, what was found, what could not be seen. */
export async function exportEvidence(services: Services, node?: unknown): Promise<void> {
  const evidence = await gather(services, node);
  const picked = await window.showQuickPick(formats, { title: 'Export Evidence', placeHolder: `${evidence.summary.read} of ${evidence.summary.servers} servers were read. In which format?` });
  if (picked === undefined) return;
  const name = `postgresql-security-${evidence.endedAt.slice(0, 10)}.${picked.extension}`;
  const [folder] = workspace.workspaceFolders ?? [];
  const uri = await window.showSaveDialog({ title: 'Export Evidence', filters: { [picked.label]: [picked.extension] }, ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder.uri, name) }) });
  if (uri === undefined) return;
  await workspace.fs.writeFile(uri, Buffer.from(await picked.format(evidence, services)));
  await window.showTextDocument(uri);
}
