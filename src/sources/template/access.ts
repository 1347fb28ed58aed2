import { choose, derived, possibleOf, referenceOf } from './choice';
import type { Content, Evaluated, Lazy } from './content';
import { memberOf, nothing, numberOf, stringOf } from './content';
import type { Evaluation } from './evaluation';
import { limits } from './evaluation';

export interface Key {
  readonly content: Content;
  /** Whether something that is not there is null, as with `.?`. */
  readonly safe: boolean;
  /** Whether a number counts from the end, as with `[^1]`. */
  readonly fromEnd: boolean;
}

/** Takes a property of an object or an item of a list. Returns a bare content where no place in text holds it. */
export function access(evaluation: Evaluation, target: Content, key: Key): Evaluated | Content {
  const { content, safe } = key;
  if (target.kind === 'unknown') return accessUnknown(evaluation, target, key);
  if (content.kind === 'unknown' && content.oneOf !== undefined) {
    const choices = content.oneOf.map((option) => contentOf(access(evaluation, target, { ...key, content: option })));
    return choose(evaluation, content, choices, 'at');
  }
  if (content.kind === 'unknown' || content.kind === 'text') return anyOf(evaluation, target, key);
  if (target.kind === 'list') {
    const index = numberOf(content);
    const item = index === undefined ? undefined : target.items[key.fromEnd ? target.items.length - index : index];
    if (item !== undefined) return item.force();
    return safe ? nothing : evaluation.opaque(`there is no item ${index ?? 'of this name'} in the list`);
  }
  if (target.kind === 'object' && safe && target.doubt !== undefined) {
    const { doubt, ...certain } = target;
    return choose(evaluation, doubt, [contentOf(access(evaluation, certain, key)), nothing], 'deployed');
  }
  if (target.kind === 'object') {
    const name = stringOf(content) ?? String(numberOf(content));
    const member: Lazy | undefined = memberOf(target, name);
    if (member !== undefined) return member.force();
    const { further } = target;
    const possible = target.possible?.get(name)?.force().content;
    if (further !== undefined && possible !== undefined) {
      return safe ? choose(evaluation, further, [possible, nothing], `possible ${name}`) : possible;
    }
    if (further !== undefined) {
      const key = `at ${further.id} ${name}`;
      return evaluation.opaque(further.because, key, { ...(further.sensitive ? { sensitive: true } : {}), ...referenceOf(further, name) });
    }
    return safe ? nothing : evaluation.opaque(`there is no property ${name}`);
  }
  return safe && target.kind === 'scalar' && target.value === null
    ? nothing
    : evaluation.opaque('a property is taken of something that has none');
}

/** What is taken by a key that nobody knows is one of all that are there: with any other key the deployment fails. */
function anyOf(evaluation: Evaluation, target: Content, { content, safe }: Key): Content {
  const because = derived(evaluation, 'at', [content, target]);
  const all = target.kind === 'list' ? target.items : target.kind === 'object' ? [...target.members.values()] : [];
  const further = target.kind === 'object' ? target.further : undefined;
  if (all.length === 0 || all.length > limits.options) return because;
  const contents = all.map((one) => one.force().content);
  return choose(evaluation, because, [...contents, ...(further === undefined ? [] : [further]), ...(safe ? [nothing] : [])], 'any');
}

function accessUnknown(evaluation: Evaluation, target: Content & { kind: 'unknown' }, key: Key): Content {
  if (target.oneOf === undefined) {
    const possible = possibleOf(evaluation, (target.possible ?? []).map((option) => contentOf(access(evaluation, option, key))));
    return { ...derived(evaluation, `at${key.fromEnd ? '^' : ''}`, [target, key.content]), ...(possible && { possible }), ...referenceOf(target, stringOf(key.content)) };
  }
  const choices = target.oneOf.map((option) => contentOf(access(evaluation, option, key)));
  return choose(evaluation, target, choices, 'at');
}

export function contentOf(result: Evaluated | Content): Content {
  return 'kind' in result ? result : result.content;
}
