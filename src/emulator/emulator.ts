import { checkAuthorization, expiredToken, insufficientClaims, missingToken } from './authentication';
import { systemClock } from './clock';
import type { Clock } from './clock';
import { createFaults } from './faults';
import type { Fault, Faults } from './faults';
import type { Fleet } from './fleet';
import type { Answer, EmulatorRequest, EmulatorResponse } from './message';
import { createOperations } from './operations';
import type { OperationFault } from './operations';
import { createRandom } from './random';
import { refuse, serverIsBusy, serverNotFound } from './refusal';
import type { RequestContext } from './request-context';
import { createRequestLog } from './request-log';
import type { RequestLog } from './request-log';
import { parseResourcePath } from './resource-path';
import type { ResourcePath } from './resource-path';
import { resourceType, serverKind, serverTypes } from './resource-types';
import { responseHeaders } from './response-headers';
import { forbidden, route } from './route';
import { sampleFleet, samplePerson } from './sample-fleet';
import { createStore } from './store';
import type { Store } from './store';
import { createThrottling, tooManyRequests } from './throttling';

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
}

/** Azure Resource Manager for PostgreSQL, in memory. */
export interface Emulator {
  /** Answers one request; never rejects. */
  handle(request: EmulatorRequest): Promise<EmulatorResponse>;
  /** What is to go wrong. */
  readonly faults: Faults;
  /** What was asked so far. */
  readonly requests: RequestLog;
  /** Takes back every change, fault, operation and log entry. */
  reset(): void;
}

/** Makes an emulator. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { seed = 1, clock = systemClock, fleet = sampleFleet(), operationMs = 0, pageSize = 100, tokens = 'own' } = options;
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
    const struck = fault && strike(fault, context, homeTenant, clock);
    if (struck) return struck;
    const unauthorized = checkAuthorization(authorization, homeTenant, tokens);
    if (unauthorized) return refuse(unauthorized);
    const throttled = state.throttling?.take(method, path.subscriptionId);
    if (throttled) return refuse(throttled);
    const version = checkApiVersion(context);
    if (version) return version;
    const subscription = store.subscription(path.subscriptionId ?? '');
    if (subscription?.forbidden && path.type !== 'subscriptions') return forbidden(context, samplePerson.objectId, samplePerson.principalName);
    return route(context);
  };

  return {
    faults,
    requests,
    reset() {
      state = start();
      faults.reset();
      requests.clear();
    },
    handle(request) {
      const { random, store, operations } = state;
      const method = request.method.toUpperCase();
      const url = new URL(URL.canParse(request.url) ? request.url : 'https://management.azure.com/');
      const path = parseResourcePath(url.pathname);
      operations.settle();
      const fault = faults.meet(method, path);
      if (fault?.fault === 'vanish') vanish(store, path);
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
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return Promise.resolve({
        status,
        headers: { ...responseHeaders({ method, tenantId: homeTenant, objectId: samplePerson.objectId }, clock, random), ...headers },
        ...(body !== undefined && method !== 'HEAD' && { body: text }),
      });
    },
  };
}

function header(request: EmulatorRequest, name: string): string | undefined {
  return Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function vanish(store: Store, path: ResourcePath): void {
  const kind = serverKind(path.type);
  const [name] = path.names;
  if (!kind || name === undefined) return;
  const server = store.server(kind, path.subscriptionId ?? '', path.resourceGroup ?? '', name);
  if (server) store.remove(server);
}

/** Answers at once for the faults that need no resource; undefined for those that let the request through. */
function strike(fault: Fault, context: RequestContext, tenantId: string, clock: Clock): Answer | undefined {
  const { method, path } = context;
  switch (fault.fault) {
    case 'unauthorized':
      return refuse(missingToken(tenantId));
    case 'expired':
      return refuse(expiredToken(tenantId, clock));
    case 'claims':
      return refuse(insufficientClaims());
    case 'forbidden':
      return forbidden(context, samplePerson.objectId, samplePerson.principalName);
    case 'notFound':
      return refuse(serverNotFound(serverTypes[serverKind(path.type) ?? 'flexible'], path.names[0] ?? '', path.resourceGroup ?? ''));
    case 'busy':
      return refuse(serverIsBusy(path.names[0] ?? ''));
    case 'throttled':
      return refuse(tooManyRequests(method === 'GET' ? 'read' : 'write', path.subscriptionId ?? '', fault.retryAfter ?? 1));
    case 'serverError':
      return refuse({ status: 500, code: 'InternalServerError', message: unexpected });
    case 'badGateway':
      return { status: 502, headers: { 'content-type': 'text/html' }, body: '<html><body><h1>502 Bad Gateway</h1></body></html>' };
    case 'busyOperation':
    case 'failOperation':
    case 'neverEnds':
    case 'vanish':
      return undefined;
  }
}

// The spelling is the service's own.
const unexpected = "An unexpected error occured while processing the request. Tracking ID: '00000000-0000-4000-a000-000000000000'";

function operationFault(fault: Fault, path: ResourcePath): OperationFault | undefined {
  switch (fault.fault) {
    case 'neverEnds':
      return { ends: 'never' };
    case 'busyOperation':
      return { ends: 'failed', because: serverIsBusy(path.names[0] ?? '') };
    case 'failOperation':
      return { ends: 'failed', because: { status: 400, code: fault.code ?? 'InternalServerError', message: fault.message ?? unexpected } };
    default:
      return undefined;
  }
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
