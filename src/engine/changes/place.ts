import type { Path, ResourceKey } from '../../model/address';
import type { Change } from '../../model/fix';
import type { Resource } from '../../model/resource';
import { sameType, settingOf } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import type { Value } from '../../model/value';
import { isList, valueAt } from '../../model/value';

/** What a change is about: a part of a resource, or with an empty path the resource as a whole. */
export interface Place {
  readonly key: ResourceKey;
  readonly path: Path;
}

/**
 * The key of a child: that of its server with the last part of its type and its name, in lower case. What extends a
 * server, such as a diagnostic setting, has its whole type in it.
 */
export function childKey(parent: ResourceKey, type: string, name: string): ResourceKey {
  const own = parent.toLowerCase().endsWith(`/providers/${type.split('/').slice(0, -1).join('/')}/${parent.split('/').at(-1) ?? ''}`.toLowerCase());
  return `${parent}/${own ? (type.split('/').at(-1) ?? '') : `providers/${type}`}/${name}`.toLowerCase();
}

/** The full type of what a key names below its server. */
export function typeBelow(server: Resource, key: ResourceKey): string {
  const [first = '', ...rest] = key.slice(server.key.length + 1).split('/');
  return first === 'providers' ? rest.slice(0, 2).join('/') : `${server.type}/${first}`;
}

/** Finds the resource that an `add` writes, where it is there already: a write of what exists replaces it. */
export function existing(snapshot: Snapshot, { parent, type, name }: Extract<Change, { kind: 'add' }>): Resource | undefined {
  return snapshot.resources.find(
    (resource) =>
      resource.parent === parent && sameType(resource.type, type) && typeof resource.name === 'string' && resource.name.toLowerCase() === name.toLowerCase(),
  );
}

/** Where Azure tells of private endpoint connections, which are resources of their own. */
export const embedded = ['properties', 'privateEndpointConnections'] as const;

const isId = (value: Value | undefined, key: ResourceKey): boolean => typeof value === 'string' && value.toLowerCase() === key;

/** Leads from a connection to its entry in the body of the server. */
function within(snapshot: Snapshot, { key, path }: Place): Place {
  const { resource: server } = snapshot.servers.find(({ resource }) => key.startsWith(`${resource.key}/`)) ?? {};
  if (server === undefined || snapshot.resource(key) !== undefined) return { key, path };
  const list = settingOf(server, embedded);
  const index = isList(list) ? list.findIndex((item) => isId(valueAt(item, ['id']), key)) : -1;
  return index < 0 ? { key, path } : { key: server.key, path: [...embedded, index, ...path] };
}

/** What a change is about in a snapshot; nothing for what has no place there, such as a restart. */
export function placeOf(snapshot: Snapshot, change: Change): Place | undefined {
  switch (change.kind) {
    case 'set':
    case 'remove':
      return within(snapshot, change.at);
    case 'add':
      return within(snapshot, { key: existing(snapshot, change)?.key ?? childKey(change.parent, change.type, change.name), path: [] });
    default:
      return undefined;
  }
}
