import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../repository';
import type { Attempt, Observed } from './answers';
import type { Mutant } from './instrument';
import { mutationFolder } from './mutation-folder';
import { hash } from './remembered';
import type { Outcome } from './report';

/** Outcomes on disk, so that a run can be made in parts, and stopped. */
export interface Kept {
  /** The outcome of a mutant, if neither its source nor the tests that decided it have changed since. */
  readonly outcomeOf: (mutant: Mutant, attempt: Attempt) => Outcome | undefined;
  readonly keep: (outcome: Outcome, attempt: Attempt) => void;
}

interface Line extends Omit<Outcome, 'mutant'> {
  readonly mutant: string;
  /** What it rests on. */
  readonly basis: string;
}

const path = join(mutationFolder, 'outcomes.jsonl');

/** Names a mutant the same way in every run. */
function nameOf({ fileName, location: { start, end }, mutatorName, replacement }: Mutant): string {
  return `${fileName}:${start.line}:${start.column}-${end.line}:${end.column} ${mutatorName} ${replacement}`;
}

export function openKept({ tests }: Observed, anew: boolean): Kept {
  if (anew) rmSync(path, { force: true });
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const byName = new Map(lines.map((line) => JSON.parse(line) as Line).map((line) => [line.mutant, line]));
  const texts = new Map<string, string>();

  function hashOf(file: string): string {
    const known = texts.get(file) ?? hash([readFileSync(inRepository(file), 'utf8')]);
    texts.set(file, known);
    return known;
  }

  /** One test is enough to notice a mutant; that it survives rests on all that were tried. */
  function basisOf({ mutant, by }: Outcome, attempt: Attempt): string {
    const tried = by === undefined ? attempt.tests.map((place) => tests[place]?.file ?? '') : [by.split(' › ')[0] ?? ''];
    return hash([mutant.fileName, ...[...new Set(tried)].sort()].map(hashOf));
  }

  return {
    outcomeOf: (mutant, attempt) => {
      const line = byName.get(nameOf(mutant));
      if (line === undefined || (line.by !== undefined && !existsSync(inRepository(line.by.split(' › ')[0] ?? '')))) return undefined;
      const { mutant: _, basis, ...rest } = line;
      const outcome = { ...rest, mutant };
      return basisOf(outcome, attempt) === basis ? outcome : undefined;
    },
    keep: (outcome, attempt) => {
      const line: Line = { ...outcome, mutant: nameOf(outcome.mutant), basis: basisOf(outcome, attempt) };
      appendFileSync(path, `${JSON.stringify(line)}\n`);
    },
  };
}
