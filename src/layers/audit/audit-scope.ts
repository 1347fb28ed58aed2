import { defineRule } from '../../model/rule';
import { known } from '../../model/fact';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { AuditFacts } from './facts';
import { auditClasses as parameter } from './facts';
import { auditDocumentation, clusterAuditDocumentation, defenderDocumentation } from './sources';

const wanted = ['role', 'ddl', 'misc'];

/** A server that audits nothing at all is the matter of another rule. */
const lackingOf = (classes: readonly string[]): readonly string[] =>
  classes.includes('all') || classes.every((one) => one === 'none') ? [] : wanted.filter((one) => !classes.includes(one));

export const auditScope = defineRule<AuditFacts, readonly string[]>({
  id: 'audit/audit-scope',
  title: 'Roles, definitions and settings should be audited',
  brief: 'some classes of statements are not audited',
  severity: 'low',
  group: 'strict',
  why: 'Who gave rights to whom, and who changed or dropped what, is the first question after an incident.',
  condition: 'The parameter pgaudit.log names some classes but neither all nor each of role, ddl and misc.',
  sources: [auditDocumentation, clusterAuditDocumentation, defenderDocumentation],
  equivalents: {
    azurepolicy: ['eadbb524-8644-4a87-8af6-549e1d125982'],
    defender: ['pgaudit.log should include role, ddl, and misc'],
  },
  catalogue: ['PGLOG010'],
  appliesTo: ['flexible', 'cluster'],
  surface: ['template', 'live'],
  given: ({ classes }) => classes,
  holds: (classes) => lackingOf(classes).length === 0,
  message: (classes) => `pgaudit.log is ${classes.join(', ')} and leaves out ${lackingOf(classes).join(', ')}.`,
  fix: (at, context, { classes }) => {
    const fact = classes.find((each) => each.at === at);
    const current = fact === undefined ? undefined : known(fact);
    if (current === undefined) return undefined;
    const value = [...current.filter((one) => one !== 'none'), ...lackingOf(current)].join(',');
    return parameterFix(at, context, { title: 'Audit roles, definitions and settings too', name: parameter.name, value, effect: 'safe' });
  },
  examples: {
    failing: exampleParameters({ shared_preload_libraries: 'pgaudit', 'pgaudit.log': 'ddl' }),
    passing: exampleParameters({ shared_preload_libraries: 'pgaudit', 'pgaudit.log': 'role,ddl,misc' }),
  },
});
