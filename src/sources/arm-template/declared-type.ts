import type { Expression } from '../template/expression';
import type { Shape } from '../template/shape';
import { membersOf, type Node, nodeAt, spanOf, textOf } from './json-node';
import type { Reading } from './names';
import { readValue } from './value';

/** What a declaration says of its type, where it refers to another one that of the other. */
export interface DeclaredType extends Shape {
  /** In lower case; undefined where none is written. */
  readonly type: string | undefined;
}

/** How many declared types may refer to each other. */
const maxReferences = 16;

/** Reads the type of a parameter or output, or one within another type. */
export function readType(node: Node | undefined, definitions: Node | undefined, reading: Reading): DeclaredType {
  let current = node;
  let nullable = false;
  let allowed: Node | undefined;
  for (let count = 0; count < maxReferences && current !== undefined; count++) {
    nullable ||= nodeAt(current, 'nullable')?.value === true;
    allowed ??= nodeAt(current, 'allowedValues');
    const type = textOf(nodeAt(current, 'type'))?.toLowerCase();
    if (type !== undefined) {
      const secure = type === 'securestring' || type === 'secureobject';
      return { type, secure, nullable, allowed: readAllowed(allowed, reading), ...partsOf(current, definitions, reading) };
    }
    const name = /^#\/definitions\/(.+)$/.exec(textOf(nodeAt(current, '$ref')) ?? '')?.[1];
    current = name === undefined ? undefined : nodeAt(definitions, name);
  }
  return { type: undefined, secure: false, nullable, allowed: readAllowed(allowed, reading) };
}

function readAllowed(node: Node | undefined, reading: Reading): Expression | undefined {
  return node === undefined ? undefined : readValue(node, spanOf(node), reading);
}

/** What a type says of properties and items. Types may hold themselves, so that is read when it is asked for. */
function partsOf(node: Node, definitions: Node | undefined, reading: Reading): Pick<Shape, 'properties' | 'item'> {
  const properties = nodeAt(node, 'properties');
  const items = nodeAt(node, 'items');
  return {
    ...(properties?.type === 'object'
      ? { properties: () => new Map(membersOf(properties).map(({ name, value }) => [name, readType(value, definitions, reading)])) }
      : {}),
    ...(items?.type === 'object' ? { item: () => readType(items, definitions, reading) } : {}),
  };
}
