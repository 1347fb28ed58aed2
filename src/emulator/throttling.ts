import type { Clock } from './clock';
import type { Refusal } from './refusal';
import type { ResourcePath } from './resource-path';

/** Counts requests the way Resource Manager does and says when there were too many. */
export interface Throttling {
  /** Takes one token for this request, or says after how many seconds there is one again. */
  take(method: string, path: ResourcePath, caller: string): Refusal | undefined;
}

/** Bucket size and refill per second, per subscription and caller (documented in request-limits-and-throttling). */
const buckets = {
  read: { size: 250, refill: 25 },
  write: { size: 200, refill: 10 },
  delete: { size: 200, refill: 10 },
  // Resource Graph takes 15 queries of a person in 5 seconds (guidance-for-throttled-requests).
  graph: { size: 15, refill: 3 },
} as const;

function operationOf(method: string, path: ResourcePath): keyof typeof buckets {
  if (path.type === 'microsoft.resourcegraph/resources') return 'graph';
  return method === 'GET' || method === 'HEAD' ? 'read' : method === 'DELETE' ? 'delete' : 'write';
}

/** Makes full buckets; they refill by the clock. */
export function createThrottling(clock: Clock): Throttling {
  const levels = new Map<string, { tokens: number; at: number }>();
  return {
    take(method, path, caller) {
      const operation = operationOf(method, path);
      const { subscriptionId = 'tenant' } = path;
      const { size, refill } = buckets[operation];
      const key = `${operation} ${subscriptionId.toLowerCase()} ${caller}`;
      const now = clock.now();
      const before = levels.get(key) ?? { tokens: size, at: now };
      const tokens = Math.min(size, before.tokens + ((now - before.at) / 1000) * refill);
      levels.set(key, { tokens: Math.max(0, tokens - 1), at: now });
      return tokens >= 1 ? undefined : tooManyRequests(operation, subscriptionId, Math.max(1, Math.ceil((1 - tokens) / refill)));
    },
  };
}

/** 429 that says after how many seconds to come back. */
export function tooManyRequests(operation: string, subscriptionId: string, seconds: number): Refusal {
  return {
    status: 429,
    code: 'SubscriptionRequestsThrottled',
    message: `Number of '${operation}' requests for subscription '${subscriptionId}' exceeded. Please try again after '${seconds}' seconds after additional tokens are available. Refer to https://aka.ms/arm-throttling for additional information.`,
    headers: { 'retry-after': String(seconds) },
  };
}
