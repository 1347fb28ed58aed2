import { readGraphQuery } from './graph-query';
import type { GraphColumn, GraphQuery } from './graph-query';
import { isObject, textOf } from './message';
import type { Answer, Json, JsonObject } from './message';
import { methodNotAllowed, refuse } from './refusal';
import type { Refusal } from './refusal';
import type { RequestContext } from './request-context';
import { readBody } from './request-context';
import { regionName } from './regions';
import { serverTypes } from './resource-types';
import { otherBody, otherType, serverBody } from './store';

/** Answers POST /providers/Microsoft.ResourceGraph/resources for the queries that `readGraphQuery` understands. */
export function answerResourceGraph(context: RequestContext): Answer {
  if (context.method !== 'POST') return refuse(methodNotAllowed(context.method, 'Microsoft.ResourceGraph/resources'));
  const read = readBody(context);
  if ('refusal' in read) return refuse(read.refusal);
  const { query: text, options = {} } = read.body;
  const query = typeof text === 'string' ? readGraphQuery(text) : { unknown: 'query' };
  if ('unknown' in query) return refuse(invalidQuery(context, query.unknown));

  const settings = isObject(options) ? options : {};
  const top = settings.$top ?? 100;
  if (typeof top !== 'number' || !Number.isInteger(top) || top < 1 || top > 1000) return refuse(invalidQuery(context, '$top'));
  if (settings.resultFormat !== undefined && settings.resultFormat !== 'objectArray') return refuse(invalidQuery(context, 'resultFormat'));
  const skip = readSkip(settings);
  if (skip === undefined) return refuse(invalidQuery(context, '$skipToken'));

  const found = find(context, query, read.body.subscriptions);
  const rows = found.slice(skip, skip + top);
  const more = skip + top < found.length;
  // Without an id in the result there is no stable order, and the service gives no token to go on with.
  const canContinue = query.project === undefined || query.project.some((column) => column.name === 'id');
  return {
    status: 200,
    headers: { 'x-ms-user-quota-remaining': '14', 'x-ms-user-quota-resets-after': '00:00:05' },
    body: {
      totalRecords: found.length,
      count: rows.length,
      data: rows.map(({ row }) => projected(row(), query.project)),
      facets: [],
      resultTruncated: more && !canContinue ? 'true' : 'false',
      ...(more && canContinue && { $skipToken: Buffer.from(JSON.stringify({ skip: skip + top })).toString('base64') }),
    },
  };
}

function readSkip(options: JsonObject): number | undefined {
  const { $skip = 0, $skipToken } = options;
  if (typeof $skipToken !== 'string') return typeof $skip === 'number' ? $skip : undefined;
  try {
    const { skip } = JSON.parse(Buffer.from($skipToken, 'base64').toString()) as { skip?: unknown };
    return typeof skip === 'number' ? skip : undefined;
  } catch {
    return undefined;
  }
}

/** A resource that a query may find, made into a row only where it is on the page. */
interface Found {
  readonly id: string;
  readonly row: () => JsonObject;
}

/** Single Server and children are not among the types that Resource Graph lists; what the caller may not read is silently absent. */
function find({ store }: RequestContext, { types, subscriptions, names }: GraphQuery, asked: Json | undefined): Found[] {
  const wanted = Array.isArray(asked) ? new Set(asked.map((id) => textOf(id).toLowerCase())) : undefined;
  const readable = store.subscriptions.filter(({ subscriptionId, forbidden }) => {
    const id = subscriptionId.toLowerCase();
    return !forbidden && wanted?.has(id) !== false && subscriptions?.includes(id) !== false;
  });
  const found: Found[] = [];
  if (types?.includes(serverTypes.flexible.toLowerCase()) !== false) {
    for (const { subscriptionId, tenantId } of readable) {
      for (const server of store.servers('flexible', subscriptionId)) found.push({ id: server.id, row: () => graphRow(serverBody(server), server.subscriptionId, server.resourceGroup, tenantId) });
    }
  }
  for (const other of store.others()) {
    const [, subscriptionId = '', resourceGroup, rest = ''] = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/(.+)$/i.exec(other.id) ?? [];
    const subscription = readable.find((one) => one.subscriptionId.toLowerCase() === subscriptionId.toLowerCase());
    const isChild = rest.split('/').length !== 3;
    if (subscription === undefined || isChild || types?.includes(otherType(other.id).toLowerCase()) === false) continue;
    found.push({ id: other.id, row: () => graphRow(otherBody(other), subscriptionId, resourceGroup ?? '', subscription.tenantId) });
  }
  return found
    .filter(({ id }) => names?.includes((id.split('/').at(-1) ?? '').toLowerCase()) !== false)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

function graphRow(body: JsonObject, subscriptionId: string, resourceGroup: string, tenantId: string): JsonObject {
  return {
    id: body.id,
    name: body.name,
    type: textOf(body.type).toLowerCase(),
    tenantId,
    kind: '',
    location: regionName(textOf(body.location)),
    resourceGroup: resourceGroup.toLowerCase(),
    subscriptionId,
    managedBy: '',
    sku: body.sku ?? null,
    plan: null,
    properties: body.properties ?? {},
    tags: body.tags ?? null,
    identity: body.identity ?? null,
    zones: null,
    extendedLocation: null,
  };
}

function projected(row: JsonObject, project: readonly GraphColumn[] | undefined): JsonObject {
  return project ? Object.fromEntries(project.map((column) => [column.name, readColumn(row, column)])) : row;
}

function readColumn(row: JsonObject, { path, apply }: GraphColumn): Json {
  const value = path.reduce<Json>((inner, key) => (isObject(inner) ? (inner[key] ?? null) : null), row);
  if (!apply) return value;
  const text = value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return apply === 'tolower' ? text.toLowerCase() : text;
}

function invalidQuery({ now }: RequestContext, token: string): Refusal {
  return {
    status: 400,
    code: 'BadRequest',
    message: `Please provide below info when asking for support: timestamp = ${new Date(now).toISOString()}, correlationId = 00000000-0000-0000-0000-000000000000.`,
    details: [
      {
        code: 'InvalidQuery',
        message: 'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.',
      },
      { code: 'ParserFailure', message: 'ParserFailure', line: 1, characterPositionInLine: 0, token, expectedToken: '<a stage that the emulator knows>' },
    ],
  };
}
