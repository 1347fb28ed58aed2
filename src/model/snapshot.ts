import type { DeclarationAddress, Path, ResourceKey } from './address';
import type { Kind, Resource, Server } from './resource';
import { kindOf, settingOf } from './resource';
import type { Unknown, Value } from './value';
import { isUnknown, unknown } from './value';

/** Something that could not be read, in words for people: what happened, why, and what to do. */
export interface Problem {
  readonly message: string;
  /** Why, as part of a sentence, where something refers to what could not be read. */
  readonly because?: string;
  /** The resource that is affected, where it is one. */
  readonly key?: ResourceKey;
}

/** A parameter, variable or output of a template. */
export interface Declaration {
  readonly at: DeclarationAddress;
  /** The declared type in lower case, such as `string` or `securestring`; `undefined` where none is written. */
  readonly type?: string;
  /** True where the declaration keeps its value out of logs and history. */
  readonly secure: boolean;
  /** The default of a parameter, the value of a variable or an output. */
  readonly value?: Value | undefined;
  /** What callers and parameters files give to a parameter. */
  readonly given?: readonly Value[];
}

/** The children of one type; `complete` says why there may be more where not all of them could be read. */
export interface Children {
  readonly items: readonly Resource[];
  readonly complete: true | Unknown;
}

/** Everything that a source knows at one moment. */
export interface Snapshot {
  readonly origin: 'live' | 'template';
  readonly resources: readonly Resource[];
  readonly declarations: readonly Declaration[];
  readonly problems: readonly Problem[];
  readonly servers: readonly Server[];
  readonly resource: (key: ResourceKey) => Resource | undefined;
  /** @param type the full type: Microsoft.DBforPostgreSQL/flexibleServers/firewallRules. */
  readonly children: (parent: ResourceKey, type: string) => Children;
  /**
   * The resource that a setting refers to by its id or by something of its state; see `Unknown.refersTo`. Returns
   * nothing where the setting refers to none, or to one that is not in the snapshot.
   */
  readonly referenced: (resource: Resource, path: Path) => Resource | undefined;
}

export interface SnapshotParts {
  readonly origin: 'live' | 'template';
  readonly resources: readonly Resource[];
  readonly declarations?: readonly Declaration[];
  readonly problems?: readonly Problem[];
  /** Says why the children of a type are not all there, or `undefined` where they are. */
  readonly incomplete?: (parent: Resource, type: string) => Unknown | undefined;
}

/** The ids that a text names: itself, and those of the resources around what it names. */
function* idsIn(text: string): Iterable<ResourceKey> {
  const segments = text.toLowerCase().split('/');
  const provider = segments.lastIndexOf('providers');
  for (let length = segments.length; length >= provider + 4; length -= 2) yield segments.slice(0, length).join('/');
}

/** The server of an Azure resource id, in any case; nothing where it was not read. */
export const serverById = ({ servers }: Pick<Snapshot, 'servers'>, id: string): Server | undefined => servers.find(({ resource }) => resource.key === id.toLowerCase());

/** Makes a snapshot out of what a source read; children are found by their parent's key. */
export function createSnapshot(parts: SnapshotParts): Snapshot {
  const { origin, resources, declarations = [], problems = [] } = parts;
  const byKey = new Map(resources.map((resource) => [resource.key, resource]));
  const byParent = new Map<string, Resource[]>();
  const placeOf = (parent: ResourceKey, type: string): string => `${parent}\n${type.toLowerCase()}`;
  for (const resource of resources) {
    if (resource.parent === undefined) continue;
    const place = placeOf(resource.parent, resource.type);
    const siblings = byParent.get(place);
    if (siblings === undefined) byParent.set(place, [resource]);
    else siblings.push(resource);
  }
  /** What was asked before, by parent and by type as it was spelled: each rule on a parameter asks for the same children. */
  const families = new Map<ResourceKey, Map<string, Children>>();
  const whyIncomplete = (parent: Resource | undefined, type: string): Unknown | undefined => {
    if (parent === undefined) return unknown('the server is not part of what was read');
    if (parent.existing) return unknown('the template only refers to the server, which may have more');
    return parts.incomplete?.(parent, type);
  };
  return {
    origin,
    resources,
    declarations,
    problems,
    servers: resources.flatMap((resource) => {
      const kind: Kind | undefined = kindOf(resource.type);
      return kind === undefined ? [] : [{ kind, resource }];
    }),
    resource: (key) => byKey.get(key),
    children: (key, type) => {
      let family = families.get(key);
      if (family === undefined) families.set(key, (family = new Map<string, Children>()));
      let children = family.get(type);
      if (children === undefined) {
        children = { items: byParent.get(placeOf(key, type)) ?? [], complete: whyIncomplete(byKey.get(key), type) ?? true };
        family.set(type, children);
      }
      return children;
    },
    referenced: (resource, path) => {
      const value = settingOf(resource, path);
      if (isUnknown(value)) return value.refersTo === undefined ? undefined : byKey.get(value.refersTo);
      if (typeof value !== 'string' || !value.startsWith('/')) return undefined;
      for (const id of idsIn(value)) {
        const found = byKey.get(id);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}
