import type { Content, Opaque } from './content';
import type { Evaluation } from './evaluation';
import { limits } from './evaluation';
import { identityOf } from './identity';

/** Lists what a content can be: itself where it is known, nothing where that is open. */
export function optionsOf(content: Content): readonly Content[] | undefined {
  if (content.kind === 'unknown') return content.oneOf;
  return content.kind === 'text' ? undefined : [content];
}

/** Decides a condition, also where a value is kept secret that makes it true or false in any case. */
export function truthOf(content: Content): boolean | undefined {
  const [first, ...others] = optionsOf(content)?.map((option) => (option.kind === 'scalar' ? option.value : undefined)) ?? [];
  return typeof first === 'boolean' && others.every((other) => other === first) ? first : undefined;
}

/**
 * A value that is one of several, of which nobody can tell which. What all of them agree on is known, unless it is to
 * be kept secret.
 */
export function choose(evaluation: Evaluation, because: Opaque, contents: readonly Content[], key: string): Content {
  const ids = contents.map((content) => identityOf(evaluation, content));
  const [first] = contents;
  const hidden = contents.find((content): content is Opaque => content.kind === 'unknown' && content.sensitive === true);
  const sensitive = because.sensitive === true || hidden !== undefined;
  if (first !== undefined && !sensitive && ids.every((id) => id === ids[0])) return first;
  const oneOf = distinct(evaluation, contents);
  const possible = oneOf === undefined ? possibleOf(evaluation, contents) : undefined;
  // What is secret of it comes from the secret, whatever decides whether it is taken.
  return evaluation.opaque(hidden?.because ?? because.because, `${key} ${because.id} ${ids.join(',')}`, {
    ...(oneOf === undefined ? {} : { oneOf }),
    ...(possible === undefined ? {} : { possible }),
    ...(sensitive ? { sensitive: true } : {}),
  });
}

function distinct(evaluation: Evaluation, contents: readonly Content[]): readonly Content[] | undefined {
  const options = new Map<number, Content>();
  for (const content of contents) {
    const each = optionsOf(content);
    if (each === undefined) return undefined;
    for (const option of each) options.set(identityOf(evaluation, option), option);
    if (options.size > limits.options) return undefined;
  }
  return [...options.values()];
}

/** What a content is in some cases at least: the text of a file as well, of which parts are not known. */
export function casesOf(content: Content): readonly Content[] {
  return content.kind === 'unknown' ? (content.oneOf ?? content.possible ?? []) : [content];
}

/** Lists what one of several contents is in some cases, where it is open what it is in others. */
export function possibleOf(evaluation: Evaluation, contents: readonly Content[]): readonly Content[] | undefined {
  const cases = new Map<number, Content>();
  for (const one of contents.flatMap(casesOf)) cases.set(identityOf(evaluation, one), one);
  return cases.size === 0 || cases.size > limits.options ? undefined : [...cases.values()];
}

/** What an unknown value comes from, for another one that is a part of it. @param name the property that is taken. */
export function referenceOf({ refersTo }: Opaque, name: string | undefined): Pick<Opaque, 'refersTo' | 'property'> {
  return refersTo === undefined ? {} : { refersTo, ...(name === undefined ? {} : { property: name }) };
}

/** A value that cannot be computed because something that it is computed from is unknown. */
export function derived(evaluation: Evaluation, key: string, from: readonly Content[], because?: string): Opaque {
  let reason = because;
  let sensitive = false;
  for (const content of from) {
    const parts =
      content.kind === 'unknown' ? [content]
      : content.kind === 'text' ? content.pieces
      : content.kind === 'object' && content.further !== undefined ? [content.further]
      : [];
    for (const part of parts) {
      if (typeof part === 'string') continue;
      reason ??= part.because;
      sensitive ||= part.sensitive === true;
    }
  }
  const ids = from.map((content) => identityOf(evaluation, content)).join(',');
  return evaluation.opaque(reason ?? 'it is computed in a way that is not understood', `${key}(${ids})`, sensitive ? { sensitive } : {});
}
