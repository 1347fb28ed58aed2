import type { Json } from '../../model/value';
import { indented, type Layout } from './layout';

/** Words that mean something else to Bicep where a property's name could stand. */
const reserved: ReadonlySet<string> = new Set(['true', 'false', 'null', 'if', 'for', 'resource']);

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', "'": "\\'", '${': '\\${' };

/** Control characters and halves of surrogate pairs are written by their numbers, for no editor shows them. */
// eslint-disable-next-line no-control-regex -- these are the characters that must not be written as they are
const special = /\$\{|[\\'\u0000-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Writes a text as a string of Bicep. */
export function writeString(value: string): string {
  return `'${value.replace(special, (found) => escapes[found] ?? `\\u{${found.charCodeAt(0).toString(16)}}`)}'`;
}

export function writeKey(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) && !reserved.has(key) ? key : writeString(key);
}

/** Bicep has whole numbers only; others, and those past 2^53, are read from JSON. */
function writeNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  return `json('${Number.isFinite(value) ? String(value) : 'null'}')`;
}

/**
 * Writes a value as Bicep. @param layout how its lines begin and end, where the first one begins elsewhere; without it
 * the value is written on one line.
 */
export function writeValue(value: Json, layout: Layout | undefined): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'string') return writeString(value);
  const inner = layout === undefined ? undefined : indented(layout);
  if (Array.isArray(value)) return writeList('[', (value as readonly Json[]).map((item) => writeValue(item, inner)), ']', layout);
  const entries = Object.entries(value as { readonly [key: string]: Json });
  return writeList('{', entries.map(([key, item]) => `${writeKey(key)}: ${writeValue(item, inner)}`), '}', layout);
}

function writeList(open: string, items: readonly string[], close: string, layout: Layout | undefined): string {
  if (items.length === 0) return open + close;
  if (layout === undefined) return open === '{' ? `{ ${items.join(', ')} }` : `[${items.join(', ')}]`;
  const { newline, indentation, unit } = layout;
  return open + items.map((item) => newline + indentation + unit + item).join('') + newline + indentation + close;
}
