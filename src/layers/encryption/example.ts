import { exampleServer } from '../example';

const identity =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/orders/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders';

/** A Flexible Server in Bicep whose data is encrypted by a key of the customer. */
export function exampleKey(key: string, more: readonly string[] = [], after: readonly string[] = []): string {
  const encryption = [
    'dataEncryption: {',
    "  type: 'AzureKeyVault'",
    `  primaryKeyURI: '${key}'`,
    `  primaryUserAssignedIdentityId: '${identity}'`,
    ...more.map((line) => `  ${line}`),
    '}',
  ];
  const assigned = ['identity: {', "  type: 'UserAssigned'", '  userAssignedIdentities: {', `    '${identity}': {}`, '  }', '}'];
  return exampleServer('flexible', [...encryption, ...after], assigned);
}

/** The address of a key of which the service always takes the newest version. */
export const exampleKeyAddress = 'https://orders.vault.azure.net/keys/postgresql';
