import type { Span } from '../program';
import { isSpace } from './json-lines';
import { newNode, type Node } from './json-node';

const number = /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i;
const literals: ReadonlyMap<string, boolean | null> = new Map([['true', true], ['false', false], ['null', null]]);

/** The number, truth value or null that a word is, or undefined where it is none of these. */
export const literalOf = (word: string): number | boolean | null | undefined => (number.test(word) ? Number(word) : literals.get(word));

/** A name or text that was read, not yet put anywhere. */
export interface Text extends Span {
  readonly value: string;
  /** Whether it has several lines. */
  readonly spread: boolean;
  /** Whether one of its quotes is missing or too many. */
  readonly damaged: boolean;
}

export function textNode({ start, end, value, damaged }: Text): Node {
  const node = newNode('string', start, end, value, undefined);
  node.broken = damaged;
  return node;
}

/** Where a word ends that has no quotes, or at least none that JSON knows. */
export function wordEnd(text: string, start: number): number {
  if (text.charAt(start) === "'") {
    const close = text.indexOf("'", start + 1);
    if (close >= 0 && !/[\r\n]/.test(text.slice(start, close))) return close + 1;
  }
  let end = start + 1;
  while (end < text.length && !isSpace(text.charCodeAt(end)) && !',:{}[]"/\''.includes(text.charAt(end))) end++;
  return end;
}
