import type { ResourceGroup, Subscription, Tenant } from './fleet';
import type { Answer, JsonObject } from './message';
import { methodNotAllowed, refuse, subscriptionNotFound } from './refusal';
import type { RequestContext } from './request-context';
import { page } from './request-context';

/** Answers GET /tenants in the shape of api-version 2022-12-01. */
export function answerTenants(context: RequestContext): Answer {
  return page(context, context.store.tenants, tenantBody);
}

/** Answers GET /subscriptions and GET /subscriptions/{id} in the shape of api-version 2022-12-01. */
export function answerSubscriptions(context: RequestContext): Answer {
  const { method, path, store } = context;
  if (method !== 'GET') return refuse(methodNotAllowed(method, 'subscriptions'));
  if (path.collection) return page(context, store.subscriptions, subscriptionBody);
  const found = store.subscription(path.subscriptionId ?? '');
  return found ? { status: 200, body: subscriptionBody(found) } : refuse(subscriptionNotFound(path.subscriptionId ?? ''));
}

/** Answers the list of resource groups, and GET and HEAD of one: HEAD answers 204 where it exists. */
export function answerResourceGroups(context: RequestContext): Answer {
  const { method, path, store } = context;
  const subscriptionId = path.subscriptionId ?? '';
  if (path.collection) return page(context, store.resourceGroups(subscriptionId), resourceGroupBody);
  const found = store.resourceGroup(subscriptionId, path.resourceGroup ?? '');
  if (!found) return { status: 404 };
  return method === 'HEAD' ? { status: 204 } : { status: 200, body: resourceGroupBody(found) };
}

function tenantBody({ tenantId, displayName, defaultDomain }: Tenant): JsonObject {
  return {
    id: `/tenants/${tenantId}`,
    tenantId,
    countryCode: 'DE',
    displayName,
    domains: [defaultDomain],
    tenantCategory: 'Home',
    defaultDomain,
    tenantType: 'AAD',
  };
}

function subscriptionBody({ subscriptionId, tenantId, displayName }: Subscription): JsonObject {
  return {
    id: `/subscriptions/${subscriptionId}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId,
    tenantId,
    displayName,
    state: 'Enabled',
    subscriptionPolicies: { locationPlacementId: 'Public_2014-09-01', quotaId: 'EnterpriseAgreement_2014-09-01', spendingLimit: 'Off' },
  };
}

function resourceGroupBody({ subscriptionId, name, location }: ResourceGroup): JsonObject {
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location,
    properties: { provisioningState: 'Succeeded' },
  };
}
