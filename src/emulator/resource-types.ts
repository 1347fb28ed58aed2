import type { ServerKind } from './fleet';

/** A type of resource or an action: how it is spelled, and which api-versions it answers. */
export interface ResourceType {
  /** The spelling of ids and messages. */
  readonly name: string;
  readonly apiVersions: readonly string[];
}

const flexible2021 = ['2021-06-01', '2022-12-01', '2024-08-01', '2025-08-01', '2026-01-01-preview', '2026-04-01-preview', '2026-10-01'];
const flexible2022 = flexible2021.slice(1);
const flexible2024 = flexible2021.slice(2);
const single = ['2017-12-01'];
const cluster = ['2022-11-08', '2023-03-02-preview'];
const horizon = ['2026-01-20-preview', '2026-05-01-preview'];
const network = ['2022-07-01', '2023-04-01', '2024-01-01', '2024-05-01', '2025-01-01'];
const privateDns = ['2020-06-01', '2024-06-01'];
const keyVault = ['2022-07-01', '2023-07-01', '2024-11-01'];
const subscriptions = ['2016-06-01', '2019-06-01', '2020-01-01', '2021-01-01', '2022-12-01'];

const table: readonly (readonly [name: string, apiVersions: readonly string[]])[] = [
  ['tenants', subscriptions],
  ['subscriptions', subscriptions],
  ['resourceGroups', ['2020-06-01', '2021-04-01', '2022-09-01', '2024-03-01', '2025-04-01']],
  ['Microsoft.ResourceGraph/resources', ['2021-03-01', '2022-10-01', '2024-04-01']],
  ['Microsoft.DBforPostgreSQL/locations/azureAsyncOperation', [...single, '2018-06-01', ...cluster, ...flexible2021]],
  ['Microsoft.DBforPostgreSQL/locations/operationResults', [...single, '2018-06-01', ...cluster, ...flexible2021]],
  ['Microsoft.DBforPostgreSQL/flexibleServers', flexible2021],
  ['Microsoft.DBforPostgreSQL/flexibleServers/restart', flexible2021],
  ['Microsoft.DBforPostgreSQL/flexibleServers/firewallRules', flexible2021],
  ['Microsoft.DBforPostgreSQL/flexibleServers/configurations', flexible2021],
  ['Microsoft.DBforPostgreSQL/flexibleServers/administrators', flexible2022],
  ['Microsoft.DBforPostgreSQL/flexibleServers/advancedThreatProtectionSettings', flexible2024],
  ['Microsoft.DBforPostgreSQL/flexibleServers/privateEndpointConnections', flexible2024],
  ['Microsoft.DBforPostgreSQL/flexibleServers/replicas', flexible2022],
  ['Microsoft.DBforPostgreSQL/flexibleServers/logFiles', flexible2022],
  ['Microsoft.DBforPostgreSQL/servers', single],
  ['Microsoft.DBforPostgreSQL/servers/restart', single],
  ['Microsoft.DBforPostgreSQL/servers/firewallRules', single],
  ['Microsoft.DBforPostgreSQL/servers/configurations', single],
  ['Microsoft.DBforPostgreSQL/servers/administrators', single],
  ['Microsoft.DBforPostgreSQL/servers/virtualNetworkRules', single],
  ['Microsoft.DBforPostgreSQL/servers/securityAlertPolicies', single],
  ['Microsoft.DBforPostgreSQL/servers/keys', ['2020-01-01']],
  ['Microsoft.DBforPostgreSQL/servers/replicas', single],
  ['Microsoft.DBforPostgreSQL/servers/logFiles', single],
  ['Microsoft.DBforPostgreSQL/servers/privateEndpointConnections', ['2018-06-01']],
  ['Microsoft.Insights/eventtypes/values', ['2015-04-01']],
];

/** The types that are kept and answered as they are, without rules of their own. */
const others: readonly (readonly [name: string, apiVersions: readonly string[]])[] = [
  ['Microsoft.DBforPostgreSQL/serverGroupsv2', cluster],
  ['Microsoft.DBforPostgreSQL/serverGroupsv2/restart', cluster],
  ['Microsoft.DBforPostgreSQL/serverGroupsv2/firewallRules', cluster],
  ['Microsoft.DBforPostgreSQL/serverGroupsv2/configurations', cluster],
  ['Microsoft.DBforPostgreSQL/serverGroupsv2/coordinatorConfigurations', cluster],
  ['Microsoft.DBforPostgreSQL/serverGroupsv2/nodeConfigurations', cluster],
  ['Microsoft.DBforPostgreSQL/serverGroupsv2/privateEndpointConnections', cluster],
  ['Microsoft.DBforPostgreSQL/serverGroupsv2/roles', cluster],
  ['Microsoft.HorizonDb/clusters', horizon],
  ['Microsoft.HorizonDb/clusters/administrators', horizon],
  ['Microsoft.HorizonDb/clusters/pools', horizon],
  ['Microsoft.HorizonDb/clusters/pools/firewallRules', horizon],
  ['Microsoft.HorizonDb/clusters/privateEndpointConnections', horizon],
  ['Microsoft.HorizonDb/parameterGroups', horizon],
  ['Microsoft.Insights/diagnosticSettings', ['2021-05-01-preview']],
  ['Microsoft.Security/pricings', ['2022-03-01', '2023-01-01', '2024-01-01']],
  ['Microsoft.Security/advancedThreatProtectionSettings', ['2019-01-01']],
  ['Microsoft.Authorization/locks', ['2016-09-01', '2020-05-01']],
  ['Microsoft.Authorization/roleAssignments', ['2022-04-01']],
  ['Microsoft.Authorization/roleEligibilityScheduleInstances', ['2020-10-01']],
  ['Microsoft.Network/virtualNetworks', network],
  ['Microsoft.Network/virtualNetworks/subnets', network],
  ['Microsoft.Network/networkSecurityGroups', network],
  ['Microsoft.Network/networkSecurityGroups/securityRules', network],
  ['Microsoft.Network/privateEndpoints', network],
  ['Microsoft.Network/privateDnsZones', privateDns],
  ['Microsoft.Network/privateDnsZones/virtualNetworkLinks', privateDns],
  ['Microsoft.Network/privateDnsZones/A', privateDns],
  ['Microsoft.KeyVault/vaults', keyVault],
  ['Microsoft.KeyVault/vaults/keys', keyVault],
  ['Microsoft.OperationalInsights/workspaces', ['2022-10-01', '2023-09-01', '2025-02-01']],
  ['Microsoft.ManagedIdentity/userAssignedIdentities', ['2023-01-31', '2024-11-30']],
];

const byName: ReadonlyMap<string, ResourceType> = new Map(
  [...table, ...others].map(([name, apiVersions]) => [name.toLowerCase(), { name, apiVersions }]),
);

/** Finds a type by its name in any case; undefined where the emulator does not have it. */
export function resourceType(type: string): ResourceType | undefined {
  return byName.get(type.toLowerCase());
}

const otherNames = new Set(others.map(([name]) => name.toLowerCase()));

/** Says whether resources of this type are kept and answered as they are. */
export function isOtherType(type: string): boolean {
  return otherNames.has(type.toLowerCase());
}

/** The full type of each kind of server. */
export const serverTypes: Readonly<Record<ServerKind, string>> = {
  flexible: 'Microsoft.DBforPostgreSQL/flexibleServers',
  single: 'Microsoft.DBforPostgreSQL/servers',
};

/** Says which kind of server a type is, or is a child of. */
export function serverKind(type: string): ServerKind | undefined {
  const [namespace, server] = type.toLowerCase().split('/');
  if (namespace !== 'microsoft.dbforpostgresql') return undefined;
  return server === 'flexibleservers' ? 'flexible' : server === 'servers' ? 'single' : undefined;
}
