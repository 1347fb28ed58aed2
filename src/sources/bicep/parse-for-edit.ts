import { RecentTrees } from '../template/recent-trees';
import type { ParsedBicep } from './parser';
import { parseBicep } from './parser';

const trees = new RecentTrees(parseBicep);

/** Parses a text that is to be edited, unless that was done just before. */
export function parseForEdit(text: string): ParsedBicep {
  return trees.of(text);
}
