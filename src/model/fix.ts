import type { DeclarationAddress, ResourceAddress, ResourceKey } from './address';
import type { Server } from './resource';
import { inResource } from './address';
import { sameType } from './resource';
import type { Snapshot } from './snapshot';
import type { Json } from './value';

/** One step of a fix as data, carried out by the source that the resource came from. */
export type Change =
  /** Sets a property. */
  | { readonly kind: 'set'; readonly at: ResourceAddress; readonly value: Json }
  /** Adds a child resource; `name` is its own name, without that of the server. */
  | {
      readonly kind: 'add';
      readonly parent: ResourceKey;
      readonly type: string;
      readonly name: string;
      readonly body: { readonly [key: string]: Json };
    }
  /** Removes a property, or with an empty path the resource. */
  | { readonly kind: 'remove'; readonly at: ResourceAddress }
  /** Makes the value of a parameter or an output secret. */
  | { readonly kind: 'secure'; readonly at: DeclarationAddress }
  /** Something that a server does: restart … */
  | { readonly kind: 'action'; readonly resource: ResourceKey; readonly action: string };

/** What carrying out a fix means for the server, from harmless to not to be undone. */
export type Effect = 'safe' | 'restart' | 'interrupts' | 'replaces-list' | 'create-only' | 'irreversible' | 'costs';

export interface Fix {
  /** An imperative: "Require TLS 1.2". */
  readonly title: string;
  readonly changes: readonly Change[];
  readonly effect: Effect;
}

const configurationTypes = {
  flexible: 'Microsoft.DBforPostgreSQL/flexibleServers/configurations',
  single: 'Microsoft.DBforPostgreSQL/servers/configurations',
  cluster: undefined,
} as const;

/** The child type that holds the PostgreSQL parameters of a server, where there is one. */
export const configurationType = (server: Server): string | undefined => configurationTypes[server.kind];

/** The change that gives a PostgreSQL parameter a value: at the child that sets it, else as a new child. */
export function parameterChange(snapshot: Snapshot, server: Server, name: string, value: string): Change | undefined {
  const type = configurationType(server);
  if (type === undefined) return undefined;
  const existing = snapshot.resources.find(
    (resource) => resource.parent === server.resource.key && sameType(resource.type, type) && resource.name === name,
  );
  if (existing !== undefined) return { kind: 'set', at: inResource(existing.key, 'properties', 'value'), value };
  return { kind: 'add', parent: server.resource.key, type, name, body: { properties: { value, source: 'user-override' } } };
}
