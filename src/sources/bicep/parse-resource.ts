import type { Decorator, Expression, ResourceStatement, Span } from './expression-syntax';
import { parseArrayOrFor, parseBody, type ParseNested } from './parse-body';
import { type Cursor, maxDepth } from './parse-cursor';
import { parseDecorators } from './parse-decorators';
import { parseExpression, parseRequiredString } from './parse-expression';
import { Token } from './token';

/** How a statement begins: its decorators and its keyword. */
export interface Opening {
  readonly start: number;
  readonly decorators: readonly Decorator[];
  readonly keyword: Span;
}

export function parseResource(cursor: Cursor, opening: Opening): ResourceStatement {
  const name = cursor.identifier('Expected the name of the resource.');
  const type = parseRequiredString(cursor, "Expected the type of the resource, e.g. 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01'.");
  const existing = cursor.eatKeyword('existing');
  const body = parseDeploymentBody(cursor, parseNestedResource);
  return { kind: 'resource', ...opening, end: cursor.lastEnd, name, type, existing, body };
}

/** Reads `= { … }`, `= if (…) { … }` or `= [for …]`; another expression is reported and kept. */
export function parseDeploymentBody(cursor: Cursor, nested: ParseNested | undefined): Expression {
  if (cursor.expect(Token.assign, "Expected '='.") === undefined) return cursor.missing("Expected '='.");
  cursor.skipNewlineBeforeOperand();
  const { start, end } = cursor;
  const body = cursor.is(Token.leftSquare) ? parseArrayOrFor(cursor, parseExpression, nested) : parseBody(cursor, parseExpression, nested) ?? parseExpression(cursor);
  if (body.kind !== 'object' && body.kind !== 'if' && body.kind !== 'for' && body.kind !== 'missing') {
    cursor.reportAt(start, end, "Expected '{', 'if' or '[for'.");
  }
  return body;
}

/** Reads a nested resource with its decorators, where one begins at the cursor. */
function parseNestedResource(cursor: Cursor): ResourceStatement | undefined {
  const first = cursor.at;
  const { length } = cursor.diagnostics;
  const decorators = cursor.atOpenDecorator ? parseDecorators(cursor) : [];
  if (cursor.atNestedResource) return parseNested(cursor, decorators);
  if (decorators.length > 0 && cursor.atStatement) cursor.returnToStatement(first, length);
  return undefined;
}

function parseNested(cursor: Cursor, decorators: readonly Decorator[]): ResourceStatement {
  const keyword = { start: cursor.start, end: cursor.end };
  const opening = { start: decorators[0]?.start ?? keyword.start, decorators, keyword };
  cursor.advance();
  if (cursor.depth >= maxDepth) {
    const name = cursor.identifier('Expected the name of the resource.');
    return { kind: 'resource', ...opening, name, type: parseRequiredString(cursor, 'Expected a type.'), existing: false, body: cursor.tooDeep(), end: cursor.lastEnd };
  }
  cursor.depth++;
  const resource = parseResource(cursor, opening);
  cursor.depth--;
  cursor.height++;
  return resource;
}
