import type { ResourceAddress } from '../../model/address';
import type { Json } from '../../model/value';
import type { Step } from './content';
import { roleOf, stepsOf } from './content';
import { give, withdraw } from './edit-call';
import { findValue } from './find-value';
import type { ResourceInstance } from './instance';
import { nested } from './nested-json';
import type { Writing } from './pending-edits';

/** Sets a property where it is written now, in what it comes from, or in the closest object that is written. */
export function setProperty(writing: Writing, resource: ResourceInstance, { path }: ResourceAddress, value: Json): boolean {
  const { values, rest } = findValue(resource, path);
  const last = values.at(-1);
  if (last === undefined || path.length === 0) return false;
  const { pending } = writing;
  if (rest.length === 0) return give(pending, resource, last, value) || replace(writing, last.from, value);
  const { content, from } = last;
  const inner = nested(rest.slice(1), value);
  const [first] = rest;
  if (inner === undefined || typeof first !== 'string') return false;
  if (content.kind === 'scalar' && content.value === null) return replace(writing, from, { [first]: inner });
  const steps = stepsOf(from);
  const end = steps.at(-1);
  if (content.kind !== 'object' || end?.expression.kind !== 'object' || steps.some(({ computed }) => computed)) return false;
  pending.note(roleOf(from));
  return pending.insert(end.source, end.expression, first, inner);
}

/** Writes a value where it is written now: a literal at the end of its way, else the expression where it is used. */
function replace({ library, pending }: Writing, from: Step, value: Json): boolean {
  const steps = stepsOf(from);
  const end = steps.at(-1);
  const isAllowed = (step: Step): boolean => step.allowed?.some(({ kind, ...more }) => kind === 'scalar' && 'value' in more && more.value === value) ?? true;
  const isPlain = end !== undefined && ['literal', 'object', 'array'].includes(end.expression.kind) && !steps.some(({ computed }) => computed);
  const given = steps.findLast((step) => step.given);
  const place = !steps.every(isAllowed) ? from : isPlain ? end : (given ?? from);
  if (place !== from) pending.note(place === end ? roleOf(from) : place.role);
  return pending.write(library.editing(place.source).replace(place.source.text, place.expression, value));
}

/** Removes a property, an item of a list, or an argument that becomes a property. */
export function removeProperty({ library, pending }: Writing, resource: ResourceInstance, { path }: ResourceAddress): boolean {
  const { last, values, rest } = findValue(resource, path);
  // What is not there need not be removed.
  if (rest.length > 0) return true;
  const list = values.at(-2);
  const index = path.at(-1);
  if (typeof index === 'number') return list !== undefined && removeItem({ library, pending }, list.from, index);
  if (last.written === undefined) return false;
  const { source, entry, owner } = last.written;
  if (source.registry !== undefined) return withdraw({ library, pending }, resource, last.force());
  if (list !== undefined) pending.note(roleOf(list.from));
  return pending.write(library.editing(source).remove(source.text, owner, entry));
}

/** Only an item that is written by itself can be removed, not one that a loop or a spread makes. */
export function removeItem({ library, pending }: Writing, from: Step, index: number): boolean {
  const steps = stepsOf(from);
  const end = steps.at(-1);
  if (end?.expression.kind !== 'array' || steps.some(({ computed }) => computed)) return false;
  const { items } = end.expression;
  const item = items[index];
  if (item === undefined || items.some(({ kind }) => kind === 'spread')) return false;
  pending.note(roleOf(from));
  return pending.write(library.editing(end.source).removeItem(end.source.text, end.expression, item));
}
