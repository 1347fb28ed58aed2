import type { Json } from '../../model/value';
import type { NewChild, ResourceDeclaration, Sibling } from '../template/template';
import { type Edit, insertItem } from './edit-list';
import { dependencies } from './edit-removal';
import { isExpressionText } from './expression';
import { endOf, itemsOf, memberOf, membersOf, type Node, nodeAround, nodeAt, textOf } from './json-node';
import { type Layout, printExpression, printMember, printValue } from './layout';
import { placeOf, type Place } from './place';

const raw = (node: Node, text: string): string => text.slice(node.offset, endOf(node));

/** A text as a part of an expression: what is within its brackets, or the text in single quotes. */
function asExpression(node: Node, text: string): string {
  const value = textOf(node) ?? '';
  return isExpressionText(value) ? raw(node, text).slice(2, -2).trim() : printExpression(value);
}

/** The name of a child with that of its parent, as JSON. */
function childName(name: Node, child: string, text: string): string {
  const written = raw(name, text);
  if (!isExpressionText(textOf(name) ?? '')) return `${written.slice(0, -1)}/${JSON.stringify(child).slice(1)}`;
  return `"[format('{0}/{1}', ${asExpression(name, text)}, ${printExpression(child)})]"`;
}

/** A symbolic name that no other resource of the list has. */
function freshName(list: Node, wanted: string): string {
  const taken = new Set(membersOf(list).map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${wanted}_${count}`;
  return name;
}

/** The loop of a child that is to be deployed as often as its parent. */
function childCopy(copy: Node, own: string, text: string): string | undefined {
  const name = textOf(nodeAt(copy, 'name'));
  const count = nodeAt(copy, 'count');
  if (name === undefined || count === undefined || isExpressionText(name)) return undefined;
  return `{ "name": ${JSON.stringify(`${name}-${own}`)}, "count": ${raw(count, text)} }`;
}

/** Where a new child is written: beside its parent, or in the list of children within it. */
interface Family {
  readonly resource: Node;
  readonly place: Place;
  /** The list within the parent, where that is the place. */
  readonly nested: Node | undefined;
  /** The full type and the name of the parent, for ids. */
  readonly type: string;
  readonly name: Node;
}

/** What a child says of another resource that has to be there first. */
function dependencyOn({ type, name, place }: Family, sibling: Sibling, text: string): string | undefined {
  const id = (childType: string, own: string): string => `[resourceId(${printExpression(childType)}, ${asExpression(name, text)}, ${printExpression(own)})]`;
  if ('added' in sibling) {
    const { added } = sibling;
    return place.symbolicName === undefined ? id(added.type, added.name) : symbolOf(place, added);
  }
  const { start } = sibling.declaration;
  const node = nodeAround(rootOf(place.list), start);
  const other = node && placeOf(node);
  if (node === undefined || other === undefined) return undefined;
  if (other.symbolicName !== undefined) return other.symbolicName;
  const loop = textOf(nodeAt(node, 'copy', 'name'));
  if (loop !== undefined && !isExpressionText(loop) && sibling.name === undefined) return loop;
  return sibling.name === undefined ? textOf(nodeAt(node, 'name')) : id(type + '/' + (sibling.declaration.type?.split('/').at(-1) ?? ''), sibling.name);
}

function rootOf(node: Node): Node {
  let root = node;
  while (root.parent !== undefined) root = root.parent;
  return root;
}

/** Whether another of the siblings waits for this one: then it need not be named. */
function isAwaited(sibling: Sibling, { place }: Family, after: readonly Sibling[], text: string): boolean {
  if ('added' in sibling) return sibling !== after.at(-1);
  if (after.some((one) => 'added' in one)) return true;
  const node = nodeAround(rootOf(place.list), sibling.declaration.start);
  const own = node && placeOf(node);
  if (node === undefined || own === undefined) return false;
  return dependencies(node, own, text).some((entry) =>
    after.some((one) => 'declaration' in one && one.declaration.start <= entry.offset && endOf(entry) <= one.declaration.end),
  );
}

/** The members of a child as JSON texts, or undefined where the parent does not say what is needed. */
function childMembers(family: Family, child: NewChild, text: string, print: (value: Json) => string, printList: (items: readonly string[]) => string) {
  const { resource, place, nested, name, type } = family;
  const apiVersion = nodeAt(resource, 'apiVersion');
  if (apiVersion === undefined) return undefined;
  const condition = nodeAt(resource, 'condition');
  const copy = nodeAt(resource, 'copy');
  const loop = copy && childCopy(copy, child.name, text);
  if (copy !== undefined && loop === undefined) return undefined;
  const { after = [] } = child;
  const parent = place.symbolicName ?? `[resourceId(${printExpression(type)}, ${asExpression(name, text)})]`;
  const siblings = after.filter((one) => !isAwaited(one, family, after, text)).map((one) => dependencyOn(family, one, text));
  if (siblings.includes(undefined)) return undefined;
  // What is within brackets already is JSON: names in it keep the escapes that they are written with.
  const quoted = (id: string | undefined = ''): string => (id.startsWith('[') ? `"${id}"` : JSON.stringify(id));
  const members: [key: string, json: string][] = [
    ...(condition === undefined ? [] : [['condition', raw(condition, text)] as [string, string]]),
    ['type', JSON.stringify(nested === undefined ? child.type : (child.type.split('/').at(-1) ?? ''))],
    ['apiVersion', raw(apiVersion, text)],
    ['name', nested === undefined ? childName(name, child.name, text) : JSON.stringify(child.name)],
    ...(loop === undefined ? [] : [['copy', loop] as [string, string]]),
    ...Object.entries(child.body).map(([key, value]): [string, string] => [key, print(value)]),
    ['dependsOn', printList([parent, ...siblings].map(quoted))],
  ];
  return members;
}

function printChild(members: readonly (readonly [string, string])[], layout: Layout, indent: string | undefined): string {
  const written = members.map(([key, json]) => printMember(key, json, layout));
  if (layout.newline === undefined || indent === undefined) return `{${written.join(',')}}`;
  const inner = layout.newline + indent + layout.unit;
  return `{${inner}${written.join(`,${inner}`)}${layout.newline}${indent}}`;
}

function printItems(items: readonly string[], { newline, unit }: Layout, indent: string | undefined): string {
  if (newline === undefined || indent === undefined || items.length < 2) return `[${items.join(newline === undefined ? ',' : ', ')}]`;
  const inner = newline + indent + unit;
  return `[${inner}${items.join(`,${inner}`)}${newline}${indent}]`;
}

const symbolOf = ({ list, symbolicName = '' }: Place, { name }: NewChild): string =>
  freshName(list, `${symbolicName}_${name.replaceAll(/\W/g, '_')}`);

/** Children that are written within their parent are joined there; a loop has none. */
function familyOf(resource: Node, place: Place): Family | undefined {
  const name = nodeAt(resource, 'name');
  const type = textOf(nodeAt(resource, 'type'));
  if (name?.type !== 'string' || type === undefined) return undefined;
  const list = nodeAt(resource, 'resources');
  const isJoined = itemsOf(list).length > 0 && memberOf(resource, 'copy') === undefined && place.symbolicName === undefined;
  return { resource, place, nested: isJoined ? list : undefined, type, name };
}

/**
 * Adds a child resource as its neighbours are written: in its parent, or else behind it, deployed under the same
 * condition and as often. Returns nothing where the parent stands in another resource, is deployed elsewhere, or is
 * named by a loop that the child does not have.
 */
export function addChild(
  text: string, resource: Node, layout: Layout, parent: ResourceDeclaration, child: NewChild,
): Edit[] | undefined {
  const place = placeOf(resource);
  const family = place && familyOf(resource, place);
  const elsewhere = ['scope', 'resourceGroup', 'subscriptionId'].some((name) => memberOf(resource, name) !== undefined);
  if (family === undefined || place === undefined || parent.parent !== undefined || elsewhere) return undefined;
  const ownLoop = ['name', 'condition'].map((name) => nodeAt(resource, name)).map((node) => (node ? raw(node, text) : ''));
  if (memberOf(resource, 'copy') !== undefined && ownLoop.some((written) => /copyIndex\s*\(\s*'/i.test(written))) return undefined;
  const print = (indent: string | undefined): string | undefined => {
    const inner = indent === undefined ? undefined : indent + layout.unit;
    const members = childMembers(family, child, text, (value) => printValue(value, layout, inner), (items) => printItems(items, layout, inner));
    return members && printChild(members, layout, indent);
  };
  if (print(undefined) === undefined) return undefined;
  const printItem = (indent: string | undefined): string => {
    const printed = print(indent) ?? '';
    return place.symbolicName === undefined ? printed : printMember(symbolOf(place, child), printed, layout);
  };
  if (family.nested !== undefined) return insertItem(text, family.nested, layout, printItem);
  return insertItem(text, place.list, layout, printItem, place.item);
}
