import type { DeclarationAddress, ResourceAddress, ResourceKey } from './address';
import { inResource } from './address';
import type { Server } from './resource';
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
  /** Removes a property or an item of a list, or with an empty path the resource. */
  | { readonly kind: 'remove'; readonly at: ResourceAddress }
  /** Something that a server does: restart … */
  | { readonly kind: 'action'; readonly resource: ResourceKey; readonly action: string }
  | TemplateChange;

/** Where a secret lies in a key vault. */
export interface VaultSecret {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly vault: string;
  readonly name: string;
}

/** A change of what a template declares: a live server has nothing of the kind. */
export type TemplateChange =
  /** Makes the value of a parameter or an output secret. */
  | { readonly kind: 'secure'; readonly at: DeclarationAddress }
  /** Takes the default of a parameter away, so that whoever deploys gives its value. */
  | { readonly kind: 'require'; readonly at: DeclarationAddress }
  /** Replaces a written secret by a new secure parameter; the name is a proposal. */
  | { readonly kind: 'ask'; readonly at: ResourceAddress; readonly parameter: string }
  /** Replaces a secret that is written in a parameters file by a reference to one in a key vault. */
  | { readonly kind: 'refer'; readonly at: ResourceAddress; readonly to: VaultSecret }
  /** Names a newer version of the API for a resource, which knows what the other changes set. */
  | { readonly kind: 'raise'; readonly resource: ResourceKey; readonly apiVersion: string };

const templateKinds: ReadonlySet<Change['kind']> = new Set<TemplateChange['kind']>(['secure', 'require', 'ask', 'refer', 'raise']);

export function isTemplateChange(change: Change): change is TemplateChange {
  return templateKinds.has(change.kind);
}

/** What carrying out a fix means for the server, from harmless to not to be undone. */
export type Effect =
  | 'safe'
  | 'needs-value'
  | 'restart'
  | 'interrupts'
  | 'replaces-list'
  | 'create-only'
  | 'irreversible'
  | 'costs';

/** What a person has to know before they let a fix run; a part of a sentence, empty where there is nothing. */
export const effectNotes: Readonly<Record<Effect, string>> = {
  safe: '',
  'needs-value': 'whoever deploys has to give the value',
  restart: 'the server restarts',
  interrupts: 'connections are interrupted',
  'replaces-list': 'replaces the list that the live server has',
  'create-only': 'only possible when the server is created',
  irreversible: 'cannot be undone',
  costs: 'costs money',
};

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
  horizon: undefined,
} as const;

/** The child type that holds the PostgreSQL parameters of a server, where there is exactly one. */
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
