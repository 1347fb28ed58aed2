import { RecentTrees } from '../template/recent-trees';
import { type JsonTree, readJson } from './json-reader';

const trees = new RecentTrees(readJson);

/** Parses a text that is to be edited, unless that was done just before. */
export function parseForEdit(text: string): JsonTree {
  return trees.of(text);
}
