import type { LogWorkspace, PartialList } from './azure-source';
import { attempt } from './attempt';
import type { Connection } from './connection';
import { sentence } from './explain-error';
import { objectsAt, textAt } from './json';

const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';

const query = `resources | where type =~ 'microsoft.operationalinsights/workspaces' | project id, name, location, resourceGroup | order by id`;

/** Lists the Log Analytics workspaces of a subscription, in one call; more than a thousand are not asked for. */
export async function listWorkspaces(connection: Connection, subscriptionId: string, signal?: AbortSignal): Promise<PartialList<LogWorkspace>> {
  const body = { subscriptions: [subscriptionId], query, options: { $top: 1000, resultFormat: 'objectArray' } };
  const answer = await attempt(connection.send({ method: 'POST', path, body, signal }));
  if ('failure' in answer) {
    return { items: [], failures: [{ kind: answer.failure.kind, message: sentence('list the Log Analytics workspaces', answer.failure), subscriptionId }] };
  }
  const items = objectsAt(answer.value, 'data').map((row) => ({ id: textAt(row, 'id'), name: textAt(row, 'name'), location: textAt(row, 'location'), resourceGroup: textAt(row, 'resourceGroup') }));
  return { items: items.filter(({ id }) => id !== ''), failures: [] };
}
