import type { ServerKind } from './fleet';
import type { Answer, JsonObject } from './message';
import { childNotFound, invalidValue, methodNotAllowed, refuse } from './refusal';
import type { RequestContext } from './request-context';
import { operationLocation, page, readProperties, startOperation } from './request-context';
import { serverTypes } from './resource-types';
import type { StoredServer } from './store';

/** What the setting is called for each kind of server; there is exactly one, named Default. */
export const threatProtectionTypes: Readonly<Record<ServerKind, string>> = {
  flexible: 'advancedThreatProtectionSettings',
  single: 'securityAlertPolicies',
};

/** Answers list, get and put of a server's threat protection. */
export function answerThreatProtection(context: RequestContext, server: StoredServer): Answer {
  const { method, path } = context;
  const segment = threatProtectionTypes[server.kind];
  const type = `${serverTypes[server.kind]}/${segment}`;
  const body = (): JsonObject => ({
    properties: server.read().threatProtection,
    id: `${server.id}/${segment}/Default`,
    name: 'Default',
    type,
  });
  if (path.collection) return method === 'GET' ? page(context, [body()], (entry) => entry) : refuse(methodNotAllowed(method, type));
  const name = path.names[1] ?? '';
  if (name.toLowerCase() !== 'default') return refuse(childNotFound(type, name));
  if (method === 'GET') return { status: 200, body: body() };
  if (method !== 'PUT') return refuse(methodNotAllowed(method, type));

  const read = readProperties(context);
  if ('refusal' in read) return refuse(read.refusal);
  // The key of a storage account can be written and never comes back.
  const properties: JsonObject = { ...read.properties };
  delete properties.storageAccountAccessKey;
  if (properties.state !== 'Enabled' && properties.state !== 'Disabled') return refuse(invalidValue('state'));
  return startOperation(context, {
    server,
    name: server.kind === 'flexible' ? 'UpsertServerThreatProtectionManagementOperation' : 'UpsertElasticServerSecurityAlertPolicy',
    location: operationLocation(server),
    apply: () => {
      const state = server.edit();
      state.threatProtection = { ...state.threatProtection, ...(server.kind === 'flexible' ? { state: properties.state } : properties) };
      return undefined;
    },
    result: () => ({ status: 200, body: body() }),
  });
}
