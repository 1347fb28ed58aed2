import type { Node, ParseError } from 'jsonc-parser';
import { parseTree, printParseErrorCode } from 'jsonc-parser';
import type { SourceProblem } from '../program';
import { maxDepth, prepareText } from './prepare-text';

/** A JSON text, parsed as far as it can be. */
export interface JsonDocument {
  readonly file: string;
  /** As it is in the file: offsets of nodes are offsets here. */
  readonly text: string;
  /** Undefined where there is nothing to read, or brackets nest too deeply. */
  readonly root: Node | undefined;
  /** True where brackets nest too deeply, so that nothing was read. */
  readonly tooDeep: boolean;
  readonly problems: readonly SourceProblem[];
}

/** More than this many problems in one file help nobody. */
const maxProblems = 20;

const messages: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This is no JSON value.',
  InvalidNumberFormat: 'This is no number.',
  PropertyNameExpected: 'A property name is missing.',
  ValueExpected: 'A value is missing.',
  ColonExpected: 'A colon is missing.',
  CommaExpected: 'A comma is missing.',
  CloseBraceExpected: 'A closing brace is missing.',
  CloseBracketExpected: 'A closing bracket is missing.',
  EndOfFileExpected: 'Nothing may follow the end of the JSON.',
  UnexpectedEndOfString: 'The closing quote is missing.',
  UnexpectedEndOfNumber: 'The number is not complete.',
  InvalidUnicode: 'This is no Unicode escape.',
  InvalidEscapeCharacter: 'This escape does not exist in JSON.',
  InvalidCharacter: 'This character may not stand here.',
};

function problemsOf(file: string, errors: readonly ParseError[]): SourceProblem[] {
  return errors.slice(0, maxProblems).map(({ error, offset, length }) => ({
    file,
    message: messages[printParseErrorCode(error)] ?? 'This is no JSON.',
    span: { start: offset, end: offset + length },
  }));
}

/** Parses a text with comments and trailing commas. Never throws; takes linear time. */
export function parseDocument(file: string, text: string): JsonDocument {
  const prepared = prepareText(text);
  if (prepared.tooDeepAt !== undefined) {
    const span = { start: prepared.tooDeepAt, end: prepared.tooDeepAt + 1 };
    const message = `The brackets nest deeper than ${maxDepth} levels; the file is not read.`;
    return { file, text, root: undefined, tooDeep: true, problems: [{ file, message, span }] };
  }
  const errors: ParseError[] = [];
  const root = parseTree(prepared.text, errors, { allowTrailingComma: true, disallowComments: false });
  const problems = problemsOf(file, errors);
  const { openCommentAt } = prepared;
  if (openCommentAt !== undefined) {
    problems.unshift({ file, message: 'The comment is not closed.', span: { start: openCommentAt, end: openCommentAt + 2 } });
  }
  return { file, text, root, tooDeep: false, problems };
}
