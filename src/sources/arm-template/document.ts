import type { SourceProblem } from '../program';
import type { Node } from './json-node';
import { readJson } from './json-reader';

/** A JSON text, read as far as it can be. */
export interface JsonDocument {
  readonly file: string;
  /** As it is in the file: offsets of nodes are offsets here. */
  readonly text: string;
  /** Undefined where there is nothing to read. */
  readonly root: Node | undefined;
  readonly problems: readonly SourceProblem[];
}

/** Parses a text with comments and trailing commas. Never throws; takes linear time. */
export function parseDocument(file: string, text: string): JsonDocument {
  const { root, faults } = readJson(text);
  return { file, text, root, problems: faults.map(({ message, start, end }) => ({ file, message, span: { start, end } })) };
}
