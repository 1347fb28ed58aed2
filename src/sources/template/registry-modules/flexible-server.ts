import { isSince } from './version';

/**
 * What the module avm/res/db-for-postgre-sql/flexible-server makes of its parameters, by version: read off its releases
 * in https://github.com/Azure/bicep-registry-modules (tags avm/res/db-for-postgre-sql/flexible-server/0.1.0 to 0.16.0)
 * on 2026-11-25. Parameters that say nothing about security are left out.
 */
export const flexibleServerVersions = [
  '0.1.0', '0.1.1', '0.1.2', '0.1.3', '0.1.4', '0.1.5', '0.1.6', '0.1.7', '0.1.8', '0.2.0', '0.3.0', '0.3.1', '0.4.0', '0.5.0', '0.6.0',
  '0.7.0', '0.7.1', '0.7.2', '0.8.0', '0.8.1', '0.9.0', '0.9.1', '0.10.0', '0.10.1', '0.10.2', '0.11.0', '0.12.0', '0.12.1', '0.13.0',
  '0.13.1', '0.13.2', '0.14.0', '0.15.0', '0.15.1', '0.15.2', '0.15.3', '0.15.4', '0.15.5', '0.16.0',
] as const;

/** Writes what a version deploys as a template. */
export function flexibleServer(version: string): string {
  const since = (first: string): boolean => isSince(version, first);
  /** The last of several that has begun: [['', 'a'], ['0.2.0', 'b']]. */
  const latest = (...steps: readonly (readonly [string, string])[]): string => steps.findLast(([first]) => first === '' || since(first))?.[1] ?? '';
  const when = (first: string, text: string): string => (since(first) ? text : '');
  const api = latest(['', '2022-12-01'], ['0.7.0', '2024-08-01'], ['0.14.0', '2025-06-01-preview'], ['0.15.4', '2026-01-01-preview']);
  const type = 'Microsoft.DBforPostgreSQL/flexibleServers';
  const optional = latest(['', "string = ''"], ['0.5.0', 'string?']);
  const given = (name: string): string => latest(['', `empty(${name}) ? null : ${name}`], ['0.5.0', name]);
  return `param name string
param location string = resourceGroup().location
param skuName string
param tier string
param tags object?
param administratorLogin ${optional}
@secure()
param administratorLoginPassword ${optional}
${authParameters(since)}
param backupRetentionDays int = 7
@allowed(['Disabled', 'Enabled'])
param geoRedundantBackup string = '${latest(['', 'Disabled'], ['0.5.0', 'Enabled'])}'
@allowed(['Disabled', 'SameZone', 'ZoneRedundant'])
param highAvailability string = '${latest(['', 'Disabled'], ['0.2.0', 'ZoneRedundant'])}'
param version string = '${latest(['', '15'], ['0.1.8', '16'], ['0.12.0', '17'], ['0.15.1', '18'])}'
param storageSizeGB int = 32
${zoneParameters(since)}
param maintenanceWindow object = ${latest(['', '{}'], ['0.1.7', "{ customWindow: 'Enabled', dayOfWeek: 0, startHour: 1, startMinute: 0 }"])}
param createMode string = 'Default'
param sourceServerResourceId string = ''
param managedIdentities object?
param customerManagedKey object?
param delegatedSubnetResourceId string${latest(['', " = ''"], ['0.12.0', '?'])}
param privateDnsZoneArmResourceId string = ''
param firewallRules array?
param administrators array?
param configurations array?
param diagnosticSettings array?
param lock object?
param roleAssignments array?
${when('0.4.0', 'param privateEndpoints array?')}
${when('0.7.0', "@allowed(['Disabled', 'Enabled'])\nparam publicNetworkAccess string = 'Disabled'\nparam autoGrow string?\nparam replica object?\n@allowed(['Disabled', 'Enabled'])\nparam serverThreatProtection string = 'Enabled'")}
${when('0.14.0', "@allowed(['Primary', 'AsyncReplica', 'GeoAsyncReplica', 'None'])\nparam replicationRole string = 'None'")}
${when('0.15.4', 'param storageType string?')}
${when('0.9.0', 'param enableAdvancedThreatProtection bool = true')}
var roles = {
${roleNames}
}
var key = empty(customerManagedKey) ? {} : reference('\${customerManagedKey!.keyVaultResourceId}/keys/\${customerManagedKey!.keyName}')
resource server '${type}@${api}' = {
  name: name
  location: location
  tags: tags
  sku: { name: skuName, tier: tier }
  identity: empty(managedIdentities) ? null : {
    type: ${identityType(since)}
    userAssignedIdentities: toObject(managedIdentities.?userAssignedResourceIds ?? [], id => id, id => {})
  }
  properties: {
    version: version
    createMode: createMode
    administratorLogin: ${given('administratorLogin')}
    administratorLoginPassword: ${given('administratorLoginPassword')}
    authConfig: ${authConfig(since)}
    availabilityZone: ${zone('availabilityZone', since)}
    highAvailability: { mode: highAvailability, standbyAvailabilityZone: ${standby(since)} }
    maintenanceWindow: empty(maintenanceWindow) ? null : maintenanceWindow
    backup: {
      backupRetentionDays: backupRetentionDays
      geoRedundantBackup: ${latest(['', 'geoRedundantBackup'], ['0.14.0', "createMode != 'Replica' ? geoRedundantBackup : null"])}
    }
    dataEncryption: empty(customerManagedKey) ? null : {
      type: 'AzureKeyVault'
      primaryKeyURI: empty(customerManagedKey.?keyVersion) ? ${latest(['', 'key.keyUriWithVersion'], ['0.13.2', '(customerManagedKey.?autoRotationEnabled ?? true) ? key.keyUri : key.keyUriWithVersion'])} : '\${key.keyUri}/\${customerManagedKey.?keyVersion}'
      primaryUserAssignedIdentityId: customerManagedKey.?userAssignedIdentityResourceId
    }
    network: ${network(since)}
    sourceServerResourceId: createMode == 'PointInTimeRestore'${when('0.5.0', " || createMode == 'Replica'")} ? sourceServerResourceId : null
    ${when('0.7.0', 'replica: empty(replica) ? null : replica')}
    ${when('0.14.0', 'replicationRole: replicationRole')}
    storage: { storageSizeGB: storageSizeGB${when('0.7.0', ', autoGrow: autoGrow')}${when('0.15.4', ', type: storageType')} }
  }
}
resource firewallRule '${type}/firewallRules@${api}' = [for rule in firewallRules ?? []: {
  parent: server
  name: rule.name
  properties: { startIpAddress: rule.startIpAddress, endIpAddress: rule.endIpAddress }
}]
resource configuration '${type}/configurations@${api}' = [for item in configurations ?? []: {
  parent: server
  name: item.name
  properties: { value: item.?value, source: item.?source }
}]
resource administrator '${type}/administrators@${api}' = [for item in administrators ?? []: {
  parent: server
  name: item.objectId
  properties: { principalName: item.principalName, principalType: item.principalType, tenantId: item.?tenantId ?? tenant().tenantId }
}]
${when('0.7.0', `resource threatProtection '${type}/advancedThreatProtectionSettings@${api}' = ${when('0.9.0', 'if (enableAdvancedThreatProtection) ')}{
  parent: server
  name: '${latest(['', 'PostgreSQL-advancedThreatProtection'], ['0.15.5', 'Default'])}'
  properties: { state: serverThreatProtection }
}`)}
resource serverLock 'Microsoft.Authorization/locks@2020-05-01' = if (!empty(lock) && lock.?kind != 'None') {
  scope: server
  name: lock.?name ?? 'lock-\${name}'
  properties: { level: lock.?kind }
}
resource roleAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for item in roleAssignments ?? []: {
  scope: server
  name: item.?name ?? guid(server.id, item.principalId, item.roleDefinitionIdOrName)
  properties: {
    roleDefinitionId: roles[?item.roleDefinitionIdOrName] ?? (contains(item.roleDefinitionIdOrName, '/') ? item.roleDefinitionIdOrName : subscriptionResourceId('Microsoft.Authorization/roleDefinitions', item.roleDefinitionIdOrName))
    principalId: item.principalId
    principalType: item.?principalType
  }
}]
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [for item in diagnosticSettings ?? []: {
  scope: server
  name: item.?name ?? '\${name}-diagnosticSettings'
  properties: {
    workspaceId: item.?workspaceResourceId
    storageAccountId: item.?storageAccountResourceId
    eventHubAuthorizationRuleId: item.?eventHubAuthorizationRuleResourceId
    logs: map(item.?logCategoriesAndGroups ?? ${latest(['', "[{ categoryGroup: 'allLogs' }]"], ['0.16.0', "(empty(item.?metricCategories) ? [{ categoryGroup: 'allLogs' }] : [])"])}, group => {
      category: group.?category
      categoryGroup: group.?categoryGroup
      enabled: group.?enabled ?? true
    })
  }
}]
${when('0.4.0', `resource privateEndpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = [for (item, index) in privateEndpoints ?? []: if (empty(delegatedSubnetResourceId)) {
  name: item.?name ?? 'pep-\${name}-postgresqlServer-\${index}'
  properties: {
    subnet: { id: item.subnetResourceId }
    privateLinkServiceConnections: item.?isManualConnection == true ? null : [{
      name: item.?privateLinkServiceConnectionName ?? name
      properties: { privateLinkServiceId: server.id, groupIds: [item.?service ?? 'postgresqlServer'] }
    }]
    manualPrivateLinkServiceConnections: item.?isManualConnection != true ? null : [{
      name: item.?privateLinkServiceConnectionName ?? name
      properties: { privateLinkServiceId: server.id, groupIds: [item.?service ?? 'postgresqlServer'] }
    }]
  }
}]`)}
output name string = server.name
output resourceId string = server.id
output resourceGroupName string = resourceGroup().name
output location string = location
output fqdn string = server.properties.fullyQualifiedDomainName
`;
}

/** The roles that all versions know by name: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
const roleNames = [
  ['Contributor', 'b24988ac-6180-42a0-ab88-20f7382dd24c'],
  ['Owner', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'],
  ['Reader', 'acdd72a7-3385-48ef-bd42-f606fba81ae7'],
  ['Role Based Access Control Administrator', 'f58310d9-a9f6-439a-9e8d-f62e7b41a168'],
  ['User Access Administrator', '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'],
].map(([name, id]) => `  '${name}': subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${id}')`).join('\n');

type Since = (first: string) => boolean;

/** Zones were texts once; -1 is none. */
function zoneParameters(since: Since): string {
  return since('0.12.0') ? '@allowed([-1, 1, 2, 3])\nparam availabilityZone int\n@allowed([-1, 1, 2, 3])\nparam highAvailabilityZone int = -1' : "param availabilityZone string = ''";
}

const zone = (name: string, since: Since): string => (since('0.12.0') ? `${name} == -1 ? null : string(${name})` : name);

/** The zone of the standby: before 0.12.0 nobody could choose it. */
function standby(since: Since): string {
  const other = since('0.12.0') ? `highAvailability == 'ZoneRedundant' ? (${zone('highAvailabilityZone', since)}) : null` : 'null';
  return `highAvailability == 'SameZone' ? (${zone('availabilityZone', since)}) : ${other}`;
}

function authParameters(since: Since): string {
  if (since('0.14.0')) return `param authConfig object = { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' }`;
  const tenant = `param tenantId string${since('0.5.0') ? '?' : " = ''"}`;
  if (since('0.6.0')) return tenant;
  return `@allowed(['Disabled', 'Enabled'])
param activeDirectoryAuth string = 'Enabled'
@allowed(['Disabled', 'Enabled'])
param passwordAuth string = 'Disabled'
${tenant}`;
}

/** From 0.6.0 to 0.13.2 who may sign in how follows from who is named; before and after it is said. */
function authConfig(since: Since): string {
  if (since('0.14.0')) return 'authConfig';
  const tenant = since('0.5.0') ? 'tenantId' : 'empty(tenantId) ? null : tenantId';
  if (!since('0.6.0')) return `{ activeDirectoryAuth: activeDirectoryAuth, passwordAuth: passwordAuth, tenantId: ${tenant} }`;
  return `{
      activeDirectoryAuth: empty(administrators) ? 'disabled' : 'enabled'
      passwordAuth: empty(administratorLogin) || empty(administratorLoginPassword) ? 'disabled' : 'enabled'
      tenantId: ${tenant}
    }`;
}

/** Before 0.11.0 a server without a delegated subnet gets no network settings: what the service does then is public access. */
function network(since: Since): string {
  const access = since('0.7.0') ? ', publicNetworkAccess: publicNetworkAccess' : '';
  const inside = `{ delegatedSubnetResourceId: delegatedSubnetResourceId, privateDnsZoneArmResourceId: privateDnsZoneArmResourceId${access} }`;
  const outside = since('0.11.0') ? '{ publicNetworkAccess: publicNetworkAccess }' : 'null';
  return `!empty(delegatedSubnetResourceId) && empty(firewallRules) ? ${inside} : ${outside}`;
}

function identityType(since: Since): string {
  const user = `empty(managedIdentities.?userAssignedResourceIds)`;
  if (!since('0.14.0')) return `${user} ? 'None' : 'UserAssigned'`;
  return `(managedIdentities.?systemAssigned ?? false) ? (${user} ? 'SystemAssigned' : 'SystemAssigned,UserAssigned') : (${user} ? 'None' : 'UserAssigned')`;
}
