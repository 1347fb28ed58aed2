import { defineRule } from '../../model/rule';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { AuditFacts, LoggedStatements } from './facts';
import { logStatement } from './facts';
import { auditDocumentation } from './sources';

/** Some benchmarks ask for ddl here; on Azure pgaudit serves that end, and leaves passwords out. */
export const loggedPasswords = defineRule<AuditFacts, LoggedStatements>({
  id: 'audit/logged-passwords',
  title: 'Logged statements must not show passwords',
  brief: 'passwords of roles end up in the log',
  severity: 'high',
  group: 'warning',
  why: 'Statements that set the password of a role are logged as they are, so whoever reads the log can sign in.',
  condition: 'The parameter log_statement is ddl, mod or all. Absent, it is none.',
  sources: [auditDocumentation],
  equivalents: {},
  catalogue: ['PGLOG016'],
  appliesTo: ['flexible', 'single'],
  surface: ['template', 'live'],
  given: ({ statements }) => statements,
  holds: (statements) => statements === 'none',
  message: (statements) =>
    `log_statement is ${statements}: statements that set passwords are logged in the clear. Audit them by pgaudit instead.`,
  fix: (at, context) =>
    parameterFix(at, context, { title: 'Stop logging statements', name: logStatement.name, value: 'none', effect: 'safe' }),
  examples: {
    failing: exampleParameters({ log_statement: 'ddl' }),
    passing: exampleParameters({ log_statement: 'none' }),
  },
});
