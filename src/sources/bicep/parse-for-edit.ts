import type { ParsedBicep } from './parser';
import { parseBicep } from './parser';

/** So many texts are kept: a file, and the resources in it that fixes add something to. */
const mostKept = 4;

const kept = new Map<string, ParsedBicep>();

/** Parses a text that is to be edited: the fixes of a file are tried one after the other, and all look at the same texts. */
export function parseForEdit(text: string): ParsedBicep {
  const before = kept.get(text);
  if (before !== undefined) return before;
  const parsed = parseBicep(text);
  kept.set(text, parsed);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return parsed;
}
