import { sameType } from '../../../model/resource';
import type { Json } from '../../../model/value';
import type { Expression, Loop } from '../expression';
import type { NewChild, Template } from '../template';

/** The parameter of a module that lists the children of one type. */
export function listingParameter({ collection }: Loop): string | undefined {
  const list = collection.kind === 'call' && collection.name === 'coalesce' ? collection.arguments[0] : collection;
  return list?.kind === 'reference' && list.to === 'parameter' ? list.name : undefined;
}

/** What has to be in the list of a module's parameter, so that the module deploys a child. */
export interface ListItem {
  readonly parameter: string;
  readonly item: Json;
}

/** Finds the item that makes a child, by what the module makes of its items. Nothing where it makes no such children. */
export function listItem({ resources }: Template, { type, name, body }: NewChild): ListItem | undefined {
  for (const declaration of resources) {
    const { loop, resourceName } = declaration;
    const parameter = loop && listingParameter(loop);
    if (loop === undefined || parameter === undefined || declaration.type === undefined || !sameType(declaration.type, type)) continue;
    const item: Record<string, Json> = {};
    const isMade = resourceName !== undefined && declaration.body !== undefined && invert(resourceName, name, loop.item, item) && invert(declaration.body, body, loop.item, item);
    if (isMade) return { parameter, item };
  }
  return undefined;
}

/** Puts into an item what makes an expression a value. Returns false where no item does. */
function invert(expression: Expression, value: Json, local: string, item: Record<string, Json>): boolean {
  const { kind } = expression;
  if (kind === 'literal') return expression.value === value;
  if (kind === 'call' && expression.name === 'coalesce' && expression.arguments[0] !== undefined) return invert(expression.arguments[0], value, local, item);
  if (kind === 'access') {
    const { target, key } = expression;
    if (target.kind !== 'reference' || target.to !== 'local' || target.name !== local || key.kind !== 'literal' || typeof key.value !== 'string') return false;
    item[key.value] = value;
    return true;
  }
  if (kind !== 'object' || typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value as { readonly [key: string]: Json }).every(([name, inner]) => {
    const entry = expression.members.find((member) => member.kind === 'entry' && member.key === name);
    return entry?.kind === 'entry' && invert(entry.value, inner, local, item);
  });
}
