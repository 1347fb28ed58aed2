import type { Content, Lazy, ListContent } from '../content';
import { contained, lazily, scalar, stringOf } from '../content';
import type { FunctionCall, Functions } from './function-call';
import { argument } from './function-call';
import { list } from './lists';
import { objectOf } from './objects';

/** Calls the lambda of a call later, with an item and its index. */
function later(call: FunctionCall, lambda: Content, values: readonly Lazy[]): Lazy {
  return lazily(() => call.apply(lambda, values), () => ({ content: call.evaluation.opaque('the value is computed from itself'), from: call.from }));
}

function indexed(call: FunctionCall, item: Lazy, index: number): readonly Lazy[] {
  return [item, contained(scalar(index), call.from)];
}

/** Runs a function that takes a list and a lambda. */
function overList(run: (call: FunctionCall, whole: ListContent, lambda: Content) => Content | undefined): (call: FunctionCall) => Content | undefined {
  return (call) => {
    const whole = argument(call, 0);
    const lambda = argument(call, 1);
    return whole.kind === 'list' && lambda.kind === 'lambda' ? run(call, whole, lambda) : undefined;
  };
}

const filter = overList((call, whole, lambda) => {
  const kept: Lazy[] = [];
  for (const [index, item] of whole.items.entries()) {
    const { content } = call.apply(lambda, indexed(call, item, index));
    if (content.kind !== 'scalar') return undefined;
    if (content.value === true) kept.push(item);
  }
  return list(kept);
});

function reduce(call: FunctionCall): Content | undefined {
  const [whole, first, lambda] = [argument(call, 0), call.arguments[1], argument(call, 2)];
  if (whole.kind !== 'list' || first === undefined || lambda.kind !== 'lambda') return undefined;
  let result = first.force();
  for (const [index, item] of whole.items.entries()) {
    const before = result;
    result = call.apply(lambda, [{ force: () => before }, ...indexed(call, item, index)]);
  }
  return result.content;
}

/** The order of a sort is that of the lambda, which says whether the first of two comes before the second. */
const sort = overList((call, whole, lambda) => {
  const answers = new Set<boolean>();
  const before = (a: Lazy, b: Lazy): boolean => {
    const { content } = call.apply(lambda, [a, b]);
    answers.add(content.kind === 'scalar');
    return content.kind === 'scalar' && content.value === true;
  };
  const sorted = [...whole.items].sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
  return answers.has(false) ? undefined : list(sorted);
});

const toObject = overList((call, whole, keys) => {
  const values = argument(call, 2);
  const members: [string, Lazy][] = [];
  for (const item of whole.items) {
    const key = stringOf(call.apply(keys, [item]).content);
    if (key === undefined) return undefined;
    members.push([key, values.kind === 'lambda' ? later(call, values, [item]) : item]);
  }
  return objectOf(members);
});

const groupBy = overList((call, whole, keys) => {
  const groups = new Map<string, Lazy[]>();
  for (const [index, item] of whole.items.entries()) {
    const key = stringOf(call.apply(keys, indexed(call, item, index)).content);
    if (key === undefined) return undefined;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return objectOf([...groups].map(([key, items]) => [key, contained(list(items), call.from)]));
});

export const lambdas: Functions = {
  filter,
  reduce,
  sort,
  toobject: toObject,
  groupby: groupBy,
  map: overList((call, whole, lambda) => list(whole.items.map((item, index) => later(call, lambda, indexed(call, item, index))))),
  mapvalues: (call) => {
    const [whole, lambda] = [argument(call, 0), argument(call, 1)];
    if (whole.kind !== 'object' || lambda.kind !== 'lambda' || whole.further !== undefined) return undefined;
    return objectOf([...whole.members].map(([key, member]) => [key, later(call, lambda, [member])]));
  },
};
