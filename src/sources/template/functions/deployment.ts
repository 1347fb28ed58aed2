import { chosenForDeployment, computedByAzure } from '../../../model/reasons';
import type { Content, Lazy, Opaque } from '../content';
import { contained, stringOf } from '../content';
import type { Evaluation } from '../evaluation';
import { idKey, nameKey, textOf } from '../identity';
import type { Place } from '../place';
import { inGroup, inSubscription } from '../place';
import type { FunctionCall, Functions, TemplateFunction } from './function-call';
import { argument, beside, contents, underived } from './function-call';
import { spell } from './text';

type Pieces = readonly (string | Opaque)[];

/** The part of an id that names a resource below where it is. */
function providerPieces(evaluation: Evaluation, type: string, names: readonly Content[]): Pieces {
  const [provider = '', ...segments] = type.split('/');
  return [
    `/providers/${provider}`,
    ...segments.flatMap((segment, index): Pieces => {
      const name = names[index];
      return [`/${segment}/`, ...(name === undefined ? [] : spell({ evaluation }, name))];
    }),
  ];
}

const subscriptionPieces = (evaluation: Evaluation, { subscription }: Place): Pieces => ['/subscriptions/', ...spell({ evaluation }, subscription)];

const groupPieces = (evaluation: Evaluation, place: Place): Pieces => [
  ...subscriptionPieces(evaluation, place), '/resourceGroups/', ...spell({ evaluation }, place.group),
];

/** The id of a resource in a resource group; its parts are the same wherever they stand. */
export function resourceIdOf(evaluation: Evaluation, place: Place, type: string, names: readonly Content[]): Content {
  const [name] = names;
  if (type.toLowerCase() === 'microsoft.resources/resourcegroups' && name !== undefined) return textOf(groupPieces(evaluation, inGroup(place, name)));
  return textOf([...groupPieces(evaluation, place), ...providerPieces(evaluation, type, names)]);
}

function resourceId(call: FunctionCall): Content | undefined {
  const parts = contents(call);
  const at = parts.findIndex((part) => /^[^/]+\.[^/]+\//.test(stringOf(part) ?? ''));
  const type = stringOf(argument(call, at));
  if (at < 0 || at > 2 || type === undefined) return undefined;
  // Ids in another resource group or subscription name it first.
  const [group, subscription] = parts.slice(0, at).toReversed();
  const around = subscription === undefined ? call.place : inSubscription(call.evaluation, subscription);
  return resourceIdOf(call.evaluation, group === undefined ? around : inGroup(around, group), type, parts.slice(at + 1));
}

/** The id of what extends another resource, or is deployed to the scope that an id means. */
function extensionResourceId(call: FunctionCall): Content | undefined {
  const [scope, type, ...names] = contents(call);
  const own = type === undefined ? undefined : stringOf(type);
  if (scope === undefined || own === undefined || idKey(scope) === undefined) return undefined;
  return textOf([...spell(call, scope), ...providerPieces(call.evaluation, own, names)]);
}

/** Of an id in a subscription the parts behind it are known, such as that of a role. */
function subscriptionId(call: FunctionCall): Content {
  const [type, ...names] = contents(call);
  const own = type === undefined ? undefined : stringOf(type);
  const [provider = '', ...segments] = own?.split('/') ?? [];
  const { evaluation, place } = call;
  if (own === undefined || segments.length === 0 || segments.length !== names.length || !provider.includes('.')) return identifier(call) as Content;
  return textOf([...subscriptionPieces(evaluation, place), ...providerPieces(evaluation, own, names)]);
}

/** What is known of a scope by itself, before Azure says the rest. */
function scopeObject(call: FunctionCall, what: string, id: Content, members: Readonly<Record<string, Content>>): Content {
  const because = chosenForDeployment(what);
  const named = Object.entries({ id, ...members }).map(([key, content]): [string, Lazy] => [key, contained(content, call.from)]);
  return { kind: 'object', members: new Map(named), further: call.evaluation.opaque(because, `${what} ${nameKey(id)}`) };
}

/** The resource group that is deployed to, or another one by its name. */
function resourceGroup(call: FunctionCall): Content {
  const [name, subscription] = contents(call).toReversed();
  const around = subscription === undefined ? call.place : inSubscription(call.evaluation, subscription);
  const place = name === undefined ? around : inGroup(around, name);
  return scopeObject(call, 'resource group', textOf(groupPieces(call.evaluation, place)), { name: place.group });
}

function subscription(call: FunctionCall): Content {
  const [id] = contents(call);
  const place = id === undefined ? call.place : inSubscription(call.evaluation, id);
  return scopeObject(call, 'subscription', textOf(subscriptionPieces(call.evaluation, place)), { subscriptionId: place.subscription });
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

/** Where nobody sets the variable, the value is that of the second argument. */
const environmentVariable: TemplateFunction = (call) => beside(call, underived(call, 'environment variables are not read'), contents(call).slice(1, 2));

const identifier: TemplateFunction = because('the id depends on where the template is deployed');

export const deployment: Functions = {
  resourceid: resourceId,
  subscriptionresourceid: subscriptionId,
  tenantresourceid: identifier,
  extensionresourceid: extensionResourceId,
  managementgroupresourceid: identifier,
  reference,
  references: because('the state of resources is known only after the deployment'),
  subscription,
  resourcegroup: resourceGroup,
  managementgroup: because(chosenForDeployment('management group')),
  tenant: because(chosenForDeployment('tenant')),
  deployment: because('the deployment is known only when it runs'),
  deployer: because('who deploys is known only when the deployment runs'),
  environment: because(chosenForDeployment('cloud')),
  uniquestring: because(computedByAzure('uniqueString')),
  guid: because(computedByAzure('guid')),
  newguid: fresh('the function newGuid is another value at each deployment'),
  utcnow: fresh('the function utcNow is the time of the deployment'),
  getsecret: secret('the secret is read from a key vault at the deployment'),
  listkeys: secret('keys are read at the deployment'),
  readenvironmentvariable: environmentVariable,
  readenvvar: environmentVariable,
  readcliarg: because('the value is given to the command line at the deployment'),
  externalinput: because('the value comes from outside at the deployment'),
  providers: because('what a resource provider offers is known only at the deployment'),
  pickzones: because('the zones are picked at the deployment'),
  tologicalzone: because('each subscription has its own order of zones'),
  tologicalzones: because('each subscription has its own order of zones'),
  tophysicalzone: because('each subscription has its own order of zones'),
  tophysicalzones: because('each subscription has its own order of zones'),
  fail: because('the deployment is made to fail'),
};
