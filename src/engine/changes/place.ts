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

/** The key of a child: that of its server with the last part of its type and its name, in lower case. */
export function childKey(parent: ResourceKey, type: string, name: string): ResourceKey {
  return `${parent}/${type.split('/').at(-1) ?? ''}/${name}`.toLowerCase();
}

/** Finds the resource that an `add` writes, where it is there already: a write of what exists replaces it. */
export function existing(snapshot: Snapshot, { parent, type, name }: Extract<Change, { kind: 'add' }>): Resource | undefined {
  return snapshot.resources.find(
    (resource) =>
      resource.parent === parent && sameType(resource.type, type) && typeof resource.name === 'string' && resource.name.toLowerCase() === name.toLowerCase(),
  );
}

const embedded = ['properties', 'privateEndpointConnections'] as const;

const isId = (value: Value | undefined, key: ResourceKey): boolean => typeof value === 'string' && value.toLowerCase() === key;

/** Azure tells of private endpoint connections, which are resources of their own, in the body of the server. */
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
