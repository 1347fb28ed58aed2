import type { Observed, ObservedTest, Passes } from './answers';
import { busyMs } from './busy';
import type { NotedTest } from './tests';

/** A bundle whose modules are loaded when they are needed. */
export interface Loaded {
  readonly sources: () => void;
  readonly files: readonly string[];
  /** Loads a file of tests. */
  readonly testsOf: (file: string) => readonly NotedTest[];
}

interface Noted extends Passes {
  whileLoading: boolean;
  readonly files: string[];
  readonly tests: number[];
  most: number;
}

/** Runs everything without a mutant: once to count what is passed, and twice to learn which tests can be repeated and what they take. */
export async function observe(counted: Loaded, timed: Loaded, counts: Uint32Array, fails: (run: () => unknown) => Promise<boolean>): Promise<Observed> {
  const passes = Array.from(counts, (): Noted => ({ whileLoading: false, files: [], tests: [], most: 0 }));
  const take = (note: (passed: Noted) => void): void => {
    for (const [mutant, count] of counts.entries()) {
      const noted = passes[mutant];
      if (count === 0 || noted === undefined) continue;
      note(noted);
      noted.most = Math.max(noted.most, count);
    }
    counts.fill(0);
  };
  counted.sources();
  take((noted) => {
    noted.whileLoading = true;
  });
  const tests: ObservedTest[] = [];
  const failed: string[] = [];
  timed.sources();
  for (const file of counted.files) {
    const counting = counted.testsOf(file);
    take(({ files }) => files.push(file));
    const repeated = timed.testsOf(file);
    for (const [index, { key, run }] of counting.entries()) {
      const [place, again] = [tests.length, repeated[index]?.run];
      if (await fails(run)) failed.push(key);
      take((noted) => noted.tests.push(place));
      if (again === undefined || (await fails(again))) failed.push(`${key} (for the first time)`);
      const started = busyMs();
      if (again === undefined || (await fails(again))) failed.push(`${key} (for the second time)`);
      tests.push({ file, key, ms: busyMs() - started });
    }
  }
  return { tests, failed, passes };
}
