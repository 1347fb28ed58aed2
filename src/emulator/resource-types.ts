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
const subscriptions = ['2016-06-01', '2019-06-01', '2020-01-01', '2021-01-01', '2022-12-01'];

const table: readonly (readonly [name: string, apiVersions: readonly string[]])[] = [
  ['tenants', subscriptions],
  ['subscriptions', subscriptions],
  ['resourceGroups', ['2020-06-01', '2021-04-01', '2022-09-01', '2024-03-01', '2025-04-01']],
  ['Microsoft.ResourceGraph/resources', ['2021-03-01', '2022-10-01', '2024-04-01']],
  ['Microsoft.DBforPostgreSQL/locations/azureAsyncOperation', [...single, '2018-06-01', ...flexible2021]],
  ['Microsoft.DBforPostgreSQL/locations/operationResults', [...single, '2018-06-01', ...flexible2021]],
  ['Microsoft.DBforPostgreSQL/flexibleServers', flexible2021],
  ['Microsoft.DBforPostgreSQL/flexibleServers/restart', flexible2021],
  ['Microsoft.DBforPostgreSQL/flexibleServers/firewallRules', flexible2021],
  ['Microsoft.DBforPostgreSQL/flexibleServers/configurations', flexible2021],
  ['Microsoft.DBforPostgreSQL/flexibleServers/administrators', flexible2022],
  ['Microsoft.DBforPostgreSQL/flexibleServers/advancedThreatProtectionSettings', flexible2024],
  ['Microsoft.DBforPostgreSQL/flexibleServers/privateEndpointConnections', flexible2024],
  ['Microsoft.DBforPostgreSQL/servers', single],
  ['Microsoft.DBforPostgreSQL/servers/restart', single],
  ['Microsoft.DBforPostgreSQL/servers/firewallRules', single],
  ['Microsoft.DBforPostgreSQL/servers/configurations', single],
  ['Microsoft.DBforPostgreSQL/servers/administrators', single],
  ['Microsoft.DBforPostgreSQL/servers/virtualNetworkRules', single],
  ['Microsoft.DBforPostgreSQL/servers/securityAlertPolicies', single],
  ['Microsoft.DBforPostgreSQL/servers/privateEndpointConnections', ['2018-06-01']],
];

const byName: ReadonlyMap<string, ResourceType> = new Map(
  table.map(([name, apiVersions]) => [name.toLowerCase(), { name, apiVersions }]),
);

/** Finds a type by its name in any case; undefined where the emulator does not have it. */
export function resourceType(type: string): ResourceType | undefined {
  return byName.get(type.toLowerCase());
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
