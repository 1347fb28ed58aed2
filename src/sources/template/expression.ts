import type { Span } from '../program';

/**
 * The one expression language that Bicep and ARM JSON are read into. Every node knows its text in the file of the
 * template that it belongs to. Operators are calls of the functions that ARM has for them: equals, and, not, coalesce,
 * add … Names are as written in Bicep; functions are called without regard to case.
 */

interface Node<K extends string> extends Span {
  readonly kind: K;
}

/** A written value. `content` is the text that can be replaced by another value of the same kind. */
export interface Literal extends Node<'literal'> {
  readonly value: null | boolean | number | string;
}

export interface ObjectEntry extends Span {
  readonly kind: 'entry';
  /** A name, or an expression where it is computed. */
  readonly key: string | Expression;
  readonly keySpan: Span;
  readonly value: Expression;
}

/** `...expression` in an object or an array. */
export interface Spread extends Node<'spread'> {
  readonly expression: Expression;
}

export interface ObjectExpression extends Node<'object'> {
  /** Offset of the closing brace, or undefined where it has not been typed: such an object cannot be edited. */
  readonly close: number | undefined;
  readonly members: readonly (ObjectEntry | Spread)[];
}

export interface ArrayExpression extends Node<'array'> {
  readonly close: number | undefined;
  readonly items: readonly (Expression | Spread)[];
}

/** Text with values in it; parts are literals and expressions in order. */
export interface Interpolation extends Node<'interpolation'> {
  readonly parts: readonly Expression[];
}

/** A parameter, a variable, a resource or module symbol, an import, a function parameter, or the item of a loop or lambda. */
export interface Reference extends Node<'reference'> {
  readonly to: 'parameter' | 'variable' | 'symbol' | 'import' | 'local';
  readonly name: string;
}

/** `target.name`, `target[key]`. */
export interface Access extends Node<'access'> {
  readonly target: Expression;
  readonly key: Expression;
  readonly safe: boolean;
  readonly fromEnd: boolean;
}

/** A function of the language, or one that the template declares. `namespace` is az, sys, or a user's. */
export interface Call extends Node<'call'> {
  readonly name: string;
  readonly namespace?: string;
  readonly arguments: readonly Expression[];
}

export interface Conditional extends Node<'conditional'> {
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** A loop that makes an array. */
export interface For extends Node<'for'> {
  readonly loop: Loop;
  readonly body: Expression;
}

/** What a loop goes over, and the names that stand for the item and its index within the body. */
export interface Loop {
  readonly collection: Expression;
  readonly item: string;
  readonly index?: string;
  /** Items for which this is false are left out. */
  readonly filter?: Expression;
}

export interface Lambda extends Node<'lambda'> {
  readonly parameters: readonly string[];
  readonly body: Expression;
}

/** Code that is missing, half typed or not understood: its value is unknown. */
export interface Missing extends Node<'missing'> {
  readonly because: string;
}

export type Expression =
  | Literal | ObjectExpression | ArrayExpression | Interpolation | Reference | Access | Call | Conditional | For | Lambda
  | Missing;

/** The call of a function that reads a variable of the environment, with what is taken where nobody sets it. */
export function hasFallback(expression: Expression): expression is Call & { readonly arguments: readonly [Expression, Expression] } {
  return expression.kind === 'call' && /^readenv(?:ironmentvariable|var)$/i.test(expression.name) && expression.arguments.length === 2;
}
