import type { ServerState } from './fleet';
import { flexibleParameters } from './flexible-parameters';
import { isObject } from './message';
import type { Answer, JsonObject } from './message';
import type { Parameter } from './parameter';
import { isAllowed, parameterProperties } from './parameter';
import { invalidValue, methodNotAllowed, refuse } from './refusal';
import type { Refusal } from './refusal';
import type { RequestContext } from './request-context';
import { operationLocation, readProperties, startOperation } from './request-context';
import { serverTypes } from './resource-types';
import { singleParameters } from './single-parameters';
import type { StoredServer } from './store';

/** Answers list (one page, as recorded), get, put and, for Flexible Server, patch of a server's parameters. */
export function answerConfigurations(context: RequestContext, server: StoredServer): Answer {
  const { method, path } = context;
  const type = `${serverTypes[server.kind]}/configurations`;
  const parameters = parametersOf(server);
  if (path.collection) {
    if (method !== 'GET') return refuse(methodNotAllowed(method, type));
    const state = server.read();
    return { status: 200, body: { value: parameters.map((parameter) => body(server, parameter, state)) } };
  }
  const name = path.names[1] ?? '';
  const parameter = parameters.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (!parameter) return refuse(unknownParameter(server, name));
  if (method === 'GET') return { status: 200, body: body(server, parameter) };
  if (method === 'PUT' || (method === 'PATCH' && server.kind === 'flexible')) return write(context, server, parameter);
  return refuse(methodNotAllowed(method, type));
}

function version(server: StoredServer): string {
  const { properties } = server.read().body;
  return isObject(properties) && typeof properties.version === 'string' ? properties.version : '17';
}

function parametersOf(server: StoredServer): Parameter[] {
  return server.kind === 'flexible' ? flexibleParameters(version(server)) : singleParameters();
}

function unknownParameter(server: StoredServer, name: string): Refusal {
  const message = `The configuration '${name}' does not exist for ${server.name} server version ${version(server)}.`;
  return { status: 404, code: 'ConfigurationNotExists', message };
}

function body(server: StoredServer, parameter: Parameter, state: ServerState = server.read()): JsonObject {
  return {
    properties: parameterProperties(parameter, state.parameters.get(parameter.name), server.kind),
    id: `${server.id}/configurations/${parameter.name}`,
    name: parameter.name,
    type: `${serverTypes[server.kind]}/configurations`,
  };
}

function write(context: RequestContext, server: StoredServer, parameter: Parameter): Answer {
  const read = readProperties(context);
  if ('refusal' in read) return refuse(read.refusal);
  const { value = parameter.defaultValue, source = 'user-override' } = read.properties;
  if (source !== 'user-override' && source !== 'system-default') return refuse(invalidValue('configurationSource'));
  if (typeof value !== 'string') return refuse(invalidValue('configurationValue'));
  if (parameter.isReadOnly) return refuse(invalidValue('configurationName', `The parameter '${parameter.name}' is read-only.`));
  const allowed = isAllowed(parameter, value);
  if (!allowed && server.kind === 'flexible') return refuse(invalidValue('configurationValue'));
  const kept = parameter.dataType === 'Boolean' ? value.toLowerCase() : value;
  return startOperation(context, {
    server,
    name: server.kind === 'flexible' ? 'UpdateServerParameterManagementOperation' : 'UpdateElasticServerConfig',
    location: operationLocation(server),
    apply: () => {
      // Single Server takes the request and lets the operation fail (Azure/azure-rest-api-specs issue 10037).
      if (!allowed) {
        const message = `The value '${value}' for configuration '${parameter.name}' is not valid. The allowed values are '${parameter.allowedValues}'.`;
        return { status: 400, code: 'InvalidConfigurationValue', message };
      }
      const { parameters } = server.edit();
      const before = parameters.get(parameter.name);
      const changed = kept !== (before?.value ?? parameter.defaultValue);
      const pendingRestart = !parameter.isDynamicConfig && (changed || before?.pendingRestart === true);
      parameters.set(parameter.name, { value: kept, source, ...(pendingRestart && { pendingRestart }) });
      return undefined;
    },
    result: () => ({ status: 200, body: body(server, parameter) }),
  });
}
