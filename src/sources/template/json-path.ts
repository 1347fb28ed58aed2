import type { Expression } from './expression';

/** What a part of a JSONPath picks: one name or item, every one, or a name however deep. */
type Part = { readonly pick: 'name'; readonly name: string } | { readonly pick: 'item'; readonly index: number } | { readonly pick: 'every' } | { readonly pick: 'deep'; readonly name: string };

/** One part of a path; filters, slices and lists of names are not understood. */
const written = /\.\.(?<deep>[\w$-]+)|\.?\*|\[\*\]|\.(?<name>[\w$-]+)|\[(?<index>-?\d{1,9})\]|\['(?<quoted>[^'\\]*)'\]|\["(?<double>[^"\\]*)"\]/y;

function partsOf(path: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  // The root may be left out: settings.server is $.settings.server.
  const whole = path.startsWith('$') ? path.slice(1) : /^[.[]/.test(path) || path === '' ? path : `.${path}`;
  written.lastIndex = 0;
  while (written.lastIndex < whole.length) {
    const groups = written.exec(whole)?.groups;
    if (groups === undefined) return undefined;
    const { deep, name, index, quoted, double } = groups;
    const own = name ?? quoted ?? double;
    if (deep !== undefined) parts.push({ pick: 'deep', name: deep });
    else if (own !== undefined) parts.push({ pick: 'name', name: own });
    else parts.push(index === undefined ? { pick: 'every' } : { pick: 'item', index: Number(index) });
  }
  return parts;
}

function childrenOf(value: Expression): readonly Expression[] {
  if (value.kind === 'object') return value.members.flatMap((member) => (member.kind === 'entry' ? [member.value] : []));
  return value.kind === 'array' ? value.items.filter((item) => item.kind !== 'spread') : [];
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
    case 'name':
      return named(value, part.name);
    case 'item': {
      const item = value.kind === 'array' ? value.items.at(part.index) : undefined;
      return item === undefined || item.kind === 'spread' ? [] : [item];
    }
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
