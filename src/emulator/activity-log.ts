import type { Answer, JsonObject } from './message';
import type { RequestContext } from './request-context';
import { page } from './request-context';
import type { ActivityEvent } from './store';

/** Answers Azure Monitor's activity log of a subscription, by the one filter that is asked for here: a time and a provider. */
export function answerActivityLog(context: RequestContext): Answer {
  const filter = context.query.get('$filter') ?? '';
  const [, since = ''] = /eventTimestamp ge '([^']+)'/i.exec(filter) ?? [];
  const [, provider] = /resourceProvider eq '([^']+)'/i.exec(filter) ?? [];
  if (!Number.isFinite(Date.parse(since))) {
    return { status: 400, body: { error: { code: 'BadRequest', message: 'The filter has to say from when: eventTimestamp ge \'…\'.' } } };
  }
  const wanted = context.store.events.filter(
    ({ time, resourceId, subscriptionId }) =>
      time >= Date.parse(since) &&
      subscriptionId.toLowerCase() === context.path.subscriptionId?.toLowerCase() &&
      (provider === undefined || resourceId.toLowerCase().includes(`/providers/${provider.toLowerCase()}/`)),
  );
  return page(context, [...wanted].reverse(), eventBody);
}

function eventBody({ time, resourceId, operation }: ActivityEvent): JsonObject {
  return {
    eventTimestamp: new Date(time).toISOString(),
    resourceId,
    operationName: { value: operation, localizedValue: operation },
    status: { value: 'Accepted', localizedValue: 'Accepted' },
  };
}
