import type { Json } from '../../../model/value';
import { casesOf } from '../choice';
import type { Content, Evaluated, Lazy, ListContent } from '../content';
import { contained, memberOf, nothing, numberOf, scalar, stringOf } from '../content';
import { limits } from '../evaluation';
import { equal, identityOf } from '../identity';
import { Merge } from '../merge';
import type { FunctionCall, Functions, TemplateFunction } from './function-call';
import { argument, beside, contents, plain, underived } from './function-call';
import { joinText, spell } from './text';

export const list = (items: readonly Lazy[]): ListContent => ({ kind: 'list', items });

/** Lists are put together item by item, everything else as text. Two unknowns could be either. */
function concat(call: FunctionCall): Content | undefined {
  const parts = contents(call);
  const lists = parts.filter((part) => part.kind === 'list');
  if (lists.length > 0) return lists.length < parts.length ? partly(call, parts) : bounded(call, lists.flatMap(({ items }) => items));
  if (parts.length > 1 && parts.every((part) => part.kind === 'unknown')) return undefined;
  return joinText(parts.flatMap((part) => spell(call, part)));
}

/** Lists that are put together with what nobody knows: what they are where that is empty, or one of those that it can be. */
function partly(call: FunctionCall, parts: readonly Content[]): Content {
  const choices = parts.map((part): readonly (readonly Lazy[])[] => {
    const lists = casesOf(part).flatMap((option) => (option.kind === 'list' ? [option.items] : []));
    return lists.length === 0 ? [[]] : lists;
  });
  const most = Math.max(...choices.map(({ length }) => length));
  const cases = Array.from({ length: most }, (_, index) => bounded(call, choices.flatMap((one) => one[Math.min(index, one.length - 1)] ?? [])));
  return beside(call, underived(call), cases);
}

function bounded(call: FunctionCall, items: readonly Lazy[]): Content {
  return items.length > limits.items ? call.evaluation.opaque(`the list has more than ${limits.items} items`) : list(items);
}

function distinct(call: FunctionCall, items: readonly Lazy[]): readonly Lazy[] {
  const found = new Map<number, Lazy>();
  for (const item of items) {
    const id = identityOf(call.evaluation, item.force().content);
    if (!found.has(id)) found.set(id, item);
  }
  return [...found.values()];
}

function union(call: FunctionCall): Content | undefined {
  const parts = contents(call);
  if (parts.some((part) => part.kind === 'list')) {
    const lists = parts.filter((part) => part.kind === 'list');
    return lists.length < parts.length ? partly(call, parts) : bounded(call, distinct(call, lists.flatMap(({ items }) => items)));
  }
  if (parts.every((part) => part.kind === 'unknown' && part.oneOf === undefined)) return undefined;
  const merge = new Merge(call.evaluation, call.from, true);
  for (const part of parts) merge.add(part);
  return merge.result();
}

function intersection(call: FunctionCall): Content | undefined {
  const [first, ...others] = contents(call);
  if (first?.kind !== 'list') return undefined;
  let items = first.items;
  for (const other of others) {
    if (other.kind !== 'list') return undefined;
    const kept = items.map((item) => includes(call, other.items, item.force().content));
    if (kept.includes(undefined)) return undefined;
    items = items.filter((_, index) => kept[index] === true);
  }
  return list(items);
}

function includes(call: FunctionCall, items: readonly Lazy[], wanted: Content): boolean | undefined {
  let open = false;
  for (const item of items) {
    const same = equal(call.evaluation, item.force().content, wanted);
    if (same === true) return true;
    open ||= same === undefined;
  }
  return open ? undefined : false;
}

function contains(call: FunctionCall): Content | undefined {
  const [whole, part] = [argument(call, 0), argument(call, 1)];
  let result: boolean | undefined;
  if (whole.kind === 'list') result = includes(call, whole.items, part);
  const key = stringOf(part);
  if (whole.kind === 'object' && key !== undefined) {
    result = memberOf(whole, key) !== undefined ? true : whole.further === undefined ? false : undefined;
  }
  if (whole.kind === 'text' && key !== undefined) {
    result = whole.pieces.some((piece) => typeof piece === 'string' && piece.toLowerCase().includes(key.toLowerCase())) ? true : undefined;
  }
  return result === undefined ? containsText(call) : scalar(result);
}

const containsText = plain((whole, part) =>
  typeof whole === 'string' && (typeof part === 'string' || typeof part === 'number')
    ? whole.toLowerCase().includes(String(part).toLowerCase())
    : undefined,
) as (call: FunctionCall) => Content | undefined;

/** The number of items, members or characters; `undefined` where it cannot be told. */
function size(content: Content): number | undefined {
  if (content.kind === 'list') return content.items.length;
  if (content.kind === 'object') return content.further === undefined ? content.members.size : undefined;
  return stringOf(content)?.length;
}

function empty(call: FunctionCall): Content | undefined {
  const content = argument(call, 0);
  if (content.kind === 'scalar' && content.value === null) return scalar(true);
  const isFilled =
    (content.kind === 'text' && content.pieces.some((piece) => typeof piece === 'string')) ||
    (content.kind === 'object' && content.further !== undefined && content.members.size > 0);
  if (isFilled) return scalar(false);
  const count = size(content);
  return count === undefined ? emptyOfKnown(call) : scalar(count === 0);
}

const emptyOfKnown = plain((value) => {
  if (value === null || value === '') return true;
  if (typeof value === 'string') return false;
  return typeof value === 'object' ? Object.keys(value).length === 0 : undefined;
}) as (call: FunctionCall) => Content | undefined;

/** Takes a part of a list or a text. */
function slice(range: (size: number, count: number) => readonly [number, number]): (call: FunctionCall) => Content | undefined {
  return (call) => {
    const [whole, count] = [argument(call, 0), numberOf(argument(call, 1))];
    const length = size(whole);
    if (count === undefined || length === undefined) return undefined;
    const [start, end] = range(length, Math.max(0, count));
    if (whole.kind === 'list') return list(whole.items.slice(start, end));
    const text = stringOf(whole);
    return text === undefined ? undefined : scalar(text.slice(start, end));
  };
}

function pick(index: 0 | -1): (call: FunctionCall) => Evaluated | Content | undefined {
  return (call) => {
    const whole = argument(call, 0);
    if (whole.kind === 'list') return whole.items.at(index)?.force() ?? nothing;
    const text = stringOf(whole);
    return text === undefined ? undefined : scalar(text.at(index) ?? '');
  };
}

function range(call: FunctionCall): Content | undefined {
  const [start, count] = [numberOf(argument(call, 0)), numberOf(argument(call, 1))];
  if (start === undefined || count === undefined) return undefined;
  if (count > limits.items) return call.evaluation.opaque(`the list has more than ${limits.items} items`);
  return list(Array.from({ length: Math.max(0, Math.trunc(count)) }, (_, index) => contained(scalar(start + index), call.from)));
}

function flatten(call: FunctionCall): Content | undefined {
  const whole = argument(call, 0);
  if (whole.kind !== 'list') return undefined;
  const inner = whole.items.map((item) => item.force().content);
  const lists = inner.filter((content) => content.kind === 'list');
  return lists.length < inner.length ? undefined : bounded(call, lists.flatMap(({ items }) => items));
}

function array(call: FunctionCall): Content | undefined {
  const [first] = call.arguments;
  const content = first?.force().content;
  if (first === undefined || content === undefined || content.kind === 'unknown') return undefined;
  return content.kind === 'list' ? content : list([first]);
}

/** Finds a part of a text, whatever its case, or an item of a list. */
const place = (inText: (text: string, part: string) => number, inList: (items: readonly Json[], part: Json) => number): TemplateFunction =>
  plain((whole, part) => {
    if (typeof whole === 'string') return typeof part === 'string' ? inText(whole.toLowerCase(), part.toLowerCase()) : undefined;
    return Array.isArray(whole) ? inList(whole as readonly Json[], part) : undefined;
  });

export const lists: Functions = {
  concat,
  union,
  intersection,
  contains,
  empty,
  range,
  flatten,
  array,
  createarray: (call) => list(call.arguments),
  first: pick(0),
  last: pick(-1),
  take: slice((_, count) => [0, count]),
  skip: slice((size, count) => [count, size]),
  length: (call) => {
    const count = size(argument(call, 0));
    return count === undefined ? undefined : scalar(count);
  },
  indexof: place((text, part) => text.indexOf(part), (items, part) => items.indexOf(part)),
  lastindexof: place((text, part) => text.lastIndexOf(part), (items, part) => items.lastIndexOf(part)),
};
