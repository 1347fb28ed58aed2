import { type Cursor, maxDepth } from './parse-cursor';
import { atString, parseString } from './parse-string';
import type {
  ArrayLiteral, BinaryOperator, Decorator, Expression, ForExpression, Identifier, IfExpression, LambdaExpression, ObjectLiteral,
  ParenthesizedExpression, Property, PropertyKey, RequiredString, ResourceStatement, Spread, UnaryOperator,
} from './syntax';
import { Token, type TokenKind } from './token';

/** Reads a resource that is declared inside of another one's body, after its decorators. */
export type ParseNested = (cursor: Cursor, decorators: readonly Decorator[]) => ResourceStatement;

const binaryOperators: ReadonlyMap<TokenKind, { readonly operator: BinaryOperator; readonly precedence: number }> = new Map([
  [Token.doubleQuestion, { operator: '??', precedence: 1 }],
  [Token.or, { operator: '||', precedence: 2 }],
  [Token.and, { operator: '&&', precedence: 3 }],
  [Token.equal, { operator: '==', precedence: 4 }],
  [Token.notEqual, { operator: '!=', precedence: 4 }],
  [Token.equalIgnoreCase, { operator: '=~', precedence: 4 }],
  [Token.notEqualIgnoreCase, { operator: '!~', precedence: 4 }],
  [Token.less, { operator: '<', precedence: 5 }],
  [Token.lessOrEqual, { operator: '<=', precedence: 5 }],
  [Token.greater, { operator: '>', precedence: 5 }],
  [Token.greaterOrEqual, { operator: '>=', precedence: 5 }],
  [Token.plus, { operator: '+', precedence: 6 }],
  [Token.minus, { operator: '-', precedence: 6 }],
  [Token.star, { operator: '*', precedence: 7 }],
  [Token.slash, { operator: '/', precedence: 7 }],
  [Token.percent, { operator: '%', precedence: 7 }],
]);

/** Reads an expression; where there is none, a `missing` node is returned and the problem reported. */
export function parseExpression(cursor: Cursor): Expression {
  if (cursor.depth >= maxDepth) return cursor.tooDeep();
  cursor.depth++;
  const condition = parseBinary(cursor, 0);
  const tall = cursor.height;
  cursor.skipNewlinesBefore(Token.question);
  const expression = cursor.is(Token.question) ? parseTernary(cursor, condition, tall) : condition;
  cursor.depth--;
  return expression;
}

function parseTernary(cursor: Cursor, condition: Expression, tall: number): Expression {
  cursor.advance();
  cursor.skipNewlineBeforeOperand();
  const whenTrue = parseExpression(cursor);
  let height = Math.max(tall, cursor.height);
  cursor.skipNewlinesBefore(Token.colon);
  let whenFalse: Expression;
  if (cursor.eat(Token.colon)) {
    cursor.skipNewlineBeforeOperand();
    whenFalse = parseExpression(cursor);
  } else whenFalse = cursor.missing("Expected ':' and the value for the other case.");
  height = Math.max(height, cursor.height);
  cursor.height = height + 1;
  return { kind: 'ternary', start: condition.start, end: cursor.lastEnd, condition, whenTrue, whenFalse };
}

function parseBinary(cursor: Cursor, minimum: number): Expression {
  let left = parseUnary(cursor);
  let height = cursor.height;
  for (;;) {
    cursor.continueLine();
    const found = binaryOperators.get(cursor.kind);
    if (found === undefined || found.precedence <= minimum) break;
    if (height >= maxDepth) {
      cursor.tooLong();
      break;
    }
    cursor.advance();
    cursor.skipNewlineBeforeOperand();
    cursor.depth++;
    const right = cursor.depth > maxDepth ? cursor.tooDeep() : parseBinary(cursor, found.precedence);
    cursor.depth--;
    height = Math.max(height, cursor.height) + 1;
    left = { kind: 'binary', start: left.start, end: right.end, operator: found.operator, left, right };
  }
  cursor.height = height;
  return left;
}

function unaryOperator(kind: TokenKind): UnaryOperator | undefined {
  return kind === Token.bang ? '!' : kind === Token.minus ? '-' : kind === Token.plus ? '+' : undefined;
}

function parseUnary(cursor: Cursor): Expression {
  const operator = unaryOperator(cursor.kind);
  if (operator === undefined) return parsePostfix(cursor);
  if (cursor.depth >= maxDepth) return cursor.tooDeep();
  const start = cursor.start;
  cursor.advance();
  cursor.depth++;
  const operand = parseUnary(cursor);
  cursor.depth--;
  cursor.height++;
  return { kind: 'unary', start, end: Math.max(cursor.lastEnd, operand.end), operator, operand };
}

/** Reads a value and the accesses, calls and assertions that follow it. */
export function parsePostfix(cursor: Cursor): Expression {
  let target = parsePrimary(cursor);
  let height = cursor.height;
  const { start } = target;
  for (;;) {
    cursor.continueLine();
    const { kind } = cursor;
    if (kind !== Token.dot && kind !== Token.doubleColon && kind !== Token.leftSquare && kind !== Token.bang) break;
    if (height >= maxDepth) {
      cursor.tooLong();
      break;
    }
    cursor.advance();
    cursor.height = 1;
    if (kind === Token.dot) target = parseMember(cursor, target);
    else if (kind === Token.leftSquare) target = parseIndex(cursor, target);
    else if (kind === Token.bang) target = { kind: 'non-null', start, end: cursor.lastEnd, operand: target };
    else {
      const name = cursor.identifier('Expected the name of a nested resource.');
      target = { kind: 'resource-access', start, end: cursor.lastEnd, target, name };
    }
    height = Math.max(height, cursor.height) + 1;
  }
  cursor.height = height;
  return target;
}

function parseMember(cursor: Cursor, target: Expression): Expression {
  const safe = cursor.eat(Token.question);
  const name = cursor.identifier('Expected a property name.');
  const { start } = target;
  if (!cursor.is(Token.leftParen)) return { kind: 'property-access', start, end: cursor.lastEnd, target, name, safe };
  return { kind: 'member-call', start, target, name, arguments: parseArguments(cursor), end: cursor.lastEnd };
}

function parseIndex(cursor: Cursor, target: Expression): Expression {
  const safe = cursor.eat(Token.question);
  const fromEnd = cursor.eat(Token.caret);
  cursor.open.squares++;
  cursor.continuing++;
  cursor.skipNewlineBeforeOperand();
  const index = cursor.is(Token.rightSquare) ? cursor.missing('Expected an index.') : parseExpression(cursor);
  closeBracket(cursor, Token.rightSquare, "Expected ']'.");
  cursor.continuing--;
  cursor.open.squares--;
  return { kind: 'index-access', start: target.start, end: cursor.lastEnd, target, index, safe, fromEnd };
}

/** Reads the closing bracket of one expression; whatever stands before it on the line is reported and skipped. */
function closeBracket(cursor: Cursor, closer: TokenKind, message: string): number | undefined {
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

/** Reads the arguments of a call from its opening parenthesis to the closing one. */
export function parseArguments(cursor: Cursor): Expression[] {
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
    found.push(parseExpression(cursor));
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

function parsePrimary(cursor: Cursor): Expression {
  const { start, end } = cursor;
  if (atString(cursor)) return parseString(cursor, parseExpression);
  cursor.height = 1;
  switch (cursor.kind) {
    case Token.number:
      cursor.advance();
      return { kind: 'number', start, end, value: Number(cursor.text.slice(start, end)) };
    case Token.identifier:
      return parseNamed(cursor);
    case Token.leftBrace:
      return parseObject(cursor, undefined);
    case Token.leftSquare:
      return parseArrayOrFor(cursor, undefined);
    case Token.leftParen:
      return isLambda(cursor) ? parseLambda(cursor) : parseParenthesized(cursor);
    case Token.unknown:
      cursor.report('Expected a value.');
      cursor.advance();
      return { kind: 'missing', start, end };
    default:
      return cursor.missing('Expected a value.');
  }
}

function parseNamed(cursor: Cursor): Expression {
  const { start, end } = cursor;
  const text = cursor.textAt(cursor.at);
  cursor.advance();
  if (cursor.is(Token.leftParen)) {
    return { kind: 'call', start, name: { start, end, text }, arguments: parseArguments(cursor), end: cursor.lastEnd };
  }
  if (cursor.is(Token.arrow)) return parseLambdaBody(cursor, start, [{ start, end, text }]);
  switch (text) {
    case 'true':
    case 'false':
      return { kind: 'boolean', start, end, value: text === 'true' };
    case 'null':
      return { kind: 'null', start, end };
    default:
      return { kind: 'name', start, end, text };
  }
}

/** Whether the parenthesis at the cursor encloses nothing but names and an arrow follows it. */
function isLambda(cursor: Cursor): boolean {
  let index = cursor.at + 1;
  const past = (kind: TokenKind): boolean => {
    if (cursor.kindAt(index) === Token.newline) index++;
    if (cursor.kindAt(index) !== kind) return false;
    index++;
    return true;
  };
  while (past(Token.identifier) && past(Token.comma));
  return past(Token.rightParen) && cursor.kindAt(index) === Token.arrow;
}

function parseLambda(cursor: Cursor): LambdaExpression {
  const { start } = cursor;
  const parameters: Identifier[] = [];
  while (!cursor.is(Token.arrow)) {
    if (cursor.is(Token.identifier)) parameters.push({ start: cursor.start, end: cursor.end, text: cursor.textAt(cursor.at) });
    cursor.advance();
  }
  return parseLambdaBody(cursor, start, parameters);
}

function parseLambdaBody(cursor: Cursor, start: number, parameters: readonly Identifier[]): LambdaExpression {
  cursor.advance();
  cursor.skipNewlineBeforeOperand();
  const body = parseExpression(cursor);
  cursor.height++;
  return { kind: 'lambda', start, end: Math.max(cursor.lastEnd, body.end), parameters, body };
}

function parseParenthesized(cursor: Cursor): ParenthesizedExpression {
  const { start } = cursor;
  cursor.advance();
  cursor.open.parens++;
  cursor.continuing++;
  cursor.skipNewlineBeforeOperand();
  const expression = parseExpression(cursor);
  closeBracket(cursor, Token.rightParen, "Expected ')'.");
  cursor.continuing--;
  cursor.open.parens--;
  cursor.height++;
  return { kind: 'parenthesized', start, end: cursor.lastEnd, expression };
}

/** Reads `...expression`. */
export function parseSpread(cursor: Cursor): Spread {
  const { start } = cursor;
  cursor.advance();
  const expression = parseExpression(cursor);
  cursor.height++;
  return { kind: 'spread', start, end: cursor.lastEnd, expression };
}

/** Reads an array or a loop. `nested` is given where the loop makes resources, whose bodies may hold further ones. */
export function parseArrayOrFor(cursor: Cursor, nested: ParseNested | undefined): ArrayLiteral | ForExpression {
  const next = cursor.kindAt(cursor.at + 1) === Token.newline ? cursor.at + 2 : cursor.at + 1;
  const { continuing } = cursor;
  cursor.open.squares++;
  cursor.continuing = 0;
  const parsed = cursor.isKeyword(next, 'for') ? parseFor(cursor, nested) : parseArray(cursor);
  cursor.continuing = continuing;
  cursor.open.squares--;
  return parsed;
}

function parseArray(cursor: Cursor): ArrayLiteral {
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
    items.push(cursor.is(Token.ellipsis) ? parseSpread(cursor) : parseExpression(cursor));
    tallest = Math.max(tallest, cursor.height);
    cursor.endItem(first, Token.rightSquare, "Expected a new line, a comma or ']'.");
  }
  cursor.height = tallest + 1;
  return { kind: 'array', start: open, end: cursor.lastEnd, open, close, items };
}

function parseFor(cursor: Cursor, nested: ParseNested | undefined): ForExpression {
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
  const collection = parseExpression(cursor);
  let tallest = cursor.height;
  let body: Expression;
  if (cursor.expect(Token.colon, "Expected ':' and what to make of each item.") === undefined) body = cursor.missing('Expected a value.');
  else {
    cursor.skipNewlineBeforeOperand();
    body = parseBody(cursor, nested) ?? parseExpression(cursor);
  }
  tallest = Math.max(tallest, cursor.height);
  const close = closeBracket(cursor, Token.rightSquare, "Expected ']'.");
  cursor.height = tallest + 1;
  return { kind: 'for', start: open, end: cursor.lastEnd, open, close, item, index, collection, body };
}

/** Reads an object or an `if` with its object: what a resource, a module or each turn of a loop consists of. */
export function parseBody(cursor: Cursor, nested: ParseNested | undefined): Expression | undefined {
  if (cursor.is(Token.leftBrace) && nested !== undefined) return parseObject(cursor, nested);
  if (cursor.atKeyword('if')) return parseIf(cursor, nested);
  return undefined;
}

function parseIf(cursor: Cursor, nested: ParseNested | undefined): IfExpression {
  const { start } = cursor;
  cursor.advance();
  const condition = cursor.is(Token.leftParen) ? parseParenthesized(cursor).expression : cursor.missing("Expected '(' and a condition.");
  const tall = cursor.height;
  cursor.skipNewlinesBefore(Token.leftBrace);
  const body = cursor.is(Token.leftBrace) ? parseObject(cursor, nested) : cursor.missing("Expected '{'.");
  cursor.height = Math.max(tall, cursor.height) + 1;
  return { kind: 'if', start, end: cursor.lastEnd, condition, body };
}

/** Reads an object. `nested` is given where it is a resource's body, which may declare further resources. */
function parseObject(cursor: Cursor, nested: ParseNested | undefined): ObjectLiteral {
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
    const resource = nested === undefined ? undefined : parseNestedResource(cursor, nested);
    if (resource !== undefined) resources.push(resource);
    else if (cursor.is(Token.rightBrace) || cursor.atOuterEnd) {
      close = cursor.closeList(Token.rightBrace, "Expected '}'.");
      break;
    } else if (cursor.is(Token.ellipsis)) members.push(parseSpread(cursor));
    else {
      const property = parseProperty(cursor);
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

function parseNestedResource(cursor: Cursor, nested: ParseNested): ResourceStatement | undefined {
  const first = cursor.at;
  const { length } = cursor.diagnostics;
  const decorators = cursor.atOpenDecorator ? parseDecorators(cursor) : [];
  if (cursor.atNestedResource) return nested(cursor, decorators);
  if (decorators.length > 0 && cursor.atStatement) cursor.returnToStatement(first, length);
  return undefined;
}

/** Reads the key that begins at the cursor, or returns undefined where there is none. */
export function parsePropertyKey(cursor: Cursor): PropertyKey | undefined {
  if (atString(cursor)) return parseString(cursor, parseExpression);
  if (!cursor.is(Token.identifier)) return undefined;
  const key: PropertyKey = { kind: 'name', start: cursor.start, end: cursor.end, text: cursor.textAt(cursor.at) };
  cursor.advance();
  cursor.height = 1;
  return key;
}

function parseProperty(cursor: Cursor): Property | undefined {
  const key = parsePropertyKey(cursor);
  if (key === undefined) {
    cursor.report('Expected a property name.');
    return undefined;
  }
  const tall = cursor.height;
  const colon = cursor.expect(Token.colon, "Expected ':'.");
  const value = colon === undefined ? cursor.missing("Expected ':'.") : parseExpression(cursor);
  cursor.height = Math.max(tall, cursor.height) + 1;
  return { kind: 'property', start: key.start, end: Math.max(cursor.lastEnd, value.end), key, colon, value };
}

/** Reads decorators and the newlines or commas after them; an empty list where none begins at the cursor. */
export function parseDecorators(cursor: Cursor): Decorator[] {
  const decorators: Decorator[] = [];
  while (cursor.is(Token.at)) {
    const { start, at: first } = cursor;
    cursor.advance();
    const expression = cursor.is(Token.identifier) ? parsePostfix(cursor) : cursor.missing('Expected the name of a decorator.');
    decorators.push(decorator(start, cursor.lastEnd, expression));
    if (!cursor.is(Token.newline) && !cursor.is(Token.at) && !cursor.isStatementAt(cursor.at)) {
      cursor.endItem(first, Token.newline, 'Expected a new line after the decorator.');
    }
    cursor.skipSeparators();
  }
  return decorators;
}

function decorator(start: number, end: number, expression: Expression): Decorator {
  switch (expression.kind) {
    case 'call':
    case 'member-call':
      return { kind: 'decorator', start, end, name: expression.name.text, arguments: expression.arguments, expression };
    case 'name':
      return { kind: 'decorator', start, end, name: expression.text, arguments: [], expression };
    case 'property-access':
      return { kind: 'decorator', start, end, name: expression.name.text, arguments: [], expression };
    default:
      return { kind: 'decorator', start, end, name: '', arguments: [], expression };
  }
}

/** Reads a string where nothing else may stand. */
export function parseRequiredString(cursor: Cursor, message: string): RequiredString {
  return atString(cursor) ? parseString(cursor, parseExpression) : cursor.missing(message);
}
