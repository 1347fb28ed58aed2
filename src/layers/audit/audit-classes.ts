import { defineRule } from '../../model/rule';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { AuditFacts } from './facts';
import { auditClasses as parameter } from './facts';
import { auditDocumentation, clusterAuditDocumentation, customParameters } from './sources';

const classes = 'role,ddl,misc';

export const auditClasses = defineRule<AuditFacts, readonly string[]>({
  id: 'audit/audit-classes',
  title: 'The audit extension should audit some class of statements',
  brief: 'nothing is audited',
  severity: 'medium',
  group: 'strict',
  why: 'Until it is told which classes of statements to audit, pgaudit writes nothing.',
  condition: 'The parameter pgaudit.log is none or empty. Absent, it is none.',
  sources: [auditDocumentation, clusterAuditDocumentation, customParameters],
  equivalents: { azurepolicy: ['4eb5e667-e871-4292-9c5d-8bbb94e0c908'] },
  catalogue: ['PGLOG009'],
  appliesTo: ['flexible', 'cluster'],
  surface: ['template', 'live'],
  given: ({ classes: given }) => given,
  holds: (words) => words.some((one) => one !== 'none'),
  message: () => 'pgaudit.log is none, so that pgaudit writes nothing.',
  fix: (at, context) =>
    parameterFix(at, context, { title: 'Audit roles, definitions and settings', name: parameter.name, value: classes, effect: 'safe' }),
  examples: {
    failing: exampleParameters({ shared_preload_libraries: 'pgaudit', 'pgaudit.log': 'none' }),
    passing: exampleParameters({ shared_preload_libraries: 'pgaudit', 'pgaudit.log': classes }),
  },
});
