import type { Rule } from '../../model/rule';
import { defaultSettings } from '../../model/settings';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleServer } from '../example';
import type { BackupFacts } from './facts';

const least = defaultSettings.backupRetentionDays;

/** The longest time for which the service keeps backups. */
const longest = 35;

const example = (days: number): string => exampleServer('flexible', ['backup: {', `  backupRetentionDays: ${days}`, '}']);

export const retention: Rule<BackupFacts> = {
  meta: {
    id: 'backup/retention',
    title: `A server should be restorable for ${least} days at least`,
    brief: 'backups are soon deleted',
    severity: 'low',
    group: 'resilience',
    why: 'Damage that is noticed later than the oldest backup cannot be undone.',
    condition: `backupRetentionDays is less than ${least} (the setting backupRetentionDays). Absent, it is 7; it can be 7 to ${longest}. Replicas are not asked for it.`,
    sources: [
      'https://learn.microsoft.com/azure/postgresql/backup-restore/concepts-backup-restore',
      'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers',
    ],
    equivalents: {},
    catalogue: ['PGBAK002'],
    appliesTo: ['flexible', 'single'],
    surface: ['template', 'live'],
    examples: { failing: example(7), passing: example(least) },
  },
  judge: ({ retention: kept, replica }, { settings: { backupRetentionDays: wanted } }) => [
    combine({ replica }, (values) => {
      const { at } = kept;
      if (values.replica) return notApplicable(at, 'The backups of the primary count.');
      return combine({ kept }, ({ kept: days }) => {
        if (days >= wanted) return holds(at);
        const byDefault = kept.kind === 'default' ? ', as by default' : '';
        return {
          verdict: 'fails',
          at,
          message: `Backups are deleted after ${days} days${byDefault}.`,
          ...(at.in === 'resource' && wanted <= longest
            ? { fix: { title: `Keep backups for ${wanted} days`, effect: 'costs', changes: [{ kind: 'set', at, value: wanted }] } }
            : {}),
        };
      });
    }),
  ],
};
