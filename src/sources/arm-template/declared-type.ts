import type { Expression } from '../template/expression';
import { joinProperties } from '../template/join-shapes';
import type { Shape } from '../template/shape';
import { membersOf, type Node, nodeAt, spanOf, textOf } from './json-node';
import type { Reading } from './names';
import { readValue } from './value';

/** How many declared types may refer to each other. */
const maxReferences = 16;

/** Reads the type of a parameter or output, or one within another type; where it refers to another one, that. */
export function readType(node: Node | undefined, definitions: Node | undefined, reading: Reading): Shape {
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
  const union = membersOf(nodeAt(node, 'discriminator', 'mapping'));
  return {
    ...(union.length > 0
      ? { properties: () => joinProperties(union.map(({ value }) => readType(value, definitions, reading))) }
      : properties?.type === 'object'
      ? { properties: () => new Map(membersOf(properties).map(({ name, value }) => [name, readType(value, definitions, reading)])) }
      : {}),
    ...(items?.type === 'object' ? { item: () => readType(items, definitions, reading) } : {}),
  };
}
