import { cookString } from './cook-string';
import type { Cursor } from './parse-cursor';
import type { Expression, InterpolatedString, StringLiteral, StringPart } from './expression-syntax';
import { Token } from './token';

type ParseExpression = (cursor: Cursor) => Expression;

/** How a string is delimited: plainly, or by ''' after a number of dollars, which an interpolation then needs too. */
interface Form {
  readonly multiline: boolean;
  readonly dollars: number;
}

/** Whether a string begins at the cursor. */
export function atString(cursor: Cursor): boolean {
  return cursor.is(Token.string) || cursor.is(Token.stringStart);
}

/** Reads the string that begins at the cursor, and what it interpolates by means of `parseExpression`. */
export function parseString(cursor: Cursor, parseExpression: ParseExpression): StringLiteral | InterpolatedString {
  const { start, end } = cursor;
  const form = formOf(cursor.text, start);
  if (cursor.is(Token.string)) {
    const { value, start: from, end: to } = readPart(cursor, form);
    cursor.height = 1;
    return { kind: 'string', start, end, value, content: { start: from, end: to }, multiline: form.multiline };
  }
  const parts: StringPart[] = [readPart(cursor, form)];
  const expressions: Expression[] = [];
  const { continuing } = cursor;
  let tallest = 0;
  cursor.continuing = 0;
  cursor.open.interpolations++;
  for (let more = true; more;) {
    expressions.push(parseHole(cursor, parseExpression));
    tallest = Math.max(tallest, cursor.height);
    more = cursor.is(Token.stringMiddle);
    if (more || cursor.is(Token.stringEnd)) parts.push(readPart(cursor, form));
    else parts.push({ start: cursor.lastEnd, end: cursor.lastEnd, value: '' });
  }
  cursor.open.interpolations--;
  cursor.continuing = continuing;
  cursor.height = tallest + 1;
  return { kind: 'interpolation', start, end: cursor.lastEnd, parts, expressions, multiline: form.multiline };
}

function parseHole(cursor: Cursor, parseExpression: ParseExpression): Expression {
  const atEnd = cursor.is(Token.stringMiddle) || cursor.is(Token.stringEnd);
  const expression = atEnd ? cursor.missing('Write an expression between ${ and }.') : parseExpression(cursor);
  while (!cursor.is(Token.stringMiddle) && !cursor.is(Token.stringEnd) && !cursor.is(Token.newline) && !cursor.is(Token.endOfFile)) {
    cursor.report('Expected } here: an interpolation holds one expression.');
    const before = cursor.at;
    cursor.skipItem();
    if (cursor.at === before) cursor.advance();
  }
  return expression;
}

function formOf(text: string, start: number): Form {
  let dollars = 0;
  while (text.charCodeAt(start + dollars) === 36) dollars++;
  return { multiline: dollars > 0 || text.startsWith("'''", start), dollars };
}

/** Reads the literal part in the string token at the cursor: the text between its delimiters. */
function readPart(cursor: Cursor, form: Form): StringPart {
  const { kind, text } = cursor;
  const first = kind === Token.string || kind === Token.stringStart;
  const opening = first ? (form.multiline ? form.dollars + 3 : 1) : 1;
  const beforeHole = kind === Token.stringStart || kind === Token.stringMiddle;
  const closing = beforeHole ? (form.multiline ? form.dollars : 1) + 1 : form.multiline ? 3 : 1;
  const tokenEnd = cursor.end;
  const start = Math.min(cursor.start + opening, tokenEnd);
  const end = Math.max(start, cursor.tokens.unterminated.has(cursor.at) ? tokenEnd : tokenEnd - closing);
  cursor.advance();
  if (!form.multiline) return { start, end, value: cookString(text.slice(start, end)) };
  const raw = text.slice(start, end);
  return { start, end, value: first ? raw.replace(/^\r?\n/, '') : raw };
}
