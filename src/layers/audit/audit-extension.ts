import { known } from '../../model/fact';
import { defineRule } from '../../model/rule';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import { allowAudit } from './allow-audit';
import type { AuditFacts } from './facts';
import { preloadLibraries } from './facts';
import { auditDocumentation, clusterAuditDocumentation } from './sources';

/** The libraries are loaded when the server starts, so that the fix takes a restart. It keeps the others. */
export const auditExtension = defineRule<AuditFacts, readonly string[]>({
  id: 'audit/audit-extension',
  title: 'The audit extension pgaudit should be loaded',
  brief: 'statements are not audited',
  severity: 'medium',
  group: 'info',
  strict: 'warning',
  why: 'Logs tell who came; only pgaudit tells what was done: to roles, to tables, to data.',
  condition: 'The parameter shared_preload_libraries does not contain pgaudit; of a cluster that of the coordinator or the workers. Absent, it does not.',
  sources: [auditDocumentation, clusterAuditDocumentation, 'https://learn.microsoft.com/azure/horizondb/extensions/how-to-load-libraries'],
  equivalents: { azurepolicy: ['dd626066-39f5-4f72-aba8-06a99fabf278'] },
  catalogue: ['PGLOG008'],
  appliesTo: ['flexible', 'cluster', 'horizon'],
  surface: ['template', 'live'],
  supersedes: ['audit/audit-classes', 'audit/audit-scope', 'audit/audit-allowed'],
  given: ({ libraries }) => libraries,
  holds: (libraries) => libraries.includes('pgaudit'),
  message: () => 'The extension pgaudit is not loaded, so statements are not audited.',
  fix: (at, context, { libraries, extensions }) => {
    const current = libraries.find((fact) => fact.at === at);
    const loaded = current === undefined ? undefined : known(current);
    // What else the nodes of a cluster load by default no document says, so that writing the list could lose it.
    if (loaded === undefined || (context.server.kind === 'cluster' && current?.kind === 'default')) return undefined;
    const value = [...loaded, 'pgaudit'].join(',');
    // A template cannot know what was added to the list on the live server.
    const effect = context.snapshot.origin === 'template' ? 'replaces-list' : 'restart';
    const fix = parameterFix(at, context, { title: 'Load pgaudit', name: preloadLibraries.name, value, effect });
    // Loaded without being allowed, it would audit nothing.
    const allowed = allowAudit(extensions, context);
    const title = allowed.length === 0 ? 'Load pgaudit' : 'Load and allow pgaudit';
    return fix && { ...fix, title, changes: [...allowed, ...fix.changes] };
  },
  examples: {
    failing: exampleParameters({ shared_preload_libraries: 'pg_stat_statements' }),
    passing: exampleParameters({ shared_preload_libraries: 'pg_stat_statements,pgaudit' }),
  },
});
