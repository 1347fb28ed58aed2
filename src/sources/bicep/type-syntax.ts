import type { Decorator, Expression, Identifier, InterpolatedString, Missing, Node, PropertyKey, StringLiteral } from './expression-syntax';

/** A type by name: `string`, `int`, `bool`, `object`, `array`, `any`, or a declared or imported one. */
export interface NamedType extends Node<'named-type'> {
  readonly text: string;
}

/** `target.name`, where `name` is `*` for additional properties: `settings.network`, `types.*`. */
export interface TypeProperty extends Node<'type-property'> {
  readonly target: TypeExpression;
  readonly name: Identifier;
}

/** `target[*]` (index undefined) or `target[0]`. */
export interface TypeItem extends Node<'type-item'> {
  readonly target: TypeExpression;
  readonly index: number | undefined;
}

/** `item[]`. */
export interface ArrayType extends Node<'array-type'> {
  readonly item: TypeExpression;
}

/** `base?`. */
export interface NullableType extends Node<'nullable-type'> {
  readonly base: TypeExpression;
}

/** `base!`. */
export interface NonNullType extends Node<'non-null-type'> {
  readonly base: TypeExpression;
}

/** A literal as a type: a string, a number with or without sign, a truth value or null. */
export interface LiteralType extends Node<'literal-type'> {
  readonly value: Expression;
}

/** `'a' | 'b'`. */
export interface UnionType extends Node<'union-type'> {
  readonly members: readonly TypeExpression[];
}

export interface ObjectType extends Node<'object-type'> {
  readonly open: number;
  readonly close: number | undefined;
  readonly properties: readonly ObjectTypeProperty[];
}

/** A property of an object type; the key is undefined for `*: type`. */
export interface ObjectTypeProperty extends Node<'object-type-property'> {
  readonly decorators: readonly Decorator[];
  readonly key: PropertyKey | undefined;
  readonly type: TypeExpression;
}

export interface TupleType extends Node<'tuple-type'> {
  readonly open: number;
  readonly close: number | undefined;
  readonly items: readonly TupleItem[];
}

export interface TupleItem extends Node<'tuple-item'> {
  readonly decorators: readonly Decorator[];
  readonly type: TypeExpression;
}

export interface ParenthesizedType extends Node<'parenthesized-type'> {
  readonly type: TypeExpression;
}

/** `name<arguments>`: `resourceInput<'Microsoft.X/y@2024-01-01'>`, `resourceOutput<…>`. */
export interface ParameterizedType extends Node<'parameterized-type'> {
  readonly name: Identifier;
  readonly arguments: readonly TypeExpression[];
}

/** `resource 'Microsoft.X/y@2024-01-01'` as the type of a parameter or an output, where the string may be absent. */
export interface ResourceReferenceType extends Node<'resource-type'> {
  readonly type: StringLiteral | InterpolatedString | undefined;
}

export type TypeExpression =
  | NamedType | TypeProperty | TypeItem | ArrayType | NullableType | NonNullType | LiteralType | UnionType | ObjectType
  | TupleType | ParenthesizedType | ParameterizedType | ResourceReferenceType | Missing;
