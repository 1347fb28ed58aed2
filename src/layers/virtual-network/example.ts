import { exampleServer } from '../example';

/** A server in a subnet of its own, for the pages of rules. @param lines what the subnet is set up with. */
export function exampleSubnet(lines: readonly string[]): string {
  const subnet = [
    "resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {",
    "  name: 'orders'",
    '}',
    '',
    "resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {",
    '  parent: network',
    "  name: 'postgresql'",
    '  properties: {',
    "    addressPrefix: '10.0.4.0/28'",
    ...lines.map((line) => `    ${line}`),
    '  }',
    '}',
    '',
  ];
  return [...subnet, exampleServer('flexible', ['network: {', '  delegatedSubnetResourceId: subnet.id', '}'])].join('\n');
}

export const exampleDelegation: readonly string[] = [
  'delegations: [',
  '  {',
  "    name: 'postgresql'",
  '    properties: {',
  "      serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers'",
  '    }',
  '  }',
  ']',
];

export const exampleGroup: readonly string[] = [
  'networkSecurityGroup: {',
  "  id: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/orders/providers/Microsoft.Network/networkSecurityGroups/postgresql'",
  '}',
];
