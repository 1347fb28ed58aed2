import type { Expression } from '../template/expression';
import type { DeclaredType } from './declared-type';

/**
 * The properties of a union of object types, such as a discriminated one: what all of its members say of a property is
 * possible, and one that some of them do not have may be left out.
 */
export function joinProperties(members: readonly DeclaredType[]): ReadonlyMap<string, DeclaredType> {
  const all = members.map(({ properties }) => properties?.() ?? new Map<string, DeclaredType>());
  const joined = new Map<string, DeclaredType>();
  for (const name of new Set(all.flatMap((properties) => [...properties.keys()]))) {
    const found = all.flatMap((properties) => properties.get(name) ?? []);
    joined.set(name, join(found, found.length < all.length));
  }
  return joined;
}

function join(types: readonly DeclaredType[], isOptional: boolean): DeclaredType {
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
