import type { Path } from '../../model/address';
import type { Json } from '../../model/value';
import { isJsonObject } from '../../model/value';

/** Puts a value into objects of the given names, or returns nothing where an item of a list would be needed. */
export function nested(path: Path, value: Json): Json | undefined {
  let inner = value;
  for (const key of [...path].reverse()) {
    if (typeof key !== 'string') return undefined;
    inner = { [key]: inner };
  }
  return inner;
}

/** Puts two objects together, or returns nothing where they contradict each other. */
export function merge(a: Json, b: Json): Json | undefined {
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b ? a : undefined;
  const merged: Record<string, Json> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = merged[key];
    const both = before === undefined ? value : merge(before, value);
    if (both === undefined) return undefined;
    merged[key] = both;
  }
  return merged;
}
