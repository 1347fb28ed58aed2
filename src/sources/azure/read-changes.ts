import type { JsonObject } from '../../model/value';
import { isJsonObject } from '../../model/value';
import { isCancelled } from './cancel';
import type { Connection } from './connection';
import type { Explanation } from './explain-error';
import { explainError } from './explain-error';
import { objectsAt, textAt } from './json';

/** A change that Azure Monitor's activity log tells of. */
export interface ResourceChange {
  /** In lower case. */
  readonly resourceId: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** The changes of a subscription, or why nobody can tell. */
export type Changes = { readonly changes: readonly ResourceChange[] } | { readonly failure: Explanation };

/** A log that goes on for longer is no shortcut any more. */
const mostPages = 20;

const resourceIn = (event: JsonObject): string => {
  const { resourceId } = event;
  // Older answers wrap it.
  return isJsonObject(resourceId) ? textAt(resourceId, 'value') : textAt(event, 'resourceId');
};

/**
 * Reads what was changed in a subscription. The log is kept for 90 days and lags behind by up to 20 minutes.
 * https://learn.microsoft.com/rest/api/monitor/activity-logs/list
 * https://learn.microsoft.com/azure/azure-monitor/platform/activity-log
 * Rejects only for a cancel.
 */
export async function readChanges(connection: Connection, subscriptionId: string, since: number, signal?: AbortSignal): Promise<Changes> {
  const query = new URLSearchParams({
    'api-version': '2015-04-01',
    $filter: `eventTimestamp ge '${new Date(since).toISOString()}'`,
    $select: 'eventTimestamp,resourceId,operationName,status',
  });
  // URLSearchParams writes blanks as plus signs, which Azure Monitor does not read as blanks.
  let next = `/subscriptions/${subscriptionId}/providers/Microsoft.Insights/eventtypes/management/values?${query.toString().replaceAll('+', '%20')}`;
  const changes: ResourceChange[] = [];
  try {
    for (let page = 0; next !== ''; page += 1) {
      if (page === mostPages) return { failure: { kind: 'failed', reason: 'the activity log holds too much', advice: '' } };
      const body = await connection.send({ path: next, signal });
      for (const event of objectsAt(body, 'value')) changes.push({ resourceId: resourceIn(event).toLowerCase(), at: Date.parse(textAt(event, 'eventTimestamp')) });
      next = textAt(body, 'nextLink');
    }
  } catch (error) {
    if (isCancelled(error)) throw error;
    return { failure: explainError(error) };
  }
  return { changes };
}
