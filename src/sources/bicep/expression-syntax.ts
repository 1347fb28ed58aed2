/**
 * The syntax tree of .bicep and .bicepparam files. Offsets are UTF-16 code units from the start of the text, ends
 * are exclusive. The tree describes text only: nothing here is evaluated or resolved. Where code is half typed the
 * tree holds `missing` expressions, names with an empty text and `skipped` statements, so every field is always there.
 */

/** A region of the text: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Node<K extends string> extends Span {
  readonly kind: K;
}

/** A name as it was written. The text is empty, and the span too, where the name has not been typed yet. */
export interface Identifier extends Span {
  readonly text: string;
}

/**
 * A string without interpolation. `value` is cooked: escapes are replaced, and the newline right after an opening
 * ''' is dropped. `content` spans the raw characters between the delimiters.
 */
export interface StringLiteral extends Node<'string'> {
  readonly value: string;
  readonly content: Span;
  readonly multiline: boolean;
}

/** One literal part of an interpolated string: cooked value, and the span of its raw characters without delimiters. */
export interface StringPart extends Span {
  readonly value: string;
}

/** 'a${x}b': there is always one literal part more than there are expressions; parts may be empty. */
export interface InterpolatedString extends Node<'interpolation'> {
  readonly parts: readonly StringPart[];
  readonly expressions: readonly Expression[];
  readonly multiline: boolean;
}

export interface NumberLiteral extends Node<'number'> {
  readonly value: number;
}

export interface BooleanLiteral extends Node<'boolean'> {
  readonly value: boolean;
}

export type NullLiteral = Node<'null'>;

/** A bare name: a parameter, variable, resource, module, loop variable, lambda parameter, import or namespace. */
export interface NameReference extends Node<'name'> {
  readonly text: string;
}

export interface ObjectLiteral extends Node<'object'> {
  /** Offset of `{`. */
  readonly open: number;
  /** Offset of `}`, or undefined where it has not been typed. */
  readonly close: number | undefined;
  /** Properties and spreads in the order of the text. */
  readonly members: readonly (Property | Spread)[];
  /** Resources that are declared inside a resource body. */
  readonly resources: readonly ResourceStatement[];
}

/** The key of an object property; `text` of a written name or a string without interpolation is the property's name. */
export type PropertyKey = NameReference | StringLiteral | InterpolatedString;

/** `key: value`; the spans of key and value are those of their nodes. */
export interface Property extends Node<'property'> {
  readonly key: PropertyKey;
  /** Offset of `:`, or undefined where it has not been typed. */
  readonly colon: number | undefined;
  readonly value: Expression;
}

/** `...expression` in an object or an array. */
export interface Spread extends Node<'spread'> {
  readonly expression: Expression;
}

export interface ArrayLiteral extends Node<'array'> {
  /** Offset of `[`. */
  readonly open: number;
  /** Offset of `]`, or undefined where it has not been typed. */
  readonly close: number | undefined;
  readonly items: readonly (Expression | Spread)[];
}

/** `[for item in collection: body]` or `[for (item, index) in collection: body]`; a filter is an `if` body. */
export interface ForExpression extends Node<'for'> {
  readonly open: number;
  readonly close: number | undefined;
  readonly item: Identifier;
  readonly index: Identifier | undefined;
  readonly collection: Expression;
  readonly body: Expression;
}

/** `if (condition) body`: the deployment condition of a resource or module, or the filter of a loop. */
export interface IfExpression extends Node<'if'> {
  readonly condition: Expression;
  readonly body: Expression;
}

/** `name(arguments)`. */
export interface CallExpression extends Node<'call'> {
  readonly name: Identifier;
  readonly arguments: readonly Expression[];
}

/** `target.name(arguments)`, e.g. `az.resourceGroup()` or `server.listKeys()`. */
export interface MemberCall extends Node<'member-call'> {
  readonly target: Expression;
  readonly name: Identifier;
  readonly arguments: readonly Expression[];
}

/** `target.name`, or `target.?name` where `safe`. */
export interface PropertyAccess extends Node<'property-access'> {
  readonly target: Expression;
  readonly name: Identifier;
  readonly safe: boolean;
}

/** `parent::child`: a nested resource by its symbolic name. */
export interface ResourceAccess extends Node<'resource-access'> {
  readonly target: Expression;
  readonly name: Identifier;
}

/** `target[index]`; `safe` for `[?`, `fromEnd` for `[^`, both for `[?^`. */
export interface IndexAccess extends Node<'index-access'> {
  readonly target: Expression;
  readonly index: Expression;
  readonly safe: boolean;
  readonly fromEnd: boolean;
}

/** `operand!`. */
export interface NonNullAssertion extends Node<'non-null'> {
  readonly operand: Expression;
}

export type UnaryOperator = '!' | '-' | '+';

export interface UnaryExpression extends Node<'unary'> {
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export type BinaryOperator =
  | '??' | '||' | '&&' | '==' | '!=' | '=~' | '!~' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export interface BinaryExpression extends Node<'binary'> {
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `condition ? whenTrue : whenFalse`. */
export interface TernaryExpression extends Node<'ternary'> {
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** `x => body` or `(x, y) => body`. */
export interface LambdaExpression extends Node<'lambda'> {
  readonly parameters: readonly Identifier[];
  readonly body: Expression;
}

export interface ParenthesizedExpression extends Node<'parenthesized'> {
  readonly expression: Expression;
}

/** Where an expression or a type should be and none could be read; it may span text that was skipped. */
export type Missing = Node<'missing'>;

export type Expression =
  | StringLiteral | InterpolatedString | NumberLiteral | BooleanLiteral | NullLiteral | NameReference
  | ObjectLiteral | ArrayLiteral | ForExpression | IfExpression
  | CallExpression | MemberCall | PropertyAccess | ResourceAccess | IndexAccess | NonNullAssertion
  | UnaryExpression | BinaryExpression | TernaryExpression | LambdaExpression | ParenthesizedExpression
  | Missing;

/** `@secure()`, `@sys.description('…')`; `name` is the last name of the written path, e.g. `description`. */
export interface Decorator extends Node<'decorator'> {
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly expression: Expression;
}

/** What every statement has. `start` is that of its first decorator, `keyword` spans its keyword (empty where skipped). */
export interface Statement<K extends string> extends Node<K> {
  readonly decorators: readonly Decorator[];
  readonly keyword: Span;
}

/** A string where one is required; `missing` where another thing, or nothing, was written. */
export type RequiredString = StringLiteral | InterpolatedString | Missing;

/** `body` is an `object`, an `if`, a `for` (whose body is an `object` or an `if`), or `missing`. */
export interface ResourceStatement extends Statement<'resource'> {
  readonly name: Identifier;
  readonly type: RequiredString;
  readonly existing: boolean;
  readonly body: Expression;
}

/** Returns the name that a property key spells, or undefined where an interpolation computes it. */
export function keyText(key: PropertyKey): string | undefined {
  switch (key.kind) {
    case 'name':
      return key.text;
    case 'string':
      return key.value;
    case 'interpolation':
      return undefined;
  }
}

/** Returns the last property of that name, which is the one that counts, or undefined where none is written. */
export function findProperty(object: ObjectLiteral, name: string): Property | undefined {
  return object.members.findLast((member): member is Property => member.kind === 'property' && keyText(member.key) === name);
}

/** Returns the decorator of that name without regard to its namespace: `secure` finds @secure() and @sys.secure(). */
export function findDecorator(statement: { readonly decorators: readonly Decorator[] }, name: string): Decorator | undefined {
  return statement.decorators.find((decorator) => decorator.name === name);
}

/** Removes any parentheses around an expression, e.g. to see whether it is a plain literal. */
export function withoutParentheses(expression: Expression): Expression {
  let inner = expression;
  while (inner.kind === 'parenthesized') inner = inner.expression;
  return inner;
}
