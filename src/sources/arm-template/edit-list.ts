import type { Span } from '../program';
import { closeOf, endOf, type Node } from './json-node';
import { indentAt, type Layout, lineStart, startsLine } from './layout';

/** Replaces a region of the text by another text. */
export interface Edit extends Span {
  readonly text: string;
}

const replaceBy = (start: number, end: number, text: string): Edit => ({ start, end, text });

/** Where the next thing begins that is neither white space nor a comment. */
function afterTrivia(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) at++;
    else if (text.startsWith('//', at)) at = lineEnd(text, at);
    else if (text.startsWith('/*', at)) at = commentEnd(text, at);
    else break;
  }
  return at;
}

function lineEnd(text: string, at: number): number {
  const found = /[\r\n]/.exec(text.slice(at));
  return found === null ? text.length : at + found.index;
}

function commentEnd(text: string, at: number): number {
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + 2;
}

/** Where a comment ends that takes the rest of a line, or the offset itself where there is none. */
function afterLineComment(text: string, at: number): number {
  const end = lineEnd(text, at);
  return /^[ \t]*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)$/.test(text.slice(at, end)) ? end : at;
}

/** The offset of the comma after an item, or undefined where there is none. */
function commaAfter(text: string, item: Node): number | undefined {
  const at = afterTrivia(text, endOf(item));
  return text[at] === ',' ? at : undefined;
}

/** Writes what is added. @param indent of the line that it begins in; undefined writes it into one line. */
type Print = (indent: string | undefined) => string;

function insertIntoEmpty(text: string, list: Node, close: number, layout: Layout, print: Print): Edit[] {
  const { newline, unit } = layout;
  const start = list.offset + 1 + text.slice(list.offset + 1, close).trimEnd().length;
  if (newline === undefined) return [replaceBy(start, close, print(undefined))];
  const outer = indentAt(text, list.offset);
  return [replaceBy(start, close, `${newline}${outer}${unit}${print(outer + unit)}${newline}${outer}`)];
}

/**
 * Adds a member to an object or an item to an array, in the layout of the one before it.
 * @param after the member or item to put it behind; the last one where none is given.
 */
export function insertItem(text: string, list: Node, layout: Layout, print: Print, after?: Node): Edit[] | undefined {
  const close = closeOf(list, text);
  if (close === undefined) return undefined;
  const last = list.children?.at(-1);
  if (last === undefined) return insertIntoEmpty(text, list, close, layout, print);
  const before = after ?? last;
  const end = endOf(before);
  const comma = commaAfter(text, before);
  if (end <= before.offset || (comma === undefined && before !== last)) return undefined;
  const { newline } = layout;
  const added = (space: string, printed: string): string => `${space}${printed}${comma === undefined ? '' : ','}`;
  const joint = comma === undefined ? end : comma + 1;
  const leading = comma === undefined ? ',' : '';
  if (newline !== undefined && startsLine(text, before.offset)) {
    const indent = indentAt(text, before.offset);
    const line = afterLineComment(text, joint);
    const addition = added(newline + indent, print(indent));
    if (line === joint) return [replaceBy(joint, joint, leading + addition)];
    return [...(comma === undefined ? [replaceBy(end, end, ',')] : []), replaceBy(line, line, addition)];
  }
  const spread = /[\r\n]/.test(text.slice(before.offset, end));
  const printed = print(spread ? indentAt(text, end) : undefined);
  return [replaceBy(joint, joint, leading + added(newline === undefined ? '' : ' ', printed))];
}

/** Where to begin so that a line that is left empty goes as well, with the newline before it. */
function withLineBefore(text: string, at: number): number {
  const start = lineStart(text, at);
  return text.slice(start - 2, start) === '\r\n' ? start - 2 : start - 1;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** The text of an item that a comma follows, so that nothing is left of it but its neighbours. */
function withCommaAfter(text: string, item: Node, comma: number): Edit {
  const own = startsLine(text, item.offset);
  const end = own ? afterLineComment(text, comma + 1) : comma + 1;
  const next = skipSpaces(text, end);
  const lineIsLeft = next >= text.length || /[\r\n]/.test(text.charAt(next));
  return own && lineIsLeft ? replaceBy(withLineBefore(text, item.offset), next, '') : replaceBy(item.offset, next, '');
}

/** Removes a member of an object or an item of an array, with the comma that belongs to it. */
export function removeItem(text: string, list: Node, item: Node): Edit[] | undefined {
  const close = closeOf(list, text);
  const items = list.children ?? [];
  const index = items.indexOf(item);
  if (close === undefined || index < 0 || endOf(item) <= item.offset) return undefined;
  const comma = commaAfter(text, item);
  if (items.length === 1) {
    const end = comma === undefined ? endOf(item) : comma + 1;
    const bare = (text.slice(list.offset + 1, item.offset) + text.slice(end, close)).trim() === '';
    if (bare) return [replaceBy(list.offset + 1, close, '')];
  }
  if (comma !== undefined) return [withCommaAfter(text, item, comma)];
  const own = startsLine(text, item.offset);
  const start = own ? withLineBefore(text, item.offset) : item.offset;
  const end = own ? afterLineComment(text, endOf(item)) : endOf(item);
  const previous = items[index - 1];
  const separator = previous && commaAfter(text, previous);
  if (previous === undefined || separator === undefined) return [replaceBy(start, end, '')];
  const nothingBetween = text.slice(endOf(previous), start).trim() === ',';
  if (nothingBetween) return [replaceBy(endOf(previous), end, '')];
  return [replaceBy(separator, separator + 1, ''), replaceBy(start, end, '')];
}
