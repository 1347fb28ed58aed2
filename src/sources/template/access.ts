import { choose, derived, referenceOf } from './choice';
import type { Content, Evaluated, Lazy } from './content';
import { memberOf, nothing, numberOf, stringOf } from './content';
import type { Evaluation } from './evaluation';

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
  if (content.kind === 'unknown' || content.kind === 'text') return derived(evaluation, 'at', [content, target]);
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

function accessUnknown(evaluation: Evaluation, target: Content & { kind: 'unknown' }, key: Key): Content {
  if (target.oneOf === undefined) {
    return { ...derived(evaluation, `at${key.fromEnd ? '^' : ''}`, [target, key.content]), ...referenceOf(target, stringOf(key.content)) };
  }
  const choices = target.oneOf.map((option) => contentOf(access(evaluation, option, key)));
  return choose(evaluation, target, choices, 'at');
}

export function contentOf(result: Evaluated | Content): Content {
  return 'kind' in result ? result : result.content;
}
