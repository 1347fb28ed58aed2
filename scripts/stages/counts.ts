import type { Failure } from './failures';

/** How many tests a run had, and what is to be told again of those that failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** May be fewer than have failed: a test that fails only because a part of it does has nothing to tell. */
  readonly failures: readonly Failure[];
}

/** Adds up the counts of several runs. */
export const sum = (parts: readonly Counts[]): Counts => ({
  passed: parts.reduce((total, { passed }) => total + passed, 0),
  failed: parts.reduce((total, { failed }) => total + failed, 0),
  skipped: parts.reduce((total, { skipped }) => total + skipped, 0),
  failures: parts.flatMap(({ failures }) => failures),
});

/** The line that ends every test run, alone on its line: `12 passed, 0 failed`, with `, 1 skipped` when there are any. */
export const countsLine = ({ passed, failed, skipped }: Pick<Counts, 'passed' | 'failed' | 'skipped'>): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** A run without a single test is no success: something kept the tests from being found. */
export const succeeded = ({ passed, failed }: Pick<Counts, 'passed' | 'failed'>): boolean => failed === 0 && passed > 0;
