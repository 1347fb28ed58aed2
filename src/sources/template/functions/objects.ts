import { access } from '../access';
import type { Content, Evaluated, Lazy, ObjectContent } from '../content';
import { contained, nothing, scalar, stringOf } from '../content';
import { Merge } from '../merge';
import type { FunctionCall, Functions } from './function-call';
import { argument } from './function-call';
import { list } from './lists';

export function objectOf(members: Iterable<readonly [string, Lazy]>): ObjectContent {
  return { kind: 'object', members: new Map(members), further: undefined };
}

function createObject(call: FunctionCall): Content | undefined {
  const members: [string, Lazy][] = [];
  for (let index = 0; index + 1 < call.arguments.length; index += 2) {
    const key = stringOf(argument(call, index));
    const value = call.arguments[index + 1];
    if (key === undefined || value === undefined) return undefined;
    members.push([key, value]);
  }
  return objectOf(members);
}

/** Returns the members in the order of their names, or nothing where not all of them are known. */
function membersOf(content: Content): [string, Lazy][] | undefined {
  if (content.kind !== 'object' || content.further !== undefined) return undefined;
  return [...content.members].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function items(call: FunctionCall): Content | undefined {
  const members = membersOf(argument(call, 0));
  const pair = ([key, value]: readonly [string, Lazy]): Content =>
    objectOf([['key', contained(scalar(key), call.from)], ['value', value]]);
  return members === undefined ? undefined : list(members.map((member) => contained(pair(member), call.from)));
}

function shallowMerge(call: FunctionCall): Content | undefined {
  const whole = argument(call, 0);
  if (whole.kind !== 'list') return undefined;
  const merge = new Merge(call.evaluation, call.from, false);
  for (const item of whole.items) merge.add(item.force().content);
  return merge.result();
}

/** Goes down several names or numbers; what is not there is null. */
function tryGet(call: FunctionCall): Evaluated | Content {
  let result: Evaluated | Content = argument(call, 0);
  for (const one of call.arguments.slice(1)) {
    const target: Content = 'kind' in result ? result : result.content;
    if (target === nothing) return nothing;
    result = access(call.evaluation, target, { content: one.force().content, safe: true, fromEnd: false });
  }
  return result;
}

export const objects: Functions = {
  createobject: createObject,
  items,
  shallowmerge: shallowMerge,
  tryget: tryGet,
  objectkeys: (call) => {
    const members = membersOf(argument(call, 0));
    return members === undefined ? undefined : list(members.map(([key]) => contained(scalar(key), call.from)));
  },
};
