// A Flexible Server that an application reaches over the internet. One of its firewall rules opens it to everybody.
@description('Where the server runs.')
param location string = resourceGroup().location

@description('The name of the server.')
param serverName string = 'pg-orders'

@description('The administrator of the PostgreSQL roles.')
param administratorLogin string = 'orders_admin'

@secure()
param administratorPassword string

@description('The group that administers the server by Microsoft Entra.')
param administratorGroup object = {
  objectId: '7d1f4c4e-6f0b-4a55-9a52-2c8a4b1f9d10'
  name: 'dba-orders'
}

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: serverName
  location: location
  sku: {
    name: 'Standard_D2ds_v5'
    tier: 'GeneralPurpose'
  }
  properties: {
    version: '17'
    administratorLogin: administratorLogin
    administratorLoginPassword: administratorPassword
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Enabled'
      tenantId: tenant().tenantId
    }
    storage: {
      storageSizeGB: 128
    }
    backup: {
      backupRetentionDays: 14
      geoRedundantBackup: 'Enabled'
    }
    network: {
      publicNetworkAccess: 'Enabled'
    }
  }

  resource administrators 'administrators' = {
    name: administratorGroup.objectId
    properties: {
      principalName: administratorGroup.name
      principalType: 'Group'
      tenantId: tenant().tenantId
    }
  }
}

resource office 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = {
  parent: server
  name: 'office'
  properties: {
    startIpAddress: '203.0.113.0'
    endIpAddress: '203.0.113.63'
  }
}

resource everybody 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = {
  parent: server
  name: 'everybody'
  properties: {
    startIpAddress: '0.0.0.0'
    endIpAddress: '255.255.255.255'
  }
}

resource allowed 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2024-08-01' = {
  parent: server
  name: 'azure.extensions'
  properties: {
    value: 'PGAUDIT'
    source: 'user-override'
  }
}

// The server takes one change of a parameter at a time.
resource pgaudit 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2024-08-01' = {
  parent: server
  name: 'shared_preload_libraries'
  properties: {
    value: 'pgaudit,pg_cron'
    source: 'user-override'
  }
  dependsOn: [
    allowed
  ]
}

output host string = server.properties.fullyQualifiedDomainName
