import type { ArrayLiteral, Expression, ParenthesizedExpression, Spread } from './expression-syntax';
import type { Cursor } from './parse-cursor';
import { Token, type TokenKind } from './token';

/** Reads an expression: what stands in brackets is read by those who read what stands around them. */
export type ParseExpression = (cursor: Cursor) => Expression;

/** Reads the closing bracket of one expression; whatever stands before it on the line is reported and skipped. */
export function closeBracket(cursor: Cursor, closer: TokenKind, message: string): number | undefined {
  cursor.skipNewlinesBefore(closer);
  const start = cursor.expect(closer, message);
  if (start !== undefined || cursor.atOuterEnd || cursor.is(Token.newline)) return start;
  do {
    cursor.eat(Token.comma);
    cursor.skipItem();
  } while (cursor.is(Token.comma));
  const late = cursor.start;
  return cursor.eat(closer) ? late : undefined;
}

export function parseParenthesized(cursor: Cursor, parse: ParseExpression): ParenthesizedExpression {
  const { start } = cursor;
  cursor.advance();
  cursor.open.parens++;
  cursor.continuing++;
  cursor.skipNewlineBeforeOperand();
  const expression = parse(cursor);
  closeBracket(cursor, Token.rightParen, "Expected ')'.");
  cursor.continuing--;
  cursor.open.parens--;
  cursor.height++;
  return { kind: 'parenthesized', start, end: cursor.lastEnd, expression };
}

/** Reads the arguments of a call from its opening parenthesis to the closing one. */
export function parseArguments(cursor: Cursor, parse: ParseExpression): Expression[] {
  const found: Expression[] = [];
  let tallest = 0;
  cursor.advance();
  cursor.open.parens++;
  cursor.continuing++;
  for (;;) {
    cursor.skipNewlineBeforeOperand();
    cursor.skipNewlinesBefore(Token.rightParen);
    if (cursor.eat(Token.rightParen)) break;
    if (cursor.atOuterEnd || cursor.is(Token.newline)) {
      cursor.report("Expected ')'.");
      break;
    }
    const first = cursor.at;
    found.push(parse(cursor));
    tallest = Math.max(tallest, cursor.height);
    cursor.skipNewlinesBefore(Token.rightParen);
    cursor.skipNewlinesBefore(Token.comma);
    if (cursor.is(Token.newline)) {
      if (cursor.at === first || cursor.isPropertyAt(cursor.at + 1)) continue;
      cursor.report("Expected ',' or ')'.");
    } else {
      cursor.endItem(first, Token.rightParen, "Expected ',' or ')'.");
      if (cursor.eat(Token.comma) && cursor.is(Token.rightParen)) cursor.report('Expected a value.');
    }
  }
  cursor.continuing--;
  cursor.open.parens--;
  cursor.height = tallest + 1;
  return found;
}

export function parseArray(cursor: Cursor, parse: ParseExpression): ArrayLiteral {
  const open = cursor.start;
  const items: (Expression | Spread)[] = [];
  let tallest = 0;
  let close: number | undefined;
  cursor.advance();
  for (;;) {
    cursor.skipSeparators();
    if (cursor.is(Token.rightSquare) || cursor.atOuterEnd) {
      close = cursor.closeList(Token.rightSquare, "Expected ']'.");
      break;
    }
    const first = cursor.at;
    items.push(cursor.is(Token.ellipsis) ? parseSpread(cursor, parse) : parse(cursor));
    tallest = Math.max(tallest, cursor.height);
    cursor.endItem(first, Token.rightSquare, "Expected a new line, a comma or ']'.");
  }
  cursor.height = tallest + 1;
  return { kind: 'array', start: open, end: cursor.lastEnd, open, close, items };
}

/** Reads `...expression`. */
export function parseSpread(cursor: Cursor, parse: ParseExpression): Spread {
  const { start } = cursor;
  cursor.advance();
  const expression = parse(cursor);
  cursor.height++;
  return { kind: 'spread', start, end: cursor.lastEnd, expression };
}
