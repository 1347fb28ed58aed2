import type { Answer, JsonObject } from './message';
import { isObject, textOf } from './message';
import type { Parameter } from './parameter';
import { isAllowed } from './parameter';
import { childNotFound, invalidValue, methodNotAllowed, refuse, serverNotFound } from './refusal';
import type { RequestContext } from './request-context';
import { page, readProperties, startOperation } from './request-context';
import { resourceType } from './resource-types';

const base = 'Microsoft.DBforPostgreSQL/serverGroupsv2';

/** The roles of nodes, each with the type by which one of its values is got and set; such a type has no list. */
const roles = { coordinatorconfigurations: 'Coordinator', nodeconfigurations: 'Worker' } as const;

const onOff = { dataType: 'Boolean', allowedValues: 'on,off', isReadOnly: false, isDynamicConfig: true } as const;

/** Some of the parameters of a cluster; each node has its own values. */
const parameters: readonly Parameter[] = [
  { name: 'log_connections', defaultValue: 'on', description: 'Logs each successful connection.', ...onOff },
  { name: 'pgaudit.log', dataType: 'Set', defaultValue: 'none', allowedValues: 'none,read,write,function,role,ddl,misc,all', description: 'Says which classes of statements are audited.', isReadOnly: false, isDynamicConfig: true },
  { name: 'shared_preload_libraries', dataType: 'Set', defaultValue: 'citus', allowedValues: 'citus,pg_stat_statements,pgaudit,pg_cron', description: 'Lists shared libraries to preload into the server.', isReadOnly: false, isDynamicConfig: false },
];

const paths = /^microsoft\.dbforpostgresql\/servergroupsv2\/(configurations|coordinatorconfigurations|nodeconfigurations)$/;

export const isClusterParameterType = (type: string): boolean => paths.test(type);

/** What one role has, as the store keeps what was written. */
function ofRole({ store }: RequestContext, cluster: string, segment: keyof typeof roles, { name, defaultValue }: Parameter): JsonObject {
  const properties = store.other(`${cluster}/${segment}/${name}`)?.body.properties;
  const value = isObject(properties) ? textOf(properties.value) : undefined;
  return { value: value ?? defaultValue, defaultValue, source: value === undefined ? 'system-default' : 'user-override' };
}

const described = ({ dataType, allowedValues, description, isDynamicConfig }: Parameter): JsonObject => ({ dataType, allowedValues, description, requiresRestart: !isDynamicConfig, provisioningState: 'Succeeded' });

/** Answers the parameters of a cluster: all of both roles, or one of one role, which can be set. */
export function answerClusterParameters(context: RequestContext): Answer {
  const { method, path, store } = context;
  const type = resourceType(path.type)?.name ?? path.type;
  const [, , segment = ''] = path.type.split('/');
  const cluster = path.pathname.split('/').slice(0, path.collection ? -1 : -2).join('/');
  const [clusterName = '', name = ''] = path.names;
  const kept = store.other(cluster);
  if (kept === undefined) return refuse(serverNotFound(base, clusterName, path.resourceGroup ?? ''));
  const whole = (parameter: Parameter): JsonObject => ({
    id: `${cluster}/configurations/${parameter.name}`,
    name: parameter.name,
    type: `${base}/configurations`,
    properties: {
      ...described(parameter),
      serverRoleGroupConfigurations: Object.entries(roles).map(([each, role]) => ({ role, ...ofRole(context, cluster, each as keyof typeof roles, parameter) })),
    },
  });
  if (path.collection) return method === 'GET' && segment === 'configurations' ? page(context, [...parameters], whole) : refuse(methodNotAllowed(method, type));
  const parameter = parameters.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (parameter === undefined) return refuse(childNotFound(type, name));
  if (segment === 'configurations') return method === 'GET' ? { status: 200, body: whole(parameter) } : refuse(methodNotAllowed(method, type));
  const role = segment as keyof typeof roles;
  const one = (): JsonObject => ({ id: `${cluster}/${type.split('/').at(-1) ?? ''}/${parameter.name}`, name: parameter.name, type, properties: { ...described(parameter), ...ofRole(context, cluster, role, parameter) } });
  if (method === 'GET') return { status: 200, body: one() };
  if (method !== 'PUT') return refuse(methodNotAllowed(method, type));
  const read = readProperties(context);
  if ('refusal' in read) return refuse(read.refusal);
  const { value } = read.properties;
  if (typeof value !== 'string' || !isAllowed(parameter, value)) return refuse(invalidValue('configurationValue'));
  const { location } = kept.body;
  const answer = startOperation(context, {
    server: { id: cluster, name: clusterName, subscriptionId: path.subscriptionId ?? '' },
    name: 'UpdateServerGroupConfiguration',
    location: typeof location === 'string' ? location : 'westeurope',
    apply: () => store.putOther({ id: `${cluster}/${segment}/${parameter.name}`, body: { properties: { value } } }),
    result: () => ({ status: 200, body: one() }),
  });
  return answer.status === 202 ? { ...answer, status: 201, body: one() } : answer;
}
