import type { Content, Opaque } from '../content';
import { stringOf } from '../content';
import type { Evaluation } from '../evaluation';
import { idKey, textOf } from '../identity';
import type { FunctionCall, Functions, TemplateFunction } from './function-call';
import { argument, contents, underived } from './function-call';
import { spell } from './text';

/** The id of a resource in the resource group that is deployed to; its parts are the same wherever they stand. */
export function resourceIdOf(evaluation: Evaluation, type: string, names: readonly Content[]): Content {
  const [provider = '', ...segments] = type.split('/');
  const pieces: (string | Opaque)[] = [
    '/subscriptions/', evaluation.opaque('the subscription is chosen when the template is deployed', 'subscription id'),
    '/resourceGroups/', evaluation.opaque('the resource group is chosen when the template is deployed', 'resource group name'),
    `/providers/${provider}`,
  ];
  segments.forEach((segment, index) => {
    const name = names[index];
    pieces.push(`/${segment}/`, ...(name === undefined ? [] : spell({ evaluation }, name)));
  });
  return textOf(pieces);
}

function resourceId(call: FunctionCall): Content | undefined {
  const parts = contents(call);
  const at = parts.findIndex((part) => /^[^/]+\.[^/]+\//.test(stringOf(part) ?? ''));
  const type = stringOf(argument(call, at));
  // Ids in another resource group or subscription name it first.
  if (at !== 0 || type === undefined) return undefined;
  return resourceIdOf(call.evaluation, type, parts.slice(1));
}

/** Of an id in a subscription the parts behind it are known, such as that of a role. */
function subscriptionId(call: FunctionCall): Content {
  const [type, ...names] = contents(call);
  const [provider = '', ...segments] = (type === undefined ? undefined : stringOf(type))?.split('/') ?? [];
  const { evaluation } = call;
  if (segments.length === 0 || segments.length !== names.length || !provider.includes('.')) return identifier(call) as Content;
  const pieces: (string | Opaque)[] = [
    '/subscriptions/', evaluation.opaque('the subscription is chosen when the template is deployed', 'subscription id'),
    `/providers/${provider}`,
  ];
  segments.forEach((segment, index) => {
    const name = names[index];
    pieces.push(`/${segment}/`, ...(name === undefined ? [] : spell({ evaluation }, name)));
  });
  return textOf(pieces);
}

/** The state of a resource comes from there, whatever it is. */
function reference(call: FunctionCall): Content {
  const refersTo = idKey(argument(call, 0));
  const state = underived(call, 'the state of a resource is known only after the deployment');
  return refersTo === undefined ? state : { ...state, refersTo };
}

/** A function whose result exists only once Azure runs the deployment. */
const because = (reason: string): TemplateFunction => (call) => underived(call, reason);

/** A function whose result is another one at each call; parameters keep what their default called once. */
const fresh = (reason: string): TemplateFunction => (call) => call.evaluation.opaque(reason);

const secret = (reason: string): TemplateFunction => (call) => ({ ...underived(call, reason), sensitive: true });

const identifier: TemplateFunction = because('the id depends on where the template is deployed');

export const deployment: Functions = {
  resourceid: resourceId,
  subscriptionresourceid: subscriptionId,
  tenantresourceid: identifier,
  extensionresourceid: identifier,
  managementgroupresourceid: identifier,
  reference,
  references: because('the state of resources is known only after the deployment'),
  subscription: because('the subscription is chosen when the template is deployed'),
  resourcegroup: because('the resource group is chosen when the template is deployed'),
  managementgroup: because('the management group is chosen when the template is deployed'),
  tenant: because('the tenant is chosen when the template is deployed'),
  deployment: because('the deployment is known only when it runs'),
  deployer: because('who deploys is known only when the deployment runs'),
  environment: because('the cloud is chosen when the template is deployed'),
  uniquestring: because('the function uniqueString is computed by Azure'),
  guid: because('the function guid is computed by Azure'),
  newguid: fresh('the function newGuid is another value at each deployment'),
  utcnow: fresh('the function utcNow is the time of the deployment'),
  getsecret: secret('the secret is read from a key vault at the deployment'),
  listkeys: secret('keys are read at the deployment'),
  readenvironmentvariable: because('environment variables are not read'),
  readenvvar: because('environment variables are not read'),
  readcliarg: because('the value is given to the command line at the deployment'),
  externalinput: because('the value comes from outside at the deployment'),
  fail: because('the deployment is made to fail'),
};
