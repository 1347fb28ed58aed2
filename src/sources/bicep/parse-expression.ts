import type { BinaryOperator, Expression, Identifier, LambdaExpression, RequiredString, UnaryOperator } from './expression-syntax';
import { parseArrayOrFor, parseObject } from './parse-body';
import { type Cursor, maxDepth } from './parse-cursor';
import { closeBracket, parseArguments, parseParenthesized } from './parse-list';
import { atString, parseString } from './parse-string';
import { Token, type TokenKind } from './token';

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
  return { kind: 'member-call', start, target, name, arguments: parseArguments(cursor, parseExpression), end: cursor.lastEnd };
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
      return parseObject(cursor, parseExpression, undefined);
    case Token.leftSquare:
      return parseArrayOrFor(cursor, parseExpression, undefined);
    case Token.leftParen:
      return isLambda(cursor) ? parseLambda(cursor) : parseParenthesized(cursor, parseExpression);
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
    return { kind: 'call', start, name: { start, end, text }, arguments: parseArguments(cursor, parseExpression), end: cursor.lastEnd };
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

/** Reads a string where nothing else may stand. */
export function parseRequiredString(cursor: Cursor, message: string): RequiredString {
  return atString(cursor) ? parseString(cursor, parseExpression) : cursor.missing(message);
}
