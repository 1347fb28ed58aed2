// A role that sees everything that this extension and its command line read, and changes nothing.
// Deploy it to a subscription: az deployment sub create --location westeurope --template-file reader.bicep
targetScope = 'subscription'

@description('The name of the role, unique in the tenant.')
param roleName string = 'PostgreSQL Security Reader'

resource reader 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, roleName)
  properties: {
    roleName: roleName
    description: 'Reads the security layers of Azure Database for PostgreSQL and what surrounds its servers.'
    type: 'customRole'
    assignableScopes: [
      subscription().id
    ]
    permissions: [
      {
        actions: [
          'Microsoft.Resources/subscriptions/read'
          'Microsoft.Resources/subscriptions/resourceGroups/read'
          'Microsoft.DBforPostgreSQL/flexibleServers/read'
          'Microsoft.DBforPostgreSQL/flexibleServers/*/read'
          'Microsoft.DBforPostgreSQL/servers/read'
          'Microsoft.DBforPostgreSQL/servers/*/read'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/read'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/*/read'
          'Microsoft.HorizonDb/clusters/read'
          'Microsoft.HorizonDb/clusters/*/read'
          'Microsoft.HorizonDb/parameterGroups/read'
          'Microsoft.Insights/diagnosticSettings/read'
          'Microsoft.Insights/eventtypes/values/read'
          'Microsoft.Security/pricings/read'
          'Microsoft.Security/advancedThreatProtectionSettings/read'
          'Microsoft.Authorization/locks/read'
          'Microsoft.Authorization/roleAssignments/read'
          'Microsoft.Authorization/roleEligibilityScheduleInstances/read'
          'Microsoft.Network/virtualNetworks/read'
          'Microsoft.Network/virtualNetworks/subnets/read'
          'Microsoft.Network/networkSecurityGroups/read'
          'Microsoft.Network/privateDnsZones/read'
          'Microsoft.Network/privateDnsZones/virtualNetworkLinks/read'
          'Microsoft.Network/privateEndpoints/read'
          'Microsoft.KeyVault/vaults/read'
          'Microsoft.KeyVault/vaults/keys/read'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}

output roleDefinitionId string = reader.id
