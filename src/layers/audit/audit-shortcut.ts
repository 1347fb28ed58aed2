import { known } from '../../model/fact';
import { defineRule } from '../../model/rule';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { AuditFacts } from './facts';
import { auditClasses as parameter } from './facts';
import { auditDocumentation, customParameters } from './sources';

const every = ['read', 'write', 'function', 'role', 'ddl', 'misc'];

const isShortcut = (word: string): boolean => word.startsWith('-');

/** What pgaudit itself would make of a list with minus signs. */
function spellOut(classes: readonly string[]): readonly string[] {
  const removed = classes.filter(isShortcut).map((word) => word.slice(1).trim());
  const named = classes.includes('all') ? every : classes.filter((word) => !isShortcut(word) && word !== 'none');
  const left = named.filter((word) => !removed.includes(word));
  return left.length === 0 ? ['none'] : left;
}

export const auditShortcut = defineRule<AuditFacts, readonly string[]>({
  id: 'audit/audit-shortcut',
  title: 'Audited classes must be listed one by one',
  brief: 'pgaudit.log with a minus sign',
  severity: 'low',
  group: 'warning',
  why: 'Azure does not take the minus sign of pgaudit, so that nothing or something else is audited.',
  condition: 'The parameter pgaudit.log holds a class with a minus sign before it, such as all,-misc.',
  sources: [auditDocumentation, customParameters],
  equivalents: {},
  catalogue: ['PGLOG012'],
  appliesTo: ['flexible'],
  surface: ['template', 'live'],
  supersedes: ['audit/audit-scope'],
  given: ({ classes }) => classes,
  holds: (classes) => !classes.some(isShortcut),
  message: (classes) => `pgaudit.log is ${classes.join(', ')}; Azure does not take classes with a minus sign.`,
  fix: (at, context, { classes }) => {
    const fact = classes.find((each) => each.at === at);
    const current = fact === undefined ? undefined : known(fact);
    if (current === undefined) return undefined;
    const value = spellOut(current).join(',');
    return parameterFix(at, context, { title: `Audit ${value}`, name: parameter.name, value, effect: 'safe' });
  },
  examples: {
    failing: exampleParameters({ shared_preload_libraries: 'pgaudit', 'pgaudit.log': 'all,-misc' }),
    passing: exampleParameters({ shared_preload_libraries: 'pgaudit', 'pgaudit.log': 'read,write,function,role,ddl' }),
  },
});
