import { clusterBody, clusterType } from './cluster-body';
import { checkDiagnosticSetting } from './diagnostic-settings';
import type { OtherResource } from './fleet';
import type { Answer, Json, JsonObject } from './message';
import { isObject, textOf } from './message';
import { childNotFound, methodNotAllowed, refuse } from './refusal';
import type { RequestContext } from './request-context';
import { page, readBody } from './request-context';
import { resourceType } from './resource-types';
import { otherBody } from './store';

/** Types of which a list shows what lies above the place that is asked for, too: it holds there as well. */
const inherited = new Set(['microsoft.authorization/locks', 'microsoft.authorization/roleassignments', 'microsoft.authorization/roleeligibilityscheduleinstances']);

/** The plan for PostgreSQL is there in every subscription, and free until somebody pays for it. */
const freePlan = (subscriptionId: string): OtherResource => ({
  id: `/subscriptions/${subscriptionId}/providers/Microsoft.Security/pricings/OpenSourceRelationalDatabases`,
  body: { properties: { pricingTier: 'Free', freeTrialRemainingTime: 'P30D', enforce: 'False', inherited: 'False' } },
});

/** Answers list, get, put and delete of the resources that are no PostgreSQL servers; writes take effect at once. */
export function answerOther(context: RequestContext): Answer {
  const { method, path, store } = context;
  const type = resourceType(path.type)?.name ?? path.type;
  if (path.collection) return method === 'GET' ? list(context) : refuse(methodNotAllowed(method, type));
  const existing = store.other(path.pathname) ?? defaults(context).find(({ id }) => id.toLowerCase() === path.pathname.toLowerCase());
  switch (method) {
    case 'GET':
      return existing ? { status: 200, body: answered(context, existing) } : refuse(childNotFound(type, path.names.at(-1) ?? ''));
    case 'PUT': {
      const read = readBody(context);
      if ('refusal' in read) return refuse(read.refusal);
      const not = type === 'Microsoft.Insights/diagnosticSettings' ? checkDiagnosticSetting(path.pathname, read.body, siblingsOf(context)) : undefined;
      if (not) return refuse(not);
      const resource: OtherResource = { id: existing?.id ?? path.pathname, body: read.body };
      store.putOther(resource);
      return { status: existing ? 200 : 201, body: otherBody(resource) };
    }
    case 'DELETE':
      if (!store.other(path.pathname)) return { status: 204 };
      store.removeOther(path.pathname);
      return { status: 200 };
    default:
      return refuse(methodNotAllowed(method, type));
  }
}

/** What an older version of the API leaves out of its answers, as it does not know it. */
const unknownTo: Readonly<Record<string, readonly string[]>> = {
  'microsoft.dbforpostgresql/servergroupsv2 2022-11-08': ['authConfig', 'aadAuthEnabled', 'passwordEnabled', 'databaseName', 'dataEncryption', 'enableGeoBackup'],
  'microsoft.dbforpostgresql/servergroupsv2/roles 2022-11-08': ['externalIdentity', 'roleType'],
};

function answered({ path, query, store }: RequestContext, resource: OtherResource): JsonObject {
  const body = path.type === clusterType ? clusterBody(resource, store) : otherBody(resource);
  const left = unknownTo[`${path.type} ${query.get('api-version') ?? ''}`];
  if (left === undefined || !isObject(body.properties)) return body;
  return { ...body, properties: Object.fromEntries(Object.entries(body.properties).filter(([name]) => !left.includes(name))) };
}

function defaults({ path, store }: RequestContext): readonly OtherResource[] {
  if (path.type !== 'microsoft.security/pricings' || path.subscriptionId === undefined) return [];
  const plan = freePlan(path.subscriptionId);
  return store.other(plan.id) ? [] : [plan];
}

/** The resources of the same type that extend the same thing. */
function siblingsOf({ path, store }: RequestContext): readonly OtherResource[] {
  const scope = scopeOf(path.pathname);
  return store.others(path.type).filter(({ id }) => scopeOf(id) === scope);
}

/** What an extension extends, in lower case: a subscription, a group, a resource. */
const scopeOf = (id: string): string => id.toLowerCase().split('/providers/').slice(0, -1).join('/providers/');

function list(context: RequestContext): Answer {
  const { path, query, store } = context;
  const place = path.pathname.toLowerCase();
  const here = place.slice(0, place.length - path.type.length - '/providers/'.length);
  const above = /atscope\(\)|astarget\(\)/i.test(query.get('$filter') ?? '') || path.extended !== undefined;
  const [, ...segments] = path.type.split('/');
  const belongs = ({ id }: OtherResource): boolean => {
    const lower = id.toLowerCase();
    // Children stand right below their parent.
    if (segments.length > 1) return lower.startsWith(`${place}/`);
    const scope = scopeOf(id);
    if (!inherited.has(path.type)) return path.extended === undefined ? lower.startsWith(`${here}/`) : scope === here;
    return scope === here || here.startsWith(`${scope}/`) || (!above && scope.startsWith(`${here}/`));
  };
  const found = [...store.others(path.type), ...defaults(context)].filter(belongs);
  return page(context, found, (resource): Json => answered(context, resource));
}

/** The lock that keeps a resource from being changed or deleted, in the words of Resource Manager. */
export function lockOn({ method, path, store }: RequestContext): Answer | undefined {
  if (method === 'GET' || method === 'HEAD' || path.type.startsWith('microsoft.authorization/')) return undefined;
  const place = path.pathname.toLowerCase();
  const lock = store.others('microsoft.authorization/locks').find(({ id, body }) => {
    const properties = body.properties;
    const level = typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? textOf(properties.level) : '';
    const scope = scopeOf(id);
    return (level === 'ReadOnly' || method === 'DELETE') && (place === scope || place.startsWith(`${scope}/`));
  });
  if (lock === undefined) return undefined;
  const verb = method === 'DELETE' ? 'delete' : 'write';
  return refuse({
    status: 409,
    code: 'ScopeLocked',
    message: `The scope '${path.pathname}' cannot perform ${verb} operation because following scope(s) are locked: '${lock.id.replace(/\/providers\/Microsoft\.Authorization\/.*$/i, '')}'. Please remove the lock and try again.`,
  });
}
