import { type JsonTree, readJson } from './json-reader';

/** So many texts are kept: a template, and the files that give values to it. */
const mostKept = 4;

const kept = new Map<string, JsonTree>();

/** Parses a text that is to be edited: the fixes of a file are tried one after the other, and all look at the same text. */
export function parseForEdit(text: string): JsonTree {
  const before = kept.get(text);
  if (before !== undefined) return before;
  const parsed = readJson(text);
  kept.set(text, parsed);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return parsed;
}
