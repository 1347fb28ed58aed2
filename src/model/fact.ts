import type { Address, Path } from './address';
import type { Resource } from './resource';
import { settingOf } from './resource';
import type { Unknown, Value } from './value';
import { isUnknown, unknown } from './value';

interface Located {
  /** The setting that the fact is about, whether anybody has written it or not. */
  readonly at: Address;
  /** True where no message may show the value. */
  readonly sensitive?: true;
  /** Whose setting it is, where several parts of one server have it: "workers". */
  readonly of?: string;
}

/** Somebody set the value. */
export interface SetFact<T> extends Located {
  readonly kind: 'set';
  readonly value: T;
}

/** Nobody set it: this is what the service does then, by its documentation. */
export interface DefaultFact<T> extends Located {
  readonly kind: 'default';
  readonly value: T;
}

export interface UnknownFact<T> extends Located {
  readonly kind: 'unknown';
  readonly because: string;
  /** The values that it can have, where these are known. */
  readonly oneOf?: readonly T[];
}

export interface NotApplicableFact extends Located {
  readonly kind: 'notApplicable';
  readonly because: string;
}

/** What a layer knows about one setting of a server. */
export type Fact<T> = SetFact<T> | DefaultFact<T> | UnknownFact<T> | NotApplicableFact;

/** Reads a value as the thing that it means, or returns `undefined` where it is no such thing. */
export type Codec<T> = (value: Value) => T | undefined;

/** A codec for the words of an enumeration, which Azure compares without regard to case. */
export function word<T extends string>(...words: readonly T[]): Codec<T> {
  return (value) =>
    typeof value === 'string' ? words.find((candidate) => candidate.toLowerCase() === value.toLowerCase()) : undefined;
}

/** A codec for any text; numbers and truth values count as their usual spelling. */
export const text: Codec<string> = (value) =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** What an absent setting means: the service's default, nothing at all, or that nobody can say. */
export type Absence<T> = { readonly default: T } | { readonly notApplicable: string } | { readonly unknown: string };

export interface Reading<T> {
  readonly as: Codec<T>;
  readonly absent: Absence<T>;
  readonly sensitive?: true;
}

function undecided<T>(value: Unknown, as: Codec<T>, at: Located): UnknownFact<T> {
  const options = value.oneOf?.map((option) => (isUnknown(option) ? undefined : as(option)));
  const known = options?.filter((option) => option !== undefined);
  const complete = known !== undefined && known.length > 0 && known.length === options?.length;
  return { kind: 'unknown', because: value.because, ...(complete ? { oneOf: known } : {}), ...at };
}

/** Turns a value, `undefined` where it is absent, into a fact. */
export function factOf<T>(value: Value | undefined, at: Address, reading: Reading<T>): Fact<T> {
  if (isUnknown(value)) return undecided(value, reading.as, reading.sensitive === true || value.sensitive === true ? { at, sensitive: true } : { at });
  const fact = decided(value ?? undefined, at, reading);
  return reading.sensitive === true ? { ...fact, sensitive: true } : fact;
}

function decided<T>(value: Exclude<Value, Unknown> | undefined, at: Address, { as, absent }: Reading<T>): Fact<T> {
  if (value !== undefined) {
    const meant = as(value);
    return meant === undefined ? { kind: 'unknown', because: 'the value is none that is known here', at } : { kind: 'set', value: meant, at };
  }
  if ('default' in absent) return { kind: 'default', value: absent.default, at };
  if ('unknown' in absent) return { kind: 'unknown', because: absent.unknown, at };
  return { kind: 'notApplicable', because: absent.notApplicable, at };
}

const elsewhere = unknown('the template only refers to the resource, which is deployed elsewhere');

/** Reads one setting of a resource. An absent setting of a resource that is deployed elsewhere is unknown. */
export function readSetting<T>(resource: Resource, path: Path, reading: Reading<T>): Fact<T> {
  const value = settingOf(resource, path) ?? (resource.existing ? elsewhere : undefined);
  return factOf(value, { in: 'resource', key: resource.key, path }, reading);
}

/** Returns the value of a fact that is known, whether it was set or is the default. */
export function known<T>(fact: Fact<T>): T | undefined {
  return fact.kind === 'set' || fact.kind === 'default' ? fact.value : undefined;
}
