import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleServer } from '../example';
import type { BackupFacts } from './facts';

const example = (value: string): string => exampleServer('flexible', ['storage: {', `  autoGrow: '${value}'`, '}']);

/** Storage that has grown is paid for and never shrinks. */
export const storageGrowth: Rule<BackupFacts> = {
  meta: {
    id: 'backup/storage-growth',
    title: 'Storage should grow by itself',
    brief: 'storage does not grow',
    severity: 'low',
    group: 'resilience',
    why: 'A server whose storage is full turns read-only.',
    condition:
      'Storage auto-grow is not Enabled. Absent, it is off on a Flexible Server and on on a Single Server. Storage of the kind PremiumV2_LRS cannot grow by itself.',
    sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers'],
    equivalents: { cloudsploit: ['storageAutoGrowthEnabled'], aprl: ['6293a3cc-6b4a-4c0f-9ea7-b8ae8d7dd3d5'] },
    catalogue: ['PGBAK005'],
    appliesTo: ['flexible', 'single'],
    surface: ['template', 'live'],
    examples: { failing: example('Disabled'), passing: example('Enabled') },
  },
  judge: (facts) => [
    combine({ grows: facts.storageGrowth, fixed: facts.fixedStorage }, ({ grows, fixed }) => {
      const { at } = facts.storageGrowth;
      if (fixed) return notApplicable(at, 'Storage of this kind cannot grow by itself.');
      if (grows) return holds(at);
      return {
        verdict: 'fails',
        at,
        message: 'Storage does not grow by itself; a server whose storage is full turns read-only.',
        ...(at.in === 'resource'
          ? { fix: { title: 'Let storage grow', effect: 'costs', changes: [{ kind: 'set', at, value: 'Enabled' }] } }
          : {}),
      };
    }),
  ],
};
