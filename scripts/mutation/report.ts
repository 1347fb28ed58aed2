import { readFileSync } from 'node:fs';
import { inRepository } from '../repository';
import type { Mutant } from './instrument';

/** What became of a mutant. */
export interface Outcome {
  readonly mutant: Mutant;
  /** Whether it is passed while modules load, as the tables of the rules are. */
  readonly loaded: boolean;
  readonly status: 'killed' | 'too slow' | 'survived' | 'not covered';
  /** The test that noticed it. */
  readonly by?: string;
}

export const wasNoticed = ({ status }: Outcome): boolean => status === 'killed' || status === 'too slow';

function share(outcomes: readonly Outcome[]): string {
  const good = outcomes.filter(wasNoticed).length;
  return `${outcomes.length === 0 ? '–' : ((good / outcomes.length) * 100).toFixed(1)} % (${good} of ${outcomes.length})`;
}

/** The share of mutants that a test noticed: of all, and of those that tests pass and those that loading passes. */
export const score = (outcomes: readonly Outcome[]): string =>
  `noticed ${share(outcomes)}; in tests ${share(outcomes.filter(({ loaded }) => !loaded))}, while loading ${share(outcomes.filter(({ loaded }) => loaded))}`;

/** The score of each folder, and of all. */
export function folderScores(outcomes: readonly Outcome[]): string {
  const byFolder = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const folder = outcome.mutant.fileName.split('/').slice(0, -1).join('/');
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), outcome]);
  }
  const rows = [...byFolder].sort(([a], [b]) => a.localeCompare(b)).map(([folder, some]) => `${folder.padEnd(32)} ${share(some)}`);
  const slow = outcomes.filter(({ status }) => status === 'too slow').length;
  return [...rows, `${'all'.padEnd(32)} ${share(outcomes)}; ${slow} of them by going round and round`].join('\n');
}

/** Names a mutant as a person looks for it: the place, what it was, what it became. */
export function survivorLine({ mutant, status, loaded }: Outcome): string {
  const { fileName, location, mutatorName, replacement } = mutant;
  const lines = readFileSync(inRepository(fileName), 'utf8').split('\n').slice(location.start.line, location.end.line + 1);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? '').slice(0, location.end.column);
  lines[0] = (lines[0] ?? '').slice(location.start.column);
  const short = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 120);
  const place = `${fileName}:${location.start.line + 1}:${location.start.column + 1}`;
  return `${place} ${status}${loaded ? ' (loading)' : ''} ${mutatorName}: ${short(lines.join(' '))} → ${short(replacement)}`;
}
