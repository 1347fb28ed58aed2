// Calls the module with a TLS version that is retired: the warning stands in the module, with the way to this argument.
param location string = resourceGroup().location
@secure()
param administratorPassword string

module reporting 'modules/reporting.bicep' = {
  name: 'reporting'
  params: {
    name: 'pg-reporting'
    location: location
    minimumTls: 'TLSv1.1'
    administratorPassword: administratorPassword
  }
}
