import { defineRule } from '../../model/rule';
import { exampleServer } from '../example';
import type { VirtualNetworkFacts } from './facts';

const example = (ignore: boolean): string =>
  exampleServer(
    'single',
    ["version: '11'", "createMode: 'Default'"],
    [
      "resource rule 'virtualNetworkRules' = {",
      "  name: 'orders'",
      '  properties: {',
      "    virtualNetworkSubnetId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/orders/providers/Microsoft.Network/virtualNetworks/orders/subnets/app'",
      `    ignoreMissingVnetServiceEndpoint: ${String(ignore)}`,
      '  }',
      '}',
    ],
  );

export const missingServiceEndpoint = defineRule<VirtualNetworkFacts, boolean>({
  id: 'virtual-network/missing-service-endpoint',
  title: 'A virtual network rule must not ignore a missing service endpoint',
  brief: 'virtual network rule without effect',
  severity: 'medium',
  group: 'warning',
  why: 'The rule is taken although its subnet may have no service endpoint, so it can protect nothing while it seems to.',
  condition: 'ignoreMissingVnetServiceEndpoint of a virtual network rule is true. Absent, it is false.',
  sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servers'],
  equivalents: {},
  catalogue: ['PGNET010'],
  appliesTo: ['single'],
  surface: ['template', 'live'],
  given: ({ rules }) => rules.map(({ ignoresMissingEndpoint }) => ignoresMissingEndpoint),
  holds: (ignores) => !ignores,
  message: () => 'The rule is made even where its subnet has no service endpoint that would carry it.',
  fix: (at) =>
    at.in === 'resource'
      ? { title: 'Ask for the service endpoint', effect: 'safe', changes: [{ kind: 'set', at, value: false }] }
      : undefined,
  examples: { failing: example(true), passing: example(false) },
});
