import { lex } from './lexer';
import { Cursor } from './parse-cursor';
import { parseStatements } from './parse-statement';
import type { Program, SyntaxDiagnostic } from './syntax';

/** The tree of a file and what is wrong with its text, in the order of the text. */
export interface ParsedBicep {
  readonly program: Program;
  readonly diagnostics: readonly SyntaxDiagnostic[];
}

/**
 * Parses a .bicep or .bicepparam file; both languages share one grammar here. Never throws, whatever the text is, and
 * takes linear time. A broken region costs only itself: a statement that begins in column 0 closes what is open.
 */
export function parseBicep(text: string): ParsedBicep {
  const tokens = lex(text);
  const cursor = new Cursor(text, tokens);
  const statements = parseStatements(cursor);
  const program: Program = {
    kind: 'program', start: 0, end: text.length, statements, pragmas: tokens.pragmas, comments: tokens.comments,
  };
  const diagnostics = [...tokens.diagnostics, ...cursor.diagnostics].sort((a, b) => a.start - b.start || a.end - b.end);
  return { program, diagnostics };
}
