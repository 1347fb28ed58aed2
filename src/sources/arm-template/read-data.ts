import type { Expression } from '../template/expression';
import { parseDocument } from './document';
import { noNames } from './names';
import { readValue } from './value';

/** Reads a JSON file that is no template: its texts are texts, whatever they look like. Nothing where it cannot be read whole. */
export function readData(file: string, text: string): Expression | undefined {
  const { root, problems } = parseDocument(file, text);
  if (root === undefined || problems.length > 0) return undefined;
  return readValue(root, { start: 0, end: text.length }, { file, text, names: noNames, expressions: false, problems: [], variables: undefined });
}
