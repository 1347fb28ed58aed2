import type { Expression } from './expression';
import { type Filter, passes, readFilter } from './json-filter';

/** What a part of a JSONPath picks: names or items, a range of items, every one, those that pass a filter, or a name however deep. */
type Part =
  | { readonly pick: 'names'; readonly names: readonly string[] }
  | { readonly pick: 'items'; readonly indexes: readonly number[] }
  | { readonly pick: 'range'; readonly start: number | undefined; readonly end: number | undefined; readonly step: number }
  | { readonly pick: 'every' }
  | { readonly pick: 'where'; readonly filter: Filter }
  | { readonly pick: 'deep'; readonly name: string };

/** One part of a path. */
const written = new RegExp(
  [
    String.raw`\.\.(?<deep>[\w$-]+)`,
    String.raw`(?<every>\.?\*|\[\*\])`,
    String.raw`\.(?<name>[\w$-]+)`,
    String.raw`\[(?<indexes>-?\d{1,9}(?:\s*,\s*-?\d{1,9})*)\]`,
    String.raw`\[(?<start>-?\d{0,9}):(?<end>-?\d{0,9})(?::(?<step>-?\d{0,9}))?\]`,
    String.raw`\[(?<names>(?:'[^'\\]*'|"[^"\\]*")(?:\s*,\s*(?:'[^'\\]*'|"[^"\\]*"))*)\]`,
    String.raw`\[\?\((?<filter>(?:[^'"()]|'[^'\\]*'|"[^"\\]*")*)\)\]`,
  ].join('|'),
  'y',
);

const numberIn = (text: string | undefined): number | undefined => (text === undefined || !/\d/.test(text) ? undefined : Number(text));

function partOf({ deep, name, indexes, start, end, step, names, filter }: Readonly<Record<string, string | undefined>>): Part | undefined {
  if (deep !== undefined) return { pick: 'deep', name: deep };
  if (name !== undefined) return { pick: 'names', names: [name] };
  if (names !== undefined) return { pick: 'names', names: [...names.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? '') };
  if (indexes !== undefined) return { pick: 'items', indexes: indexes.split(',').map(Number) };
  if (start !== undefined) return step === '0' ? undefined : { pick: 'range', start: numberIn(start), end: numberIn(end), step: numberIn(step) ?? 1 };
  const where = filter === undefined ? undefined : readFilter(filter);
  return filter === undefined ? { pick: 'every' } : where && { pick: 'where', filter: where };
}

function partsOf(path: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  // The root may be left out: settings.server is $.settings.server.
  const whole = path.startsWith('$') ? path.slice(1) : /^[.[]/.test(path) || path === '' ? path : `.${path}`;
  written.lastIndex = 0;
  while (written.lastIndex < whole.length) {
    const groups = written.exec(whole)?.groups;
    const part = groups && partOf(groups);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
}

function childrenOf(value: Expression): readonly Expression[] {
  if (value.kind === 'object') return value.members.flatMap((member) => (member.kind === 'entry' ? [member.value] : []));
  return value.kind === 'array' ? value.items.filter((item) => item.kind !== 'spread') : [];
}

function itemsOf(value: Expression): readonly Expression[] {
  return value.kind === 'array' ? childrenOf(value) : [];
}

/** The items of a range, whose ends count from the end of the list where they are negative. */
function ranged(items: readonly Expression[], { start, end, step }: Part & { pick: 'range' }): readonly Expression[] {
  const last = items.length;
  const place = (index: number): number => Math.min(Math.max(index < 0 ? index + last : index, step > 0 ? 0 : -1), step > 0 ? last : last - 1);
  const found: Expression[] = [];
  const to = end === undefined ? (step > 0 ? last : -1) : place(end);
  for (let at = start === undefined ? (step > 0 ? 0 : last - 1) : place(start); step > 0 ? at < to : at > to; at += step) found.push(...items.slice(at, at + 1));
  return found;
}

/** Unlike templates, paths tell names by their case. */
function named(value: Expression, name: string): readonly Expression[] {
  if (value.kind !== 'object') return [];
  const member = value.members.findLast((one) => one.kind === 'entry' && one.key === name);
  return member?.kind === 'entry' ? [member.value] : [];
}

function anywhere(value: Expression, name: string): readonly Expression[] {
  const found: Expression[] = [];
  const seen = new Set<Expression>();
  const waiting = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    // Data may share its parts, and even hold itself.
    if (seen.has(next)) continue;
    seen.add(next);
    found.push(...named(next, name));
    for (const child of [...childrenOf(next)].reverse()) waiting.push(child);
  }
  return found;
}

function pick(value: Expression, part: Part): readonly Expression[] {
  switch (part.pick) {
    case 'names':
      return part.names.flatMap((name) => named(value, name));
    case 'items':
      return part.indexes.flatMap((index) => itemsOf(value).at(index) ?? []);
    case 'range':
      return ranged(itemsOf(value), part);
    case 'where':
      return itemsOf(value).filter((item) => passes(item, part.filter));
    case 'every':
      return childrenOf(value);
    case 'deep':
      return anywhere(value, part.name);
  }
}

/** More parts than any path has that people write; each may go through the whole file. */
const maxParts = 32;

/** Lists what a JSONPath picks of a value, in the order of the text; nothing where the path is not understood. */
export function select(value: Expression, path: string): readonly Expression[] | undefined {
  const parts = partsOf(path);
  if (parts === undefined || parts.length > maxParts) return undefined;
  let found: readonly Expression[] = [value];
  for (const part of parts) found = [...new Set(found.flatMap((one) => pick(one, part)))];
  return found;
}
