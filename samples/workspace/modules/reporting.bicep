// A server that is called as a module: how it is configured depends on the caller's arguments.
param name string
param location string
param minimumTls string = 'TLSv1.2'
@secure()
param administratorPassword string

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: name
  location: location
  sku: {
    name: 'Standard_B1ms'
    tier: 'Burstable'
  }
  properties: {
    version: '16'
    administratorLogin: 'reporting_admin'
    administratorLoginPassword: administratorPassword
    network: {
      publicNetworkAccess: 'Disabled'
    }
  }
}

resource minimumVersion 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2024-08-01' = {
  parent: server
  name: 'ssl_min_protocol_version'
  properties: {
    value: minimumTls
    source: 'user-override'
  }
}
