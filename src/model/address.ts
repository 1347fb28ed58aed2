/** Names a resource: the lower-cased resource id of a live one, a symbol with its file for one of a template. Opaque. */
export type ResourceKey = string;

/** The way from a resource or a declared value to a part of it: ['properties', 'network', 'publicNetworkAccess']. */
export type Path = readonly (string | number)[];

/** A part of a resource, whether anybody has written it or not; an empty path is the resource itself. */
export interface ResourceAddress {
  readonly in: 'resource';
  readonly key: ResourceKey;
  readonly path: Path;
}

/** A part of a declared value of a template. */
export interface DeclarationAddress {
  readonly in: 'declaration';
  readonly file: string;
  /** Which of the templates that are nested in the file declares it; nothing for the file's own. */
  readonly within?: string;
  readonly kind: 'parameter' | 'variable' | 'output';
  readonly name: string;
  readonly path: Path;
}

export interface FileAddress {
  readonly in: 'file';
  readonly file: string;
}

/** Where something is, in terms of resources and declarations. Only sources know which text that is. */
export type Address = ResourceAddress | DeclarationAddress | FileAddress;

export function inResource(key: ResourceKey, ...path: Path): ResourceAddress {
  return { in: 'resource', key, path };
}
