import type { Json } from '../../../model/value';
import { casesOf, choose, derived, possibleOf } from '../choice';
import type { Content, Evaluated, Lazy, Opaque, Step } from '../content';
import { lazily, nothing, scalar } from '../content';
import type { DataFile, Scope } from '../environment';
import type { Evaluation } from '../evaluation';
import { limits } from '../evaluation';
import type { Expression } from '../expression';
import type { Place } from '../place';
import { jsonOf } from '../to-value';

/** A call of a function of the language, with arguments that are evaluated when they are needed. */
export interface FunctionCall {
  /** In lower case. */
  readonly name: string;
  readonly evaluation: Evaluation;
  readonly from: Step;
  readonly arguments: readonly Lazy[];
  /** Calls a lambda. */
  readonly apply: (closure: Content, values: readonly Lazy[]) => Evaluated;
  /** Where the template is deployed to that the call is written in. */
  readonly place: Place;
  /** Finds a file beside the one that the call is written in, or says why it cannot be loaded. */
  readonly load: Scope['load'];
  /** Lists the files of a folder beside the one that the call is written in, or says why not. */
  readonly list: Scope['list'];
  /** Evaluates what is written in a file of data. */
  readonly evaluate: (file: DataFile, expression: Expression) => Evaluated;
}

/** Returns nothing where the function says nothing about such arguments: the result is unknown then. */
export type TemplateFunction = (call: FunctionCall) => Evaluated | Content | undefined;

export type Functions = Readonly<Record<string, TemplateFunction>>;

/** Returns the content of an argument; one that was left out counts as null. */
export function argument(call: FunctionCall, index: number): Content {
  return call.arguments[index]?.force().content ?? nothing;
}

export function contents(call: FunctionCall): readonly Content[] {
  return call.arguments.map((one) => one.force().content);
}

/** Functions that tell of a text no more than whether something is true of it, or a number. */
const tellLittle: ReadonlySet<string> = new Set([
  ...['empty', 'length', 'contains', 'indexof', 'lastindexof', 'startswith', 'endswith', 'equals', 'equalsinsensitive'],
  ...['less', 'lessorequals', 'greater', 'greaterorequals', 'not', 'and', 'or', 'bool'],
]);

/** What a call leaves unknown; where it tells little of a secret, the secret stays behind. */
export function openly(call: Pick<FunctionCall, 'name'>, result: Opaque): Opaque {
  if (result.sensitive !== true || !tellLittle.has(call.name)) return result;
  return { kind: 'unknown', because: 'it depends on a secret', id: result.id };
}

/** The result of a call that has an unknown argument: equal to that of the same call elsewhere. */
export function underived(call: FunctionCall, because?: string): Opaque {
  return openly(call, derived(call.evaluation, call.name, contents(call), because));
}

/** Says of an unknown result what it can be among others, where some of that is known. */
export function beside({ evaluation }: Pick<FunctionCall, 'evaluation'>, result: Opaque, cases: readonly Content[]): Opaque {
  const possible = possibleOf(evaluation, cases);
  return possible === undefined ? result : { ...result, possible };
}

/** Turns JSON into content that comes from where the whole comes from. */
export function fromJson(json: Json, from: Step): Content {
  if (typeof json === 'string' && json.length > limits.characters) return tooLong;
  if (json === null || typeof json !== 'object') return scalar(json);
  const later = (value: Json): Lazy => lazily(() => ({ content: fromJson(value, from), from }), () => ({ content: nothing, from }));
  if (Array.isArray(json)) return { kind: 'list', items: (json as readonly Json[]).map(later) };
  const members = new Map(Object.entries(json).map(([key, value]) => [key, later(value)]));
  return { kind: 'object', members, further: undefined };
}

/** The id is that of no other unknown: long texts are not compared. */
export const tooLong: Opaque = { kind: 'unknown', because: 'the text is too long to be computed', id: -1 };

/**
 * Makes a function of known values. Where one argument is known to be one of several values, the result is known to be
 * one of several results.
 */
export function plain(compute: (...values: Json[]) => Json | undefined): TemplateFunction {
  return (call) => {
    const given = contents(call);
    const run = (of: readonly Content[]): Content | undefined => {
      const values: Json[] = [];
      for (const content of of) {
        const json = jsonOf(call.evaluation, content);
        if (json === undefined) return undefined;
        values.push(json);
      }
      const result = compute(...values);
      return result === undefined ? undefined : fromJson(result, call.from);
    };
    const open = given.findIndex((content) => content.kind === 'unknown' || content.kind === 'text');
    if (open === -1) return run(given);
    const one = given[open];
    if (one?.kind !== 'unknown') return undefined;
    const results = casesOf(one).map((option) => run(given.with(open, option)));
    const known = results.filter((result) => result !== undefined);
    if (one.oneOf === undefined) return beside(call, underived(call), known);
    return known.length === results.length ? choose(call.evaluation, openly(call, one), known, call.name) : undefined;
  };
}
