/** What the process that started this one asks for. */
export type Asked =
  /** Run everything without a mutant. */
  | { readonly ask: 'observe'; readonly mutants: number }
  /** Know the tests by their places in this list. */
  | { readonly ask: 'remember'; readonly tests: readonly ObservedTest[] }
  | Attempt;

/** Run tests with one mutant, until one fails. */
export interface Attempt {
  readonly ask: 'try';
  readonly mutant: number;
  /** Places in the list of tests, those first that probably fail. */
  readonly tests: readonly number[];
  /** True for a mutant that is passed while modules or files of tests load: they are loaded with it. */
  readonly anew: boolean;
  /** How often one test may pass the mutant before it goes round and round. */
  readonly hitLimit: number;
  /** How long one test may keep the processor busy. */
  readonly limitMs: number;
}

export interface ObservedTest {
  readonly file: string;
  readonly key: string;
  /** How long it keeps the processor busy. */
  readonly ms: number;
}

/** What ran without a mutant. */
export interface Observed {
  readonly tests: readonly ObservedTest[];
  readonly failed: readonly string[];
  readonly passes: readonly Passes[];
}

/** Who passes the place of a mutant. */
export interface Passes {
  /** True if it is passed while the sources load. */
  readonly whileLoading: boolean;
  /** The files of tests that pass it before their tests run. */
  readonly files: readonly string[];
  /** Places in the list of tests. */
  readonly tests: readonly number[];
  /** How often it is passed by whoever passes it most. */
  readonly most: number;
}

export interface Tried {
  /** The test that noticed it. */
  readonly killedBy: string | undefined;
}
