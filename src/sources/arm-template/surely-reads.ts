import type { TextEdit } from '../program';
import { isExpressionText, parseExpression } from './expression';
import { endOf, type Node } from './json-node';
import { readJson } from './json-reader';
import { maxDepth } from './json-structure';
import { noNames } from './names';
import { parseForEdit } from './parse-for-edit';
import { readWrittenText } from './written-text';

/** The innermost object or list around all edits, which keeps its own brackets, and how many stand around it. */
function around(root: Node, edits: readonly TextEdit[]): { readonly node: Node; readonly depth: number } | undefined {
  const holds = (node: Node): boolean => edits.every(({ start, end }) => node.offset < start && end < endOf(node));
  let found: { node: Node; depth: number } | undefined;
  let depth = 0;
  for (let node: Node | undefined = root; node !== undefined && holds(node); node = node.children?.find(holds)) {
    if (node.type === 'property') continue;
    if (node.type === 'object' || node.type === 'array') found = { node, depth };
    depth += 1;
  }
  return found;
}

/** What stands for a property or an item that stays as it is. */
const standIn = (node: Node): string => (node.type === 'property' ? '"":[]' : '[]');

/** The text of an object or list after edits, in which all that stays as it is has become short. */
function shortened(text: string, node: Node, edits: readonly TextEdit[]): { readonly text: string; readonly kept: readonly number[] } {
  const unchanged = (node.children ?? []).filter((child) => edits.every(({ start, end }) => end <= child.offset || start >= endOf(child)));
  const pieces = [...edits.map(({ start, end, text: put }) => ({ start, end, put, stays: false })), ...unchanged.map((child) => ({ start: child.offset, end: endOf(child), put: standIn(child), stays: true }))];
  const kept: number[] = [];
  let result = '';
  let at = node.offset;
  for (const { start, end, put, stays } of pieces.sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, start);
    if (stays) kept.push(result.length);
    result += put;
    at = end;
  }
  return { text: result + text.slice(at, endOf(node)), kept };
}

/** Whether all expressions in a part of a tree can be read, and its brackets nest no deeper than they may. */
function isReadable(text: string, node: Node, depth: number): boolean {
  if (depth > maxDepth) return false;
  if (node.type === 'string') {
    const written = readWrittenText(node, text);
    return !isExpressionText(written.value) || 'kind' in parseExpression(written, noNames);
  }
  const inner = node.type === 'property' ? depth : depth + 1;
  return node.children?.every((child) => isReadable(text, child, inner)) !== false;
}

/**
 * Whether it can be told from the changed part alone that a text without faults has none after edits: those within one
 * object or list, whose other members are still members. False says nothing: then all of it must be read.
 */
export function surelyReads(text: string, edits: readonly TextEdit[]): boolean {
  const { root, faults } = parseForEdit(text);
  const whole = root === undefined || faults.length > 0 || edits.length === 0 ? undefined : around(root, edits);
  if (whole === undefined) return false;
  const short = shortened(text, whole.node, edits);
  const part = readJson(short.text);
  if (part.root === undefined || part.faults.length > 0) return false;
  const { type, offset, children = [] } = part.root;
  const isSame = type === whole.node.type && offset === 0 && endOf(part.root) === short.text.length;
  const members = new Set(children.map((child) => child.offset));
  return isSame && short.kept.every((start) => members.has(start)) && isReadable(short.text, part.root, whole.depth);
}
