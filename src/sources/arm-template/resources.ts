import type { Span } from '../program';
import type { Expression, Loop } from '../template/expression';
import type { ModuleDeclaration, ResourceDeclaration } from '../template/template';
import { itemsOf, memberOf, membersOf, type Node, nodeAt, spanOf, textOf } from './json-node';
import { indexName, type Reading, withLoop } from './names';
import { isExpressionText } from './expression';
import { copyLoop, readObject, readValue } from './value';

/** What a template deploys. */
export interface Deployments {
  readonly resources: ResourceDeclaration[];
  readonly modules: ModuleDeclaration[];
  /** Set where there may be more of them, which cannot be read. */
  isDamaged?: true;
}

/** What applies to resources because of what they stand in: a parent, or a deployment whose template is part of this one. */
export interface Surroundings {
  /** Precedes symbols, so that each stays unique. */
  readonly prefix: string;
  readonly condition: Expression | undefined;
  readonly loop: Loop | undefined;
  readonly scope: Expression | undefined;
  readonly parent: ResourceDeclaration | undefined;
  /** Set within a deployment of outer scope. */
  readonly inOuterScope?: true;
}

export const nothingAround: Surroundings = {
  prefix: '', condition: undefined, loop: undefined, scope: undefined, parent: undefined,
};

/** A resource as it is written: with its symbolic name, or by its place. */
export interface WrittenResource {
  readonly node: Node;
  readonly symbol: string;
  readonly symbolicName: Node | undefined;
}

/** What resources and deployments have in common, and how the expressions inside of it are read. */
export interface Frame {
  readonly start: number;
  readonly end: number;
  readonly symbol: string;
  readonly symbolSpan: Span;
  readonly condition: Expression | undefined;
  readonly loop: Loop | undefined;
  readonly resourceName: Expression | undefined;
  readonly reading: Reading;
}

/** What the language needs around a resource, or what stands for resources of its own. Metadata may hold suppressions. */
const around: ReadonlySet<string> = new Set(['resources', 'copy', 'condition', 'dependson', 'existing', 'scope', 'comments']);

/** Lists the resources of an array, or of an object with symbolic names. */
export function writtenResources(resources: Node | undefined, prefix: string): WrittenResource[] {
  if (resources?.type === 'object') {
    return membersOf(resources).flatMap(({ name, key, value }) =>
      value?.type === 'object' ? [{ node: value, symbol: prefix + name, symbolicName: key }] : [],
    );
  }
  return itemsOf(resources).flatMap((node, index) =>
    node.type === 'object' ? [{ node, symbol: `${prefix}resources/${index}`, symbolicName: undefined }] : [],
  );
}

/** Whether resources may stand in a list that are not found there: a part of it is no resource, or cannot be read. */
export function isDamagedList(resources: Node | undefined): boolean {
  if (resources === undefined) return false;
  const items = resources.type === 'object' ? membersOf(resources).map(({ value }) => value) : itemsOf(resources);
  return resources.broken || items.some((item) => item?.type !== 'object');
}

/** A text without an expression, or undefined. */
export function plainText(node: Node | undefined, reading: Reading): string | undefined {
  const text = textOf(node);
  return text === undefined || (reading.expressions && isExpressionText(text)) ? undefined : text;
}

const variable = /^\[\s*variables\(\s*'([^']*)'\s*\)((?:\s*\.\s*\w+)*)\s*\]$/i;

/** A text without an expression, or one that a variable holds: types and versions have to be told without computing. */
function constantText(node: Node | undefined, reading: Reading): string | undefined {
  const plain = plainText(node, reading);
  if (plain !== undefined || !reading.expressions) return plain;
  const [, name, path = ''] = variable.exec(textOf(node) ?? '') ?? [];
  if (name === undefined) return undefined;
  const properties = path.split('.').map((property) => property.trim()).filter((property) => property !== '');
  return plainText(nodeAt(reading.variables, name, ...properties), reading);
}

/** Resources of extensions have the version in the type, where Azure's have a property of their own. */
function typeOf(node: Node, reading: Reading): { readonly type: string | undefined; readonly apiVersion: string | undefined } {
  const apiVersion = constantText(nodeAt(node, 'apiVersion'), reading);
  const type = constantText(nodeAt(node, 'type'), reading)?.replace(/\/$/, '');
  const at = apiVersion === undefined ? (type?.indexOf('@') ?? -1) : -1;
  return type === undefined || at < 0 ? { type, apiVersion } : { type: type.slice(0, at), apiVersion: type.slice(at + 1) };
}

function both(outer: Expression | undefined, own: Expression | undefined): Expression | undefined {
  if (outer === undefined || own === undefined) return own ?? outer;
  return { kind: 'call', start: own.start, end: own.end, name: 'and', arguments: [outer, own] };
}

/** The copy loop of a resource. Within another loop it takes that one's place, whose index nobody can follow then. */
function readLoop(node: Node, around: Surroundings, reading: Reading): { loop: Loop | undefined; inner: Reading } {
  const copy = nodeAt(node, 'copy');
  if (copy?.type !== 'object' || memberOf(copy, 'count') === undefined) return { loop: around.loop, inner: reading };
  const name = plainText(nodeAt(copy, 'name'), reading) ?? '';
  const loops = around.loop === undefined ? reading.names.loops : reading.names.loops.map((loop) => ({ ...loop, local: undefined }));
  const inner = withLoop({ ...reading, names: { ...reading.names, loops } }, { name, local: indexName(name), ofResource: true });
  return { loop: copyLoop(copy, name, reading), inner };
}

/** Reads what every resource has. Its condition is evaluated once for each item of its loop, as Resource Manager does. */
export function readFrame(written: WrittenResource, surroundings: Surroundings, reading: Reading): Frame {
  const { node, symbol, symbolicName } = written;
  const { loop, inner } = readLoop(node, surroundings, reading);
  const condition = memberOf(node, 'condition');
  const name = nodeAt(node, 'name');
  return {
    ...spanOf(node),
    symbol,
    symbolSpan: spanOf(symbolicName ?? name ?? nodeAt(node, 'type') ?? node),
    condition: both(surroundings.condition, condition && readValue(condition.value, condition, inner)),
    loop,
    resourceName: name === undefined ? undefined : readValue(name, spanOf(name), inner),
    reading: inner,
  };
}

/** The full type: that of a nested resource is relative to its parent's, though some are written in full. */
function fullType(type: string | undefined, parent: ResourceDeclaration | undefined): string | undefined {
  if (type === undefined || parent === undefined) return type;
  const [first = ''] = type.split('/');
  if (first.includes('.')) return type;
  return parent.type === undefined ? undefined : `${parent.type}/${type}`;
}

const isChild = (type: string | undefined, parent: ResourceDeclaration): boolean =>
  type === undefined || parent.type === undefined || type.toLowerCase().startsWith(`${parent.type.toLowerCase()}/`);

/** Reads a resource and, after it, those that are nested in it. */
export function readResource(written: WrittenResource, surroundings: Surroundings, reading: Reading, into: Deployments): void {
  const { node } = written;
  const { reading: inner, ...frame } = readFrame(written, surroundings, reading);
  const { parent: outer } = surroundings;
  const list = nodeAt(node, 'resources');
  const own = typeOf(node, reading);
  const type = fullType(own.type, outer);
  const parent = outer !== undefined && isChild(type, outer) ? outer : undefined;
  const declaration: ResourceDeclaration = {
    kind: 'resource',
    ...frame,
    type,
    apiVersion: own.apiVersion,
    existing: nodeAt(node, 'existing')?.value === true,
    parent: parent?.symbol,
    parentIndex: parent?.loop && frame.loop && indexOf(parent.loop, frame),
    ...(surroundings.inOuterScope ? { inOuterScope: true } : {}),
    scope: scopeOf(node, inner) ?? surroundings.scope,
    body: readObject(node, inner, around),
    ...(isDamagedList(list) || itemsWithoutType(list, inner) ? { isDamaged: true } : {}),
  };
  into.resources.push(declaration);
  if (type === undefined && outer === undefined) into.isDamaged = true;
  // A nested resource is deployed once for each item of its parent's loop, whatever the parent's own condition says.
  const within = { ...surroundings, prefix: `${written.symbol}/`, loop: frame.loop, parent: declaration };
  for (const nested of writtenResources(list, within.prefix)) readResource(nested, within, inner, into);
}

/** Whether a resource of a list has no type that can be told, so that it may be any. */
const itemsWithoutType = (list: Node | undefined, reading: Reading): boolean =>
  writtenResources(list, '').some(({ node }) => typeOf(node, reading).type === undefined);

function scopeOf(node: Node, reading: Reading): Expression | undefined {
  const scope = memberOf(node, 'scope');
  return scope === undefined ? undefined : readValue(scope.value, scope, reading);
}

/** The instance of a parent's loop that a nested resource belongs to: the one with its own index. */
function indexOf(loop: Loop, { start }: Span): Expression {
  return { kind: 'reference', start, end: start, to: 'local', name: loop.item };
}
