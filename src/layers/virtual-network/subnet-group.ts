import type { Rule } from '../../model/rule';
import type { Unknown, Value } from '../../model/value';
import { isUnknown } from '../../model/value';
import { combine, holds } from '../../model/verdict';
import { exampleDelegation, exampleGroup, exampleSubnet } from './example';
import type { VirtualNetworkFacts } from './facts';
import { judgeSubnet, readPart } from './subnet';

/** An id that is made of known parts, or that of another resource, is one, whatever it is. */
function isSet(id: Value | undefined): boolean | Unknown {
  if (!isUnknown(id)) return id !== undefined && id !== '';
  return id.refersTo !== undefined || id.pieces !== undefined ? true : id;
}

/** There is no fix as data: what the group lets in is for a person to say. */
export const subnetGroup: Rule<VirtualNetworkFacts> = {
  meta: {
    id: 'virtual-network/subnet-security-group',
    title: 'The subnet of a server should have a network security group',
    brief: 'subnet without a network security group',
    severity: 'medium',
    group: 'info',
    why: 'Without a network security group every machine of the network, and of those that are connected to it, can talk to the server.',
    condition:
      'The subnet that delegatedSubnetResourceId names has no networkSecurityGroup. A subnet that is not part of what is read cannot be judged.',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private',
      'https://learn.microsoft.com/security/benchmark/azure/baselines/azure-database-for-postgresql-flexible-server-security-baseline',
    ],
    equivalents: { mcsb: ['NS-1'] },
    catalogue: ['PGNET019'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleSubnet(exampleDelegation),
      passing: exampleSubnet([...exampleGroup, ...exampleDelegation]),
    },
  },
  judge: (_, context) =>
    judgeSubnet(context, (subnet, server) => {
      const group = readPart(subnet, ['networkSecurityGroup', 'id'], isSet);
      return combine({ group }, (values) => {
        if (values.group) return holds(group.at);
        const related = [{ at: server, message: 'The server that lives in the subnet.' }];
        return { verdict: 'fails', at: group.at, message: 'The subnet of the server has no network security group.', related };
      });
    }),
};
