import type { Decorator, Expression } from './expression-syntax';
import type { Cursor } from './parse-cursor';
import { parsePostfix } from './parse-expression';
import { Token } from './token';

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
