import type { Content, Evaluated, Step } from './content';
import type { Environment } from './environment';
import type { Expression } from './expression';

export function stepAt(expression: Expression, { scope }: Environment): Step {
  return { source: scope.source, expression };
}

/** A value that an expression gives by itself. */
export function at(expression: Expression, environment: Environment, content: Content): Evaluated {
  return { content, from: stepAt(expression, environment) };
}

/** A value that another place gives: the expression is where it is used. */
export function passed(inner: Evaluated, expression: Expression, { scope }: Environment, computed?: true): Evaluated {
  return { content: inner.content, from: { source: scope.source, expression, computed, next: inner.from } };
}
