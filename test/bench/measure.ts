/** What one measurement found. */
export interface Measured {
  readonly name: string;
  readonly value: number;
  /** Such as 'KB', 'ms', 'MB/s', 'calls' or '×'; empty for a plain count. */
  readonly unit: string;
  /** The value that should not be passed, and in which direction; absent where a figure is only of interest. */
  readonly budget?: { readonly atMost: number } | { readonly atLeast: number };
  /** What the figure depends on, such as the size of the input. */
  readonly note?: string;
}

/** One file in test/bench exports `measures`: functions that measure one after the other, each one or several figures. */
export type Measure = () => Measured[] | Promise<Measured[]>;

/** The middle of several values. @throws when there are none. */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('There is no median of nothing.');
  return middle;
}
