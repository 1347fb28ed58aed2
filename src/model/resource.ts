import type { ResourceKey } from './address';
import type { Unknown, Value, ValueObject } from './value';
import { valueAt } from './value';

/** One resource as a source describes it. */
export interface Resource {
  readonly key: ResourceKey;
  /** The full type as Resource Manager spells it: Microsoft.DBforPostgreSQL/flexibleServers/firewallRules. */
  readonly type: string;
  /** The last segment of the name: the rule's own name, not server/rule. */
  readonly name: string | Unknown;
  readonly apiVersion?: string;
  /** The server of a child resource. */
  readonly parent?: ResourceKey;
  /** True where a template only refers to a resource that is deployed elsewhere: what it does not say is unknown. */
  readonly existing: boolean;
  /**
   * True where a deployment within the template deploys it whose expressions are those of the template around it: what
   * they are computed to is then part of that deployment's history.
   */
  readonly inOuterScope?: true;
  /** True where the resource is deployed for sure, else why that cannot be decided. */
  readonly when: true | Unknown;
  /** The resource's JSON: location, sku, identity, properties … */
  readonly body: ValueObject;
}

const kinds = {
  'microsoft.dbforpostgresql/flexibleservers': 'flexible',
  'microsoft.dbforpostgresql/servers': 'single',
  'microsoft.dbforpostgresql/servergroupsv2': 'cluster',
  'microsoft.horizondb/clusters': 'horizon',
} as const;

/** The kinds of server: Flexible Server, Single Server (retired), clusters (serverGroupsv2), and clusters of HorizonDB (preview). */
export type Kind = (typeof kinds)[keyof typeof kinds];

/** The resource type of each kind of server, in the spelling of Resource Manager. */
export const serverTypes: Readonly<Record<Kind, string>> = {
  flexible: 'Microsoft.DBforPostgreSQL/flexibleServers',
  single: 'Microsoft.DBforPostgreSQL/servers',
  cluster: 'Microsoft.DBforPostgreSQL/serverGroupsv2',
  horizon: 'Microsoft.HorizonDb/clusters',
};

/** How people call each kind of server. */
export const kindNames: Readonly<Record<Kind, string>> = {
  flexible: 'Flexible Server',
  single: 'Single Server',
  cluster: 'cluster',
  horizon: 'HorizonDB cluster',
};

/** Flexible Server and Single Server, which are one server each and have most in common. */
export type OneServerKind = 'flexible' | 'single';

export function isOneServer<Of extends { readonly kind: Kind }>(server: Of): server is Of & { readonly kind: OneServerKind } {
  return server.kind === 'flexible' || server.kind === 'single';
}

/** The kinds of server that are changed from here; the others are read and judged, and mended in their templates only. */
export type ChangeableKind = OneServerKind | 'cluster';

export function isChangeable<Of extends { readonly kind: Kind }>(server: Of): server is Of & { readonly kind: ChangeableKind } {
  return isOneServer(server) || server.kind === 'cluster';
}

export function kindOf(type: string): Kind | undefined {
  return (kinds as Readonly<Record<string, Kind>>)[type.toLowerCase()];
}

/** A resource that is a PostgreSQL server. */
export interface Server {
  readonly kind: Kind;
  readonly resource: Resource;
}

export function sameType(a: string, b: string): boolean {
  return a.length === b.length && a.toLowerCase() === b.toLowerCase();
}

/** Returns what a resource sets at a path, `undefined` where it sets nothing; see `valueAt`. */
export function settingOf(resource: Resource, path: readonly (string | number)[]): Exclude<Value, null> | undefined {
  return valueAt(resource.body, path);
}

/** The name of a resource for people; a name that cannot be decided is a question mark. */
export function nameOf({ name }: Resource): string {
  return typeof name === 'string' ? name : '?';
}
