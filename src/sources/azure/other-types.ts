/** How a type that extends or surrounds servers is asked for. */
export interface OtherType {
  readonly apiVersion: string;
  /** What people call these, in the middle of a sentence. */
  readonly words: string;
  /** Where a list covers everything of a subscription, so that one call serves all its servers. */
  readonly listedBy?: 'subscription';
  /** Only at a subscription. */
  readonly onlyAtSubscription?: true;
}

/** By the lower-cased type. Versions and scopes are those of the REST reference on learn.microsoft.com/rest/api. */
const types: Readonly<Record<string, OtherType>> = {
  'microsoft.insights/diagnosticsettings': { apiVersion: '2021-05-01-preview', words: 'diagnostic settings' },
  'microsoft.security/pricings': { apiVersion: '2024-01-01', words: 'the plans of Microsoft Defender for Cloud', listedBy: 'subscription', onlyAtSubscription: true },
  'microsoft.security/advancedthreatprotectionsettings': { apiVersion: '2019-01-01', words: 'threat protection settings' },
  'microsoft.authorization/locks': { apiVersion: '2020-05-01', words: 'resource locks', listedBy: 'subscription' },
  'microsoft.authorization/roleassignments': { apiVersion: '2022-04-01', words: 'role assignments', listedBy: 'subscription' },
  'microsoft.network/virtualnetworks': { apiVersion: '2024-05-01', words: 'virtual networks' },
  'microsoft.network/virtualnetworks/subnets': { apiVersion: '2024-05-01', words: 'subnets' },
  'microsoft.network/networksecuritygroups': { apiVersion: '2024-05-01', words: 'network security groups' },
  'microsoft.network/networksecuritygroups/securityrules': { apiVersion: '2024-05-01', words: 'rules of network security groups' },
  'microsoft.network/privateendpoints': { apiVersion: '2024-05-01', words: 'private endpoints' },
  'microsoft.network/privatednszones': { apiVersion: '2024-06-01', words: 'private DNS zones' },
  'microsoft.network/privatednszones/virtualnetworklinks': { apiVersion: '2024-06-01', words: 'virtual network links of private DNS zones' },
  'microsoft.network/privatednszones/a': { apiVersion: '2024-06-01', words: 'records of private DNS zones' },
  'microsoft.keyvault/vaults': { apiVersion: '2023-07-01', words: 'key vaults' },
  'microsoft.keyvault/vaults/keys': { apiVersion: '2023-07-01', words: 'keys' },
  'microsoft.managedidentity/userassignedidentities': { apiVersion: '2023-01-31', words: 'managed identities' },
  'microsoft.operationalinsights/workspaces': { apiVersion: '2023-09-01', words: 'log workspaces' },
  'microsoft.dbforpostgresql/flexibleservers': { apiVersion: '2025-08-01', words: 'Flexible Servers' },
  'microsoft.dbforpostgresql/servers': { apiVersion: '2017-12-01', words: 'Single Servers' },
  'microsoft.horizondb/parametergroups': { apiVersion: '2026-05-01-preview', words: 'parameter groups' },
};

/** The types that are asked for beside servers and their children, in lower case. */
export const otherTypes: readonly string[] = Object.keys(types);

/** Finds out how a type is asked for; `undefined` where this product does not know. */
export function otherType(type: string): OtherType | undefined {
  return types[type.toLowerCase()];
}

/** The permission that reading takes, such as Microsoft.Network/virtualNetworks/subnets/read. */
export const readAction = (type: string): string => `${type}/read`;
