import type { Clock } from './clock';
import type { Random } from './random';

/** What the headers depend on. */
export interface HeaderFacts {
  readonly method: string;
  readonly tenantId: string;
  readonly objectId: string;
}

/** Writes the headers that every answer of Resource Manager has, as recorded in 2026. */
export function responseHeaders(facts: HeaderFacts, clock: Clock, random: Random): Record<string, string> {
  const requestId = random.guid();
  return {
    'cache-control': 'no-cache',
    'content-type': 'application/json; charset=utf-8',
    date: new Date(clock.now()).toUTCString(),
    expires: '-1',
    pragma: 'no-cache',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-cache': 'CONFIG_NOCACHE',
    'x-content-type-options': 'nosniff',
    'x-ms-request-id': requestId,
    'x-ms-correlation-request-id': random.guid(),
    'x-ms-routing-request-id': `WESTEUROPE:${new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')}:${requestId}`,
    'x-ms-operation-identifier': `tenantId=${facts.tenantId},objectId=${facts.objectId}/westeurope/${random.guid()}`,
    'x-msedge-ref': `Ref A: ${random.guid().replaceAll('-', '').toUpperCase()} Ref B: AMS231022012045 Ref C: ${new Date(clock.now()).toISOString()}`,
    ...limits(facts.method),
  };
}

function limits(method: string): Record<string, string> {
  if (method === 'GET' || method === 'HEAD') return { 'x-ms-ratelimit-remaining-subscription-global-reads': '16499' };
  const kind = method === 'DELETE' ? 'deletes' : 'writes';
  return {
    [`x-ms-ratelimit-remaining-subscription-${kind}`]: '799',
    [`x-ms-ratelimit-remaining-subscription-global-${kind}`]: '11999',
  };
}
