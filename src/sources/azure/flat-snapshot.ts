import type { ResourceKey } from '../../model/address';
import type { Resource } from '../../model/resource';
import { kindOf, serverTypes } from '../../model/resource';
import { isSecretName } from '../../model/secret-name';
import type { Problem, Snapshot } from '../../model/snapshot';
import { createSnapshot } from '../../model/snapshot';
import type { Value } from '../../model/value';
import { isList, isObject, isUnknown, unknown } from '../../model/value';
import { childTypes } from './child-types';
import { otherTypes } from './other-types';
import { listName } from './read-references';

import { notAskedFor } from './server-document';

/** A live snapshot as plain JSON, to be kept in little room and made a snapshot again later. */
export interface FlatSnapshot {
  readonly resources: readonly Resource[];
  readonly problems: readonly Problem[];
  /** Why lists of children are not all there: key of the parent and type in lower case, with the reason. */
  readonly incomplete: readonly (readonly [list: string, because: string])[];
}

/** What looks like a secret is not kept, as no document shows it. */
function withoutSecrets(value: Value, name = ''): Value {
  if (typeof value === 'string') return value !== '' && isSecretName(name) ? '••••••' : value;
  if (isUnknown(value) || value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((one) => withoutSecrets(one, name));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutSecrets(one, key)]));
}

/** The types whose lists may lack something below a resource. */
function listTypes(resource: Resource, present: readonly string[]): readonly string[] {
  const kind = kindOf(resource.type);
  const own = kind === undefined ? [] : childTypes[kind].map((segment) => `${serverTypes[kind]}/${segment}`);
  return [...own, ...otherTypes, ...present];
}

/** Makes plain JSON of a live snapshot. What it says of the lists that are not in it is kept too: it decides what is unknown. */
export function flattenSnapshot(snapshot: Snapshot): FlatSnapshot {
  const present = [...new Set(snapshot.resources.map(({ type }) => type))];
  const incomplete = new Map<string, string>();
  for (const resource of snapshot.resources) {
    if (resource.parent !== undefined) continue;
    for (const type of listTypes(resource, present)) {
      const { complete } = snapshot.children(resource.key, type);
      if (complete !== true) incomplete.set(listName(resource.key, type), complete.because);
    }
  }
  return {
    resources: snapshot.resources.map((resource) => ({ ...resource, body: withBody(resource.body) })),
    problems: snapshot.problems,
    incomplete: [...incomplete],
  };
}

function withBody(body: Resource['body']): Resource['body'] {
  const safe = withoutSecrets(body);
  return isObject(safe) ? safe : {};
}

/** Makes the snapshot again. */
export function restoreSnapshot({ resources, problems, incomplete }: FlatSnapshot): Snapshot {
  const reasons = new Map(incomplete);
  const known = new Set(resources.flatMap((resource) => (kindOf(resource.type) === undefined ? [] : listTypes(resource, []).map((type) => listName(resource.key, type)))));
  return createSnapshot({
    origin: 'live',
    resources,
    problems,
    incomplete: (parent, type) => {
      const name = listName(parent.key, type);
      const because = reasons.get(name) ?? (kindOf(parent.type) !== undefined && !known.has(name) ? notAskedFor : undefined);
      return because === undefined ? undefined : unknown(because);
    },
  });
}

/** The keys of what a server depends on beside itself and its children: networks, vaults, locks, plans. */
export function dependenciesOf({ resources }: Snapshot, server: ResourceKey): readonly ResourceKey[] {
  return resources.map(({ key }) => key).filter((key) => key !== server && !key.startsWith(`${server}/`));
}
