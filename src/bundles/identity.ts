import type { TokenCredential } from '@azure/core-auth';
import { AzureAuthorityHosts, AzureCliCredential, DefaultAzureCredential, EnvironmentCredential, ManagedIdentityCredential } from '@azure/identity';

/** The ways to sign in that do without VS Code. */
export type IdentityKind = 'azureCli' | 'environment' | 'managedIdentity' | 'default';

export interface IdentityOptions {
  readonly tenantId?: string;
  /** Where people sign in, such as https://login.microsoftonline.com. */
  readonly authority: string;
  /** The client id of a user-assigned managed identity. */
  readonly clientId?: string;
}

/** The authorities that Microsoft's list of clouds has; others, such as that of Azure Stack, must not be looked up there. */
const known = new Set(Object.values(AzureAuthorityHosts).map((address) => new URL(address).host));

/** Makes a credential. Nothing is asked before its first token is. */
export function createIdentityCredential(kind: IdentityKind, { tenantId, authority, clientId }: IdentityOptions): TokenCredential {
  const tenant = { ...(tenantId === undefined ? {} : { tenantId }), additionallyAllowedTenants: ['*'] };
  const host = { authorityHost: authority, ...(known.has(new URL(authority).host) ? {} : { disableInstanceDiscovery: true }) };
  switch (kind) {
    case 'azureCli':
      return new AzureCliCredential(tenant);
    case 'environment':
      return new EnvironmentCredential({ ...host, additionallyAllowedTenants: ['*'] });
    case 'managedIdentity':
      return new ManagedIdentityCredential({ ...host, ...(clientId === undefined ? {} : { clientId }) });
    case 'default':
      return new DefaultAzureCredential({ ...tenant, ...host, ...(clientId === undefined ? {} : { managedIdentityClientId: clientId }) });
  }
}
