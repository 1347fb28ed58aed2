const types = {
  flexible: 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01',
  single: 'Microsoft.DBforPostgreSQL/servers@2017-12-01',
  cluster: 'Microsoft.DBforPostgreSQL/serverGroupsv2@2022-11-08',
  horizon: 'Microsoft.HorizonDb/clusters@2026-05-01-preview',
} as const;

function indent(lines: readonly string[], spaces: number): string[] {
  return lines.map((line) => ' '.repeat(spaces) + line);
}

/**
 * A server in Bicep for a rule's page, with these lines inside its `properties`, and these after them. It stands for
 * itself: no parameters and no other resource.
 */
export function exampleServer(
  kind: keyof typeof types,
  properties: readonly string[],
  after: readonly string[] = [],
): string {
  return [
    `resource server '${types[kind]}' = {`,
    "  name: 'pg-orders'",
    "  location: 'westeurope'",
    ...(properties.length === 0 ? [] : ['  properties: {', ...indent(properties, 4), '  }']),
    ...indent(after, 2),
    '}',
  ].join('\n');
}

const ordinary = { flexible: ["version: '17'"], single: ["version: '11'", "createMode: 'Default'"] } as const;

/** A server in Bicep that sets PostgreSQL parameters, in the order given. */
export function exampleParameters(
  parameters: Readonly<Record<string, string>>,
  properties?: readonly string[],
  kind: keyof typeof ordinary = 'flexible',
): string {
  const children = Object.entries(parameters).flatMap(([name, value], index) => [
    `resource parameter${String(index + 1)} 'configurations' = {`,
    `  name: '${name}'`,
    '  properties: {',
    `    value: '${value}'`,
    "    source: 'user-override'",
    '  }',
    '}',
  ]);
  return exampleServer(kind, properties ?? ordinary[kind], children);
}
