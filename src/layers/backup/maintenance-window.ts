import { defineRule } from '../../model/rule';
import { exampleServer } from '../example';
import type { BackupFacts } from './facts';

const example = (window: string): string =>
  exampleServer('flexible', ['maintenanceWindow: {', `  customWindow: '${window}'`, '  dayOfWeek: 0', '  startHour: 2', '}']);

/** There is no fix as data: the day and the hour are for a person to choose. */
export const maintenanceWindow = defineRule<BackupFacts, boolean>({
  id: 'backup/maintenance-window',
  title: 'Maintenance should take place at an hour of your own',
  brief: 'maintenance at any hour',
  severity: 'info',
  group: 'resilience',
  why: 'Updates restart the server; without a window the service picks the day and the hour.',
  condition: 'maintenanceWindow.customWindow is not Enabled. Absent, the service chooses.',
  sources: [
    'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers',
    'https://learn.microsoft.com/azure/postgresql/configure-maintain/concepts-maintenance',
  ],
  equivalents: { psrule: ['AZR-000433'], aprl: ['b2bad57d-7e03-4c0f-9024-597c9eb295bb'] },
  catalogue: ['PGBAK004'],
  appliesTo: ['flexible'],
  surface: ['template', 'live'],
  given: ({ ownWindow }) => [ownWindow],
  holds: (own) => own,
  message: () => 'The service chooses when the server is maintained.',
  examples: { failing: example('Disabled'), passing: example('Enabled') },
});
