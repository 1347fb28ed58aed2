import { checkChild, checkServerTakes } from './child-validation';
import type { Child, ChildKind, ServerKind } from './fleet';
import type { Answer, JsonObject } from './message';
import { childNotFound, methodNotAllowed, refuse } from './refusal';
import type { RequestContext } from './request-context';
import { operationLocation, page, readProperties, startOperation } from './request-context';
import { serverTypes } from './resource-types';
import type { StoredServer } from './store';

const kinds: Readonly<Record<string, ChildKind>> = {
  firewallrules: 'firewallRules',
  administrators: 'administrators',
  virtualnetworkrules: 'virtualNetworkRules',
  privateendpointconnections: 'privateEndpointConnections',
  keys: 'keys',
};

/** The kinds of operation that the first answer names; those of administrators are not recorded anywhere. */
const operationNames: Readonly<Record<ServerKind, Record<ChildKind, string>>> = {
  flexible: {
    firewallRules: 'UpsertServerFirewallRulesManagementOperation',
    administrators: 'UpsertServerAdministratorsManagementOperation',
    virtualNetworkRules: '',
    privateEndpointConnections: 'UpsertPrivateEndpointConnectionManagementOperation',
    keys: '',
  },
  single: {
    firewallRules: 'UpsertElasticServerFirewallRules',
    administrators: 'UpsertElasticServerAdministrators',
    virtualNetworkRules: 'UpsertElasticServerVNetRules',
    privateEndpointConnections: 'UpsertElasticServerPrivateEndpointConnections',
    keys: 'UpsertElasticServerKey',
  },
};

/** Finds out which kind of named child a path segment means. */
export function childKind(segment: string): ChildKind | undefined {
  return kinds[segment.toLowerCase()];
}

/** Answers list, get, put and delete of a server's named children. */
export function answerChildren(context: RequestContext, server: StoredServer, kind: ChildKind): Answer {
  const type = `${serverTypes[server.kind]}/${kind}`;
  const { method, path } = context;
  const children = server.read().children[kind];
  if (path.collection) {
    return method === 'GET' ? page(context, children, (child) => childBody(server, kind, child)) : refuse(methodNotAllowed(method, type));
  }
  const name = path.names[1] ?? '';
  const existing = children.find((child) => child.name.toLowerCase() === name.toLowerCase());
  switch (method) {
    case 'GET':
      return existing ? { status: 200, body: childBody(server, kind, existing) } : refuse(childNotFound(type, name));
    case 'PUT':
      return put(context, server, kind, name, existing);
    case 'DELETE':
      return existing ? remove(context, server, kind, existing) : { status: 204 };
    default:
      return refuse(methodNotAllowed(method, type));
  }
}

function childBody(server: StoredServer, kind: ChildKind, { name, properties }: Child): JsonObject {
  return { ...(kind === 'keys' && { kind: 'azurekeyvault' }), properties, id: `${server.id}/${kind}/${name}`, name, type: `${serverTypes[server.kind]}/${kind}` };
}

function put(context: RequestContext, server: StoredServer, kind: ChildKind, name: string, existing: Child | undefined): Answer {
  const read = readProperties(context);
  if ('refusal' in read) return refuse(read.refusal);
  const not = checkServerTakes(kind, server);
  if (not) return refuse(not);
  const checked = checkChild(kind, { server, name, properties: read.properties, existing: existing?.properties });
  if ('refusal' in checked) return refuse(checked.refusal);
  const singleAdministrator = server.kind === 'single' && kind === 'administrators';
  const child: Child = { name: existing?.name ?? (singleAdministrator ? 'activeDirectory' : name), properties: checked.properties };
  return startOperation(context, {
    server,
    name: operationNames[server.kind][kind],
    location: operationLocation(server),
    apply: () => {
      const state = server.edit();
      const others = state.children[kind].filter((other) => other.name !== child.name);
      state.children[kind] = [...others, child].sort((one, other) => (one.name < other.name ? -1 : 1));
      return undefined;
    },
    result: () => ({ status: 200, body: childBody(server, kind, child) }),
  });
}

function remove(context: RequestContext, server: StoredServer, kind: ChildKind, child: Child): Answer {
  const not = checkServerTakes(kind, server);
  if (not) return refuse(not);
  return startOperation(context, {
    server,
    name: operationNames[server.kind][kind].replace('Upsert', 'Drop'),
    location: operationLocation(server),
    apply: () => {
      const state = server.edit();
      state.children[kind] = state.children[kind].filter((other) => other.name !== child.name);
      return undefined;
    },
    result: () => ({ status: 204 }),
  });
}
