import type { Level } from '../../model/rule';
import type { FleetServer, FleetState } from '../fleet';
import type { Coverage, DigestFinding } from '../results/server-digest';

const levels = ['error', 'warning', 'info'] as const;

/** How many kinds of trouble a row names before it only counts them. */
const named = 3;

/** Findings of rules that failed: what could not be decided weighs nothing. */
export function failed<T extends Pick<DigestFinding, 'outcome'>>(findings: readonly T[]): readonly T[] {
  return findings.filter(({ outcome }) => outcome === 'fail');
}

export function worst(findings: readonly DigestFinding[]): Level | undefined {
  const present = new Set(failed(findings).map(({ level }) => level));
  return levels.find((level) => present.has(level));
}

export function count(findings: readonly DigestFinding[], level: Level): number {
  return failed(findings).filter((finding) => finding.level === level).length;
}

export function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** Names what is wrong, worst first, each thing once: "open to the internet; passwords accepted". */
export function briefs(findings: readonly DigestFinding[]): string {
  const sorted = [...failed(findings)].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  const words = [...new Set(sorted.map(({ rule }) => rule.brief))];
  const shown = words.length > named ? words.slice(0, named - 1) : words;
  const more = words.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

/** Counts errors and warnings: "2 errors, 3 warnings"; infos only where there is nothing worse. */
export function counts(findings: readonly DigestFinding[]): string {
  const parts = (['error', 'warning'] as const).flatMap((level) => {
    const number = count(findings, level);
    return number === 0 ? [] : [plural(number, level)];
  });
  if (parts.length > 0) return parts.join(', ');
  const infos = count(findings, 'info');
  return infos === 0 ? 'no findings' : plural(infos, 'info');
}

/** "11 of 13 layers read", or nothing where all were. */
export function coverageText({ read, all }: Coverage): string {
  return read === all ? '' : `${read} of ${all} layers read`;
}

/** What a refresh did not read again, and why that is right; of the servers that are shown now, as long as none was read since. */
export function reuseText({ kind, reuse }: Pick<FleetState, 'kind' | 'reuse'>, servers: readonly Pick<FleetServer, 'unchangedAt'>[]): string {
  if (kind !== 'loaded' || reuse === undefined) return '';
  const unchanged = servers.filter(({ unchangedAt }) => unchangedAt !== undefined).length;
  if (unchanged === 0) return '';
  const rest = reuse.reread === 0 ? '' : `; ${plural(reuse.reread, 'other')} read again`;
  return `By the activity log ${unchanged} of ${plural(servers.length, 'server')} did not change${rest}.`;
}
