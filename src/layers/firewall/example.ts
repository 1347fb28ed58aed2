/** A firewall rule in Bicep for a rule's page. */
export function exampleRule(name: string, start: string, end: string): string {
  return [
    "resource rule 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = {",
    '  parent: server',
    `  name: '${name}'`,
    '  properties: {',
    `    startIpAddress: '${start}'`,
    `    endIpAddress: '${end}'`,
    '  }',
    '}',
  ].join('\n');
}

/** A server in Bicep that has no public endpoint, or has one. */
export function exampleServer(publicNetworkAccess: 'Enabled' | 'Disabled'): string {
  return [
    "resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {",
    "  name: 'pg-orders'",
    '  location: location',
    '  properties: {',
    '    network: {',
    `      publicNetworkAccess: '${publicNetworkAccess}'`,
    '    }',
    '  }',
    '}',
  ].join('\n');
}
