import { defineRule } from '../../model/rule';
import { defaultSettings } from '../../model/settings';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { AuditFacts } from './facts';
import { flexibleRetention, singleRetention } from './facts';
import { defenderDocumentation } from './sources';

const least = defaultSettings.logRetentionDays;

/** The longest time for which Azure keeps log files on a server. */
const longest = 7;

export const logRetention = defineRule<AuditFacts, string>({
  id: 'audit/log-retention',
  title: `Log files should stay on the server for ${least} days at least`,
  brief: 'log files are soon deleted',
  severity: 'medium',
  group: 'strict',
  why: 'An incident on a Friday is looked into on a Monday; by then its log files are gone, unless they are sent elsewhere.',
  condition: `logfiles.retention_days of a Flexible Server or log_retention_days of a Single Server is less than ${least} (the setting logRetentionDays). Absent, it is 3. Logs that diagnostic settings send elsewhere are kept there; this rule does not see them.`,
  sources: [
    defenderDocumentation,
    'https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/postgresql/flexible-server/includes/server-parameters-table-12-log-files.md',
  ],
  equivalents: {
    checkov: ['CKV_AZURE_146'],
    kics: [
      '261a83f8-dd72-4e8c-b5e1-ebf06e8fe606',
      'ffb02aca-0d12-475e-b77c-a726f7aeff4b',
      '0461b4fd-21ef-4687-929e-484ee4796785',
    ],
    terrascan: ['AC_AZURE_0410'],
    scoutsuite: ['postgresql-database-servers-log-retention-days-less-than-4'],
    prowler: ['postgresql_flexible_server_log_retention_days_greater_3'],
    steampipe: ['postgres_db_server_log_retention_days_3', 'postgres_flexible_server_log_retention_days_3'],
    cloudsploit: ['logRetentionDays'],
    azurepolicy: ['f5ed3f7a-cf5d-4ee6-9ede-b5d5192ccf81'],
    defender: ['logfiles.retention_days should be greater than 3'],
    cis: ['2.0/2.1 4.3.6', '3.0 5.2.4'],
  },
  catalogue: ['PGLOG005'],
  appliesTo: ['flexible', 'single'],
  surface: ['template', 'live'],
  given: ({ retention }) => retention,
  holds: (days, { settings }) => Number(days) >= settings.logRetentionDays,
  message: (days) => `Log files are deleted after ${days} ${days === '1' ? 'day' : 'days'}.`,
  fix: (at, context) => {
    const name = context.server.kind === 'single' ? singleRetention.name : flexibleRetention.name;
    if (context.settings.logRetentionDays > longest) return undefined;
    return parameterFix(at, context, { title: `Keep log files for ${longest} days`, name, value: String(longest), effect: 'safe' });
  },
  examples: {
    failing: exampleParameters({ 'logfiles.retention_days': '3' }),
    passing: exampleParameters({ 'logfiles.retention_days': '7' }),
  },
});
