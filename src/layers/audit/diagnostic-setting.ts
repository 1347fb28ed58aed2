import { inResource } from '../../model/address';
import type { Rule } from '../../model/rule';
import { holds, undecided } from '../../model/verdict';
import { isUnknown } from '../../model/value';
import { exampleServer } from '../example';
import { diagnosticExample } from './diagnostic-example';
import { readDiagnostics } from './diagnostic-facts';

/** There is no fix as data: where logs go is for a person to say. */
export const diagnosticSetting: Rule<unknown> = {
  meta: {
    id: 'audit/diagnostic-setting',
    title: 'The logs of a server should be sent somewhere',
    brief: 'logs are sent nowhere',
    severity: 'medium',
    group: 'warning',
    groupInTemplates: 'strict',
    why: 'Logs stay on the server for a few days at most, and nobody is told of what they say; after an attack they are gone.',
    condition:
      'The server has no diagnostic setting. In templates this is often left to Azure Policy or to another template, so that it speaks only in the profile strict there.',
    sources: [
      'https://learn.microsoft.com/azure/postgresql/monitor/concepts-logging',
      'https://learn.microsoft.com/azure/cosmos-db/postgresql/howto-logging',
      'https://learn.microsoft.com/azure/postgresql/security/security-overview',
    ],
    equivalents: {
      cloudsploit: ['diagnosticLoggingEnabled', 'flexibleServerDiagnosticLogs'],
      azqr: ['psql-001', 'psqlf-001'],
      azurepolicy: [
        '78ed47da-513e-41e9-a088-e829b373281d',
        'cdd1dbc6-0004-4fcd-afd7-b67550de37ff',
        '5fbd326d-328c-414e-a922-2d6963998962',
        'bbdbb83b-cbfe-49f7-b7d1-1126630a68b7',
        '84509667-1a94-4255-9e5f-b479075c1069',
      ],
      communitypolicy: ['postgresql-diagnostic-settings(-v1)'],
      mcsb: ['LT-4'],
    },
    catalogue: ['PGLOG006'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleServer('flexible', ["version: '17'"]),
      passing: diagnosticExample("{ categoryGroup: 'allLogs', enabled: true }"),
    },
  },
  judge: (_, context) => {
    const { settings, complete } = readDiagnostics(context);
    const at = inResource(context.server.resource.key);
    const [first] = settings;
    if (first !== undefined) return [isUnknown(first.resource.when) ? undecided(at, first.resource.when.because) : holds(first.at)];
    if (complete !== true) return [undecided(at, complete.because)];
    return [{ verdict: 'fails', at, message: 'The server has no diagnostic setting, so that its logs are sent nowhere.' }];
  },
};
