import type { Kind } from '../../model/resource';
import { isOneServer, serverTypes } from '../../model/resource';
import type { JsonObject } from '../../model/value';
import type { Connection } from './connection';
import { objectsAt, textAt } from './json';
import type { Pages, RawOptions } from './raw-list';
import { listBySending, listRaw, rawOptions } from './raw-list';
import type { ServerId } from './server-id';

/**
 * The api-versions of what the SDKs have no operation for. Of clusters only the preview tells who may sign in, whose keys
 * there are and where backups go; an older answer would pass for their defaults.
 */
export const apiVersions: Readonly<Record<Kind, string>> = { flexible: '2025-08-01', single: '2017-12-01', cluster: '2023-03-02-preview', horizon: '2026-05-01-preview' };

type List = (connection: Connection, server: ServerId, options: RawOptions) => Pages;

/** The SDKs' lists by kind of server and last part of the type. */
const lists: Readonly<Record<Kind, Readonly<Record<string, List>>>> = {
  flexible: {
    administrators: (connection, { subscriptionId, resourceGroup, name }, options) =>
      connection.flexible(subscriptionId).administratorsMicrosoftEntra.listByServer(resourceGroup, name, options),
    advancedThreatProtectionSettings: (connection, { subscriptionId, resourceGroup, name }, options) =>
      connection.flexible(subscriptionId).advancedThreatProtectionSettings.listByServer(resourceGroup, name, options),
    configurations: (connection, { subscriptionId, resourceGroup, name }, options) =>
      connection.flexible(subscriptionId).configurations.listByServer(resourceGroup, name, options),
    firewallRules: (connection, { subscriptionId, resourceGroup, name }, options) =>
      connection.flexible(subscriptionId).firewallRules.listByServer(resourceGroup, name, options),
    privateEndpointConnections: (connection, { subscriptionId, resourceGroup, name }, options) =>
      connection.flexible(subscriptionId).privateEndpointConnections.listByServer(resourceGroup, name, options),
  },
  single: {
    administrators: (connection, { subscriptionId, resourceGroup, name }, options) =>
      connection.single(subscriptionId).serverAdministrators.list(resourceGroup, name, options),
    configurations: (connection, { subscriptionId, resourceGroup, name }, options) =>
      connection.single(subscriptionId).configurations.listByServer(resourceGroup, name, options),
    firewallRules: (connection, { subscriptionId, resourceGroup, name }, options) =>
      connection.single(subscriptionId).firewallRules.listByServer(resourceGroup, name, options),
    keys: (connection, { subscriptionId, resourceGroup, name }, options) =>
      connection.single(subscriptionId).serverKeys.list(resourceGroup, name, options),
    privateEndpointConnections: (connection, { subscriptionId, resourceGroup, name }, options) =>
      connection.single(subscriptionId).privateEndpointConnections.listByServer(resourceGroup, name, options),
    securityAlertPolicies: (connection, { subscriptionId, resourceGroup, name }, options) =>
      connection.single(subscriptionId).serverSecurityAlertPolicies.listByServer(resourceGroup, name, options),
    virtualNetworkRules: (connection, { subscriptionId, resourceGroup, name }, options) =>
      connection.single(subscriptionId).virtualNetworkRules.listByServer(resourceGroup, name, options),
  },
  cluster: {},
  horizon: {},
};

/** Lists a server's children of one type, all in one call where the service answers so. Rejects as the SDK does. */
export async function listChildren(connection: Connection, server: ServerId, segment: string, signal?: AbortSignal): Promise<readonly JsonObject[]> {
  const list = lists[server.kind][segment];
  if (list !== undefined) return listRaw((options) => list(connection, server, options), signal);
  const version = `?api-version=${apiVersions[server.kind]}`;
  const [pools, below] = segment.split('/');
  if (below === undefined) return listBySending(connection, `${server.id}/${segment}${version}`, signal);
  const found = await listBySending(connection, `${server.id}/${pools}${version}`, signal);
  const rules = await Promise.all(found.map((pool) => listBySending(connection, `${textAt(pool, 'id')}/${below}${version}`, signal)));
  return rules.flat();
}

/** Gets one server as Resource Manager writes it. Rejects as the SDK does. */
export async function getServer(connection: Connection, server: ServerId, signal?: AbortSignal): Promise<JsonObject> {
  const { kind, subscriptionId, resourceGroup, name } = server;
  if (!isOneServer(server)) return connection.send({ path: `${server.id}?api-version=${apiVersions[kind]}`, signal });
  let body: JsonObject = {};
  const options = rawOptions((seen) => (body = seen), signal);
  await (kind === 'flexible' ? connection.flexible(subscriptionId) : connection.single(subscriptionId)).servers.get(resourceGroup, name, options);
  return body;
}

/** Lists the servers of a kind in a subscription. Rejects as the SDK does; where Azure has no such kind, there are none. */
export async function listServers(connection: Connection, kind: Kind, subscriptionId: string, signal?: AbortSignal): Promise<readonly JsonObject[]> {
  if (kind === 'flexible') return listRaw((options) => connection.flexible(subscriptionId).servers.listBySubscription(options), signal);
  if (kind === 'single') return listRaw((options) => connection.single(subscriptionId).servers.list(options), signal);
  const path = `/subscriptions/${subscriptionId}/providers/${serverTypes[kind]}?api-version=${apiVersions[kind]}`;
  return listBySending(connection, path, signal);
}

/** The private endpoint connections that a server's own answer holds, which saves a call; `undefined` where it holds none of them. */
export function embeddedConnections(server: JsonObject): readonly JsonObject[] | undefined {
  const { properties } = server;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return undefined;
  const own = properties as JsonObject;
  return Array.isArray(own['privateEndpointConnections']) ? objectsAt(own, 'privateEndpointConnections') : undefined;
}
