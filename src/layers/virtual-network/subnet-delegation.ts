import type { Rule } from '../../model/rule';
import type { Unknown, Value } from '../../model/value';
import { isList, isUnknown, unknown, valueAt } from '../../model/value';
import { combine, holds } from '../../model/verdict';
import { exampleDelegation, exampleGroup, exampleSubnet } from './example';
import type { VirtualNetworkFacts } from './facts';
import { judgeSubnet, readPart } from './subnet';

const service = 'Microsoft.DBforPostgreSQL/flexibleServers';

function isDelegated(delegations: Value | undefined): boolean | Unknown {
  if (isUnknown(delegations)) return delegations;
  if (delegations === undefined) return false;
  if (!isList(delegations)) return unknown('the delegations are not written as a list');
  const names = delegations.map((one) => valueAt(one, ['properties', 'serviceName']));
  if (names.some((name) => typeof name === 'string' && name.toLowerCase() === service.toLowerCase())) return true;
  return names.find(isUnknown) ?? false;
}

export const subnetDelegation: Rule<VirtualNetworkFacts> = {
  meta: {
    id: 'virtual-network/subnet-delegation',
    title: 'The subnet of a server must be delegated to it',
    brief: 'subnet is not delegated',
    severity: 'low',
    group: 'info',
    why: 'The service takes only a subnet that is delegated to Flexible Server, where nothing else can live beside it.',
    condition: `The subnet that delegatedSubnetResourceId names has no delegation to ${service}.`,
    sources: [
      'https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private',
      'https://learn.microsoft.com/azure/templates/microsoft.network/virtualnetworks/subnets',
    ],
    equivalents: {},
    catalogue: ['PGNET020'],
    appliesTo: ['flexible'],
    surface: ['template'],
    examples: {
      failing: exampleSubnet(exampleGroup),
      passing: exampleSubnet([...exampleGroup, ...exampleDelegation]),
    },
  },
  judge: (_, context) =>
    judgeSubnet(context, (subnet, server) => {
      const delegated = readPart(subnet, ['delegations'], isDelegated);
      return combine({ delegated }, (values) => {
        const { at } = delegated;
        if (values.delegated) return holds(at);
        const value = [{ name: 'postgresql', properties: { serviceName: service } }];
        return {
          verdict: 'fails',
          at,
          message: `The subnet of the server is not delegated to ${service}.`,
          related: [{ at: server, message: 'The server that lives in the subnet.' }],
          ...(delegated.kind === 'default' && at.in === 'resource'
            ? { fix: { title: 'Delegate the subnet', effect: 'safe', changes: [{ kind: 'set', at, value }] } }
            : {}),
        };
      });
    }),
};
