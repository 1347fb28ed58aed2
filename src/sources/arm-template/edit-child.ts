import type { Node } from 'jsonc-parser';
import type { Json } from '../../model/value';
import type { ResourceDeclaration } from '../template/template';
import { type Edit, insertItem } from './edit-list';
import { isExpressionText } from './expression';
import { endOf, memberOf, membersOf, nodeAt, textOf } from './json-node';
import { type Layout, printExpression, printMember, printValue } from './layout';

/** A child resource to be added. */
interface Child {
  readonly type: string;
  readonly name: string;
  readonly body: { readonly [key: string]: Json };
}

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

/** The members of a child as JSON texts, or undefined where the parent does not say what is needed. */
function childMembers(resource: Node, place: Place, child: Child, text: string, print: (value: Json) => string) {
  const name = nodeAt(resource, 'name');
  const type = textOf(nodeAt(resource, 'type'));
  const apiVersion = nodeAt(resource, 'apiVersion');
  if (name?.type !== 'string' || type === undefined || apiVersion === undefined) return undefined;
  const condition = nodeAt(resource, 'condition');
  const copy = nodeAt(resource, 'copy');
  const loop = copy && childCopy(copy, child.name, text);
  if (copy !== undefined && loop === undefined) return undefined;
  const dependency = place.symbolicName ?? `[resourceId(${printExpression(type)}, ${asExpression(name, text)})]`;
  const members: [key: string, json: string][] = [
    ...(condition === undefined ? [] : [['condition', raw(condition, text)] as [string, string]]),
    ['type', JSON.stringify(child.type)],
    ['apiVersion', raw(apiVersion, text)],
    ['name', childName(name, child.name, text)],
    ...(loop === undefined ? [] : [['copy', loop] as [string, string]]),
    ...Object.entries(child.body).map(([key, value]): [string, string] => [key, print(value)]),
    ['dependsOn', place.symbolicName === undefined ? `["${dependency}"]` : `[${JSON.stringify(dependency)}]`],
  ];
  return members;
}

function printChild(members: readonly (readonly [string, string])[], layout: Layout, indent: string | undefined): string {
  const written = members.map(([key, json]) => printMember(key, json, layout));
  if (layout.newline === undefined || indent === undefined) return `{${written.join(',')}}`;
  const inner = layout.newline + indent + layout.unit;
  return `{${inner}${written.join(`,${inner}`)}${layout.newline}${indent}}`;
}

/**
 * Adds a child resource behind its parent, deployed under the same condition and as often. Returns nothing where the
 * parent stands in another resource, is deployed elsewhere, or is named by a loop that the child does not have.
 */
export function addChild(
  text: string, resource: Node, layout: Layout, parent: ResourceDeclaration, child: Child,
): Edit[] | undefined {
  const place = placeOf(resource);
  const elsewhere = ['scope', 'resourceGroup', 'subscriptionId'].some((name) => memberOf(resource, name) !== undefined);
  if (place === undefined || parent.parent !== undefined || elsewhere) return undefined;
  const ownLoop = ['name', 'condition'].map((name) => nodeAt(resource, name)).map((node) => (node ? raw(node, text) : ''));
  if (memberOf(resource, 'copy') !== undefined && ownLoop.some((written) => /copyIndex\s*\(\s*'/i.test(written))) return undefined;
  const print = (indent: string | undefined): string | undefined => {
    const inner = indent === undefined ? undefined : indent + layout.unit;
    const members = childMembers(resource, place, child, text, (value) => printValue(value, layout, inner));
    return members && printChild(members, layout, indent);
  };
  if (print(undefined) === undefined) return undefined;
  const symbol = place.symbolicName && freshName(place.list, `${place.symbolicName}_${child.name.replaceAll(/\W/g, '_')}`);
  const printItem = (indent: string | undefined): string => {
    const printed = print(indent) ?? '';
    return symbol === undefined ? printed : printMember(symbol, printed, layout);
  };
  return insertItem(text, place.list, layout, printItem, place.item);
}
