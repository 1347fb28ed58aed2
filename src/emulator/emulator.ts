import { checkAuthorization, isRenewed, wrongTenant } from './authentication';
import { systemClock } from './clock';
import type { Clock } from './clock';
import { answerDirectory, isDirectoryPath } from './directory-routes';
import { createFaults } from './faults';
import { ownTenant } from './emulator-credential';
import type { Fault, Faults } from './faults';
import type { Fleet, Tenant } from './fleet';
import type { Answer, EmulatorRequest, EmulatorResponse } from './message';
import { createOperations } from './operations';
import { createRandom } from './random';
import { refuse } from './refusal';
import type { RequestContext } from './request-context';
import { createRequestLog } from './request-log';
import type { RequestLog } from './request-log';
import { parseResourcePath } from './resource-path';
import { resourceType } from './resource-types';
import { responseHeaders } from './response-headers';
import { forbidden, requiredAction, route } from './route';
import { sampleFleet, samplePerson } from './sample-fleet';
import { createStore, ofTenant } from './store';
import { operationFault, strike, vanish } from './strike';
import { createThrottling } from './throttling';

/** How an emulator is made. Two emulators with the same options give the same bytes for the same requests. */
export interface EmulatorOptions {
  /** Seeds identifiers of requests and operations; 1 when left out. */
  readonly seed?: number;
  /** The computer's clock when left out. */
  readonly clock?: Clock;
  /** The sample fleet when left out. */
  readonly fleet?: Fleet;
  /** How long an operation takes by the clock, in milliseconds; 0, the default, completes it before the next request. */
  readonly operationMs?: number;
  /** Entries per page of a list; 100 when left out. */
  readonly pageSize?: number;
  /** `azure` refuses what Resource Manager's token buckets would refuse; `off` is the default. */
  readonly throttling?: 'off' | 'azure';
  /** Which bearer tokens are taken: the emulator's `own` (the default), or `any` for foreign clients over https. */
  readonly tokens?: 'own' | 'any';
  /** How the fault `slow` waits; by the computer's own timer where left out. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** Azure Resource Manager for PostgreSQL, in memory. */
export interface Emulator {
  /** Answers one request; never rejects. */
  handle(request: EmulatorRequest): Promise<EmulatorResponse>;
  /** Where its tokens can be for. */
  readonly tenants: readonly Tenant[];
  /** What is to go wrong. */
  readonly faults: Faults;
  /** What was asked so far. */
  readonly requests: RequestLog;
  /** Takes back every change, fault, operation and log entry. */
  reset(): void;
}

/** The connection ends without an answer. */
const dropped: EmulatorResponse = { status: 0, headers: {}, dropped: true };

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Makes an emulator. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { seed = 1, clock = systemClock, fleet = sampleFleet(), operationMs = 0, pageSize = 100, tokens = 'own', wait = sleep } = options;
  const faults = createFaults();
  const requests = createRequestLog();
  const start = () => {
    const random = createRandom(seed);
    return {
      random,
      store: createStore(fleet),
      operations: createOperations(clock, random, operationMs),
      throttling: options.throttling === 'azure' ? createThrottling(clock) : undefined,
    };
  };
  let state = start();
  const homeTenant = fleet.tenants[0]?.tenantId ?? 'common';

  const answer = (context: RequestContext, authorization: string | undefined, fault: Fault | undefined): Answer => {
    const { method, path, store } = context;
    const satisfied = fault?.fault === 'claims' && isRenewed(authorization);
    const struck = fault && !satisfied && strike(fault, context, homeTenant, clock);
    if (struck) return struck;
    const unauthorized = checkAuthorization(authorization, homeTenant, tokens);
    if (unauthorized) return refuse(unauthorized);
    const throttled = state.throttling?.take(method, path, authorization ?? '');
    if (throttled) return refuse(throttled);
    if (isDirectoryPath(path.pathname)) return answerDirectory({ method, pathname: path.pathname, query: context.query }, fleet);
    const version = checkApiVersion(context);
    if (version) return version;
    const subscription = store.subscription(path.subscriptionId ?? '');
    // Foreign clients bring tokens that say nothing of the emulator's tenants.
    const tenant = tokens === 'own' ? ownTenant(authorization) : undefined;
    if (subscription !== undefined && tenant !== undefined && subscription.tenantId !== tenant) return refuse(wrongTenant(tenant, subscription.tenantId));
    if (subscription?.forbidden && path.type !== 'subscriptions') return forbidden(context, samplePerson.objectId, samplePerson.principalName);
    return route(tenant === undefined ? context : { ...context, store: ofTenant(store, tenant) });
  };

  return {
    tenants: fleet.tenants,
    faults,
    requests,
    reset() {
      state = start();
      // Whoever goes by the activity log has to hear that everything may be otherwise.
      for (const { subscriptionId } of fleet.subscriptions) {
        state.store.events.push({ time: clock.now(), resourceId: `/subscriptions/${subscriptionId}`, operation: 'Microsoft.Resources/deployments/write', subscriptionId });
      }
      faults.reset();
      requests.clear();
    },
    async handle(request) {
      const { random, store, operations } = state;
      const method = request.method.toUpperCase();
      const url = new URL(URL.canParse(request.url) ? request.url : 'https://management.azure.com/');
      const path = parseResourcePath(url.pathname);
      operations.settle();
      const fault = faults.meet(method, path);
      if (fault?.fault === 'vanish') vanish(store, path);
      if (fault?.fault === 'slow') await wait(fault.delayMs ?? 1000);
      if (fault?.fault === 'drop') return dropped;
      const context: RequestContext = {
        method,
        path,
        query: url.searchParams,
        apiVersion: url.searchParams.get('api-version') ?? '',
        origin: url.origin,
        url: url.href,
        body: request.body,
        store,
        operations,
        operationFault: fault && operationFault(fault, path),
        pageSize,
        now: clock.now(),
      };
      const { status, headers, body } = answer(context, header(request, 'authorization'), fault);
      requests.add(method, path, status);
      if (status < 300) note(context);
      if (fault?.fault === 'dropAfter') return dropped;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return {
        status,
        headers: { ...responseHeaders({ method, tenantId: homeTenant, objectId: samplePerson.objectId }, clock, random), ...headers },
        ...(body !== undefined && method !== 'HEAD' && { body: text }),
      };
    },
  };
}

/** Writes a change into the activity log; reading and asking Resource Graph is none. */
function note(context: RequestContext): void {
  const { method, path, now, store } = context;
  if (method === 'GET' || method === 'HEAD' || path.subscriptionId === undefined) return;
  const resourceId = path.collection ? path.pathname.replace(/\/[^/]+$/, '') : path.pathname;
  store.events.push({ time: now, resourceId, operation: requiredAction(context), subscriptionId: path.subscriptionId });
}

function header(request: EmulatorRequest, name: string): string | undefined {
  return Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function checkApiVersion({ apiVersion, path }: RequestContext): Answer | undefined {
  const type = resourceType(path.type);
  if (!type) return refuse({ status: 404, code: 'InvalidResourceType', message: `The resource type could not be found in the namespace for '${path.pathname}'.` });
  if (apiVersion === '') {
    const message = 'The api-version query parameter (?api-version=) is required for all requests.';
    return refuse({ status: 400, code: 'MissingApiVersionParameter', message });
  }
  if (type.apiVersions.includes(apiVersion)) return undefined;
  const supported = type.apiVersions.join(', ');
  const [namespace, ...segments] = type.name.split('/');
  if (segments.length === 0) {
    return refuse({ status: 400, code: 'InvalidApiVersionParameter', message: `The api-version '${apiVersion}' is invalid. The supported versions are '${supported}'.` });
  }
  return refuse({
    status: 400,
    code: 'NoRegisteredProviderFound',
    message: `No registered resource provider found for location '' and API version '${apiVersion}' for type '${segments.join('/')}' of namespace '${namespace ?? ''}'. The supported api-versions are '${supported}'.`,
  });
}
