import type { Path } from '../../model/address';
import type { Change } from '../../model/fix';
import type { Resource } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import { createSnapshot } from '../../model/snapshot';
import type { Value } from '../../model/value';
import { isList, isObject, isUnknown } from '../../model/value';
import { existing, placeOf, type Place } from './place';

/** Returns a value in which the part at a path is another, or gone where `next` is `undefined`. */
function replaced(value: Value | undefined, path: Path, next: Value | undefined): Value | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  if (isUnknown(value)) return value;
  if (isList(value)) return value.map((item, index) => (index === key ? replaced(item, rest, next) : item)).filter((item) => item !== undefined);
  const object = isObject(value) ? value : {};
  const name = Object.keys(object).find((each) => each.toLowerCase() === String(key).toLowerCase()) ?? String(key);
  const { [name]: before, ...others } = object;
  const after = replaced(before, rest, next);
  return after === undefined ? others : { ...others, [name]: after };
}

function edited(resources: readonly Resource[], { key, path }: Place, next: Value | undefined): readonly Resource[] {
  if (next === undefined && path.length === 0) return resources.filter((resource) => resource.key !== key);
  return resources.map((resource) => {
    const body = resource.key === key ? replaced(resource.body, path, next) : resource.body;
    return isObject(body) ? { ...resource, body } : resource;
  });
}

function applyOne(snapshot: Snapshot, change: Change): readonly Resource[] {
  const { resources } = snapshot;
  const place = placeOf(snapshot, change);
  if (place === undefined) return resources;
  if (change.kind === 'set') return edited(resources, place, change.value);
  if (change.kind !== 'add') return edited(resources, place, undefined);
  const { parent, type, name, body } = change;
  const there = existing(snapshot, change);
  if (there !== undefined) return resources.map((resource) => (resource === there ? { ...there, body: { ...there.body, ...body } } : resource));
  return [...resources, { key: place.key, type, name, parent, existing: false, when: true, body }];
}

/**
 * Carries changes out on a snapshot, as Azure would on the server: what a plan leads to, before anything is written.
 * What a server does, such as a restart, changes nothing here.
 */
export function applyChanges(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
  return changes.reduce(
    (before, change) =>
      createSnapshot({
        origin: before.origin,
        resources: applyOne(before, change),
        declarations: before.declarations,
        problems: before.problems,
        incomplete: (parent, type) => {
          const { complete } = before.children(parent.key, type);
          return complete === true ? undefined : complete;
        },
      }),
    snapshot,
  );
}
