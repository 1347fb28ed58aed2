import type { Level } from '../../model/rule';
import { kindNames } from '../../model/resource';
import { valueAt } from '../../model/value';
import type { FleetServer } from '../fleet';
import type { Appearance, Icon } from './appearance';
import { escapeMarkdown, icons, join, levelIcon } from './appearance';
import { briefs, coverage, coverageText, failed, worst } from './summary';

/** How many findings a tooltip lists. */
const listed = 8;

const codicons: Readonly<Record<Level, string>> = { error: '$(error)', warning: '$(warning)', info: '$(info)' };

/** A property as it was read last, or as the list of servers told it. */
function property({ summary, report }: FleetServer, name: string): string {
  const value = valueAt(report?.server.resource.body ?? summary.body, ['properties', name]);
  return typeof value === 'string' ? value : '';
}

/** What Azure says of the server's state, such as "Stopped"; Single Server has its own word for it. */
function azureState(server: FleetServer): string {
  return property(server, 'state') || property(server, 'userVisibleState');
}

function icon({ state, report }: FleetServer): Icon {
  if (state === 'gone') return icons.gone;
  if (state === 'failed') return levelIcon('warning');
  if (state === 'reading' && report === undefined) return icons.reading;
  if (report === undefined) return icons.unread;
  const level = worst(report.findings);
  if (level !== undefined) return levelIcon(level);
  return coverageText(report) === '' ? icons.pass : icons.question;
}

/** What is wrong in a few words, or why nothing can be said. */
function verdict({ state, report }: FleetServer): string {
  if (state === 'gone') return 'no longer there';
  if (state === 'failed') return 'could not be read';
  if (report === undefined) return state === 'reading' ? 'reading …' : 'not read yet';
  return briefs(report.findings) || 'no findings';
}

/** From where a server without findings can be reached: where something is wrong, that is said and takes the room. */
function reachWords({ report }: FleetServer): string {
  if (report?.reach === undefined || report.reach === 'not known' || failed(report.findings).length > 0) return '';
  return `reachable from ${report.reach}`;
}

function description(server: FleetServer): string {
  const { summary, report } = server;
  const kind = summary.kind === 'flexible' ? '' : summary.kind === 'single' ? kindNames.single : 'Cluster';
  const state = azureState(server);
  const unusual = state === '' || state.toLowerCase() === 'ready' ? '' : state.toLowerCase();
  const accepted = report?.suppressed?.length ?? 0;
  return join([verdict(server), reachWords(server), accepted === 0 ? '' : `${accepted} accepted`, kind, unusual, report === undefined ? '' : coverageText(report)], ' · ');
}

function findingLines({ report }: FleetServer): string {
  if (report === undefined) return '';
  const findings = failed(report.findings);
  const lines = findings.slice(0, listed).map(({ level, message }) => `- ${codicons[level]} ${escapeMarkdown(message)}`);
  const more = findings.length - lines.length;
  return [...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}

function reachLine({ report }: FleetServer): string {
  return report?.reach === undefined ? '' : `Reachable from: ${escapeMarkdown(report.reach)}`;
}

/** What is accepted for a while, by whom and why: it must not be forgotten. */
function acceptedLines({ report }: FleetServer): string {
  const lines = (report?.suppressed ?? []).map(
    ({ finding, owner, reason, expires }) => `- Accepted by ${escapeMarkdown(owner)} through ${expires}: ${escapeMarkdown(finding.message)} ${escapeMarkdown(reason)}`,
  );
  return [...lines.slice(0, listed), ...(lines.length > listed ? [`- and ${lines.length - listed} more`] : [])].join('\n');
}

function readLine({ report, readAt, message }: FleetServer): string {
  if (message !== undefined) return escapeMarkdown(message);
  if (report === undefined || readAt === undefined) return 'Not read yet: expand it to read it.';
  const { read, all } = coverage(report);
  const when = new Date(readAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return `${read} of ${all} layers read, at ${when}.`;
}

function tooltip(server: FleetServer): string {
  const { summary } = server;
  const version = property(server, 'version');
  const about = [version === '' ? '' : `PostgreSQL ${version}`, summary.location, azureState(server)].map(escapeMarkdown);
  return join(
    [
      `**${escapeMarkdown(summary.name)}** · ${kindNames[summary.kind]}`,
      join(about, ' · '),
      `Resource group ${escapeMarkdown(summary.resourceGroup)}`,
      findingLines(server),
      reachLine(server),
      acceptedLines(server),
      readLine(server),
    ],
    '\n\n',
  );
}

/** Shows a server by its worst finding, and by how much of it could be read. */
export function showServer(server: FleetServer, options: { readonly pinned: boolean }): Appearance {
  const { summary, report } = server;
  const words = description(server);
  const level = report === undefined ? undefined : worst(report.findings);
  return {
    label: summary.name,
    description: words,
    icon: icon(server),
    tooltip: tooltip(server),
    contextValue: `server ${summary.kind} ${options.pinned ? 'pinned' : 'unpinned'}`,
    foldable: 'closed',
    spoken: join([summary.name, kindNames[summary.kind], level ?? '', words, options.pinned ? 'kept in Problems' : ''], ', '),
  };
}
