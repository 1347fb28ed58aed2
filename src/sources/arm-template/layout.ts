import type { Json } from '../../model/value';
import { escapeText } from './expression';
import type { Node } from './json-node';

/** How a file is laid out, so that what is written into it looks like what is there. */
export interface Layout {
  /** The file's own newline; undefined where it is all one line. */
  readonly newline: string | undefined;
  /** What one level of brackets is indented by. */
  readonly unit: string;
}

/** Where the line begins that an offset is in. */
export function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** The white space that the line begins with that an offset is in. */
export function indentAt(text: string, at: number): string {
  const start = lineStart(text, at);
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? '';
}

/** Whether nothing but white space precedes an offset in its line. */
export function startsLine(text: string, at: number): boolean {
  const start = lineStart(text, at);
  return start > 0 && text.slice(start, at).trim() === '';
}

/** Finds out how a file is laid out. @param root its outermost value. */
export function layoutOf(text: string, root: Node): Layout {
  const newline = /\r\n|\n|\r/.exec(text)?.[0];
  const first = root.children?.[0];
  const indented = first !== undefined && startsLine(text, first.offset) ? indentAt(text, first.offset) : '';
  const outer = indentAt(text, root.offset);
  const unit = indented.startsWith(outer) ? indented.slice(outer.length) : '';
  return { newline, unit: unit === '' || unit.length > 10 ? '  ' : unit };
}

/** Texts that look like expressions are written so that they are not evaluated. */
function escaped(value: Json): Json {
  if (typeof value === 'string') return escapeText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(escaped);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [escapeText(key), escaped(inner)]));
}

/** Writes a value into one line, with spaces as people set them. */
function printLine(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(printLine).join(', ')}]`;
  const members = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${printLine(inner)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Writes a value as JSON. @param indent of the line that it begins in; undefined writes it into one line. */
export function printValue(value: Json, layout: Layout, indent: string | undefined): string {
  const { newline, unit } = layout;
  if (newline === undefined) return JSON.stringify(escaped(value));
  if (indent === undefined) return printLine(escaped(value));
  return JSON.stringify(escaped(value), undefined, unit).replaceAll('\n', newline + indent);
}

/** Makes a member of an object out of a key and JSON text. */
export function printMember(key: string, value: string, layout: Layout): string {
  return `${JSON.stringify(key)}:${layout.newline === undefined ? '' : ' '}${value}`;
}

/** Writes a value as an expression of ARM, as it stands within the quotes of a JSON text. */
export function printExpression(value: Json): string {
  return JSON.stringify(spellExpression(value)).slice(1, -1);
}

export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function spellExpression(value: Json): string {
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : `json('${value}')`;
  if (typeof value !== 'object' || value === null) return `${String(value)}()`;
  if (Array.isArray(value)) return `createArray(${(value as readonly Json[]).map(spellExpression).join(', ')})`;
  const members = Object.entries(value).flatMap(([key, inner]) => [quoteText(key), spellExpression(inner)]);
  return `createObject(${members.join(', ')})`;
}
