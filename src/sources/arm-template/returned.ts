import type { Span } from '../program';
import type { Expression, ObjectExpression } from '../template/expression';
import type { ResourceDeclaration } from '../template/template';
import { itemsOf, memberOf, type Node, nodeAt, spanOf, textOf } from './json-node';
import { noNames, type Reading } from './names';
import { type Deployments, nothingAround, readResource } from './resources';

const service = /^Microsoft\.(?:DBforPostgreSQL|HorizonDb)\//i;

/** What Resource Manager puts beside `properties`. The Azure CLI's own commands print everything else there too. */
const envelope: ReadonlySet<string> = new Set([
  'id', 'name', 'type', 'apiversion', 'location', 'tags', 'sku', 'identity', 'kind', 'plan', 'zones', 'managedby',
  'extendedlocation', 'systemdata', 'etag', 'resourcegroup', 'properties',
]);

const isReturned = (node: Node): boolean =>
  service.test(textOf(nodeAt(node, 'type')) ?? '') && (memberOf(node, 'id') ?? memberOf(node, 'name')) !== undefined;

/** Finds the PostgreSQL resources of a file that holds one, an array of them, or a page of a list. */
export function returnedResources(root: Node): readonly Node[] {
  const listed = root.type === 'array' ? root : nodeAt(root, 'value');
  const candidates = listed?.type === 'array' ? itemsOf(listed) : [root];
  return candidates.filter(isReturned);
}

/** The name of a resource with those of its parents, as its id tells it. */
function nameOf(id: string | undefined): string | undefined {
  const segments = id?.split(/\/providers\//i).at(-1)?.split('/').slice(1);
  const names = segments?.filter((_, index) => index % 2 === 1);
  return names === undefined || names.length === 0 ? undefined : names.join('/');
}

function fullName(node: Node, own: Expression | undefined): Expression | undefined {
  const id = memberOf(node, 'id')?.value;
  const value = nameOf(textOf(id));
  if (id === undefined || value === undefined) return own;
  const span: Span = own ?? spanOf(id);
  return { kind: 'literal', start: span.start, end: span.end, value };
}

type ObjectMember = ObjectExpression['members'][number];

function isNamed(member: ObjectMember, holds: (name: string) => boolean): boolean {
  return member.kind === 'entry' && typeof member.key === 'string' && holds(member.key.toLowerCase());
}

/** Gives a resource that was printed without `properties` the shape that Resource Manager knows. */
function withProperties(body: ObjectExpression, name: Span): ObjectExpression {
  const isOutside = (member: ObjectMember): boolean => isNamed(member, (name) => envelope.has(name));
  if (body.members.some((member) => isNamed(member, (name) => name === 'properties'))) return body;
  const { start, end } = body;
  const inside = body.members.filter((member) => !isOutside(member));
  const properties: ObjectExpression = { ...body, members: inside };
  // Nobody wrote this key; what is missing below it is shown at the name of the resource.
  const keySpan = name;
  return { ...body, members: [...body.members.filter(isOutside), { kind: 'entry', start, end, key: 'properties', keySpan, value: properties }] };
}

/** Reads resources as Azure returned them, where nothing is an expression. */
export function readReturned(nodes: readonly Node[], file: string, text: string): ResourceDeclaration[] {
  const reading: Reading = { file, text, names: noNames, expressions: false, problems: [], variables: undefined };
  const read: Deployments = { resources: [], modules: [] };
  const owners = new Map<string, Node>();
  nodes.forEach((node, index) => {
    const symbol = `resources/${index}`;
    owners.set(symbol, node);
    readResource({ node, symbol, symbolicName: undefined }, nothingAround, reading, read);
  });
  return read.resources.map((resource) => {
    const node = owners.get(resource.symbol);
    if (node === undefined) return resource;
    return { ...resource, resourceName: fullName(node, resource.resourceName), body: resource.body && withProperties(resource.body, resource.symbolSpan) };
  });
}
