import { exampleServer } from '../example';

/** A firewall rule for a rule's page: its name, and where its range starts and ends. */
export type ExampleRule = readonly [name: string, start: string, end: string];

/** A Flexible Server in Bicep with these firewall rules. */
export function exampleFirewall(
  rules: readonly ExampleRule[],
  publicNetworkAccess: 'Enabled' | 'Disabled' = 'Enabled',
): string {
  const network = ['network: {', `  publicNetworkAccess: '${publicNetworkAccess}'`, '}'];
  const children = rules.flatMap(([name, start, end], index) => [
    `resource rule${index + 1} 'firewallRules' = {`,
    `  name: '${name}'`,
    '  properties: {',
    `    startIpAddress: '${start}'`,
    `    endIpAddress: '${end}'`,
    '  }',
    '}',
  ]);
  return exampleServer('flexible', network, children);
}
