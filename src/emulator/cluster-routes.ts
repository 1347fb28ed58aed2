import { checkFirewallRule, type Checked } from './child-validation';
import { checkClusterRole } from './cluster-role';
import { clusterBody, clusterType } from './cluster-body';
import type { OtherResource } from './fleet';
import type { Answer, JsonObject } from './message';
import { isObject, textOf } from './message';
import type { Work } from './operations';
import { invalidContent, invalidValue, methodNotAllowed, refuse, serverNotFound } from './refusal';
import type { Refusal } from './refusal';
import type { RequestContext } from './request-context';
import { readBody, readProperties, startOperation } from './request-context';
import type { ResourcePath } from './resource-path';
import { resourceType } from './resource-types';
import { merge } from './server-changes';
import { otherBody } from './store';

const written = new Set(['firewallrules', 'privateendpointconnections', 'restart', 'roles']);

export const isClusterType = (type: string): boolean => type === clusterType || type.startsWith(`${clusterType}/`);

/** The id of the cluster that a path leads to or below. */
export function clusterPath({ pathname }: ResourcePath): string {
  return /^.*?\/servergroupsv2\/[^/]+/i.exec(pathname)?.[0] ?? pathname;
}

/** Whether this is a write of a cluster that takes time. Making and deleting clusters is nothing that this product does. */
export function isClusterWrite({ method, path: { type } }: RequestContext): boolean {
  if (method === 'GET' || method === 'HEAD' || !isClusterType(type)) return false;
  return type === clusterType ? method === 'PATCH' : written.has(type.slice(clusterType.length + 1));
}

/** What an update of a cluster takes: https://learn.microsoft.com/rest/api/postgresqlhsc/clusters/update. What it is not listed for is fixed. */
const updatable = new Set([
  'administratorLoginPassword', 'postgresqlVersion', 'citusVersion', 'enableShardsOnCoordinator', 'enableHa', 'preferredPrimaryZone', 'coordinatorServerEdition', 'coordinatorStorageQuotaInMb',
  'coordinatorVCores', 'coordinatorEnablePublicIpAccess', 'nodeServerEdition', 'nodeCount', 'nodeStorageQuotaInMb', 'nodeVCores', 'maintenanceWindow',
]);
const switches = ['coordinatorEnablePublicIpAccess', 'enableHa', 'enableShardsOnCoordinator'];

function checkUpdate({ properties = {}, ...others }: JsonObject): Refusal | undefined {
  const inner = isObject(properties) ? properties : {};
  const stranger = Object.keys(others).find((key) => key !== 'tags' && key !== 'identity') ?? Object.keys(inner).find((key) => !updatable.has(key));
  if (stranger !== undefined) return invalidContent(`Could not find member '${stranger}' on object of type 'ClusterForUpdate'.`);
  const wrong = switches.find((name) => inner[name] !== undefined && typeof inner[name] !== 'boolean');
  return wrong === undefined ? undefined : invalidValue(wrong);
}

/** A connection comes into being with a private endpoint, which is not ours to make: here it can only be answered. */
function checkConnection(properties: JsonObject, existing: OtherResource | undefined): Checked {
  const { privateLinkServiceConnectionState: state } = properties;
  if (existing === undefined) return { refusal: invalidValue('privateEndpointConnectionName') };
  if (!isObject(state) || !['Approved', 'Rejected', 'Pending'].includes(textOf(state.status))) return { refusal: invalidValue('privateLinkServiceConnectionState') };
  const before = isObject(existing.body.properties) ? existing.body.properties : {};
  return { properties: { ...before, privateLinkServiceConnectionState: { status: state.status, description: state.description ?? '', actionsRequired: 'None' } } };
}

/** Starts an operation that holds the cluster. */
function start(context: RequestContext, cluster: OtherResource, name: string, work: Pick<Work, 'apply' | 'result'>): Answer {
  const { location } = cluster.body;
  const server = { id: cluster.id, name: cluster.id.split('/').at(-1) ?? '', subscriptionId: context.path.subscriptionId ?? '' };
  return startOperation(context, { server, name, location: typeof location === 'string' ? location : 'westeurope', ...work });
}

/** Answers the writes of a cluster, of its firewall rules, roles and private endpoint connections, and its restart. */
export function answerClusterWrite(context: RequestContext): Answer {
  const { method, path, store } = context;
  const type = resourceType(path.type)?.name ?? path.type;
  const cluster = store.other(clusterPath(path));
  if (cluster === undefined) return refuse(serverNotFound('Microsoft.DBforPostgreSQL/serverGroupsv2', path.names[0] ?? '', path.resourceGroup ?? ''));
  const segment = path.type.slice(clusterType.length + 1);
  if (segment === 'restart') {
    if (method !== 'POST') return refuse(methodNotAllowed(method, type));
    return start(context, cluster, 'RestartServerGroup', { apply: () => undefined, result: () => ({ status: 200 }) });
  }
  if (segment === '') return update(context, cluster);
  const existing = store.other(path.pathname);
  if (method === 'DELETE' && existing === undefined) return { status: 204 };
  if (method === 'DELETE') return start(context, cluster, `Drop${segment}`, { apply: () => store.removeOther(path.pathname), result: () => ({ status: 204 }) });
  return method === 'PUT' ? put(context, cluster, existing) : refuse(methodNotAllowed(method, type));
}

function update(context: RequestContext, cluster: OtherResource): Answer {
  const read = readBody(context);
  if ('refusal' in read) return refuse(read.refusal);
  const not = checkUpdate(read.body);
  if (not) return refuse(not);
  const apply = (): undefined => {
    const { properties, ...others } = read.body;
    const before = isObject(cluster.body.properties) ? cluster.body.properties : {};
    const after = merge(before, isObject(properties) ? properties : {});
    delete after.administratorLoginPassword;
    context.store.putOther({ id: cluster.id, body: { ...cluster.body, ...others, properties: after } });
  };
  return start(context, cluster, 'UpdateServerGroup', { apply, result: () => ({ status: 200, body: clusterBody(context.store.other(cluster.id) ?? cluster, context.store) }) });
}

const operationNames: Readonly<Record<string, string>> = {
  firewallrules: 'UpsertServerGroupFirewallRule',
  privateendpointconnections: 'UpsertServerGroupPrivateEndpointConnection',
  roles: 'UpsertServerGroupRole',
};

/** The first answer to a PUT has the resource as it will be: https://learn.microsoft.com/rest/api/postgresqlhsc/firewall-rules/create-or-update */
function put(context: RequestContext, cluster: OtherResource, existing: OtherResource | undefined): Answer {
  const { path, store } = context;
  const read = readProperties(context);
  if ('refusal' in read) return refuse(read.refusal);
  const proposed = { name: path.names.at(-1) ?? '', properties: read.properties };
  const segment = path.type.slice(clusterType.length + 1);
  const checked = segment === 'firewallrules' ? checkFirewallRule(proposed) : segment === 'roles' ? checkClusterRole(proposed) : checkConnection(read.properties, existing);
  if ('refusal' in checked) return refuse(checked.refusal);
  const resource: OtherResource = { id: existing?.id ?? path.pathname, body: { properties: { ...checked.properties, provisioningState: 'Succeeded' } } };
  const answer = start(context, cluster, operationNames[segment] ?? '', {
    apply: () => store.putOther(resource),
    result: () => ({ status: 200, body: otherBody(resource) }),
  });
  if (answer.status !== 202) return answer;
  return { ...answer, status: 201, body: otherBody({ id: resource.id, body: { properties: { ...checked.properties, provisioningState: 'InProgress' } } }) };
}
