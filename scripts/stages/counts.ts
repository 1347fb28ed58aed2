/** How many tests a run had. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Adds up the counts of several runs. */
export const sum = (parts: readonly Counts[]): Counts => ({
  passed: parts.reduce((total, { passed }) => total + passed, 0),
  failed: parts.reduce((total, { failed }) => total + failed, 0),
  skipped: parts.reduce((total, { skipped }) => total + skipped, 0),
});

/** The line that ends every test run, alone on its line: `12 passed, 0 failed`, with `, 1 skipped` when there are any. */
export const countsLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** A run without a single test is no success: something kept the tests from being found. */
export const succeeded = ({ passed, failed }: Counts): boolean => failed === 0 && passed > 0;
