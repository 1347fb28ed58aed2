/** Writes a template of about 50 lines for each server: parameters, variables, nested and slash-named children, a loop. */
function server(index: number): string {
  const name = `server${index}`;
  return `
@description('The name of server ${index}.')
param ${name}Name string = 'pg-\${environmentName}-${index}'

@allowed(['TLSv1.2', 'TLSv1.3'])
param ${name}Tls string = 'TLSv1.2'

var ${name}Offices = [
  { name: 'office-a', start: '203.0.113.0', end: '203.0.113.63' }
  { name: 'office-b', start: '198.51.100.0', end: '198.51.100.31' }
]

resource ${name} 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: ${name}Name
  location: location
  sku: {
    name: 'Standard_D2ds_v5'
    tier: 'GeneralPurpose'
  }
  properties: {
    version: '17'
    administratorLogin: 'owner${index}'
    administratorLoginPassword: administratorPassword
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: empty(environmentName) ? 'Disabled' : 'Enabled'
      tenantId: tenant().tenantId
    }
    network: {
      publicNetworkAccess: 'Enabled'
    }
  }

  resource minimumTls 'configurations' = {
    name: 'ssl_min_protocol_version'
    properties: {
      value: ${name}Tls
      source: 'user-override'
    }
  }
}

resource ${name}Rules 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = [for office in ${name}Offices: {
  parent: ${name}
  name: office.name
  properties: {
    startIpAddress: office.start
    endIpAddress: office.end
  }
}]
`;
}

/** Generates a Bicep file of about as many lines as wanted, of which every part is valid. */
export function generateBicep(lines: number): string {
  const head = "param location string = resourceGroup().location\nparam environmentName string\n@secure()\nparam administratorPassword string\n";
  let text = head;
  for (let index = 0; text.split('\n').length < lines; index++) text += server(index);
  return text;
}
