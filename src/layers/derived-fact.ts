import type { Codec, Fact } from '../model/fact';

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

/** Says whether a text is there at all; of one that is not known, nobody can tell. */
export function derivePresence(fact: Fact<string>): Fact<boolean> {
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
