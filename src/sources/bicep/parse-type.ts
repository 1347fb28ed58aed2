import { type Cursor, maxDepth } from './parse-cursor';
import { parsePropertyKey } from './parse-body';
import { parseDecorators } from './parse-decorators';
import { parseExpression } from './parse-expression';
import { atString, parseString } from './parse-string';
import type { Decorator, Expression, PropertyKey } from './expression-syntax';
import type { ObjectType, ObjectTypeProperty, ParameterizedType, ResourceReferenceType, TupleItem, TupleType, TypeExpression } from './type-syntax';
import { Token, type TokenKind } from './token';

/** Reads the type of a declaration, where `resource 'type@version'` may stand too. */
export function parseDeclaredType(cursor: Cursor): TypeExpression {
  if (!cursor.atKeyword('resource') || cursor.kindAt(cursor.at + 1) === Token.less) return parseType(cursor);
  const { start } = cursor;
  cursor.advance();
  const type: ResourceReferenceType['type'] = atString(cursor) ? parseString(cursor, parseExpression) : undefined;
  cursor.height = 2;
  return { kind: 'resource-type', start, end: cursor.lastEnd, type };
}

/** Reads a type; where there is none, a `missing` node is returned and the problem reported. */
export function parseType(cursor: Cursor): TypeExpression {
  if (cursor.depth >= maxDepth) return cursor.tooDeep();
  cursor.depth++;
  const leading = atBar(cursor);
  if (leading) cursor.skipNewlines();
  const bar = cursor.start;
  if (leading) cursor.advance();
  const first = parseSuffixed(cursor);
  let type: TypeExpression = first;
  if (leading || atBar(cursor)) {
    const members = [first];
    let tallest = cursor.height;
    while (atBar(cursor)) {
      eatBar(cursor);
      members.push(parseSuffixed(cursor));
      tallest = Math.max(tallest, cursor.height);
    }
    cursor.height = tallest + 1;
    type = { kind: 'union-type', start: leading ? bar : first.start, end: cursor.lastEnd, members };
  }
  cursor.depth--;
  return type;
}

/** Whether the next member of a union follows, on this line or on the next one. */
export function atBar(cursor: Cursor): boolean {
  return cursor.is(Token.pipe) || (cursor.is(Token.newline) && cursor.kindAt(cursor.at + 1) === Token.pipe);
}

function eatBar(cursor: Cursor): void {
  cursor.skipNewlines();
  cursor.advance();
}

/** Reads a type and what follows it: [] ? ! .name .* [*] [0] <arguments>. */
function parseSuffixed(cursor: Cursor): TypeExpression {
  let type = parsePrimaryType(cursor);
  const { start } = type;
  let height = cursor.height;
  for (;;) {
    const { kind } = cursor;
    if (kind !== Token.leftSquare && kind !== Token.question && kind !== Token.bang && kind !== Token.dot) break;
    if (height >= maxDepth) {
      cursor.tooLong();
      break;
    }
    cursor.advance();
    if (kind === Token.question) type = { kind: 'nullable-type', start, end: cursor.lastEnd, base: type };
    else if (kind === Token.bang) type = { kind: 'non-null-type', start, end: cursor.lastEnd, base: type };
    else type = kind === Token.dot ? parseTypeMember(cursor, start, type) : parseTypeIndex(cursor, start, type);
    height = Math.max(height, cursor.height) + 1;
  }
  cursor.height = height;
  return type;
}

function parseTypeMember(cursor: Cursor, start: number, target: TypeExpression): TypeExpression {
  if (cursor.is(Token.star)) {
    const name = { start: cursor.start, end: cursor.end, text: '*' };
    cursor.advance();
    return { kind: 'type-property', start, end: name.end, target, name };
  }
  const name = cursor.identifier('Expected a property name.');
  if (cursor.is(Token.less)) return { ...parseTypeArguments(cursor, name), start };
  return { kind: 'type-property', start, end: cursor.lastEnd, target, name };
}

function parseTypeIndex(cursor: Cursor, start: number, target: TypeExpression): TypeExpression {
  if (cursor.eat(Token.rightSquare)) return { kind: 'array-type', start, end: cursor.lastEnd, item: target };
  const index = cursor.is(Token.number) ? Number(cursor.textAt(cursor.at)) : undefined;
  if (cursor.is(Token.number) || cursor.is(Token.star)) cursor.advance();
  cursor.expect(Token.rightSquare, "Expected ']'.");
  return { kind: 'type-item', start, end: cursor.lastEnd, target, index };
}

function parseTypeArguments(cursor: Cursor, name: ParameterizedType['name']): ParameterizedType {
  const found: TypeExpression[] = [];
  let tallest = 0;
  cursor.advance();
  for (;;) {
    cursor.skipNewlineBeforeOperand();
    cursor.skipNewlinesBefore(Token.greater);
    if (cursor.is(Token.greater) || cursor.is(Token.newline) || cursor.atOuterEnd) break;
    const first = cursor.at;
    found.push(parseType(cursor));
    tallest = Math.max(tallest, cursor.height);
    cursor.skipNewlinesBefore(Token.greater);
    if (!cursor.eat(Token.comma) || cursor.at === first) break;
  }
  cursor.expect(Token.greater, "Expected '>'.");
  cursor.height = tallest + 1;
  return { kind: 'parameterized-type', start: name.start, end: cursor.lastEnd, name, arguments: found };
}

function parsePrimaryType(cursor: Cursor): TypeExpression {
  const { start, end } = cursor;
  switch (cursor.kind) {
    case Token.leftBrace:
      return parseObjectType(cursor);
    case Token.leftSquare:
      return parseTupleType(cursor);
    case Token.leftParen:
      return parseParenthesizedType(cursor);
    case Token.string:
    case Token.stringStart:
      return literal(cursor, parseString(cursor, parseExpression));
    case Token.number:
      cursor.advance();
      cursor.height = 1;
      return literal(cursor, { kind: 'number', start, end, value: Number(cursor.text.slice(start, end)) });
    case Token.minus:
    case Token.plus:
    case Token.bang:
      return parseSignedLiteral(cursor);
    case Token.identifier:
      return parseNamedType(cursor);
    default:
      return cursor.missing('Expected a type.');
  }
}

function literal(cursor: Cursor, value: Expression): TypeExpression {
  cursor.height++;
  return { kind: 'literal-type', start: value.start, end: value.end, value };
}

/** Reads -1, +1 or !true; the sign becomes part of the literal's expression. */
function parseSignedLiteral(cursor: Cursor): TypeExpression {
  const { start } = cursor;
  const operator = cursor.is(Token.minus) ? '-' : cursor.is(Token.plus) ? '+' : '!';
  cursor.advance();
  const { start: from, end } = cursor;
  const word = cursor.textAt(cursor.at);
  let operand: Expression;
  if (cursor.eat(Token.number)) operand = { kind: 'number', start: from, end, value: Number(word) };
  else if (cursor.eatKeyword('true') || cursor.eatKeyword('false')) operand = { kind: 'boolean', start: from, end, value: word === 'true' };
  else operand = cursor.missing('Expected a literal.');
  cursor.height = 2;
  return literal(cursor, { kind: 'unary', start, end: cursor.lastEnd, operator, operand });
}

function parseNamedType(cursor: Cursor): TypeExpression {
  const { start, end } = cursor;
  const text = cursor.textAt(cursor.at);
  cursor.advance();
  cursor.height = 1;
  if (cursor.is(Token.less)) return parseTypeArguments(cursor, { start, end, text });
  if (text === 'null') return literal(cursor, { kind: 'null', start, end });
  if (text === 'true' || text === 'false') return literal(cursor, { kind: 'boolean', start, end, value: text === 'true' });
  return { kind: 'named-type', start, end, text };
}

function parseParenthesizedType(cursor: Cursor): TypeExpression {
  const { start } = cursor;
  cursor.advance();
  cursor.open.parens++;
  if (!atBar(cursor)) cursor.skipNewlineBeforeOperand();
  const type = parseType(cursor);
  cursor.skipNewlinesBefore(Token.rightParen);
  cursor.expect(Token.rightParen, "Expected ')'.");
  cursor.open.parens--;
  cursor.height++;
  return { kind: 'parenthesized-type', start, end: cursor.lastEnd, type };
}

/** Reads the members of an object or tuple type up to its closing bracket, whose offset is returned. */
function parseMembers(cursor: Cursor, closer: TokenKind, bracket: string, parseMember: (decorators: Decorator[]) => void): number | undefined {
  let tallest = 0;
  cursor.advance();
  for (;;) {
    cursor.skipSeparators();
    const first = cursor.at;
    const { length } = cursor.diagnostics;
    const decorators = cursor.atOpenDecorator ? parseDecorators(cursor) : [];
    if (decorators.length > 0 && cursor.atStatement) cursor.returnToStatement(first, length);
    if (cursor.is(closer) || cursor.atOuterEnd) break;
    parseMember(decorators);
    tallest = Math.max(tallest, cursor.height);
    cursor.endItem(first, closer, `Expected a new line, a comma or '${bracket}'.`);
  }
  const close = cursor.closeList(closer, `Expected '${bracket}'.`);
  cursor.height = tallest + 1;
  return close;
}

function parseObjectType(cursor: Cursor): ObjectType {
  const open = cursor.start;
  const properties: ObjectTypeProperty[] = [];
  cursor.open.braces++;
  const close = parseMembers(cursor, Token.rightBrace, '}', (decorators) => {
    const start = decorators[0]?.start ?? cursor.start;
    const any = cursor.eat(Token.star);
    const key: PropertyKey | undefined = any ? undefined : parsePropertyKey(cursor, parseExpression);
    if (!any && key === undefined) { cursor.report("Expected a property name or '*'."); return; }
    const type = cursor.expect(Token.colon, "Expected ':'.") === undefined ? cursor.missing("Expected ':'.") : parseType(cursor);
    cursor.height++;
    properties.push({ kind: 'object-type-property', start, end: cursor.lastEnd, decorators, key, type });
  });
  cursor.open.braces--;
  return { kind: 'object-type', start: open, end: cursor.lastEnd, open, close, properties };
}

function parseTupleType(cursor: Cursor): TupleType {
  const open = cursor.start;
  const items: TupleItem[] = [];
  cursor.open.squares++;
  const close = parseMembers(cursor, Token.rightSquare, ']', (decorators) => {
    const type = parseType(cursor);
    cursor.height++;
    items.push({ kind: 'tuple-item', start: decorators[0]?.start ?? type.start, end: Math.max(cursor.lastEnd, type.end), decorators, type });
  });
  cursor.open.squares--;
  return { kind: 'tuple-type', start: open, end: cursor.lastEnd, open, close, items };
}
