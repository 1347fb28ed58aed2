import type { Address, Path } from '../../model/address';
import type { Node } from '../arm-template/json-node';
import { readJson } from '../arm-template/json-reader';
import type { Span } from '../program';

/** A text that `renderServerDocument` made, parsed once for many addresses. */
export interface ServerDocument {
  readonly root: Node | undefined;
}

export function parseServerDocument(text: string): ServerDocument {
  return { root: readJson(text).root };
}

/** Finds a member; Resource Manager reads names without regard to case. */
function member(node: Node | undefined, name: string): Node | undefined {
  if (node?.type !== 'object') return undefined;
  const lower = name.toLowerCase();
  return node.children?.find((property) => String(property.children?.[0]?.value).toLowerCase() === lower)?.children?.[1];
}

function step(node: Node, key: string | number): Node | undefined {
  if (typeof key === 'number') return node.type === 'array' ? node.children?.[key] : undefined;
  return member(node, key);
}

const idOf = (node: Node): string => String(member(node, 'id')?.value ?? '').toLowerCase();

function resourceNode(root: Node, key: string): Node | undefined {
  const lower = key.toLowerCase();
  if (idOf(root) === lower) return root;
  return member(root, 'resources')?.children?.find((child) => idOf(child) === lower || lower === `${idOf(root)}/${shortId(child)}`);
}

/** Type and name as they stand in a key, for children that have no id. */
function shortId(child: Node): string {
  const type = String(member(child, 'type')?.value ?? '').split('/').at(-1) ?? '';
  return `${type}/${String(member(child, 'name')?.value ?? '')}`.toLowerCase();
}

const span = ({ offset, length }: Node): Span => ({ start: offset, end: offset + length });

/** A literal is shown whole; of objects and lists, which may be long, only the name that leads to them. */
function shown(node: Node): Span | undefined {
  if (node.type !== 'object' && node.type !== 'array') return span(node);
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) {
    const key = at.parent?.type === 'property' ? at.parent.children?.[0] : undefined;
    if (key !== undefined) return span(key);
  }
  return undefined;
}

function follow(resource: Node, path: Path): Node {
  let at = resource;
  for (const key of path) {
    const next = step(at, key);
    if (next === undefined) break;
    at = next;
  }
  return at;
}

/**
 * Finds an address in a server's document: what nobody has written is found at its closest written ancestor, a resource
 * at its name, a child that is not there at its server.
 */
export function locateInDocument({ root }: ServerDocument, address: Address): Span {
  if (root === undefined) return { start: 0, end: 0 };
  const resource = address.in === 'resource' ? resourceNode(root, address.key) : undefined;
  const found = resource !== undefined && address.in === 'resource' ? follow(resource, address.path) : root;
  const name = member(resource ?? root, 'name');
  const whole = found === root || found === resource;
  return (whole ? name && span(name) : shown(found)) ?? { start: root.offset, end: root.offset + 1 };
}
