import type { TextRange } from './check-result';

/** One region of a file that a fix replaces. */
export interface ResultEdit {
  readonly file: string;
  readonly range: TextRange;
  readonly text: string;
}

/** What a fix would write. */
export interface ResultFix {
  readonly title: string;
  readonly edits: readonly ResultEdit[];
}
