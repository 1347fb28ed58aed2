import { answerActivityLog } from './activity-log';
import { answerChildren, childKind } from './child-routes';
import { answerClusterParameters, isClusterParameterType } from './cluster-parameters';
import { answerClusterWrite, isClusterWrite } from './cluster-routes';
import { answerConfigurations } from './configuration-routes';
import { answerLogFiles, answerReplicas } from './list-routes';
import type { Answer } from './message';
import { answerOther, lockOn } from './other-routes';
import { methodNotAllowed, refuse, serverNotFound, subscriptionNotFound } from './refusal';
import type { RequestContext } from './request-context';
import { answerResourceGraph } from './resource-graph';
import { parseResourcePath } from './resource-path';
import { isOtherType, resourceType, serverKind, serverTypes } from './resource-types';
import { answerRestart, answerServer, answerServerList } from './server-routes';
import { answerResourceGroups, answerSubscriptions, answerTenants } from './subscription-routes';
import { answerThreatProtection, threatProtectionTypes } from './threat-protection-routes';

/** Answers a request that has passed authentication and whose api-version is known. */
export function route(context: RequestContext): Answer {
  const { path } = context;
  if (path.type === 'tenants') return answerTenants(context);
  if (path.type === 'subscriptions') return answerSubscriptions(context);
  if (path.type === 'microsoft.resourcegraph/resources') return answerResourceGraph(context);
  return refuseScope(context) ?? lockOn(context) ?? routeBelowSubscription(context);
}

/** Says which action somebody would need to be allowed, such as Microsoft.DBforPostgreSQL/flexibleServers/read. */
export function requiredAction({ method, path }: RequestContext): string {
  const name = resourceType(path.type)?.name ?? path.type;
  const type = name === 'resourceGroups' || name === 'subscriptions' ? `Microsoft.Resources/subscriptions${name === 'resourceGroups' ? '/resourceGroups' : ''}` : name;
  if (type === 'Microsoft.Insights/eventtypes/values') return `${type}/Read`;
  if (method === 'POST') return `${type}/action`;
  return `${type}/${method === 'GET' || method === 'HEAD' ? 'read' : method === 'DELETE' ? 'delete' : 'write'}`;
}

/** 403 that names the missing action and the scope, as role-based access control words it. */
export function forbidden(context: RequestContext, objectId: string, person: string): Answer {
  return refuse({
    status: 403,
    code: 'AuthorizationFailed',
    message: `The client '${person}' with object id '${objectId}' does not have authorization to perform action '${requiredAction(context)}' over scope '${context.path.pathname}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  });
}

function refuseScope({ path, store }: RequestContext): Answer | undefined {
  const { subscriptionId, resourceGroup } = path;
  if (subscriptionId !== undefined && !store.subscription(subscriptionId)) {
    return refuse(subscriptionNotFound(subscriptionId));
  }
  if (subscriptionId !== undefined && resourceGroup !== undefined && !store.resourceGroup(subscriptionId, resourceGroup)) {
    return refuse({ status: 404, code: 'ResourceGroupNotFound', message: `Resource group '${resourceGroup}' could not be found.` });
  }
  return undefined;
}

function routeBelowSubscription(context: RequestContext): Answer {
  const { method, operations, path, query, store } = context;
  if (path.type === 'resourcegroups') return answerResourceGroups(context);
  if (path.type === 'microsoft.insights/eventtypes/values') return answerActivityLog(context);
  if (isClusterParameterType(path.type)) return answerClusterParameters(context);
  if (isClusterWrite(context)) return answerClusterWrite(context);
  if (isOtherType(path.type)) return extendedIsMissing(context) ?? answerOther(context);
  const [, kindSegment = '', child] = path.type.split('/');
  if (kindSegment === 'locations') {
    const id = path.names[1] ?? '';
    return child === 'azureasyncoperation' ? operations.status(id, query) : operations.result(id, query);
  }
  const kind = serverKind(path.type);
  if (!kind) return refuse({ status: 404, code: 'InvalidResourceType', message: `The resource type '${path.type}' could not be found.` });
  if (path.names.length === 0) return answerServerList(context, kind);

  const name = path.names[0] ?? '';
  const group = path.resourceGroup ?? '';
  const server = store.server(kind, path.subscriptionId ?? '', group, name);
  if (child === undefined) return answerServer(context, kind, server);
  if (!server) return refuse(serverNotFound(serverTypes[kind], name, group));
  if (child === 'restart') return method === 'POST' ? answerRestart(context, server) : refuse(methodNotAllowed(method, path.type));
  if (child === 'configurations') return answerConfigurations(context, server);
  if (child === threatProtectionTypes[kind].toLowerCase()) return answerThreatProtection(context, server);
  if (child === 'replicas') return answerReplicas(context, server);
  if (child === 'logfiles') return answerLogFiles(context, server);
  const named = childKind(child);
  return named ? answerChildren(context, server, named) : refuse(methodNotAllowed(method, path.type));
}

/** What extends a server is not found where the server is not. */
function extendedIsMissing({ path, store }: RequestContext): Answer | undefined {
  const server = path.extended === undefined ? undefined : parseResourcePath(path.extended);
  const kind = server && serverKind(server.type);
  const [name = ''] = server?.names ?? [];
  if (!server || !kind || store.server(kind, server.subscriptionId ?? '', server.resourceGroup ?? '', name)) return undefined;
  return refuse(serverNotFound(serverTypes[kind], name, server.resourceGroup ?? ''));
}
