import type { JsonObject } from '../../model/value';
import type { Subscription } from './azure-source';
import type { Connection } from './connection';
import { objectsAt, textAt } from './json';

/** Resource Graph answers at most this many rows a call, and recommends to ask for no more subscriptions. */
export const pageSize = 1000;

const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';

/**
 * Only what a list of servers shows, so that a page of a thousand stays small. The table holds neither Single Servers
 * nor any children; without the id and an order by it there is no further page.
 */
const query = `resources
| where type in~ ('microsoft.dbforpostgresql/flexibleservers', 'microsoft.dbforpostgresql/servergroupsv2', 'microsoft.horizondb/clusters')
| project id, name, type, location, sku, tags, state = properties.state, version = properties.version, postgresqlVersion = properties.postgresqlVersion, network = properties.network, authConfig = properties.authConfig, replicationRole = properties.replicationRole, fullyQualifiedDomainName = properties.fullyQualifiedDomainName
| order by id`;

const columns = ['state', 'version', 'postgresqlVersion', 'network', 'authConfig', 'replicationRole', 'fullyQualifiedDomainName'] as const;

/** Puts a row into the shape in which Resource Manager would answer the server. */
function bodyOf(row: JsonObject): JsonObject {
  const properties = Object.fromEntries(columns.flatMap((column) => (row[column] === undefined || row[column] === null ? [] : [[column, row[column]]])));
  const { sku = null, tags = null } = row;
  return {
    id: textAt(row, 'id'),
    name: textAt(row, 'name'),
    type: textAt(row, 'type'),
    location: textAt(row, 'location'),
    ...(sku === null ? {} : { sku }),
    ...(tags === null ? {} : { tags }),
    properties,
  };
}

/** What Resource Graph knows of the servers, and whether it left some out. */
export interface GraphAnswer {
  readonly servers: readonly JsonObject[];
  readonly truncated: boolean;
}

/** Lists Flexible Servers and clusters of many subscriptions of one tenant. Rejects as `send` does. */
export async function queryServers(connection: Connection, subscriptions: readonly Subscription[], signal?: AbortSignal): Promise<GraphAnswer> {
  const servers: JsonObject[] = [];
  let truncated = false;
  for (let from = 0; from < subscriptions.length; from += pageSize) {
    const ids = subscriptions.slice(from, from + pageSize).map(({ id }) => id);
    let skipToken: string | undefined;
    do {
      const options = { $top: pageSize, resultFormat: 'objectArray', ...(skipToken === undefined ? {} : { $skipToken: skipToken }) };
      const answer = await connection.send({ method: 'POST', path, body: { subscriptions: ids, query, options }, signal });
      const rows = objectsAt(answer, 'data');
      servers.push(...rows.map(bodyOf));
      // A page without rows would lead in a circle.
      skipToken = rows.length === 0 ? undefined : textAt(answer, '$skipToken') || undefined;
      truncated ||= skipToken === undefined && textAt(answer, 'resultTruncated') === 'true';
    } while (skipToken !== undefined);
  }
  return { servers, truncated };
}
