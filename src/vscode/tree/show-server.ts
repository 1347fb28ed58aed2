import type { Level } from '../../model/rule';
import { kindNames } from '../../model/resource';
import { valueAt } from '../../model/value';
import type { FleetServer } from '../fleet';
import type { Appearance, Icon } from './appearance';
import { escapeMarkdown, icons, join, levelIcon } from './appearance';
import { sinceWhen } from './since-when';
import { briefs, coverageText, failed, worst } from './summary';

/** How many findings a tooltip lists. */
const listed = 8;

const codicons: Readonly<Record<Level, string>> = { error: '$(error)', warning: '$(warning)', info: '$(info)' };

/** A property as the list of servers told it. */
function property({ summary }: FleetServer, name: string): string {
  const value = valueAt(summary.body, ['properties', name]);
  return typeof value === 'string' ? value : '';
}

/** What Azure says of the server's state, as it was read last; Single Server has its own word for it. */
function azureState(server: FleetServer): string {
  return server.digest?.state ?? (property(server, 'state') || property(server, 'userVisibleState'));
}

function icon({ state, digest }: FleetServer): Icon {
  if (state === 'gone') return icons.gone;
  if (state === 'failed') return levelIcon('warning');
  if (state === 'reading' && digest === undefined) return icons.reading;
  if (digest === undefined) return icons.unread;
  const level = worst(digest.findings);
  if (level !== undefined) return levelIcon(level);
  return coverageText(digest.coverage) === '' ? icons.pass : icons.question;
}

/** What is wrong in a few words, or why nothing can be said. */
function verdict({ state, digest }: FleetServer): string {
  if (state === 'gone') return 'no longer there';
  if (state === 'failed') return 'could not be read';
  if (digest === undefined) return state === 'reading' ? 'reading …' : 'not read yet';
  return briefs(digest.findings) || 'no findings';
}

/** From where a server without findings can be reached: where something is wrong, that is said and takes the room. */
function reachWords({ digest }: FleetServer): string {
  return digest?.reach === undefined ? '' : `reachable from ${digest.reach}`;
}

function description(server: FleetServer, now: number): string {
  const { summary, digest, readAt } = server;
  const name = kindNames[summary.kind];
  const kind = summary.kind === 'flexible' ? '' : name.charAt(0).toUpperCase() + name.slice(1);
  const state = azureState(server);
  const unusual = state === '' || state.toLowerCase() === 'ready' ? '' : state.toLowerCase();
  const accepted = digest?.accepted ?? 0;
  const checked = readAt === undefined ? '' : sinceWhen(readAt, now);
  return join([verdict(server), reachWords(server), accepted === 0 ? '' : `${accepted} accepted`, kind, unusual, digest === undefined ? '' : coverageText(digest.coverage), checked === '' ? '' : `checked ${checked}`], ' · ');
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

function timeOf(milliseconds: number, now: number): string {
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  const isOld = now - milliseconds > 12 * 60 * 60_000;
  return new Date(milliseconds).toLocaleString([], isOld ? { ...time, day: 'numeric', month: 'short' } : time);
}

function readLine({ digest, readAt, unchangedAt, message }: FleetServer, now: number): string {
  if (message !== undefined) return escapeMarkdown(message);
  if (digest === undefined || readAt === undefined) return 'Not read yet: expand it to read it.';
  const { read, all } = digest.coverage;
  const since = unchangedAt === undefined ? '' : ` The activity log told of no change by ${timeOf(unchangedAt, now)}, so it was not read again; the log may lag by 20 minutes.`;
  return `${read} of ${all} layers read, at ${timeOf(readAt, now)}.${since}`;
}

function tooltip(server: FleetServer, now: number): string {
  const { summary, report } = server;
  const read = valueAt(report?.server.resource.body, ['properties', 'version']);
  const version = typeof read === 'string' ? read : property(server, 'version');
  const about = [version === '' ? '' : `PostgreSQL ${version}`, summary.location, azureState(server)].map(escapeMarkdown);
  return join(
    [
      `**${escapeMarkdown(summary.name)}** · ${kindNames[summary.kind]}`,
      join(about, ' · '),
      `Resource group ${escapeMarkdown(summary.resourceGroup)}`,
      findingLines(server),
      reachLine(server),
      acceptedLines(server),
      readLine(server, now),
    ],
    '\n\n',
  );
}

export interface ServerRowOptions {
  readonly pinned: boolean;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** Shows a server by its worst finding, and by how much of it could be read. */
export function showServer(server: FleetServer, { pinned, now }: ServerRowOptions): Appearance {
  const { summary, digest } = server;
  const words = description(server, now);
  const level = digest === undefined ? undefined : worst(digest.findings);
  return {
    label: summary.name,
    description: words,
    icon: icon(server),
    get tooltip() {
      return tooltip(server, now);
    },
    isTooltipLate: true,
    contextValue: `server ${summary.kind} ${pinned ? 'pinned' : 'unpinned'}`,
    foldable: 'closed',
    spoken: join([summary.name, kindNames[summary.kind], level ?? '', words, pinned ? 'kept in Problems' : ''], ', '),
  };
}
