import type { Span } from '../program';

/** A part of a JSON text. Offsets are those of the file. */
export interface Node {
  readonly type: 'object' | 'array' | 'property' | 'string' | 'number' | 'boolean' | 'null';
  readonly offset: number;
  /** Up to the end of what belongs to it: where a closing bracket is missing, up to the last thing inside. */
  length: number;
  readonly value: string | number | boolean | null | undefined;
  parent: Node | undefined;
  /** Properties of an object, items of an array; of a property its name and, if that has been typed, its value. */
  readonly children: Node[] | undefined;
  /** Set where something inside cannot be read, so that what is not there may only not have been found. */
  broken: boolean;
}

/** A node that nothing stands around yet. */
export const newNode = (type: Node['type'], offset: number, end: number, value: Node['value'], children: Node[] | undefined): Node =>
  ({ type, offset, length: end - offset, value, parent: undefined, children, broken: false });

/** A property of an object as it is written, with its value if that has been typed. */
export interface Member extends Span {
  readonly name: string;
  readonly key: Node;
  readonly value: Node | undefined;
}

export const endOf = (node: Node): number => node.offset + Math.max(0, node.length);

export const spanOf = (node: Node): Span => ({ start: node.offset, end: endOf(node) });

/** Offset of the bracket that closes an object or an array, or undefined where it has not been typed. */
export function closeOf(node: Node, text: string): number | undefined {
  if (node.broken) return undefined;
  const at = endOf(node) - 1;
  if (at <= node.offset || text[at] !== (node.type === 'object' ? '}' : ']')) return undefined;
  const last = node.children?.at(-1);
  // An object that was left open ends with its last member, whose own bracket must not be taken for that of the object.
  return last !== undefined && endOf(last) > at ? undefined : at;
}

function memberOfProperty(property: Node): Member | undefined {
  const [key, value] = property.children ?? [];
  const name: unknown = key?.value;
  if (key === undefined || typeof name !== 'string') return undefined;
  return { name, key, value, start: property.offset, end: Math.max(endOf(property), endOf(value ?? key)) };
}

export function membersOf(node: Node | undefined): Member[] {
  const members: Member[] = [];
  if (node?.type !== 'object') return members;
  for (const property of node.children ?? []) {
    const member = memberOfProperty(property);
    if (member !== undefined) members.push(member);
  }
  return members;
}

export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

/** Finds a property without regard to case, as Resource Manager does. */
export function memberOf(node: Node | undefined, name: string): Member | undefined {
  if (node?.type !== 'object') return undefined;
  const lower = name.toLowerCase();
  for (const property of node.children ?? []) {
    const key: unknown = property.children?.[0]?.value;
    if (typeof key === 'string' && key.length === name.length && key.toLowerCase() === lower) return memberOfProperty(property);
  }
  return undefined;
}

/** The value at a path of property names; undefined where something on the way is absent. */
export function nodeAt(node: Node | undefined, ...names: readonly string[]): Node | undefined {
  let current = node;
  for (const name of names) current = memberOf(current, name)?.value;
  return current;
}

/** The text that a node is, or undefined where it is anything else. */
export function textOf(node: Node | undefined): string | undefined {
  const value: unknown = node?.value;
  return node?.type === 'string' && typeof value === 'string' ? value : undefined;
}

/** Finds the innermost node around an offset. */
export function nodeAround(root: Node, offset: number): Node | undefined {
  if (offset < root.offset || offset >= endOf(root)) return undefined;
  let found = root;
  for (;;) {
    const inner: Node | undefined = found.children?.find((child) => child.offset <= offset && offset < endOf(child));
    if (inner === undefined) return found;
    found = inner;
  }
}
