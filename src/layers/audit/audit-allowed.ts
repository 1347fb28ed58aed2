import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable } from '../../model/verdict';
import { exampleParameters } from '../example';
import { allowAudit, allowEffect } from './allow-audit';
import type { AuditFacts } from './facts';
import { auditDocumentation, customParameters } from './sources';

export const auditAllowed: Rule<AuditFacts> = {
  meta: {
    id: 'audit/audit-allowed',
    title: 'A loaded audit extension must also be allowed',
    brief: 'pgaudit loaded but not allowed',
    severity: 'low',
    group: 'warning',
    why: 'Until it may be created in a database, pgaudit audits nothing there although it is loaded.',
    condition: 'shared_preload_libraries contains pgaudit and azure.extensions does not. Absent, azure.extensions is empty.',
    sources: [auditDocumentation, customParameters],
    equivalents: {},
    catalogue: ['PGLOG011'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleParameters({ shared_preload_libraries: 'pgaudit', 'azure.extensions': 'PGCRYPTO' }),
      passing: exampleParameters({ shared_preload_libraries: 'pgaudit', 'azure.extensions': 'PGCRYPTO,PGAUDIT' }),
    },
  },
  judge: ({ libraries, extensions }, context) =>
    extensions.flatMap((allowed) =>
      libraries.map((loaded) =>
        combine({ loaded, allowed }, (values) => {
          const { at } = allowed;
          if (!values.loaded.includes('pgaudit')) return notApplicable(at, 'The extension pgaudit is not loaded.');
          if (values.allowed.includes('pgaudit')) return holds(at);
          const changes = allowAudit([allowed], context);
          return {
            verdict: 'fails',
            at,
            message: 'pgaudit is loaded but not among the allowed extensions, so that no database can use it.',
            related: [{ at: loaded.at, message: 'It is loaded here.' }],
            ...(changes.length === 0 ? {} : { fix: { title: 'Allow pgaudit', changes, effect: allowEffect(context) } }),
          };
        }),
      ),
    ),
};
