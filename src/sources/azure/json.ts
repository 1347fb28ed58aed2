import type { Json, JsonObject } from '../../model/value';
import { isJsonObject } from '../../model/value';

/** Reads JSON; `undefined` for everything that is none, such as an error page of a proxy. */
export function parseJson(text: string | null | undefined): Json | undefined {
  if (text === undefined || text === null || text === '') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Reads a property as text; everything that is none reads as empty. */
export function textAt(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

/** Reads a property as the objects of a list; everything else is left out. */
export function objectsAt(object: JsonObject, key: string): readonly JsonObject[] {
  const value = object[key];
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}
