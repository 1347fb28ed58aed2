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
  /** What became of a mutant, if neither its source nor the test that noticed it has changed since. */
  readonly outcomeOf: (mutant: Mutant) => Outcome | undefined;
  /** Whether a mutant was tried on those very tests. */
  readonly wasTried: (mutant: Mutant, attempt: Attempt, tests: Observed['tests']) => boolean;
  readonly keep: (outcome: Outcome, attempt: Attempt, tests: Observed['tests']) => void;
}

interface Line extends Omit<Outcome, 'mutant'> {
  readonly mutant: string;
  /** The source, and the test that noticed the mutant. */
  readonly basis: string;
  /** The files of all tests that were to be tried. */
  readonly tried: string;
}

/** Names a mutant the same way in every run. */
function nameOf({ fileName, location: { start, end }, mutatorName, replacement }: Mutant): string {
  return `${fileName}:${start.line}:${start.column}-${end.line}:${end.column} ${mutatorName} ${replacement}`;
}

export function openKept(anew: boolean): Kept {
  const path = join(mutationFolder, 'outcomes.jsonl');
  if (anew) rmSync(path, { force: true });
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const byName = new Map(lines.map((text) => JSON.parse(text) as Line).map((line) => [line.mutant, line]));
  const hashes = new Map<string, string>();

  function hashOf(file: string): string {
    const known = hashes.get(file) ?? (existsSync(inRepository(file)) ? hash([readFileSync(inRepository(file), 'utf8')]) : '');
    hashes.set(file, known);
    return known;
  }

  const basisOf = ({ fileName }: Mutant, by: string | undefined): string => hash([hashOf(fileName), by === undefined ? '' : hashOf(by.split(' › ')[0] ?? '')]);
  const triedOf = (attempt: Attempt, tests: Observed['tests']): string => hash([...new Set(attempt.tests.map((place) => tests[place]?.file ?? ''))].sort().map(hashOf));

  return {
    outcomeOf: (mutant) => {
      const line = byName.get(nameOf(mutant));
      if (line === undefined || line.basis !== basisOf(mutant, line.by)) return undefined;
      return { mutant, status: line.status, loaded: line.loaded, ...(line.by !== undefined && { by: line.by }) };
    },
    wasTried: (mutant, attempt, tests) => byName.get(nameOf(mutant))?.tried === triedOf(attempt, tests),
    keep: ({ mutant, ...rest }, attempt, tests) => {
      const line: Line = { ...rest, mutant: nameOf(mutant), basis: basisOf(mutant, rest.by), tried: triedOf(attempt, tests) };
      byName.set(line.mutant, line);
      appendFileSync(path, `${JSON.stringify(line)}\n`);
    },
  };
}
