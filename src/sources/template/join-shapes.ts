import type { Expression } from './expression';
import type { Shape } from './shape';

/**
 * The properties of a union of object types, such as a discriminated one: what all of its members say of a property is
 * possible, and one that some of them do not have may be left out.
 */
export function joinProperties(members: readonly Shape[]): ReadonlyMap<string, Shape> {
  const all = members.map(({ properties }) => properties?.() ?? new Map<string, Shape>());
  const joined = new Map<string, Shape>();
  for (const name of new Set(all.flatMap((properties) => [...properties.keys()]))) {
    const found = all.flatMap((properties) => properties.get(name) ?? []);
    joined.set(name, join(found, found.length < all.length));
  }
  return joined;
}

function join(types: readonly Shape[], isOptional: boolean): Shape {
  const [first, ...others] = types;
  return {
    type: others.every(({ type }) => type === first?.type) ? first?.type : 'any',
    secure: types.some(({ secure }) => secure),
    nullable: isOptional || types.some(({ nullable }) => nullable),
    allowed: joinAllowed(types.map(({ allowed }) => allowed)),
    ...(others.length === 0 ? { properties: first?.properties, item: first?.item } : {}),
  };
}

function joinAllowed(all: readonly (Expression | undefined)[]): Expression | undefined {
  const lists = all.filter((one) => one?.kind === 'array');
  const [first] = lists;
  return first === undefined || lists.length < all.length ? undefined : { ...first, close: undefined, items: lists.flatMap(({ items }) => items) };
}
