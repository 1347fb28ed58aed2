import type { TokenCredential } from '@azure/core-auth';
import type { Subscription } from './azure-source';
import type { Connection } from './connection';

/** The connections of a source, one per tenant: a token is good for one tenant only. */
export interface Tenants {
  /** The connection of whoever is signed in, in their own tenant. */
  readonly home: Connection;
  /** True where each tenant has a credential of its own. */
  readonly separate: boolean;
  readonly connection: (tenantId: string) => Connection;
  /** The connection for a subscription, as far as its tenant is known by now. */
  readonly connectionFor: (subscriptionId: string) => Connection;
  readonly remember: (subscriptions: readonly Subscription[]) => void;
}

export interface TenantsOptions {
  readonly credential: TokenCredential;
  readonly credentialFor: ((tenantId: string) => TokenCredential) | undefined;
  readonly connect: (credential: TokenCredential) => Connection;
}

/** Makes connections as they are asked for and keeps them. */
export function createTenants({ credential, credentialFor, connect }: TenantsOptions): Tenants {
  const home = connect(credential);
  const connections = new Map<string, Connection>();
  const tenantOf = new Map<string, string>();
  const connection = (tenantId: string): Connection => {
    const key = tenantId.toLowerCase();
    const found = connections.get(key) ?? (credentialFor === undefined || key === '' ? home : connect(credentialFor(tenantId)));
    connections.set(key, found);
    return found;
  };
  return {
    home,
    separate: credentialFor !== undefined,
    connection,
    connectionFor: (subscriptionId) => connection(tenantOf.get(subscriptionId.toLowerCase()) ?? ''),
    remember(subscriptions) {
      for (const { id, tenantId } of subscriptions) tenantOf.set(id.toLowerCase(), tenantId);
    },
  };
}
