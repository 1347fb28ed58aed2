import type {
  ArrayLiteral, Expression, ForExpression, Identifier, IfExpression, ObjectLiteral, Property, PropertyKey, ResourceStatement, Spread,
} from './expression-syntax';
import type { Cursor } from './parse-cursor';
import { closeBracket, parseArray, type ParseExpression, parseParenthesized, parseSpread } from './parse-list';
import { atString, parseString } from './parse-string';
import { Token } from './token';

/** Reads a resource that is declared inside of another one's body, where one begins at the cursor. */
export type ParseNested = (cursor: Cursor) => ResourceStatement | undefined;

/** Reads an array or a loop. `nested` is given where the loop makes resources, whose bodies may hold further ones. */
export function parseArrayOrFor(cursor: Cursor, parse: ParseExpression, nested: ParseNested | undefined): ArrayLiteral | ForExpression {
  const next = cursor.kindAt(cursor.at + 1) === Token.newline ? cursor.at + 2 : cursor.at + 1;
  const { continuing } = cursor;
  cursor.open.squares++;
  cursor.continuing = 0;
  const parsed = cursor.isKeyword(next, 'for') ? parseFor(cursor, parse, nested) : parseArray(cursor, parse);
  cursor.continuing = continuing;
  cursor.open.squares--;
  return parsed;
}

function parseFor(cursor: Cursor, parse: ParseExpression, nested: ParseNested | undefined): ForExpression {
  const open = cursor.start;
  cursor.advance();
  cursor.skipNewlines();
  cursor.advance();
  let index: Identifier | undefined;
  const inParens = cursor.eat(Token.leftParen);
  const item = cursor.identifier('Expected the name of the loop variable.');
  if (inParens) {
    if (cursor.eat(Token.comma)) index = cursor.identifier('Expected the name of the index variable.');
    cursor.expect(Token.rightParen, "Expected ')'.");
  }
  if (!cursor.eatKeyword('in')) cursor.report("Expected 'in'.");
  const collection = parse(cursor);
  let tallest = cursor.height;
  let body: Expression;
  if (cursor.expect(Token.colon, "Expected ':' and what to make of each item.") === undefined) body = cursor.missing('Expected a value.');
  else {
    cursor.skipNewlineBeforeOperand();
    body = parseBody(cursor, parse, nested) ?? parse(cursor);
  }
  tallest = Math.max(tallest, cursor.height);
  const close = closeBracket(cursor, Token.rightSquare, "Expected ']'.");
  cursor.height = tallest + 1;
  return { kind: 'for', start: open, end: cursor.lastEnd, open, close, item, index, collection, body };
}

/** Reads an object or an `if` with its object: what a resource, a module or each turn of a loop consists of. */
export function parseBody(cursor: Cursor, parse: ParseExpression, nested: ParseNested | undefined): Expression | undefined {
  if (cursor.is(Token.leftBrace) && nested !== undefined) return parseObject(cursor, parse, nested);
  if (cursor.atKeyword('if')) return parseIf(cursor, parse, nested);
  return undefined;
}

function parseIf(cursor: Cursor, parse: ParseExpression, nested: ParseNested | undefined): IfExpression {
  const { start } = cursor;
  cursor.advance();
  const condition = cursor.is(Token.leftParen) ? parseParenthesized(cursor, parse).expression : cursor.missing("Expected '(' and a condition.");
  const tall = cursor.height;
  cursor.skipNewlinesBefore(Token.leftBrace);
  const body = cursor.is(Token.leftBrace) ? parseObject(cursor, parse, nested) : cursor.missing("Expected '{'.");
  cursor.height = Math.max(tall, cursor.height) + 1;
  return { kind: 'if', start, end: cursor.lastEnd, condition, body };
}

/** Reads an object. `nested` is given where it is a resource's body, which may declare further resources. */
export function parseObject(cursor: Cursor, parse: ParseExpression, nested: ParseNested | undefined): ObjectLiteral {
  const open = cursor.start;
  const members: (Property | Spread)[] = [];
  const resources: ResourceStatement[] = [];
  const { continuing } = cursor;
  let tallest = 0;
  let close: number | undefined;
  cursor.advance();
  cursor.open.braces++;
  cursor.continuing = 0;
  for (;;) {
    cursor.skipSeparators();
    const first = cursor.at;
    const resource = nested === undefined ? undefined : nested(cursor);
    if (resource !== undefined) resources.push(resource);
    else if (cursor.is(Token.rightBrace) || cursor.atOuterEnd) {
      close = cursor.closeList(Token.rightBrace, "Expected '}'.");
      break;
    } else if (cursor.is(Token.ellipsis)) members.push(parseSpread(cursor, parse));
    else {
      const property = parseProperty(cursor, parse);
      if (property !== undefined) members.push(property);
    }
    tallest = Math.max(tallest, cursor.height);
    cursor.endItem(first, Token.rightBrace, "Expected a new line, a comma or '}'.");
  }
  cursor.continuing = continuing;
  cursor.open.braces--;
  cursor.height = tallest + 1;
  return { kind: 'object', start: open, end: cursor.lastEnd, open, close, members, resources };
}

/** Reads the key that begins at the cursor, or returns undefined where there is none. */
export function parsePropertyKey(cursor: Cursor, parse: ParseExpression): PropertyKey | undefined {
  if (atString(cursor)) return parseString(cursor, parse);
  if (!cursor.is(Token.identifier)) return undefined;
  const key: PropertyKey = { kind: 'name', start: cursor.start, end: cursor.end, text: cursor.textAt(cursor.at) };
  cursor.advance();
  cursor.height = 1;
  return key;
}

function parseProperty(cursor: Cursor, parse: ParseExpression): Property | undefined {
  const key = parsePropertyKey(cursor, parse);
  if (key === undefined) {
    cursor.report('Expected a property name.');
    return undefined;
  }
  const tall = cursor.height;
  const colon = cursor.expect(Token.colon, "Expected ':'.");
  const value = colon === undefined ? cursor.missing("Expected ':'.") : parse(cursor);
  cursor.height = Math.max(tall, cursor.height) + 1;
  return { kind: 'property', start: key.start, end: Math.max(cursor.lastEnd, value.end), key, colon, value };
}
