import type { Closure, Content, Lazy, Opaque, Text } from './content';
import type { Evaluation } from './evaluation';
import { limits } from './evaluation';

/** Returns the same number for contents that are equal for sure, whether they are known or not. */
export function identityOf(evaluation: Evaluation, content: Content): number {
  if (content.kind === 'unknown') return content.id;
  if (content.kind === 'lambda' || !evaluation.spend() || evaluation.depth > limits.depth) return evaluation.unique();
  evaluation.depth += 1;
  const key = structureOf(evaluation, content);
  evaluation.depth -= 1;
  return evaluation.intern(key);
}

function structureOf(evaluation: Evaluation, content: Exclude<Content, Opaque | Closure>): string {
  const inner = (one: Content): number => identityOf(evaluation, one);
  switch (content.kind) {
    case 'scalar':
      return `=${JSON.stringify(content.value)}`;
    case 'text':
      return `text ${content.pieces.map((piece) => (typeof piece === 'string' ? JSON.stringify(piece) : piece.id)).join(',')}`;
    case 'list':
      return `list ${content.items.map((item) => inner(item.force().content)).join(',')}`;
    case 'object': {
      const members = [...content.members].map(([key, member]) => `${JSON.stringify(key)}:${inner(member.force().content)}`);
      return `object ${members.sort().join(',')};${content.further?.id ?? ''}`;
    }
  }
}

function edges(content: Content): { start: string; end: string } | undefined {
  if (content.kind === 'scalar' && typeof content.value === 'string') return { start: content.value, end: content.value };
  if (content.kind !== 'text') return undefined;
  const first = content.pieces.at(0);
  const last = content.pieces.at(-1);
  return { start: typeof first === 'string' ? first : '', end: typeof last === 'string' ? last : '' };
}

/** True where two texts, of which parts are unknown, cannot be equal: their known beginnings or ends differ. */
function differ(a: Content, b: Content): boolean {
  const one = edges(a);
  const other = edges(b);
  if (one === undefined || other === undefined) return false;
  const start = Math.min(one.start.length, other.start.length);
  if (one.start.slice(0, start) !== other.start.slice(0, start)) return true;
  const end = Math.min(one.end.length, other.end.length);
  return end > 0 && one.end.slice(-end) !== other.end.slice(-end);
}

/** Compares two contents as the function `equals` does; `undefined` where that cannot be told. */
export function equal(evaluation: Evaluation, a: Content, b: Content): boolean | undefined {
  if (!evaluation.spend() || evaluation.depth > limits.depth) return undefined;
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.value === b.value;
  if (a.kind !== 'list' && a.kind !== 'object' && identityOf(evaluation, a) === identityOf(evaluation, b)) return true;
  if (a.kind === 'unknown' || b.kind === 'unknown' || a.kind === 'lambda' || b.kind === 'lambda') return undefined;
  if (a.kind === 'text' || b.kind === 'text') {
    const textual = (content: Content): boolean => edges(content) !== undefined;
    return !textual(a) || !textual(b) || differ(a, b) ? false : undefined;
  }
  if (a.kind === 'scalar' || b.kind === 'scalar' || a.kind !== b.kind) return false;
  evaluation.depth += 1;
  const result = equalParts(evaluation, a, b);
  evaluation.depth -= 1;
  return result;
}

function equalParts(evaluation: Evaluation, a: Content, b: Content): boolean | undefined {
  if (a.kind === 'list' && b.kind === 'list') {
    if (a.items.length !== b.items.length) return false;
    return all(a.items.map((item, index) => [item, b.items[index]]), evaluation);
  }
  if (a.kind !== 'object' || b.kind !== 'object') return false;
  const isOpen = a.further !== undefined || b.further !== undefined;
  if (!isOpen && a.members.size !== b.members.size) return false;
  const pairs = [...a.members].map(([key, member]): Pair => [member, b.members.get(key)]);
  const same = all(isOpen ? pairs.filter(([, other]) => other !== undefined) : pairs, evaluation);
  return isOpen && same === true ? undefined : same;
}

type Pair = readonly [Lazy, Lazy | undefined];

/** Compares pair by pair: one that differs decides, whatever cannot be told of the others. */
function all(pairs: readonly Pair[], evaluation: Evaluation): boolean | undefined {
  let isOpen = false;
  for (const [one, other] of pairs) {
    const same = other !== undefined && equal(evaluation, one.force().content, other.force().content);
    if (same === false) return false;
    isOpen ||= same === undefined;
  }
  return isOpen ? undefined : true;
}

/** Splits text at a separator that no unknown part is taken to contain, as slashes in the names of resources. */
export function segmentsOf(content: Content, separator = '/'): Content[] {
  if (content.kind === 'scalar' && typeof content.value === 'string') {
    return content.value.split(separator).map((value) => ({ kind: 'scalar', value }));
  }
  if (content.kind !== 'text') return [content];
  const segments: (string | Opaque)[][] = [[]];
  for (const piece of content.pieces) {
    const parts = typeof piece === 'string' ? piece.split(separator) : [piece];
    parts.forEach((part, index) => {
      if (index > 0) segments.push([]);
      if (part !== '') segments.at(-1)?.push(part);
    });
  }
  return segments.map(textOf);
}

/** Joins pieces into the simplest content that says the same. */
export function textOf(pieces: readonly (string | Opaque)[]): Content {
  const joined: (string | Opaque)[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece === '') continue;
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  const [first] = joined;
  if (first === undefined) return { kind: 'scalar', value: '' };
  if (joined.length === 1) return typeof first === 'string' ? { kind: 'scalar', value: first } : first;
  return { kind: 'text', pieces: joined } satisfies Text;
}

/** A key that is the same for names that Azure takes for the same, which it compares without regard to case. */
export function nameKey(content: Content): string {
  switch (content.kind) {
    case 'scalar':
      return JSON.stringify(String(content.value).toLowerCase());
    case 'text':
      return content.pieces
        .map((piece) => (typeof piece === 'string' ? JSON.stringify(piece.toLowerCase()) : `#${piece.id}`))
        .join('+');
    case 'unknown':
      return `#${content.id}`;
    default:
      return '?';
  }
}

/** A key that is the same for equal resource ids, with slashes between its parts; nothing where a content is none. */
export function idKey(content: Content): string | undefined {
  const pieces = content.kind === 'text' ? content.pieces : content.kind === 'scalar' ? [String(content.value)] : [];
  const [first] = pieces;
  if (typeof first !== 'string' || !/^\/(?:subscriptions\/|providers\/)/i.test(first)) return undefined;
  return pieces.map((piece) => (typeof piece === 'string' ? piece.toLowerCase() : `#${piece.id}`)).join('');
}

/** True where two names are different for sure. */
export function namesDiffer(a: Content, b: Content): boolean {
  return differ(lowered(a), lowered(b)) || (a.kind === 'scalar' && b.kind === 'scalar' && nameKey(a) !== nameKey(b));
}

function lowered(content: Content): Content {
  if (content.kind === 'scalar' && typeof content.value === 'string') return { kind: 'scalar', value: content.value.toLowerCase() };
  if (content.kind !== 'text') return content;
  return { kind: 'text', pieces: content.pieces.map((piece) => (typeof piece === 'string' ? piece.toLowerCase() : piece)) };
}
