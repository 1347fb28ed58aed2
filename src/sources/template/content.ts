import type { Expression, Lambda, ObjectEntry, ObjectExpression } from './expression';
import type { Editing } from './template';
import type { Environment } from './environment';

/** A file that expressions are written in. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** How its language writes changes, where they can be written at all. */
  readonly editing?: Editing;
  /** The module of a registry that the text only stands for: nobody wrote it, and no place in it can be shown. */
  readonly registry?: string;
}

/**
 * One place on the way of a value: the first is where it is used, the last where it is written. A value that a
 * function makes ends at the call.
 */
export interface Step {
  readonly source: Source;
  readonly expression: Expression;
  /** What the place is to the value: "the default of the parameter tlsVersion". Nothing for the use itself. */
  readonly role?: string | undefined;
  /** True where a caller gives the value: a module's argument or a parameters file. */
  readonly given?: true | undefined;
  /** The only values that may be written here, where a parameter restricts them. */
  readonly allowed?: readonly Content[] | undefined;
  /** True where the next step was picked by computing, such as by a condition: writing there may not help. */
  readonly computed?: true | undefined;
  readonly next?: Step | undefined;
}

export interface Scalar {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string;
}

/** Text of which parts are unknown; unknown parts that are the same have the same id. Never empty. */
export interface Text {
  readonly kind: 'text';
  readonly pieces: readonly (string | Opaque)[];
}

/** A value that cannot be told. Two with the same id are equal, whatever they are. */
export interface Opaque {
  readonly kind: 'unknown';
  readonly because: string;
  readonly id: number;
  readonly oneOf?: readonly Content[];
  /** Some of the values that it can be, where others are open. */
  readonly possible?: readonly Content[];
  readonly sensitive?: true;
  /** The resource that it comes from: the key of an instance, or the key of an id as `idKey` makes it. */
  readonly refersTo?: string;
  /** The name of the property of the state of that resource which it is. */
  readonly property?: string;
}

export interface ObjectContent {
  readonly kind: 'object';
  readonly members: ReadonlyMap<string, Lazy>;
  /** Says why there may be members that nobody could read. */
  readonly further: Opaque | undefined;
  /** Members of which only that is known that they may be there, and what they are then. */
  readonly possible?: ReadonlyMap<string, Lazy>;
  /** Says why there may be no such object, of which `.?` then takes null: a resource that may not be deployed. */
  readonly doubt?: Opaque;
}

export interface ListContent {
  readonly kind: 'list';
  readonly items: readonly Lazy[];
}

export interface Closure {
  readonly kind: 'lambda';
  readonly lambda: Lambda;
  readonly environment: Environment;
}

export type Content = Scalar | Text | Opaque | ObjectContent | ListContent | Closure;

/** A value and where it came from. */
export interface Evaluated {
  readonly content: Content;
  readonly from: Step;
}

/** A property as somebody wrote it. */
export interface Written {
  readonly source: Source;
  readonly entry: ObjectEntry;
  readonly owner: ObjectExpression;
}

/** A value that is computed when somebody asks for it, and only once. */
export interface Lazy {
  force(): Evaluated;
  /** Where the value is a property that somebody wrote. */
  readonly written?: Written | undefined;
}

export const nothing: Scalar = { kind: 'scalar', value: null };
export const yes: Scalar = { kind: 'scalar', value: true };
export const no: Scalar = { kind: 'scalar', value: false };

export function scalar(value: Scalar['value']): Scalar {
  if (value === null) return nothing;
  return value === true ? yes : value === false ? no : { kind: 'scalar', value };
}

export function already(evaluated: Evaluated): Lazy {
  return new Constant(evaluated);
}

/** Lists the places on the way of a value, from its use to where it is written. */
export function stepsOf(from: Step): readonly Step[] {
  const steps: Step[] = [];
  for (let step: Step | undefined = from; step !== undefined; step = step.next) steps.push(step);
  return steps;
}

/** What the deepest place of a value is: parts of the value come from there too. */
export function roleOf(from: Step): string | undefined {
  return stepsOf(from).findLast(({ role }) => role !== undefined)?.role;
}

/** Every value passes here: steps of one form are made faster, and take less memory. */
function withRole({ source, expression, given, allowed, computed, next }: Step, role: string, isGiven: Step['given'] = given): Step {
  return { source, expression, role, given: isGiven, allowed, computed, next };
}

/** Says what a place is to the values that come from there. */
export function named(evaluated: Evaluated, role: string, more: Pick<Step, 'given'> = {}): Evaluated {
  return { content: evaluated.content, from: withRole(evaluated.from, role, more.given) };
}

/** Says what the place of a value is, where it is a part of a value that says so. */
export function partOf(whole: Step, part: Evaluated): Evaluated {
  if (part.from.role !== undefined) return part;
  const role = roleOf(whole);
  return role === undefined ? part : { content: part.content, from: withRole(part.from, role) };
}

/** Wraps a content that no expression of its own gave: it comes from where the whole came from. */
export function contained(content: Content, from: Step): Lazy {
  return already({ content, from });
}

/** A value that is known from the start. */
class Constant implements Lazy {
  constructor(private readonly value: Evaluated) {}

  force(): Evaluated {
    return this.value;
  }
}

/** Computes a value at its first use. Many are made and few are used: they are kept small. */
export abstract class Later implements Lazy {
  private result: Evaluated | undefined;
  private isBusy = false;

  force(): Evaluated {
    if (this.result !== undefined) return this.result;
    if (this.isBusy) return this.whenCyclic();
    this.isBusy = true;
    this.result = this.compute();
    return this.result;
  }

  protected abstract compute(): Evaluated;

  /** What the value is where it takes part in its own computation. */
  protected abstract whenCyclic(): Evaluated;
}

class LaterBy extends Later {
  constructor(
    protected readonly compute: () => Evaluated,
    protected readonly whenCyclic: () => Evaluated,
    readonly written?: Written,
  ) {
    super();
  }
}

/** @param whenCyclic what the value is where it takes part in its own computation. */
export function lazily(compute: () => Evaluated, whenCyclic: () => Evaluated, written?: Written): Lazy {
  return new LaterBy(compute, whenCyclic, written);
}

/** Resource Manager reads names of properties without regard to case. */
export function memberOf(object: ObjectContent, key: string): Lazy | undefined {
  const exact = object.members.get(key);
  if (exact !== undefined) return exact;
  const lower = key.toLowerCase();
  for (const [name, member] of object.members) if (name.toLowerCase() === lower) return member;
  return undefined;
}

/** Returns the text of a content that is a known string. */
export function stringOf(content: Content): string | undefined {
  return content.kind === 'scalar' && typeof content.value === 'string' ? content.value : undefined;
}

export function numberOf(content: Content): number | undefined {
  return content.kind === 'scalar' && typeof content.value === 'number' ? content.value : undefined;
}
