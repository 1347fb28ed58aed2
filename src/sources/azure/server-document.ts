import type { Resource } from '../../model/resource';
import { kindOf, sameType, serverTypes } from '../../model/resource';
import type { ResourceKey } from '../../model/address';
import type { Snapshot } from '../../model/snapshot';
import type { Json, Value } from '../../model/value';
import { isList, isUnknown } from '../../model/value';
import { childTypes } from './child-types';
import { isSecretName } from '../../model/secret-name';

/** Why children that nothing needs were not read; their absence is no news. */
export const notAskedFor = 'nothing needs them';

/** The members that come first, in Resource Manager's order. */
const first = ['id', 'name', 'type', 'location', 'tags', 'sku', 'identity'];

/** Makes JSON of a value: what is unknown is left out, and what looks like a secret is hidden. */
function plain(value: Value, name = ''): Json | undefined {
  if (isUnknown(value)) return undefined;
  if (typeof value === 'string' && value !== '' && isSecretName(name)) return '••••••';
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.flatMap((entry) => plain(entry, name) ?? []);
  const members = Object.entries(value).map(([key, member]) => [key, plain(member, key)] as const);
  return Object.fromEntries(members.flatMap(([key, member]) => (member === undefined ? [] : [[key, member]])));
}

function render(resource: Resource): { [key: string]: Json } {
  const body = (plain(resource.body) ?? {}) as { readonly [key: string]: Json };
  const head = { ...body, type: resource.type, name: nameOf(resource) };
  const order = [...first.filter((key) => key in head), ...Object.keys(head).filter((key) => !first.includes(key))];
  return Object.fromEntries(order.map((key) => [key, (head as { readonly [key: string]: Json })[key] ?? null]));
}

const nameOf = ({ name }: Resource): string => (typeof name === 'string' ? name : '');

function byTypeAndName(one: Resource, other: Resource): number {
  const [a, b] = [`${one.type} ${nameOf(one)}`, `${other.type} ${nameOf(other)}`];
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Shows a live server as read-only ARM JSON with its children in `resources`. The same snapshot always gives the same
 * text. What could not be read is left out and named with the reason in `_notRead`; a server that is not in the
 * snapshot is an object that says so.
 */
export function renderServerDocument(snapshot: Snapshot, key: ResourceKey): string {
  const server = snapshot.resource(key);
  const kind = server && kindOf(server.type);
  if (server === undefined || kind === undefined) {
    const why = snapshot.problems.find((problem) => problem.key === key)?.message ?? 'The server is not part of what was read.';
    return `${JSON.stringify({ _notRead: { server: why } }, null, 2)}\n`;
  }
  const children = snapshot.resources.filter((resource) => resource.parent === key).sort(byTypeAndName);
  const types = new Set([...childTypes[kind].map((segment) => `${serverTypes[kind]}/${segment}`), ...children.map(({ type }) => type)]);
  const unread = [...types].flatMap((type) => {
    const { complete } = snapshot.children(key, type);
    return complete === true || complete.because === notAskedFor || sameType(type, server.type) ? [] : [[type.split('/').at(-1) ?? type, complete.because]];
  });
  const document = {
    ...render(server),
    ...(children.length > 0 ? { resources: children.map(render) } : {}),
    ...(unread.length > 0 ? { _notRead: Object.fromEntries(unread) as { [key: string]: string } } : {}),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
