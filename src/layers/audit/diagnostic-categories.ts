import type { Rule } from '../../model/rule';
import { combine, holds } from '../../model/verdict';
import { diagnosticExample } from './diagnostic-example';
import { readDiagnostics, sendsLogs } from './diagnostic-facts';

/** Judged where there is a diagnostic setting; that there is none is told by audit/diagnostic-setting. */
export const diagnosticCategories: Rule<unknown> = {
  meta: {
    id: 'audit/diagnostic-categories',
    title: "A diagnostic setting should send PostgreSQL's logs",
    brief: "PostgreSQL's logs are not sent",
    severity: 'medium',
    group: 'warning',
    why: 'A setting that sends metrics or sessions only looks as if the server was watched, and tells nothing of who signed in.',
    condition:
      'The server has diagnostic settings, and none of them sends PostgreSQLLogs, the group audit or the group allLogs.',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/monitor/concepts-logging',
      'https://learn.microsoft.com/azure/cosmos-db/postgresql/howto-logging',
      'https://learn.microsoft.com/azure/postgresql/security/security-overview',
    ],
    equivalents: { azurepolicy: ['78ed47da-513e-41e9-a088-e829b373281d'] },
    catalogue: ['PGLOG007'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: {
      failing: diagnosticExample("{ category: 'PostgreSQLFlexSessions', enabled: true }"),
      passing: diagnosticExample("{ category: 'PostgreSQLLogs', enabled: true }"),
    },
  },
  judge: (_, context) => {
    const { settings } = readDiagnostics(context);
    const [first] = settings;
    if (first === undefined) return [];
    const facts = Object.fromEntries(settings.map(({ logs }, index) => [String(index), logs]));
    if (settings.some(({ logs }) => logs.kind !== 'unknown' && logs.kind !== 'notApplicable' && sendsLogs(logs.value))) return [holds(first.at)];
    return [
      combine(facts, () => ({
        verdict: 'fails',
        at: first.logs.at,
        message: "No diagnostic setting of the server sends PostgreSQL's logs.",
        // Groups and single categories cannot stand side by side in one setting.
        ...(first.logs.at.in === 'resource'
          ? {
              fix: {
                title: 'Send all logs',
                effect: 'replaces-list',
                changes: [{ kind: 'set', at: first.logs.at, value: [{ categoryGroup: 'allLogs', enabled: true }] }],
              },
            }
          : {}),
      })),
    ];
  },
};
