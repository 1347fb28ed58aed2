import type { Json, JsonObject } from '../../../model/value';
import type { NewParameter, NewResource, NewServer, Part } from './secure-server';
import { isComputed } from './secure-server';

/** The parts of a template that a server adds; resources by their symbolic names, in order. */
export interface JsonServer {
  readonly parameters: JsonObject;
  readonly variables: JsonObject;
  readonly resources: readonly { readonly symbol: string; readonly body: JsonObject }[];
  readonly outputs: JsonObject;
}

function value(part: Part): Json {
  if (isComputed(part)) return `[${part.arm}]`;
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part as Json;
  return Object.fromEntries(Object.entries(part as { readonly [key: string]: Part }).map(([key, inner]) => [key, value(inner)]));
}

const expression = (part: string | { readonly arm: string }): string => (typeof part === 'string' ? `'${part}'` : part.arm);

/** @param symbolic whether resources are named by symbols, as languageVersion 2.0 does. */
export function writeJsonServer(server: NewServer, symbolic: boolean): JsonServer {
  const all = [server.server, ...server.children];
  const serverName = expression(server.server.name);
  const idOf = (symbol: string): string => {
    const one = all.find((resource) => resource.symbol === symbol) ?? server.server;
    if (symbolic) return symbol;
    if (one === server.server) return `[resourceId('${server.type}', ${serverName})]`;
    return `[resourceId('${server.type}/${one.type}', ${serverName}, ${expression(one.name)})]`;
  };
  const resource = ({ symbol, type, name, comment, body, each, after }: NewResource): JsonObject => {
    const isChild = symbol !== server.server.symbol;
    return {
      ...(each === undefined ? {} : { copy: { name: symbol, count: `[length(variables('${each}'))]`, mode: 'serial', batchSize: 1 } }),
      type: isChild ? `${server.type}/${type}` : type,
      apiVersion: server.apiVersion,
      name: isChild ? `[format('{0}/{1}', ${serverName}, ${expression(name)})]` : value(name),
      comments: comment,
      ...(value(body) as JsonObject),
      ...(isChild ? { dependsOn: [server.server.symbol, ...after].map(idOf) } : {}),
    };
  };
  const parameter = ({ default: initial, allowed, description }: NewParameter): JsonObject => ({
    type: 'string',
    ...(initial === undefined ? {} : { defaultValue: value(initial) }),
    ...(allowed === undefined ? {} : { allowedValues: allowed }),
    metadata: { description },
  });
  const { variable, output } = server;
  return {
    parameters: Object.fromEntries(server.parameters.map((one) => [one.name, parameter(one)])),
    variables: { [variable.name]: variable.items },
    resources: all.map((one) => ({ symbol: one.symbol, body: resource(one) })),
    outputs: { [output.name]: { type: 'string', value: `[${output.value.arm}]` } },
  };
}
