// A role that carries out the fixes of this extension on servers that exist. It creates and deletes no server, reads no
// data and gives nobody a role. Assign it beside PostgreSQL Security Reader.
// Deploy it to a subscription: az deployment sub create --location westeurope --template-file remediator.bicep
targetScope = 'subscription'

@description('The name of the role, unique in the tenant.')
param roleName string = 'PostgreSQL Security Remediator'

resource remediator 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, roleName)
  properties: {
    roleName: roleName
    description: 'Changes the security settings of Azure Database for PostgreSQL servers.'
    type: 'customRole'
    assignableScopes: [
      subscription().id
    ]
    permissions: [
      {
        actions: [
          'Microsoft.DBforPostgreSQL/flexibleServers/read'
          'Microsoft.DBforPostgreSQL/flexibleServers/write'
          'Microsoft.DBforPostgreSQL/flexibleServers/restart/action'
          'Microsoft.DBforPostgreSQL/flexibleServers/administrators/write'
          'Microsoft.DBforPostgreSQL/flexibleServers/administrators/delete'
          'Microsoft.DBforPostgreSQL/flexibleServers/advancedThreatProtectionSettings/write'
          'Microsoft.DBforPostgreSQL/flexibleServers/configurations/write'
          'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules/write'
          'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules/delete'
          'Microsoft.DBforPostgreSQL/flexibleServers/privateEndpointConnections/write'
          'Microsoft.DBforPostgreSQL/flexibleServers/privateEndpointConnections/delete'
          'Microsoft.DBforPostgreSQL/flexibleServers/privateEndpointConnectionsApproval/action'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/read'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/write'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/restart/action'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/coordinatorConfigurations/write'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/firewallRules/write'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/firewallRules/delete'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/nodeConfigurations/write'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/privateEndpointConnections/write'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/privateEndpointConnections/delete'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/privateEndpointConnectionsApproval/action'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/roles/write'
          'Microsoft.DBforPostgreSQL/serverGroupsv2/roles/delete'
          'Microsoft.DBforPostgreSQL/servers/read'
          'Microsoft.DBforPostgreSQL/servers/write'
          'Microsoft.DBforPostgreSQL/servers/restart/action'
          'Microsoft.DBforPostgreSQL/servers/administrators/write'
          'Microsoft.DBforPostgreSQL/servers/administrators/delete'
          'Microsoft.DBforPostgreSQL/servers/configurations/write'
          'Microsoft.DBforPostgreSQL/servers/firewallRules/write'
          'Microsoft.DBforPostgreSQL/servers/firewallRules/delete'
          'Microsoft.DBforPostgreSQL/servers/privateEndpointConnections/write'
          'Microsoft.DBforPostgreSQL/servers/privateEndpointConnections/delete'
          'Microsoft.DBforPostgreSQL/servers/privateEndpointConnectionsApproval/action'
          'Microsoft.DBforPostgreSQL/servers/securityAlertPolicies/write'
          'Microsoft.DBforPostgreSQL/servers/virtualNetworkRules/write'
          'Microsoft.DBforPostgreSQL/servers/virtualNetworkRules/delete'
          'Microsoft.DBforPostgreSQL/locations/azureAsyncOperation/read'
          'Microsoft.DBforPostgreSQL/locations/operationResults/read'
          'Microsoft.Insights/diagnosticSettings/write'
          'Microsoft.Insights/diagnosticSettings/delete'
          'Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action'
          'Microsoft.OperationalInsights/workspaces/read'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}

output roleDefinitionId string = remediator.id
