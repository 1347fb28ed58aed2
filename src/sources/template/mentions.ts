import type { Expression, Reference, Spread } from './expression';

/** Lists the symbols of resources and modules that an expression mentions. */
export const symbolsIn = (expression: Expression): ReadonlySet<string> => mentionedIn(expression, 'symbol');

/** Lists the names of one kind that an expression mentions. */
export function mentionedIn(expression: Expression, to: Reference['to']): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting: (Expression | Spread)[] = [expression];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === 'reference' && next.to === to) found.add(next.name);
    waiting.push(...partsOf(next));
  }
  return found;
}

function partsOf(expression: Expression | Spread): readonly (Expression | Spread)[] {
  switch (expression.kind) {
    case 'spread':
      return [expression.expression];
    case 'object':
      return expression.members.map((member) => (member.kind === 'entry' ? member.value : member));
    case 'array':
      return expression.items;
    case 'interpolation':
      return expression.parts;
    case 'access':
      return [expression.target, expression.key];
    case 'call':
      return expression.arguments;
    case 'conditional':
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case 'for':
      return [expression.loop.collection, expression.body];
    case 'lambda':
      return [expression.body];
    default:
      return [];
  }
}
