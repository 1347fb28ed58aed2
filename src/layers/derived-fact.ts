import type { Codec, Fact } from '../model/fact';
import { kindOf, settingOf } from '../model/resource';
import type { Subject } from '../model/rule';
import type { Snapshot } from '../model/snapshot';
import type { Value } from '../model/value';
import { isUnknown } from '../model/value';

/** Says of a fact what follows from its value, at the same place. */
export function derive<T, U>(fact: Fact<T>, meaning: (value: T) => U): Fact<U> {
  switch (fact.kind) {
    case 'set':
    case 'default':
      return { ...fact, value: meaning(fact.value) };
    case 'unknown': {
      const { oneOf, ...rest } = fact;
      return oneOf === undefined ? rest : { ...rest, oneOf: [...new Set(oneOf.map(meaning))] };
    }
    case 'notApplicable':
      return fact;
  }
}

/**
 * Whether a text is there for sure, although not all of it is known: some part is written, or it is what Azure says of
 * a resource beside the servers, such as the id of a subnet. What it says of another server may be nothing.
 */
function isThere(value: Value | undefined, snapshot: Snapshot): boolean {
  if (!isUnknown(value)) return typeof value === 'string' && value !== '';
  if (value.oneOf !== undefined) return value.oneOf.every((option) => isThere(option, snapshot));
  if (value.pieces !== undefined) return value.pieces.some((piece) => typeof piece === 'string' && piece !== '');
  const resource = value.refersTo === undefined ? undefined : snapshot.resource(value.refersTo);
  return resource !== undefined && kindOf(resource.type) === undefined;
}

/** Says whether a text is there at all; of one that is not known, nobody can tell but by what it is made of. */
export function derivePresence(fact: Fact<string>, { snapshot }: Pick<Subject, 'snapshot'>): Fact<boolean> {
  const { at } = fact;
  const resource = fact.kind === 'unknown' && at.in === 'resource' ? snapshot.resource(at.key) : undefined;
  if (at.in === 'resource' && resource !== undefined && isThere(settingOf(resource, at.path), snapshot)) return { kind: 'set', value: true, at };
  const derived = derive(fact, (value) => value !== '');
  return derived.kind === 'unknown' && derived.oneOf === undefined ? { ...derived, oneOf: [true, false] } : derived;
}

/** A codec for settings that are spelled Enabled and Disabled. */
export const enabledOrDisabled: Codec<boolean> = (value) => {
  const lower = typeof value === 'string' ? value.toLowerCase() : undefined;
  return lower === 'enabled' ? true : lower === 'disabled' ? false : undefined;
};

/** A codec for JSON's true and false, which templates also write as text. */
export const trueOrFalse: Codec<boolean> = (value) => {
  const lower = typeof value === 'string' ? value.toLowerCase() : value;
  return lower === true || lower === 'true' ? true : lower === false || lower === 'false' ? false : undefined;
};

/** A codec for whole numbers, which templates also write as text. */
export const wholeNumber: Codec<number> = (value) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
};
