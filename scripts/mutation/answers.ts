/** What the process that started this one asks for. */
export type Asked =
  /** Run everything without a mutant. */
  | { readonly ask: 'observe' }
  /** Run tests with one mutant, file after file, until one fails. */
  | { readonly ask: 'try'; readonly mutant: string; readonly files: readonly FileToRun[]; readonly hitLimit: number };

export interface FileToRun {
  readonly file: string;
  /** The keys of the tests to run; without them, all of the file. */
  readonly tests?: readonly string[];
}

/** What ran without a mutant. */
export interface Observed {
  readonly tests: readonly { readonly file: string; readonly key: string; readonly ms: number }[];
  readonly failed: readonly string[];
  /** How often the place of each mutant was passed while the modules loaded, and in each test. */
  readonly whileLoading: Readonly<Record<string, number>>;
  readonly perTest: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface Tried {
  /** The test that noticed it. */
  readonly killedBy: string | undefined;
}

/** The name under which it is noted what a file of tests passes before its tests run. */
export const loadingOf = (file: string): string => `loading ${file}`;
