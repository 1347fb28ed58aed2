import type { Fleet, FleetServer, OtherResource, ResourceGroup, ServerKind, ServerState, Subscription, Tenant } from './fleet';
import { isObject } from './message';
import type { JsonObject } from './message';
import { serverTypes } from './resource-types';

/** One server of the store. Its state is made when it is asked for, and kept only once it was changed. */
export interface StoredServer {
  readonly kind: ServerKind;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly id: string;
  /** What `state` reads while an operation runs, such as Updating. */
  transientState?: string | undefined;
  /** The state for reading; changing it has no lasting effect. */
  read(): ServerState;
  /** The state for changing. */
  edit(): ServerState;
}

/** One change that was asked for. */
export interface ActivityEvent {
  readonly time: number;
  readonly resourceId: string;
  readonly operation: string;
  readonly subscriptionId: string;
}

/** All resources that the emulator has. Everything is found in any case. */
export interface Store {
  readonly tenants: readonly Tenant[];
  readonly subscriptions: readonly Subscription[];
  subscription(id: string): Subscription | undefined;
  resourceGroups(subscriptionId: string): ResourceGroup[];
  resourceGroup(subscriptionId: string, name: string): ResourceGroup | undefined;
  /** The servers of a subscription, or of one of its resource groups, in the order of the fleet. */
  servers(kind: ServerKind, subscriptionId: string, resourceGroup?: string): StoredServer[];
  server(kind: ServerKind, subscriptionId: string, resourceGroup: string, name: string): StoredServer | undefined;
  add(server: StoredServer): void;
  remove(server: StoredServer): void;
  /** The activity log, oldest first. */
  readonly events: ActivityEvent[];
  /** The other resources of a type, which is in lower case, or all of them, in the order of their ids. */
  others(type?: string): readonly OtherResource[];
  other(id: string): OtherResource | undefined;
  /** Returns nothing, as the end of an operation does that does not fail. */
  putOther(resource: OtherResource): undefined;
  removeOther(id: string): undefined;
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Writes the id of a server. */
export function serverId(kind: ServerKind, subscriptionId: string, resourceGroup: string, name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${serverTypes[kind]}/${name}`;
}

/** The type that the id of another resource says, after its last provider. */
export function otherType(id: string): string {
  const [namespace = '', ...rest] = (id.split(/\/providers\//i).at(-1) ?? '').split('/');
  return [namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/');
}

/** Writes another resource as GET answers it: name and type are what its id says. */
export function otherBody({ id, body }: OtherResource): JsonObject {
  return { ...body, id, name: id.split('/').at(-1) ?? '', type: otherType(id) };
}

/** Makes a server that is not in the store yet. */
export function storedServer(server: FleetServer): StoredServer {
  const { kind, subscriptionId, resourceGroup, name } = server;
  let changed: ServerState | undefined;
  return {
    kind,
    subscriptionId,
    resourceGroup,
    name,
    id: serverId(kind, subscriptionId, resourceGroup, name),
    read: () => changed ?? server.build(),
    edit: () => (changed ??= server.build()),
  };
}

/** Fills a store from a fleet. */
export function createStore(fleet: Fleet): Store {
  const bySubscription = new Map<string, Map<string, StoredServer>>();
  const serversOf = (subscriptionId: string): Map<string, StoredServer> => {
    const key = subscriptionId.toLowerCase();
    const found = bySubscription.get(key) ?? new Map<string, StoredServer>();
    bySubscription.set(key, found);
    return found;
  };
  const add = (server: StoredServer): void => {
    serversOf(server.subscriptionId).set(server.id.toLowerCase(), server);
  };
  for (const server of fleet.servers) add(storedServer(server));
  const others = new Map((fleet.others ?? []).map((resource) => [resource.id.toLowerCase(), resource]));
  // A large fleet has thousands of them, and each server that is read asks for some: they are sorted after changes only.
  let sorted: { readonly all: readonly OtherResource[]; readonly byType: ReadonlyMap<string, readonly OtherResource[]> } | undefined;
  const sort = () => {
    const all = [...others].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, resource]) => resource);
    const byType = new Map<string, OtherResource[]>();
    for (const resource of all) {
      const type = otherType(resource.id).toLowerCase();
      const group = byType.get(type);
      if (group === undefined) byType.set(type, [resource]);
      else group.push(resource);
    }
    return { all, byType };
  };

  return {
    tenants: fleet.tenants,
    subscriptions: fleet.subscriptions,
    subscription: (id) => fleet.subscriptions.find((candidate) => same(candidate.subscriptionId, id)),
    resourceGroups: (subscriptionId) => fleet.resourceGroups.filter((group) => same(group.subscriptionId, subscriptionId)),
    resourceGroup: (subscriptionId, name) =>
      fleet.resourceGroups.find((group) => same(group.subscriptionId, subscriptionId) && same(group.name, name)),
    servers: (kind, subscriptionId, resourceGroup) =>
      [...serversOf(subscriptionId).values()].filter(
        (server) => server.kind === kind && (resourceGroup === undefined || same(server.resourceGroup, resourceGroup)),
      ),
    server: (kind, subscriptionId, resourceGroup, name) =>
      serversOf(subscriptionId).get(serverId(kind, subscriptionId, resourceGroup, name).toLowerCase()),
    add,
    remove: (server) => {
      serversOf(server.subscriptionId).delete(server.id.toLowerCase());
    },
    events: [],
    others: (type) => {
      sorted ??= sort();
      return type === undefined ? sorted.all : (sorted.byType.get(type) ?? []);
    },
    other: (id) => others.get(id.toLowerCase()),
    putOther: (resource) => {
      others.set(resource.id.toLowerCase(), resource);
      sorted = undefined;
      return undefined;
    },
    removeOther: (id) => {
      others.delete(id.toLowerCase());
      sorted = undefined;
      return undefined;
    },
  };
}

/** The same resources as a token of one tenant shows them: the subscriptions of others are not listed. */
export function ofTenant(store: Store, tenantId: string): Store {
  const subscriptions = store.subscriptions.filter((one) => same(one.tenantId, tenantId));
  return subscriptions.length === store.subscriptions.length ? store : { ...store, subscriptions };
}

/** Writes a server as GET answers it, with its private endpoint connections where the service embeds them. */
export function serverBody(server: StoredServer): JsonObject {
  const { body, children } = server.read();
  const properties: JsonObject = { ...(isObject(body.properties) ? body.properties : {}) };
  if (!isIntegrated(properties)) {
    properties.privateEndpointConnections = children.privateEndpointConnections.map(({ name, properties: connection }) => ({
      id: `${server.id}/privateEndpointConnections/${name}`,
      ...(server.kind === 'flexible' && { name, type: `${serverTypes.flexible}/privateEndpointConnections` }),
      properties: connection,
    }));
  }
  if (server.transientState !== undefined) {
    properties[server.kind === 'flexible' ? 'state' : 'userVisibleState'] = server.transientState;
  }
  return { ...body, properties, id: server.id, name: server.name, type: serverTypes[server.kind] };
}

/** Says whether a Flexible Server lives in a virtual network, which is decided when it is created. */
export function isIntegrated(properties: JsonObject): boolean {
  return isObject(properties.network) && typeof properties.network.delegatedSubnetResourceId === 'string';
}
