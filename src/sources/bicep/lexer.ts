import { isDigit, isLetter, isNewline, isSpace } from './characters';
import { pragmaAt, readPragma } from './pragma';
import type { Comment, Pragma, PragmaKind, SyntaxDiagnostic } from './syntax';
import { maxDiagnostics, punctuation, Token, type TokenKind, type Tokens, widthOf } from './token';

const newline = 10;
const quote = 39;
const dollar = 36;
const openBrace = 123;
const backslash = 92;

/** An entry of the stack of interpolations that stands for a brace inside of one. */
const brace = -1;

/** A line that surely begins a statement: where an unterminated multi-line string is taken to end. */
const statementLine =
  /[\r\n](?:@[A-Za-z]|(?:param|var|output|metadata|type|func|assert|resource|module|test)[ \t]+[A-Za-z_]\w*[ \t]*\S|targetScope[ \t]*=|(?:import|extension|using|extends)[ \t]+['{*])/g;
const unicodeEscape = /\\u\{0*([0-9a-fA-F]{1,6})\}/y;

/**
 * Splits a text into tokens. Never throws, takes linear time and no recursion. A run of empty and comment lines is one
 * newline token. As in Bicep itself a newline ends every interpolation that is still open on its line.
 */
export function lex(text: string): Tokens {
  const length = text.length;
  let capacity = Math.max(64, length >> 2);
  let kinds = new Uint8Array(capacity);
  let starts = new Int32Array(capacity);
  let ends = new Int32Array(capacity);
  let count = 0;
  let at = 0;
  let lineStart = 0;
  let inkEnd = 0;
  const unterminated = new Set<number>();
  const comments: Comment[] = [];
  const pragmas: Pragma[] = [];
  const diagnostics: SyntaxDiagnostic[] = [];
  // Open interpolations, innermost last: 0 for a plain string, the number of dollars for a multi-line one, or a brace.
  const open: number[] = [];

  function report(start: number, end: number, message: string): void {
    if (diagnostics.length < maxDiagnostics) diagnostics.push({ start, end, message });
  }

  function push(kind: TokenKind, start: number, end: number): void {
    if (count === capacity) {
      capacity *= 2;
      const largerKinds = new Uint8Array(capacity);
      const largerStarts = new Int32Array(capacity);
      const largerEnds = new Int32Array(capacity);
      largerKinds.set(kinds);
      largerStarts.set(starts);
      largerEnds.set(ends);
      kinds = largerKinds;
      starts = largerStarts;
      ends = largerEnds;
    }
    kinds[count] = kind;
    starts[count] = start;
    ends[count] = end;
    count++;
    at = end;
    inkEnd = end;
  }

  function pushUnterminated(kind: TokenKind, start: number, end: number): void {
    unterminated.add(count);
    push(kind, start, end);
  }

  function finishString(start: number, end: number, first: boolean): void {
    if (!first) open.pop();
    push(first ? Token.string : Token.stringEnd, start, end);
  }

  function openHole(start: number, end: number, first: boolean, dollars: number): void {
    if (first) open.push(dollars);
    push(first ? Token.stringStart : Token.stringMiddle, start, end);
  }

  /** Reads on in a plain string from `from`, which lies behind the quote or the brace at `start`. */
  function plainString(start: number, from: number, first: boolean): void {
    let i = from;
    for (;;) {
      const code = i < length ? text.charCodeAt(i) : newline;
      if (code === quote) { finishString(start, i + 1, first); return; }
      if (isNewline(code)) {
        report(start, i, "This string is not closed. Add ' before the end of the line.");
        unterminated.add(count);
        finishString(start, i, first); return;
      }
      if (code === dollar && text.charCodeAt(i + 1) === openBrace) { openHole(start, i + 2, first, 0); return; }
      i += code === backslash ? escapeLength(i) : 1;
    }
  }

  /** Returns the length of the escape at `i`, which never includes a newline. */
  function escapeLength(i: number): number {
    const next = text.charAt(i + 1);
    if (next !== '' && "nrt\\'$".includes(next)) return 2;
    if (next === 'u') {
      unicodeEscape.lastIndex = i;
      const match = unicodeEscape.exec(text);
      if (match !== null && parseInt(match[1] ?? '', 16) <= 0x10ffff) return match[0].length;
    }
    const size = next === '' || next === '\n' || next === '\r' ? 1 : 2;
    report(i, i + size, "This escape is unknown. Known are \\n, \\r, \\t, \\\\, \\', \\$ and \\u{…}.");
    return size;
  }

  /** Reads on in a multi-line string, where `dollars` dollars and a brace begin an interpolation (0: never). */
  function multilineString(start: number, from: number, first: boolean, dollars: number): void {
    let i = from;
    while (i < length) {
      const code = text.charCodeAt(i);
      if (code !== quote && code !== dollar) {
        i++;
        continue;
      }
      const runStart = i;
      while (text.charCodeAt(i) === code) i++;
      if (code === quote && i - runStart >= 3) { finishString(start, i, first); return; }
      if (code === dollar && dollars > 0 && i - runStart >= dollars && text.charCodeAt(i) === openBrace) {
        openHole(start, i + 1, first, dollars); return;
      }
    }
    // No ''' follows, so this happens once in a file at most: give back the statements that the string would swallow.
    statementLine.lastIndex = from;
    const cut = statementLine.exec(text)?.index ?? length;
    report(start, Math.min(from, cut), "This multi-line string is not closed. Add '''.");
    unterminated.add(count);
    finishString(start, cut, first);
  }

  function pragma(start: number, name: PragmaKind): void {
    const { read, rest } = readPragma(text, start, name);
    pragmas.push(read);
    if (read.codes.length === 0) report(start, read.end, `Name the codes that #${name} is about.`);
    at = inkEnd = rest?.end ?? read.end;
    if (rest !== undefined) report(rest.start, rest.end, 'A code here consists of letters, digits, _ and -, and codes are separated by spaces.');
  }

  function comment(kind: Comment['kind'], start: number, end: number): void {
    comments.push({ kind, start, end });
    at = inkEnd = end;
  }

  /** A run of characters that are no token. A word in double quotes is taken whole: it is a string of other languages. */
  function unknown(start: number): void {
    let i = start + 1;
    if (text.charAt(start) === '"') {
      while (i < length && text.charAt(i) !== '"' && !isNewline(text.charCodeAt(i))) i++;
      if (text.charAt(i) === '"') i++;
      report(start, i, "Bicep writes strings in single quotes: '…'.");
    } else {
      while (i < length && isStray(text.charCodeAt(i))) i++;
      report(start, i, 'These characters have no meaning in Bicep.');
    }
    push(Token.unknown, start, i);
  }

  while (at < length) {
    const start = at;
    const code = text.charCodeAt(start);
    if (isSpace(code)) {
      at++;
    } else if (isNewline(code)) {
      if (open.length > 0) {
        report(Math.max(lineStart, start - 1), start, "This interpolation is not closed. Add }' before the end of the line.");
        for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
          if (entry !== brace) pushUnterminated(Token.stringEnd, start, start);
        }
      }
      let end = start + 1;
      while (end < length && isNewline(text.charCodeAt(end))) end++;
      if (count > 0 && kinds[count - 1] !== Token.newline) push(Token.newline, start, end);
      at = lineStart = end;
    } else if (isLetter(code)) {
      let end = start + 1;
      for (let next = text.charCodeAt(end); isLetter(next) || isDigit(next); next = text.charCodeAt(end)) end++;
      push(Token.identifier, start, end);
    } else if (isDigit(code)) {
      let end = start + 1;
      while (isDigit(text.charCodeAt(end))) end++;
      push(Token.number, start, end);
    } else if (code === quote) {
      if (text.startsWith("''", start + 1)) multilineString(start, start + 3, true, 0);
      else plainString(start, start + 1, true);
    } else if (code === openBrace) {
      if (open.length > 0) open.push(brace);
      push(Token.leftBrace, start, start + 1);
    } else if (code === 125) {
      const innermost = open.at(-1);
      if (innermost === undefined) push(Token.rightBrace, start, start + 1);
      else if (innermost === 0) plainString(start, start + 1, false);
      else if (innermost > 0) multilineString(start, start + 1, false, innermost);
      else {
        open.pop();
        push(Token.rightBrace, start, start + 1);
      }
    } else if (code === 47 && text.charCodeAt(start + 1) === 47) {
      let end = start + 2;
      while (end < length && !isNewline(text.charCodeAt(end))) end++;
      comment('line', start, end);
    } else if (code === 47 && text.charCodeAt(start + 1) === 42) {
      const close = text.indexOf('*/', start + 2);
      if (close < 0) report(start, start + 2, 'This comment is not closed. Add */.');
      comment('block', start, close < 0 ? length : close + 2);
    } else if (code === dollar) {
      let end = start + 1;
      while (text.charCodeAt(end) === dollar) end++;
      if (text.startsWith("'''", end)) multilineString(start, end + 3, true, end - start);
      else {
        report(start, end, "A $ stands in strings, or right before '''.");
        push(Token.unknown, start, end);
      }
    } else {
      const name = code === 35 && inkEnd <= lineStart ? pragmaAt(text, start) : undefined;
      const kind = punctuation(code, text.charCodeAt(start + 1), text.charCodeAt(start + 2));
      if (name !== undefined) pragma(start, name);
      else if (kind === undefined) unknown(start);
      else push(kind, start, start + widthOf(kind));
    }
  }
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    if (entry !== brace) {
      report(Math.max(0, length - 1), length, "This interpolation is not closed. Add }'.");
      pushUnterminated(Token.stringEnd, length, length);
    }
  }
  push(Token.endOfFile, length, length);
  return { count, kinds, starts, ends, unterminated, comments, pragmas, diagnostics };
}

function isStray(code: number): boolean {
  return !(isSpace(code) || isNewline(code) || isLetter(code) || isDigit(code))
    && code !== quote && code !== dollar && code !== openBrace && code !== 125 && code !== 34 && code !== 35
    && punctuation(code, NaN, NaN) === undefined;
}
