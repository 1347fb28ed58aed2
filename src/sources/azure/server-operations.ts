import type { JsonObject } from '../../model/value';
import { isJsonObject } from '../../model/value';
import { clusterOperations } from './cluster-operations';
import type { Connection } from './connection';
import type { ServerId } from './server-id';

/** What the SDKs' long-running operations have in common. */
export interface OperationOptions {
  readonly updateIntervalInMs: number;
  readonly onResponse: (response: { readonly status: number; readonly bodyAsText?: string | null }) => void;
  readonly abortSignal?: AbortSignal;
}

export interface Poller {
  readonly pollUntilDone: (options?: { abortSignal?: AbortSignal }) => Promise<unknown>;
}

/** Sends the request of an operation, and resolves once Azure has taken it. */
export type Start = (options: OperationOptions) => Promise<Poller>;

/** The writes of one server; `undefined` where the kind of server has no such write. */
export interface ServerOperations {
  /** @param patch a body of Resource Manager's shape with the members that change. */
  readonly patch: (patch: JsonObject) => Start | undefined;
  /** @param properties the properties of the child, all of them but for a parameter. */
  readonly put: (segment: string, name: string, properties: JsonObject) => Start | undefined;
  readonly remove: (segment: string, name: string) => Start | undefined;
  readonly restart: () => Start | undefined;
}

/** The SDKs' models have the members of `properties` beside the others. */
function flat(patch: JsonObject): JsonObject {
  const { properties, ...rest } = patch;
  return { ...rest, ...(isJsonObject(properties) ? properties : {}) };
}

/** A body as some model of an SDK: which one is right is decided by the type in the change, and checked by Azure. */
const model = (body: JsonObject): never => body as never;

function flexibleOperations(connection: Connection, { subscriptionId, resourceGroup: group, name: server }: ServerId): ServerOperations {
  const client = connection.flexible(subscriptionId);
  return {
    patch: (patch) => (options) => client.servers.beginUpdate(group, server, model(flat(patch)), options),
    put(segment, name, properties) {
      const body = model(properties);
      switch (segment) {
        case 'configurations':
          return (options) => client.configurations.beginUpdate(group, server, name, body, options);
        case 'firewallRules':
          return (options) => client.firewallRules.beginCreateOrUpdate(group, server, name, body, options);
        case 'administrators':
          return (options) => client.administratorsMicrosoftEntra.beginCreateOrUpdate(group, server, name, body, options);
        case 'advancedThreatProtectionSettings':
          return (options) => client.serverThreatProtectionSettings.beginCreateOrUpdate(group, server, 'Default', body, options);
        case 'privateEndpointConnections':
          return (options) => client.privateEndpointConnections.beginUpdate(group, server, name, body, options);
        default:
          return undefined;
      }
    },
    remove(segment, name) {
      switch (segment) {
        case 'firewallRules':
          return (options) => client.firewallRules.beginDelete(group, server, name, options);
        case 'administrators':
          return (options) => client.administratorsMicrosoftEntra.beginDelete(group, server, name, options);
        case 'privateEndpointConnections':
          return (options) => client.privateEndpointConnections.beginDelete(group, server, name, options);
        default:
          return undefined;
      }
    },
    restart: () => (options) => client.servers.beginRestart(group, server, options),
  };
}

function singleOperations(connection: Connection, { subscriptionId, resourceGroup: group, name: server }: ServerId): ServerOperations {
  const client = connection.single(subscriptionId);
  return {
    patch: (patch) => (options) => client.servers.beginUpdate(group, server, model(flat(patch)), options),
    put(segment, name, properties) {
      const body = model(properties);
      switch (segment) {
        case 'configurations':
          return (options) => client.configurations.beginCreateOrUpdate(group, server, name, body, options);
        case 'firewallRules':
          return (options) => client.firewallRules.beginCreateOrUpdate(group, server, name, body, options);
        case 'administrators':
          return (options) => client.serverAdministrators.beginCreateOrUpdate(group, server, body, options);
        case 'keys':
          return (options) => client.serverKeys.beginCreateOrUpdate(server, name, group, body, options);
        case 'privateEndpointConnections':
          return (options) => client.privateEndpointConnections.beginCreateOrUpdate(group, server, name, body, options);
        case 'securityAlertPolicies':
          return (options) => client.serverSecurityAlertPolicies.beginCreateOrUpdate(group, server, 'Default', body, options);
        case 'virtualNetworkRules':
          return (options) => client.virtualNetworkRules.beginCreateOrUpdate(group, server, name, body, options);
        default:
          return undefined;
      }
    },
    remove(segment, name) {
      switch (segment) {
        case 'firewallRules':
          return (options) => client.firewallRules.beginDelete(group, server, name, options);
        case 'administrators':
          return (options) => client.serverAdministrators.beginDelete(group, server, options);
        case 'keys':
          return (options) => client.serverKeys.beginDelete(server, name, group, options);
        case 'privateEndpointConnections':
          return (options) => client.privateEndpointConnections.beginDelete(group, server, name, options);
        case 'virtualNetworkRules':
          return (options) => client.virtualNetworkRules.beginDelete(group, server, name, options);
        default:
          return undefined;
      }
    },
    restart: () => (options) => client.servers.beginRestart(group, server, options),
  };
}

const none: ServerOperations = { patch: () => undefined, put: () => undefined, remove: () => undefined, restart: () => undefined };

/** The writes of a server by the SDK of its kind; of clusters, for which there is none, by the REST API. HorizonDB is read only. */
export function serverOperations(connection: Connection, server: ServerId): ServerOperations {
  if (server.kind === 'flexible') return flexibleOperations(connection, server);
  if (server.kind === 'cluster') return clusterOperations(connection, server);
  return server.kind === 'single' ? singleOperations(connection, server) : none;
}
