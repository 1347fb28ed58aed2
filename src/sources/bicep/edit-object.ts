import type { Json } from '../../model/value';
import type { Span } from '../program';
import type { ArrayExpression, Expression, ObjectEntry, ObjectExpression } from '../template/expression';
import { indented, insideString, isBlank, layoutAt, lineEnd, lineStart, nextLine, previousLine, type Layout } from './layout';
import { isBalanced } from './is-balanced';
import { lex } from './lexer';
import { parseBicep } from './parser';
import { writeKey, writeValue } from './write-value';

/** A region of the text that is replaced by another. */
export interface Edit extends Span {
  readonly text: string;
}

/** Whether the text of an expression is whole. A part of an interpolated string is no expression in the text. */
export function isIntactExpression(text: string, expression: Expression): boolean {
  const { start, end } = expression;
  if (start >= end) return false;
  if (expression.kind === 'literal' && typeof expression.value === 'string' && !/^(?:'|\$+''')/.test(text.slice(start, start + 16))) return false;
  return parseBicep(`var value = (${text.slice(start, end)}\n)`).diagnostics.length === 0;
}

/** Lines may be broken at an offset, or `undefined` where they may not. */
function layoutOf(text: string, offset: number): Layout | undefined {
  return insideString(text, offset) ? undefined : layoutAt(text, offset);
}

export function replaceValue(text: string, expression: Expression, value: Json): Edit[] | undefined {
  if (!isIntactExpression(text, expression)) return undefined;
  const { start, end } = expression;
  return [{ start, end, text: writeValue(value, layoutOf(text, start)) }];
}

/** Nested resources end the body of a resource by custom: properties stand before them. */
const nestedResource = /[\r\n][ \t]*(?:@|resource\s)/;

/** An object or array, with what stands between its brackets. */
interface List {
  readonly start: number;
  readonly close: number | undefined;
  readonly members: readonly Span[];
}

/** Adds a property as the last one of an object, in the style of the object. */
export function insertProperty(text: string, object: ObjectExpression, key: string, value: Json): Edit[] | undefined {
  if (object.members.some((member) => member.kind === 'entry' && member.key === key)) return undefined;
  return insertMember(text, object, (layout) => `${writeKey(key)}: ${writeValue(value, layout)}`);
}

/** Adds an item as the last one of an array, in the style of the array. */
export function insertItem(text: string, { start, close, items }: ArrayExpression, value: Json): Edit[] | undefined {
  return insertMember(text, { start, close, members: items }, (layout) => writeValue(value, layout));
}

function insertMember(text: string, list: List, write: (layout: Layout | undefined) => string): Edit[] | undefined {
  const { start, close, members } = list;
  if (close === undefined || !isBalanced(text.slice(start, close + 1))) return undefined;
  const inside = text.slice(start + 1, close);
  if (inside.trim() === '' && !/[\r\n]/.test(inside)) {
    const layout = layoutOf(text, start);
    if (layout === undefined) return [{ start: start + 1, end: close, text: ` ${write(undefined)} ` }];
    const inner = indented(layout);
    return [{ start: start + 1, end: close, text: layout.newline + inner.indentation + write(inner) + layout.newline + layout.indentation }];
  }
  if (!/[\r\n]/.test(inside)) return [insertOnLine(text, list, close, write(undefined))];
  const layout = memberLayout(text, list, close);
  const at = lineStart(text, close);
  const last = members.at(-1);
  if (last !== undefined && nestedResource.test(text.slice(last.end, close)) && restAt(text, last.end) !== undefined) {
    const end = lineEnd(text, last.end);
    return [{ start: end, end, text: layout.newline + layout.indentation + write(layout) }];
  }
  if (isBlank(text, at, close)) return [{ start: at, end: at, text: layout.indentation + write(layout) + layout.newline }];
  const end = inkEnd(text, close);
  return [{ start: end, end, text: layout.newline + layout.indentation + write(layout) }];
}

/** Where the text before an offset ends, without the white space there. */
function inkEnd(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}

function insertOnLine(text: string, { start, members }: List, close: number, written: string): Edit {
  const at = inkEnd(text, close);
  // A body may hold what only the language reads, such as its parent: that is no member, but a token.
  const follows = members.length > 0 || lex(text.slice(start + 1, at)).count > 1;
  const comma = follows && text.charAt(at - 1) !== ',';
  const space = text.charAt(at) === ' ' ? '' : ' ';
  return { start: at, end: at, text: `${comma ? ',' : ''} ${written}${follows ? '' : space}` };
}

/** Follows the first line within an object, else indents by one level. */
function memberLayout(text: string, { start }: List, close: number): Layout {
  const outer = layoutAt(text, start);
  for (let at = nextLine(text, start); at < close; at = nextLine(text, at)) {
    const white = /^[ \t]*/.exec(text.slice(at, lineEnd(text, at)))?.[0] ?? '';
    const ink = at + white.length;
    if (ink >= close) break;
    if (ink < lineEnd(text, at)) return { ...outer, indentation: white };
  }
  return indented(outer);
}

function skipSpaces(text: string, offset: number): number {
  let at = offset;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  return at;
}

/**
 * Where a line ends whose rest, a comma and comments, belongs to what ends at an offset; `undefined` where something
 * else follows there.
 */
function restAt(text: string, offset: number): number | undefined {
  const end = lineEnd(text, offset);
  let at = skipSpaces(text, offset);
  if (text.charAt(at) === ',') at = skipSpaces(text, at + 1);
  if (text.startsWith('/*', at)) {
    const close = text.indexOf('*/', at + 2);
    if (close < 0 || close > end) return undefined;
    at = skipSpaces(text, close + 2);
  }
  return at === end || text.startsWith('//', at) ? end : undefined;
}

/** A pragma for the next line is about the member that it stands before, and goes with it. */
function withPragmas(text: string, start: number): number {
  let at = start;
  for (let before = previousLine(text, at); before < at; before = previousLine(text, at)) {
    if (!/^[ \t]*#disable-next-line\b/.test(text.slice(before, at))) break;
    at = before;
  }
  return at;
}

/** The whole lines of a region with a trailing comment, or `undefined` where something else stands on them. */
export function wholeLines(text: string, { start, end }: Span): Span | undefined {
  const first = lineStart(text, start);
  const rest = restAt(text, end);
  if (rest === undefined || !isBlank(text, first, start)) return undefined;
  return { start: withPragmas(text, first), end: nextLine(text, rest) };
}

/** Removes a property of an object or an item of an array, whose brackets are at `open` and `close`. */
export function removeMember(text: string, member: Span, open: number, close: number): Edit[] {
  const lines = wholeLines(text, member);
  if (lines !== undefined && lines.start > open && lines.end <= close) return [{ ...lines, text: '' }];
  const after = skipSpaces(text, member.end);
  if (text.charAt(after) === ',') return [{ start: member.start, end: skipSpaces(text, after + 1), text: '' }];
  let start = member.start;
  while (text.charAt(start - 1) === ' ' || text.charAt(start - 1) === '\t') start--;
  if (text.charAt(start - 1) === ',') start--;
  if (start === open + 1 && text.slice(member.end, close).trim() === '') return [{ start, end: close, text: '' }];
  return [{ start, end: member.end, text: '' }];
}

export function removeProperty(text: string, object: ObjectExpression, entry: ObjectEntry): Edit[] | undefined {
  const { start, close } = object;
  return close === undefined || !isBalanced(text.slice(start, close + 1)) ? undefined : removeMember(text, entry, start, close);
}

/** Removes an item of an array. */
export function removeItem(text: string, array: ArrayExpression, item: Span): Edit[] | undefined {
  const { start, close } = array;
  return close === undefined || !isBalanced(text.slice(start, close + 1)) ? undefined : removeMember(text, item, start, close);
}
