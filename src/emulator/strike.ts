import { expiredToken, insufficientClaims, missingToken } from './authentication';
import type { Clock } from './clock';
import { clusterPath, isClusterType } from './cluster-routes';
import { directoryDenied, isDirectoryPath } from './directory-routes';
import type { Fault } from './faults';
import type { Answer } from './message';
import type { OperationFault } from './operations';
import { refuse, serverIsBusy, serverNotFound } from './refusal';
import type { RequestContext } from './request-context';
import type { ResourcePath } from './resource-path';
import { serverKind, serverTypes } from './resource-types';
import { forbidden } from './route';
import { samplePerson } from './sample-fleet';
import type { Store } from './store';
import { tooManyRequests } from './throttling';

/** Takes a server away before the request is answered. */
export function vanish(store: Store, path: ResourcePath): void {
  const kind = serverKind(path.type);
  const [name] = path.names;
  if (isClusterType(path.type)) store.removeOther(clusterPath(path));
  if (!kind || name === undefined) return;
  const server = store.server(kind, path.subscriptionId ?? '', path.resourceGroup ?? '', name);
  if (server) store.remove(server);
}

/** Answers at once for the faults that need no resource; undefined for those that let the request through. */
export function strike(fault: Fault, context: RequestContext, tenantId: string, clock: Clock): Answer | undefined {
  const { method, path } = context;
  switch (fault.fault) {
    case 'unauthorized':
      return refuse(missingToken(tenantId));
    case 'expired':
      return refuse(expiredToken(tenantId, clock));
    case 'claims':
      return refuse(insufficientClaims());
    case 'forbidden':
      if (isDirectoryPath(path.pathname)) return refuse(directoryDenied);
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
    case 'slow':
    case 'drop':
    case 'dropAfter':
      return undefined;
  }
}

// The spelling is the service's own.
const unexpected = "An unexpected error occured while processing the request. Tracking ID: '00000000-0000-4000-a000-000000000000'";

/** Says how a fault makes the operation end that a request starts. */
export function operationFault(fault: Fault, path: ResourcePath): OperationFault | undefined {
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
