import type { RequestMatch } from './faults';
import { matches } from './faults';
import type { ResourcePath } from './resource-path';

/** A request that was answered. No header, query or body is kept. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** Every request that was answered, so that calls can be counted. */
export interface RequestLog {
  entries(): readonly LoggedRequest[];
  count(match?: RequestMatch): number;
  clear(): void;
}

/** A log and the way to write it. */
export interface WritableRequestLog extends RequestLog {
  add(method: string, path: ResourcePath, status: number): void;
}

/** Makes an empty log. */
export function createRequestLog(): WritableRequestLog {
  let log: { readonly method: string; readonly path: ResourcePath; readonly status: number }[] = [];
  return {
    add: (method, path, status) => {
      log.push({ method, path, status });
    },
    entries: () => log.map(({ method, path, status }) => ({ method, path: path.pathname, status })),
    count: (match = {}) => log.filter(({ method, path }) => matches(match, method, path)).length,
    clear: () => {
      log = [];
    },
  };
}
