import { defineRule } from '../../model/rule';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { AuditFacts } from './facts';
import { auditToClient as parameter } from './facts';
import { auditDocumentation, customParameters } from './sources';

export const auditToClient = defineRule<AuditFacts, boolean>({
  id: 'audit/audit-to-client',
  title: 'The audit trail must not be shown to clients',
  brief: 'audit trail shown to clients',
  severity: 'medium',
  group: 'warning',
  why: 'Whoever is audited sees what the audit tells about them, and with it what it does not.',
  condition: 'The parameter pgaudit.log_client is on. Absent, it is off.',
  sources: [auditDocumentation, customParameters],
  equivalents: {},
  catalogue: ['PGLOG013'],
  appliesTo: ['flexible'],
  surface: ['template', 'live'],
  given: ({ toClient }) => toClient,
  holds: (on) => !on,
  message: () => 'pgaudit.log_client is on: the audit trail is sent to clients.',
  fix: (at, context) =>
    parameterFix(at, context, { title: 'Keep the audit trail from clients', name: parameter.name, value: 'off', effect: 'safe' }),
  examples: {
    failing: exampleParameters({ 'pgaudit.log_client': 'on' }),
    passing: exampleParameters({ 'pgaudit.log_client': 'off' }),
  },
});
