import { type Edit, insertItem } from './edit-list';
import { endOf, type Node, nodeAt, textOf } from './json-node';
import { type Layout, printMember } from './layout';

/** Makes the copy loop of a resource serial, one at a time. */
export function serialise(text: string, resource: Node, layout: Layout): Edit[] | undefined {
  const copy = nodeAt(resource, 'copy');
  if (copy?.type !== 'object') return undefined;
  const [mode, size] = [nodeAt(copy, 'mode'), nodeAt(copy, 'batchSize')];
  const wanted: readonly (readonly [key: string, json: string, written: Node | undefined])[] = [['mode', '"serial"', mode], ['batchSize', '1', size]];
  if (textOf(mode)?.toLowerCase() === 'serial' && size?.value === 1) return [];
  const replaced = wanted.flatMap(([, json, node]): Edit[] => (node === undefined ? [] : [{ start: node.offset, end: endOf(node), text: json }]));
  const absent = wanted.filter(([, , node]) => node === undefined);
  if (absent.length === 0) return replaced;
  const added = insertItem(text, copy, layout, (indent) =>
    absent.map(([key, json]) => printMember(key, json, layout)).join(indent === undefined ? (layout.newline === undefined ? ',' : ', ') : `,${layout.newline ?? ''}${indent}`),
  );
  return added && [...replaced, ...added];
}
