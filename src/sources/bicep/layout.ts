import { lex } from './lexer';

/** How new lines are written at a place: what ends them, what they begin with, and what each further level adds. */
export interface Layout {
  readonly newline: string;
  readonly indentation: string;
  readonly unit: string;
}

function isNewline(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 10 || code === 13;
}

export function isBlank(text: string, start: number, end: number): boolean {
  return /^[ \t\uFEFF]*$/.test(text.slice(start, end));
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isNewline(text, at - 1)) at--;
  return at;
}

/** Where the line of an offset ends, before what ends it. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isNewline(text, at)) at++;
  return at;
}

/** Where the next line begins, or the text ends. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
}

/** Where the line before begins; for the first line where it begins itself. */
export function previousLine(text: string, offset: number): number {
  const start = lineStart(text, offset);
  if (start === 0) return 0;
  return lineStart(text, text.startsWith('\r\n', start - 2) ? start - 2 : start - 1);
}

/** The white space that the line of an offset begins with. */
export function indentationAt(text: string, offset: number): string {
  return /^\uFEFF?([ \t]*)/.exec(text.slice(lineStart(text, offset), offset))?.[1] ?? '';
}

/** What the lines near an offset end with. */
function newlineAt(text: string, offset: number): string {
  const after = lineEnd(text, offset);
  const end = after < text.length ? after : lineStart(text, offset) - 1;
  if (end < 0) return '\n';
  if (text.charAt(end) === '\r') return text.charAt(end + 1) === '\n' ? '\r\n' : '\r';
  return text.charAt(end - 1) === '\r' ? '\r\n' : '\n';
}

/** The first indented line of a file shows how it indents; a star there continues a comment. */
const firstIndentation = /[\r\n](\t| {2,8})(?=[^\s*])/;

/** Follows how the text is written around an offset. */
export function layoutAt(text: string, offset: number): Layout {
  const unit = firstIndentation.exec(text)?.[1] ?? '  ';
  return { newline: newlineAt(text, offset), indentation: indentationAt(text, offset), unit };
}

export function indented(layout: Layout): Layout {
  return { ...layout, indentation: layout.indentation + layout.unit };
}

/** Whether an offset lies in a string, or in an interpolation of one, where no new line may be written. */
export function insideString(text: string, offset: number): boolean {
  return lex(text.slice(lineStart(text, offset), offset)).unterminated.size > 0;
}
