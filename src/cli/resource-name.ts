import type { Address } from '../model/address';
import type { Resource, Server } from '../model/resource';
import type { Snapshot } from '../model/snapshot';
import { isUnknown } from '../model/value';
import type { ResultResource } from '../outputs/check-result';

/** What stands for a name that a template computes from what is not known. */
const unknownName = '(unknown)';

/** Returns the resource that an address is in, with the names of its parents; the server, if any, where it is in none. */
export function resourceAt(snapshot: Snapshot, server: Server | undefined, at: Address): ResultResource | null {
  const resource = (at.in === 'resource' ? snapshot.resource(at.key) : undefined) ?? server?.resource;
  if (resource === undefined) return null;
  const names: string[] = [];
  const seen = new Set<string>();
  for (let one: Resource | undefined = resource; one !== undefined && !seen.has(one.key); ) {
    seen.add(one.key);
    names.unshift(isUnknown(one.name) ? unknownName : one.name);
    one = one.parent === undefined ? undefined : snapshot.resource(one.parent);
  }
  return { type: resource.type, name: names.join('/') };
}
