import type { ResourcePath } from './resource-path';

/** The ways in which a request can be made to go wrong. */
export const faultKinds = [
  'unauthorized', // 401, no Authorization header was seen
  'expired', // 401, the token has expired
  'claims', // 401 that asks for a token with more claims, until one comes that has them
  'forbidden', // 403 that names action and scope
  'notFound', // 404
  'busy', // 409 at once
  'busyOperation', // 202, then the operation fails with ServerIsBusy
  'throttled', // 429 with Retry-After
  'serverError', // 500
  'badGateway', // 502 with an HTML body
  'failOperation', // 202, then the operation fails
  'neverEnds', // 202, then the operation stays InProgress
  'slow', // answered late, after `delayMs`
  'drop', // the connection ends before the request is carried out
  'dropAfter', // the request is carried out, and the connection ends before the answer
  'vanish', // the server is gone before the request is answered
] as const;

/** One of the ways in which a request can be made to go wrong. */
export type FaultKind = (typeof faultKinds)[number];

/** Which requests a fault meets; what is left out matches all. */
export interface RequestMatch {
  readonly method?: string;
  /** A part of the path, in any case, or an expression that is tried on the path. */
  readonly path?: string | RegExp;
  /** A full type such as Microsoft.DBforPostgreSQL/flexibleServers/firewallRules, in any case. */
  readonly type?: string;
  readonly subscription?: string;
}

/** A fault that waits for requests. */
export interface Fault {
  readonly fault: FaultKind;
  readonly match?: RequestMatch;
  /** How many requests it meets before it is used up; without it, all. */
  readonly times?: number;
  /** Seconds for Retry-After of `throttled`; 1 when left out. */
  readonly retryAfter?: number;
  /** Milliseconds that `slow` takes; 1000 when left out. */
  readonly delayMs?: number;
  /** Code and message of `failOperation`; InternalServerError when left out. */
  readonly code?: string;
  readonly message?: string;
}

/** The faults that wait. */
export interface Faults {
  /** Adds a fault and returns the function that takes it away again. */
  add(fault: Fault): () => void;
  /** Takes all faults away. */
  reset(): void;
  /** Finds the first fault that meets this request and counts the meeting. */
  meet(method: string, path: ResourcePath): Fault | undefined;
}

const operationFaults: ReadonlySet<FaultKind> = new Set(['busyOperation', 'failOperation', 'neverEnds']);

/** Says whether a request is one of those that a match describes. */
export function matches(match: RequestMatch, method: string, path: ResourcePath): boolean {
  const { path: wanted } = match;
  return (
    (match.method === undefined || match.method.toUpperCase() === method) &&
    (match.type === undefined || match.type.toLowerCase() === path.type) &&
    (match.subscription === undefined || match.subscription.toLowerCase() === path.subscriptionId?.toLowerCase()) &&
    (wanted === undefined ||
      (typeof wanted === 'string' ? path.pathname.toLowerCase().includes(wanted.toLowerCase()) : new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, '')).test(path.pathname)))
  );
}

/** Makes an empty list of faults. */
export function createFaults(): Faults {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      const entry = { fault, left: fault.times ?? Infinity };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    reset() {
      waiting = [];
    },
    meet(method, path) {
      const entry = waiting.find(
        ({ fault, left }) => left > 0 && !(method === 'GET' && operationFaults.has(fault.fault)) && matches(fault.match ?? {}, method, path),
      );
      if (!entry) return undefined;
      entry.left -= 1;
      return entry.fault;
    },
  };
}
