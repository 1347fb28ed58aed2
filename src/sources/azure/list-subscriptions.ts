import type { JsonObject } from '../../model/value';
import type { PartialList, ReadFailure, Subscription, Tenant } from './azure-source';
import { isCancelled } from './cancel';
import type { Connection } from './connection';
import { explainError, sentence } from './explain-error';
import { textAt } from './json';
import { listBySending } from './raw-list';
import type { Tenants } from './tenants';

const version = 'api-version=2022-12-01';

function subscriptionOf(body: JsonObject): Subscription[] {
  const id = textAt(body, 'subscriptionId');
  if (id === '' || textAt(body, 'state') === 'Deleted') return [];
  return [{ id, name: textAt(body, 'displayName') || id, tenantId: textAt(body, 'tenantId') }];
}

/** The order in which people look for them. */
export const byName = (one: Subscription, other: Subscription): number => one.name.localeCompare(other.name, 'en') || (one.id < other.id ? -1 : 1);

/** Lists the tenants of whoever is signed in; none where only one has a credential. Rejects as `send` does. */
export async function listTenants(tenants: Tenants, signal?: AbortSignal): Promise<readonly Tenant[]> {
  if (!tenants.separate) return [];
  const listed = await listBySending(tenants.home, `/tenants?${version}`, signal);
  return listed.map((tenant) => {
    const id = textAt(tenant, 'tenantId');
    const domain = textAt(tenant, 'defaultDomain');
    return { id, name: textAt(tenant, 'displayName') || domain || id, domain };
  });
}

async function subscriptionsOf(connection: Connection, signal: AbortSignal | undefined): Promise<Subscription[]> {
  return (await listBySending(connection, `/subscriptions?${version}`, signal)).flatMap(subscriptionOf);
}

/**
 * Lists the subscriptions of all tenants that whoever is signed in belongs to. A token shows those of its own tenant
 * only, so each tenant with a credential of its own is asked; one that wants another sign-in is a failure, and the
 * others are still listed. Rejects only for a cancel.
 */
export async function listSubscriptions(tenants: Tenants, wantsTenant: (tenantId: string) => boolean, signal?: AbortSignal): Promise<PartialList<Subscription>> {
  const failures: ReadFailure[] = [];
  const found = new Map<string, Subscription>();
  const fail = (error: unknown, doing: string, tenantId?: string): void => {
    if (isCancelled(error)) throw error;
    const explanation = explainError(error);
    failures.push({ kind: explanation.kind, message: sentence(doing, explanation), ...(tenantId === undefined ? {} : { tenantId }) });
  };
  const add = (subscriptions: readonly Subscription[]): void => {
    for (const one of subscriptions) if (!found.has(one.id.toLowerCase())) found.set(one.id.toLowerCase(), one);
  };

  if (tenants.separate) {
    try {
      const listed = await listTenants(tenants, signal);
      const wanted = listed.filter(({ id }) => wantsTenant(id));
      // A choice that nothing is left of holds no longer.
      await Promise.all(
        (wanted.length === 0 ? listed : wanted).map(({ id, name }) =>
          subscriptionsOf(tenants.connection(id), signal).then(add, (error: unknown) => fail(error, `list the subscriptions of the tenant ${name}`, id)),
        ),
      );
    } catch (error) {
      fail(error, 'list the tenants');
    }
  } else {
    await subscriptionsOf(tenants.home, signal).then(add, (error: unknown) => fail(error, 'list the subscriptions'));
  }
  const items = [...found.values()].sort(byName);
  tenants.remember(items);
  return { items, failures };
}
