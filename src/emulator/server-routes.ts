import type { ServerKind } from './fleet';
import { flexibleServer } from './flexible-server';
import { isObject, textOf } from './message';
import type { Answer } from './message';
import { invalidValue, methodNotAllowed, refuse, serverNotFound } from './refusal';
import type { RequestContext } from './request-context';
import { operationLocation, page, readBody, startOperation } from './request-context';
import { regionName } from './regions';
import { serverTypes } from './resource-types';
import { applyServerChange, checkServerChange } from './server-changes';
import type { StoredServer } from './store';
import { serverBody, storedServer } from './store';

/** Answers the lists of servers: Flexible Server in pages, Single Server in one. */
export function answerServerList(context: RequestContext, kind: ServerKind): Answer {
  const { method, path, store } = context;
  if (method !== 'GET') return refuse(methodNotAllowed(method, serverTypes[kind]));
  const servers = store.servers(kind, path.subscriptionId ?? '', path.resourceGroup);
  return kind === 'flexible' ? page(context, servers, serverBody) : { status: 200, body: { value: servers.map(serverBody) } };
}

/** Answers get, put, patch and delete of a server. */
export function answerServer(context: RequestContext, kind: ServerKind, server: StoredServer | undefined): Answer {
  const { method, path } = context;
  if (method === 'DELETE') return server ? remove(context, server) : { status: 204 };
  if (method === 'PUT' && !server) return create(context, kind);
  if (!server) return refuse(serverNotFound(serverTypes[kind], path.names[0] ?? '', path.resourceGroup ?? ''));
  if (method === 'GET') return { status: 200, body: serverBody(server) };
  if (method === 'PATCH' || method === 'PUT') return update(context, server);
  return refuse(methodNotAllowed(method, serverTypes[kind]));
}

/** Answers POST …/restart, which also puts parameters into effect that wait for it. */
export function answerRestart(context: RequestContext, server: StoredServer): Answer {
  const properties = server.read().body.properties;
  const state = isObject(properties) ? textOf(properties.state ?? properties.userVisibleState) : '';
  return startOperation(context, {
    server,
    name: server.kind === 'flexible' ? 'RestartServerManagementOperation' : 'RestartElasticServer',
    location: operationLocation(server),
    transientState: 'Restarting',
    apply: () => {
      if (state !== 'Ready') {
        const message = `Restart or Stop Server can only be performed on Started servers. Sever Name = ${server.name}, Current Server State = ${state}`;
        return { status: 400, code: 'ServerIsNotReady', message };
      }
      const { parameters } = server.edit();
      for (const [name, { value, source }] of parameters) parameters.set(name, { value, source });
      return undefined;
    },
    result: () => ({ status: 200 }),
  });
}

function tenantOf(context: RequestContext): string {
  return context.store.subscription(context.path.subscriptionId ?? '')?.tenantId ?? '';
}

function update(context: RequestContext, server: StoredServer): Answer {
  const read = readBody(context);
  if ('refusal' in read) return refuse(read.refusal);
  const before = server.read().body.properties;
  const not = checkServerChange(server.kind, isObject(before) ? before : {}, read.body);
  if (not) return refuse(not);
  return startOperation(context, {
    server,
    name: server.kind === 'flexible' ? 'UpsertServerManagementOperationV2' : 'UpsertElasticServer',
    location: operationLocation(server),
    ...(server.kind === 'flexible' && { transientState: 'Updating' }),
    apply: () => {
      applyServerChange(server.kind, server.edit(), read.body, tenantOf(context));
      return undefined;
    },
    result: () => ({ status: 200, body: serverBody(server) }),
  });
}

function create(context: RequestContext, kind: ServerKind): Answer {
  const { path, store } = context;
  const read = readBody(context);
  if ('refusal' in read) return refuse(read.refusal);
  const name = path.names[0] ?? '';
  // Single Server can no longer be created, and Flexible Server names are host names.
  if (kind === 'single') return refuse({ status: 400, code: 'ServerCreationNotSupported', message: 'Azure Database for PostgreSQL - Single Server is retired; create a Flexible Server.' });
  if (!/^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/.test(name)) return refuse(invalidValue('serverName'));
  const { location, tags } = read.body;
  if (typeof location !== 'string') return refuse(invalidValue('location'));
  const wanted = isObject(read.body.properties) ? read.body.properties : {};
  const not = checkServerChange(kind, {}, read.body);
  if (not) return refuse(not);

  const subscriptionId = store.subscription(path.subscriptionId ?? '')?.subscriptionId ?? '';
  const tenantId = tenantOf(context);
  const createdAt = new Date(context.now).toISOString();
  const server = storedServer({
    kind,
    subscriptionId,
    resourceGroup: store.resourceGroup(subscriptionId, path.resourceGroup ?? '')?.name ?? '',
    name,
    build: () => {
      const state = flexibleServer({ name, subscriptionId, tenantId, location: regionName(location), version: typeof wanted.version === 'string' ? wanted.version : '17', createdAt });
      applyServerChange(kind, state, read.body, tenantId);
      return tags === undefined ? state : { ...state, body: { ...state.body, tags } };
    },
  });
  return startOperation(context, {
    server,
    name: 'UpsertServerManagementOperationV2',
    location: operationLocation(server),
    apply: () => {
      store.add(server);
      return undefined;
    },
    result: () => ({ status: 200, body: serverBody(server) }),
  });
}

function remove(context: RequestContext, server: StoredServer): Answer {
  return startOperation(context, {
    server,
    name: server.kind === 'flexible' ? 'DropServerManagementOperation' : 'DropElasticServer',
    location: operationLocation(server),
    ...(server.kind === 'flexible' && { transientState: 'Dropping' }),
    apply: () => {
      context.store.remove(server);
      return undefined;
    },
    result: () => ({ status: 204 }),
  });
}
