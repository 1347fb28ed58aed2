import { isInsideType } from '../../model/inside';
import type { Snapshot } from '../../model/snapshot';
import { createSnapshot } from '../../model/snapshot';
import type { Inside } from '../../postgres/inside/inside';
import { insideResources } from './inside-resources';

/**
 * Adds what was read inside a server to what Azure tells of it. What an earlier reading told goes.
 * @param inside nothing where nobody has connected, or where the reading is to go.
 */
export function withInside(snapshot: Snapshot, serverId: string, inside: Inside | undefined): Snapshot {
  const key = serverId.toLowerCase();
  const server = snapshot.servers.find(({ resource }) => resource.key === key);
  const had = snapshot.resources.some(({ type }) => isInsideType(type));
  if (server === undefined || (inside === undefined && !had)) return snapshot;
  const { origin, resources, declarations, problems } = snapshot;
  return createSnapshot({
    origin,
    resources: [...resources.filter(({ type }) => !isInsideType(type)), ...(inside === undefined ? [] : insideResources(server, inside))],
    declarations,
    problems,
    incomplete: (parent, type) => {
      if (inside !== undefined && parent.key === key && isInsideType(type)) return undefined;
      const { complete } = snapshot.children(parent.key, type);
      return complete === true ? undefined : complete;
    },
  });
}
