import { defineRule } from '../../model/rule';
import { exampleServer } from '../example';
import type { NetworkFacts } from './facts';

export const publicWorkers = defineRule<NetworkFacts, boolean>({
  id: 'network/public-workers',
  title: 'Worker nodes of a cluster should have no public addresses',
  brief: 'worker nodes open to public networks',
  severity: 'high',
  group: 'warning',
  why: 'Clients talk to the coordinator; every worker with a public address is one more way in.',
  condition: 'nodeEnablePublicIpAccess of a cluster is true. Absent, it is false.',
  sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servergroupsv2'],
  equivalents: { mcsb: ['NS-2'] },
  catalogue: ['PGNET018'],
  appliesTo: ['cluster'],
  surface: ['template', 'live'],
  given: ({ workers }) => [workers],
  holds: (open) => !open,
  message: () => 'The worker nodes of the cluster have public addresses.',
  fix: (at) =>
    at.in === 'resource'
      ? { title: 'Turn off public access to the workers', effect: 'interrupts', changes: [{ kind: 'set', at, value: false }] }
      : undefined,
  examples: {
    failing: exampleServer('cluster', ['nodeEnablePublicIpAccess: true']),
    passing: exampleServer('cluster', ['nodeEnablePublicIpAccess: false']),
  },
});
