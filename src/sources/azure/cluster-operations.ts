import { isWrittenOfCluster } from '../../model/cluster-writes';
import { inResource } from '../../model/address';
import { isJsonObject } from '../../model/value';
import type { Connection, RawRequest } from './connection';
import { apiVersions } from './list-children';
import { startRaw } from './raw-operation';
import type { ServerId } from './server-id';
import type { ServerOperations, Start } from './server-operations';

/**
 * The writes of a cluster (serverGroupsv2), for which there is no SDK: exactly those that the REST reference documents.
 * https://learn.microsoft.com/rest/api/postgresqlhsc
 */
export function clusterOperations(connection: Connection, { id }: ServerId): ServerOperations {
  const version = `?api-version=${apiVersions.cluster}`;
  const start = (method: RawRequest['method'] & string, path: string, body?: RawRequest['body']): Start =>
    startRaw(connection, { method, path: `${id}${path}${version}`, ...(body === undefined ? {} : { body }) });
  return {
    patch(patch) {
      const { properties } = patch;
      const paths = [...Object.keys(patch).filter((key) => key !== 'properties').map((key) => [key]), ...Object.keys(isJsonObject(properties) ? properties : {}).map((key) => ['properties', key])];
      const isTaken = paths.every((path) => isWrittenOfCluster(id, { kind: 'set', at: inResource(id, ...path), value: null }));
      return isTaken ? start('PATCH', '', patch) : undefined;
    },
    put(segment, name, properties) {
      const isTaken = isWrittenOfCluster(id, { kind: 'set', at: inResource(`${id}/${segment}/${name}`, 'properties'), value: null });
      // Azure tells of it, and takes it from nobody.
      const written = Object.fromEntries(Object.entries(properties).filter(([name]) => name !== 'provisioningState'));
      return isTaken ? start('PUT', `/${segment}/${encodeURIComponent(name)}`, { properties: written }) : undefined;
    },
    remove(segment, name) {
      const isTaken = isWrittenOfCluster(id, { kind: 'remove', at: inResource(`${id}/${segment}/${name}`) });
      return isTaken ? start('DELETE', `/${segment}/${encodeURIComponent(name)}`) : undefined;
    },
    restart: () => start('POST', '/restart'),
  };
}
