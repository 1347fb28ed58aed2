import type { Clock } from './clock';
import type { Refusal } from './refusal';

/** Counts requests the way Resource Manager does and says when there were too many. */
export interface Throttling {
  /** Takes one token for this request, or says after how many seconds there is one again. */
  take(method: string, subscriptionId: string | undefined): Refusal | undefined;
}

/** Bucket size and refill per second, per subscription and caller (documented in request-limits-and-throttling). */
const buckets = {
  read: { size: 250, refill: 25 },
  write: { size: 200, refill: 10 },
  delete: { size: 200, refill: 10 },
} as const;

function operationOf(method: string): keyof typeof buckets {
  return method === 'GET' || method === 'HEAD' ? 'read' : method === 'DELETE' ? 'delete' : 'write';
}

/** Makes full buckets; they refill by the clock. */
export function createThrottling(clock: Clock): Throttling {
  const levels = new Map<string, { tokens: number; at: number }>();
  return {
    take(method, subscriptionId = 'tenant') {
      const operation = operationOf(method);
      const { size, refill } = buckets[operation];
      const key = `${operation} ${subscriptionId.toLowerCase()}`;
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
