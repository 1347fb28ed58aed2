import type { Answer, Json } from './message';

/** Why a request is refused, in Resource Manager's shape `{ error: { code, message } }`. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly details?: Json[];
}

/** Turns a refusal into the answer that goes on the wire. */
export function refuse(refusal: Refusal): Answer {
  const { status, code, message, headers, details } = refusal;
  return { status, headers, body: { error: { code, message, ...(details && { details }) } } };
}

/** A value that the service does not accept; the service names the parameter and nothing else. */
export function invalidValue(parameter: string, more = 'Specify a valid parameter value.'): Refusal {
  return { status: 400, code: 'InvalidParameterValue', message: `Invalid value given for parameter ${parameter}. ${more}` };
}

/** A body that is not JSON, or not of the shape that the operation takes. */
export function invalidContent(reason: string): Refusal {
  return { status: 400, code: 'InvalidRequestContent', message: `The request content was invalid and could not be deserialized: '${reason}'.` };
}

/** A subscription that does not exist, or that the caller knows nothing of. */
export function subscriptionNotFound(subscriptionId: string): Refusal {
  return { status: 404, code: 'SubscriptionNotFound', message: `The subscription '${subscriptionId}' could not be found.` };
}

/** A server that Resource Manager does not know in this resource group. */
export function serverNotFound(type: string, name: string, resourceGroup: string): Refusal {
  return {
    status: 404,
    code: 'ResourceNotFound',
    message: `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  };
}

/** A child of a server that the PostgreSQL service does not know. */
export function childNotFound(type: string, name: string): Refusal {
  return { status: 404, code: 'ResourceNotFound', message: `The requested resource of type '${type}' with name '${name}' was not found.` };
}

/** A method that the addressed resource does not have. */
export function methodNotAllowed(method: string, type: string): Refusal {
  return { status: 405, code: 'MethodNotAllowed', message: `The resource type '${type}' does not support the HTTP method '${method}'.` };
}

/** The lock that the service holds on a server while an operation runs (Azure/azure-postgresql issue 134). */
export function serverIsBusy(server: string): Refusal {
  return {
    status: 409,
    code: 'ServerIsBusy',
    message: `Cannot complete operation while server '${server}' is busy processing another operation. Try again later.`,
  };
}
