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
  /**
   * The connection for a subscription, as far as its tenant is known by now.
   * @param pace `background` where nobody waits for the answers.
   */
  readonly connectionFor: (subscriptionId: string, pace?: 'background') => Connection;
  /** The credential for it; that of whoever is signed in where its tenant is not known. */
  readonly credentialFor: (subscriptionId: string) => TokenCredential;
  readonly remember: (subscriptions: readonly Subscription[]) => void;
}

export interface TenantsOptions {
  readonly credential: TokenCredential;
  readonly credentialFor: ((tenantId: string) => TokenCredential) | undefined;
  readonly connect: (credential: TokenCredential, pace?: 'background') => Connection;
}

/** Makes connections as they are asked for and keeps them. */
export function createTenants({ credential, credentialFor, connect }: TenantsOptions): Tenants {
  const home = connect(credential);
  const credentials = new Map<string, TokenCredential>();
  const connections = new Map<string, Connection>();
  const tenantOf = new Map<string, string>();
  const credentialOf = (tenantId: string): TokenCredential => {
    if (credentialFor === undefined || tenantId === '') return credential;
    const found = credentials.get(tenantId.toLowerCase()) ?? credentialFor(tenantId);
    credentials.set(tenantId.toLowerCase(), found);
    return found;
  };
  const connection = (tenantId: string, pace?: 'background'): Connection => {
    const mine = credentialOf(tenantId);
    if (mine === credential && pace === undefined) return home;
    const key = `${mine === credential ? '' : tenantId.toLowerCase()} ${pace ?? ''}`;
    const found = connections.get(key) ?? connect(mine, pace);
    connections.set(key, found);
    return found;
  };
  const tenantFor = (subscriptionId: string): string => tenantOf.get(subscriptionId.toLowerCase()) ?? '';
  return {
    home,
    separate: credentialFor !== undefined,
    connection: (tenantId) => connection(tenantId),
    connectionFor: (subscriptionId, pace) => connection(tenantFor(subscriptionId), pace),
    credentialFor: (subscriptionId) => credentialOf(tenantFor(subscriptionId)),
    remember(subscriptions) {
      for (const { id, tenantId } of subscriptions) tenantOf.set(id.toLowerCase(), tenantId);
    },
  };
}
