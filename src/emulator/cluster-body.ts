import type { OtherResource } from './fleet';
import { isObject } from './message';
import type { JsonObject } from './message';
import type { Store } from './store';
import { otherBody } from './store';

/** The type of clusters, in lower case. */
export const clusterType = 'microsoft.dbforpostgresql/servergroupsv2';

/** Writes a cluster as GET answers it, with its private endpoint connections, which are children of it as well. */
export function clusterBody(cluster: OtherResource, store: Store): JsonObject {
  const body = otherBody(cluster);
  const properties = isObject(body.properties) ? body.properties : {};
  if ('privateEndpointConnections' in properties) return body;
  const place = `${cluster.id.toLowerCase()}/`;
  const connections = store.others(`${clusterType}/privateendpointconnections`).filter(({ id }) => id.toLowerCase().startsWith(place));
  return { ...body, properties: { ...properties, privateEndpointConnections: connections.map(otherBody) } };
}
