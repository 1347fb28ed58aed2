/** A name that a directive spells, with its place in the file. */
export interface DirectiveCode {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words in a template that ask for silence. Whoever reads them does not know which rules there are. */
export interface Directive {
  readonly file: string;
  /** For the next line only, from here on, or no longer from here on. */
  readonly kind: 'next-line' | 'disable' | 'restore';
  readonly codes: readonly DirectiveCode[];
  /** The directive's own place in the file. */
  readonly start: number;
  readonly end: number;
  /** The region that it silences: a line, or all that follows. */
  readonly from: number;
  readonly to: number;
  /** Why, in the words of a comment behind it. */
  readonly reason?: string;
}
