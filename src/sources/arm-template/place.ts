import type { Node } from './json-node';

/** The list of resources that a resource stands in, and what of the list it is. */
export interface Place {
  readonly list: Node;
  readonly item: Node;
  /** The member that holds the list is called `resources`; its symbolic name, where the list is an object. */
  readonly symbolicName: string | undefined;
}

/** Finds where a resource stands, or nothing where it is a whole file. */
export function placeOf(resource: Node): Place | undefined {
  const outer = resource.parent;
  const symbolic = outer?.type === 'property';
  const item = symbolic ? outer : resource;
  const list = item.parent;
  const name: unknown = list?.parent?.children?.[0]?.value;
  if (list === undefined || typeof name !== 'string' || name.toLowerCase() !== 'resources') return undefined;
  const key: unknown = symbolic ? outer.children?.[0]?.value : undefined;
  return { list, item, symbolicName: typeof key === 'string' ? key : undefined };
}
