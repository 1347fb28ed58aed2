import type { Kind } from '../../model/resource';
import { kindNames } from '../../model/resource';
import type { ValueObject, JsonObject } from '../../model/value';
import { furtherProperties, unknown, isJsonObject } from '../../model/value';
import type { PartialList, ReadFailure, ServerSummary, Subscription } from './azure-source';
import { isCancelled } from './cancel';
import { withEligibleRoles } from './eligible-roles';
import { explainError, sentence } from './explain-error';
import { textAt } from './json';
import { listServers } from './list-children';
import { queryServers } from './resource-graph';
import { parseServerId } from './server-id';
import type { Tenants } from './tenants';

/** What a list is made with. */
export interface Inventory {
  readonly tenants: Tenants;
}

const onlyListed = unknown('the list of servers does not tell it');

/** Marks what a list of servers leaves out as unknown: only reading the server tells it. */
function partial(body: JsonObject): ValueObject {
  const properties = isJsonObject(body['properties']) ? body['properties'] : {};
  return { ...body, properties: { ...properties, [furtherProperties]: onlyListed }, [furtherProperties]: onlyListed };
}

function summaryOf(body: JsonObject, whole: boolean): ServerSummary[] {
  const server = parseServerId(textAt(body, 'id'));
  if (server === undefined) return [];
  const { id, kind, subscriptionId, resourceGroup, name } = server;
  return [{ id, kind, name, subscriptionId, resourceGroup, location: textAt(body, 'location'), body: whole ? body : partial(body) }];
}

/** Lists servers of some kinds by Resource Manager, one subscription at a time but several at once. */
async function listByManager({ tenants }: Inventory, subscriptions: readonly Subscription[], kinds: readonly Kind[], signal?: AbortSignal): Promise<PartialList<ServerSummary>> {
  const lists = await Promise.all(
    subscriptions.map(async (subscription) => {
      const items: ServerSummary[] = [];
      const failures: ReadFailure[] = [];
      for (const kind of kinds) {
        try {
          const bodies = await listServers(tenants.connection(subscription.tenantId), kind, subscription.id, signal);
          items.push(...bodies.flatMap((body) => summaryOf(body, true)));
        } catch (error) {
          if (isCancelled(error)) throw error;
          const explanation = explainError(error);
          // A cloud without a kind of server answers that it does not know the type.
          if (explanation.kind === 'not-found' && kind !== 'flexible') continue;
          const told = await withEligibleRoles(explanation, tenants.connection(subscription.tenantId), subscription.id, signal);
          failures.push(failureOf(told, `list the ${kindNames[kind]}s of ${subscription.name}`, subscription));
          break;
        }
      }
      return { items, failures };
    }),
  );
  return { items: lists.flatMap(({ items }) => items), failures: lists.flatMap(({ failures }) => failures) };
}

function failureOf(explanation: ReturnType<typeof explainError>, doing: string, { id, tenantId }: Subscription): ReadFailure {
  return { kind: explanation.kind, message: sentence(doing, explanation), tenantId, subscriptionId: id };
}

/**
 * Resource Graph leaves out what the caller may not read, and what is minutes old, without a word. So this many
 * subscriptions that seem to be empty are asked one by one; where more are, that waits for their Single Servers.
 */
const mostAskedAgain = 8;

async function listTenant(inventory: Inventory, subscriptions: readonly Subscription[], signal?: AbortSignal): Promise<PartialList<ServerSummary>> {
  const [first] = subscriptions;
  if (first === undefined) return { items: [], failures: [] };
  try {
    const { servers, truncated } = await queryServers(inventory.tenants.connection(first.tenantId), subscriptions, signal);
    const items = servers.flatMap((body) => summaryOf(body, false));
    const seen = new Set(items.map(({ subscriptionId }) => subscriptionId.toLowerCase()));
    const empty = subscriptions.filter(({ id }) => !seen.has(id.toLowerCase()));
    const again = empty.length > mostAskedAgain ? { items: [], failures: [] } : await listByManager(inventory, empty, ['flexible'], signal);
    const cut: ReadFailure[] = truncated ? [{ kind: 'failed', message: 'Azure Resource Graph cut the list of servers short. Choose fewer subscriptions.', tenantId: first.tenantId }] : [];
    return { items: [...items, ...again.items], failures: [...again.failures, ...cut] };
  } catch (error) {
    if (isCancelled(error)) throw error;
    const explanation = explainError(error);
    if (explanation.kind === 'sign-in' || explanation.kind === 'offline') {
      return { items: [], failures: [{ kind: explanation.kind, message: sentence('list the servers', explanation), tenantId: first.tenantId }] };
    }
    return listByManager(inventory, subscriptions, ['flexible', 'cluster', 'horizon'], signal);
  }
}

/** Lists Flexible Servers and clusters: one call per tenant and thousand servers where Resource Graph works. Rejects only for a cancel. */
export async function listAllServers(inventory: Inventory, subscriptions: readonly Subscription[], signal?: AbortSignal): Promise<PartialList<ServerSummary>> {
  inventory.tenants.remember(subscriptions);
  const byTenant = new Map<string, Subscription[]>();
  for (const subscription of subscriptions) {
    const key = inventory.tenants.separate ? subscription.tenantId.toLowerCase() : '';
    byTenant.set(key, [...(byTenant.get(key) ?? []), subscription]);
  }
  const lists = await Promise.all([...byTenant.values()].map((group) => listTenant(inventory, group, signal)));
  return { items: lists.flatMap(({ items }) => items), failures: lists.flatMap(({ failures }) => failures) };
}

/** Lists Single Servers: one call per subscription, as Resource Graph does not have them. Rejects only for a cancel. */
export async function listSingleServers(inventory: Inventory, subscriptions: readonly Subscription[], signal?: AbortSignal): Promise<PartialList<ServerSummary>> {
  inventory.tenants.remember(subscriptions);
  return listByManager(inventory, subscriptions, ['single'], signal);
}
