import { isObject } from './message';
import type { Answer, Json, JsonObject } from './message';
import type { OperationFault, Operations, Work } from './operations';
import { invalidContent } from './refusal';
import type { Refusal } from './refusal';
import type { ResourcePath } from './resource-path';
import type { Store, StoredServer } from './store';

/** What a route needs to answer one request. */
export interface RequestContext {
  readonly method: string;
  readonly path: ResourcePath;
  readonly query: URLSearchParams;
  readonly apiVersion: string;
  /** Scheme, host and port that the request came to; links lead back there. */
  readonly origin: string;
  /** The url as it was asked for, for links to the next page. */
  readonly url: string;
  readonly body: string | undefined;
  readonly store: Store;
  readonly operations: Operations;
  readonly operationFault: OperationFault | undefined;
  /** How many entries a page of a list holds. */
  readonly pageSize: number;
  /** The time at which the request came in, in milliseconds since 1970. */
  readonly now: number;
}

/** Starts a long-running operation on behalf of a request. */
export function startOperation(context: RequestContext, work: Work): Answer {
  return context.operations.start(work, context, context.operationFault);
}

/** Reads the body as a JSON object, or says why it is none. */
export function readBody(context: RequestContext): { body: JsonObject } | { refusal: Refusal } {
  let parsed: Json;
  try {
    parsed = JSON.parse(context.body ?? '') as Json;
  } catch {
    return { refusal: invalidContent('The body is not valid JSON.') };
  }
  return isObject(parsed) ? { body: parsed } : { refusal: invalidContent('The body is not a JSON object.') };
}

/** Reads `properties` of the body, and refuses a body in which it is missing. */
export function readProperties(context: RequestContext): { properties: JsonObject } | { refusal: Refusal } {
  const read = readBody(context);
  if ('refusal' in read) return read;
  const { properties } = read.body;
  return isObject(properties) ? { properties } : { refusal: invalidContent("The required member 'properties' is missing.") };
}

/** Answers one page of a list, with an absolute link to the next where there is one. Entries are made only for the page. */
export function page<T>(context: RequestContext, entries: readonly T[], render: (entry: T) => Json): Answer {
  const token = context.query.get('$skiptoken');
  const start = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) {
    return { status: 400, body: { error: { code: 'InvalidSkipToken', message: 'The skip token is not valid.' } } };
  }
  const end = start + context.pageSize;
  const body: JsonObject = { value: entries.slice(start, end).map(render) };
  if (end < entries.length) {
    const next = new URL(context.url);
    next.searchParams.delete('$skiptoken');
    body.nextLink = `${next.href}&$skiptoken=${Buffer.from(String(end)).toString('base64url')}`;
  }
  return { status: 200, body };
}

/** The region in whose name a server's operations run. */
export function operationLocation(server: StoredServer): string {
  const { location } = server.read().body;
  return typeof location === 'string' ? location : 'westeurope';
}
