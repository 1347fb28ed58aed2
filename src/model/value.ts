/** The global registry keeps the mark the same in every bundle, where each has its own copy of this module. */
const unknownMark: unique symbol = Symbol.for('postgresql-security.unknown');

/**
 * The key under which an object says that it may hold further properties which nobody could read. A property that is
 * absent there is unknown, not left to the service's default.
 */
export const furtherProperties: unique symbol = Symbol.for('postgresql-security.further-properties');

/** A value that cannot be decided, and why: a parameter without a value, a refused call, a function of the deployment. */
export interface Unknown {
  readonly [unknownMark]: true;
  /** Part of a sentence: "the parameter serverName has no value". */
  readonly because: string;
  /** The values that it can have, where these are known. */
  readonly oneOf?: readonly Value[];
  /** Some of the values that it can have, where others are open: `env == 'dev' ? 'written' : parameter`. */
  readonly possible?: readonly Value[];
  /** Set where the value is a secret whatever it is, such as that of a secure parameter. */
  readonly sensitive?: true;
  /** What is known of a text: its parts in their order, of which at least one is unknown. */
  readonly pieces?: readonly (string | Unknown)[];
  /**
   * The key of the resource in the same snapshot whose id the value is, or whose state it comes from; of an id of a
   * part that is no resource there, such as a subnet within its network, the resource around it.
   */
  readonly refersTo?: string;
  /** The name of the property of a resource's state which the value is: `keyUriWithVersion` of a key. */
  readonly property?: string;
}

/** What can be known of a value that is not. */
export type Known = Omit<Unknown, typeof unknownMark | 'because'>;

/** JSON in which any part may be unknown. `null` means the same as absent, as it does for Resource Manager. */
export type Value = null | boolean | number | string | readonly Value[] | ValueObject | Unknown;

export interface ValueObject {
  readonly [key: string]: Value;
  readonly [furtherProperties]?: Unknown;
}

/** JSON without anything unknown: what a change writes. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An object of JSON; a property that is not there reads as undefined. */
export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function unknown(because: string, more: Known = {}): Unknown {
  return { [unknownMark]: true, because, ...more };
}

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && unknownMark in value;
}

/** The values that are known of a value which nobody can decide: all that it can have, or some. */
export function casesOf({ oneOf, possible }: Unknown): readonly Value[] {
  return oneOf ?? possible ?? [];
}

export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnknown(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Finds the spelling of a property: Resource Manager reads names without regard to case. */
function spelling(object: ValueObject, key: string): string | undefined {
  if (Object.hasOwn(object, key)) return key;
  const lower = key.toLowerCase();
  for (const name in object) if (name.length === key.length && name.toLowerCase() === lower) return name;
  return undefined;
}

function step(value: Value | undefined, key: string | number): Value | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isUnknown(value)) return value;
  if (isList(value)) return typeof key === 'number' ? value[key] : undefined;
  const name = spelling(value, String(key));
  return name === undefined ? value[furtherProperties] : value[name];
}

/**
 * Returns the value at a path, `undefined` where nothing is set (`null` counts as not set), or an unknown where it or
 * any part on the way to it cannot be decided.
 */
export function valueAt(value: Value | undefined, path: readonly (string | number)[]): Exclude<Value, null> | undefined {
  let current = value;
  for (const key of path) current = step(current, key);
  return current ?? undefined;
}
