import { isSince } from './version';

/**
 * What the retired module storage/postgresql-single-server makes of its parameters, by version: read off its releases in
 * https://github.com/Azure/bicep-registry-modules (tags storage/postgresql-single-server/1.0.1, 1.1.1 and 1.1.2) on
 * 2026-11-25.
 */
export const singleServerVersions = ['1.0.1', '1.1.1', '1.1.2'] as const;

const type = 'Microsoft.DBforPostgreSQL/servers';
const api = '2017-12-01';

/** Writes what a version deploys as a template. */
export function singleServer(version: string): string {
  return isSince(version, '1.1.1') ? later : first;
}

const children = (configurations: string): string => `resource firewallRule '${type}/firewallRules@${api}' = [for rule in firewallRules: {
  parent: server
  name: rule.name
  properties: { startIpAddress: rule.startIpAddress, endIpAddress: rule.endIpAddress }
}]
resource configuration '${type}/configurations@${api}' = [for item in ${configurations}: {
  parent: server
  name: item.name
  properties: { value: item.value, source: 'user-override' }
}]
output id string = server.id
output fqdn string = server.properties.fullyQualifiedDomainName
`;

const later = `param location string = resourceGroup().location
param prefix string = 'postgres'
param name string = take('\${prefix}-\${uniqueString(resourceGroup().id, location)}', 44)
param serverName string = name
param tags object = {}
param administratorLogin string
@secure()
param administratorLoginPassword string
param backupRetentionDays int = 35
param createMode string = 'Default'
param firewallRules array = []
param virtualNetworkRules array = []
@allowed(['Enabled', 'Disabled'])
param infrastructureEncryption string = 'Disabled'
@allowed(['TLS1_0', 'TLS1_1', 'TLS1_2', 'TLSEnforcementDisabled'])
param minimalTlsVersion string = 'TLS1_2'
@allowed(['Enabled', 'Disabled'])
param publicNetworkAccess string = 'Disabled'
param version string = '11'
@allowed(['Enabled', 'Disabled'])
param geoRedundantBackup string = 'Disabled'
param serverConfigurations array = []
param skuName string = 'GP_Gen5_2'
param SkuTier string = 'GeneralPurpose'
resource server '${type}@${api}' = {
  name: serverName
  location: location
  tags: tags
  sku: { name: skuName, tier: SkuTier }
  identity: { type: 'SystemAssigned' }
  properties: {
    createMode: createMode
    administratorLogin: administratorLogin
    administratorLoginPassword: administratorLoginPassword
    version: version
    sslEnforcement: minimalTlsVersion == 'TLSEnforcementDisabled' ? 'Disabled' : 'Enabled'
    minimalTlsVersion: minimalTlsVersion
    infrastructureEncryption: infrastructureEncryption
    storageProfile: { backupRetentionDays: backupRetentionDays, geoRedundantBackup: geoRedundantBackup }
    publicNetworkAccess: publicNetworkAccess
  }
}
resource virtualNetworkRule '${type}/virtualNetworkRules@${api}' = [for rule in virtualNetworkRules: {
  parent: server
  name: rule.name
  properties: { ignoreMissingVnetServiceEndpoint: rule.ignoreMissingVnetServiceEndpoint, virtualNetworkSubnetId: rule.virtualNetworkSubnetId }
}]
${children('serverConfigurations')}`;

const first = `param location string = resourceGroup().location
param sqlServerName string
param tags object = {}
param sqlServerAdministratorLogin string
@secure()
param sqlServerAdministratorPassword string
param backupRetentionDays int = 7
param createMode string = 'Default'
param firewallRules array = []
param geoRedundantBackup bool = true
param infrastructureEncryption bool = false
@allowed(['TLS1_0', 'TLS1_1', 'TLS1_2', 'TLSEnforcementDisabled'])
param minimalTlsVersion string = 'TLS1_2'
param publicNetworkAccess bool = false
param sqlServerPostgresqlVersion string = '11'
param sqlServerConfigurations array = []
param skuName string = 'GP_Gen5_2'
param sslEnforcement bool = true
resource server '${type}@${api}' = {
  name: toLower(sqlServerName)
  location: location
  tags: tags
  sku: { name: skuName }
  identity: { type: 'SystemAssigned' }
  properties: {
    createMode: createMode
    administratorLogin: sqlServerAdministratorLogin
    administratorLoginPassword: sqlServerAdministratorPassword
    version: sqlServerPostgresqlVersion
    sslEnforcement: sslEnforcement ? 'Enabled' : 'Disabled'
    minimalTlsVersion: minimalTlsVersion
    infrastructureEncryption: infrastructureEncryption ? 'Enabled' : 'Disabled'
    storageProfile: { backupRetentionDays: backupRetentionDays, geoRedundantBackup: geoRedundantBackup ? 'Enabled' : 'Disabled' }
    publicNetworkAccess: publicNetworkAccess ? 'Enabled' : 'Disabled'
  }
}
${children('sqlServerConfigurations')}`;
