import { known } from '../../model/fact';
import { defineLayer, factLine } from '../../model/layer';
import type { Server } from '../../model/resource';
import { isOneServer } from '../../model/resource';
import { aroundLine } from '../around';
import { extensionLines } from '../extension-lines';
import { allowedExtensions } from '../extensions';
import type { Parameter } from '../parameter';
import { parameterNeeds } from '../parameter';
import type { ParameterRule } from '../parameter-rule';
import { auditClasses } from './audit-classes';
import { auditExtension } from './audit-extension';
import { auditAllowed } from './audit-allowed';
import { auditScope } from './audit-scope';
import { auditShortcut } from './audit-shortcut';
import { diagnosticCategories } from './diagnostic-categories';
import { diagnosticSettings } from './diagnostic-line';
import { diagnosticSettingsNeed } from './diagnostic-facts';
import { diagnosticSetting } from './diagnostic-setting';
import type { AuditFacts } from './facts';
import * as parameters from './facts';
import { logConnections } from './log-connections';
import { logDetailRules } from './log-detail-rules';
import { logRetention } from './log-retention';
import { logRules } from './log-rules';
import { loggedPasswords } from './logged-passwords';
import { notStated } from './not-stated';
import { pendingRestart } from './pending-restart';
import { pgauditRules } from './pgaudit-rules';

const list = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));

function sumUp({ connections: [connections], libraries: [libraries] }: AuditFacts, server: Server): string {
  const words = known(connections);
  if (!isOneServer(server)) return known(libraries) === undefined ? 'Logs unknown' : known(libraries)?.includes('pgaudit') === true ? 'pgaudit loaded' : 'pgaudit not loaded';
  const logged = words === undefined ? 'Logs unknown' : words.includes('off') ? 'Connections not logged' : 'Connections logged';
  return known(libraries)?.includes('pgaudit') === true ? `${logged}, pgaudit loaded` : logged;
}

const tableRules: readonly ParameterRule[] = [...logRules, ...pgauditRules, ...logDetailRules];

/** Of clusters only what pgaudit does is judged. */
const ofClusters: readonly Parameter<unknown>[] = [parameters.preloadLibraries, parameters.auditClasses];

function parametersOf(kind: 'flexible' | 'single'): readonly Parameter<unknown>[] {
  const { logConnections: connections, logStatement, preloadLibraries, flexibleRetention, logDownloads, singleRetention } = parameters;
  const own = { flexible: [preloadLibraries, parameters.auditClasses, allowedExtensions, flexibleRetention, logDownloads], single: [singleRetention] };
  const judged = tableRules.filter(({ meta }) => meta.appliesTo.includes(kind)).flatMap((rule) => rule.parameters);
  return [connections, logStatement, ...own[kind], ...judged];
}

export const audit = defineLayer<AuditFacts>({
  id: 'audit',
  label: 'Audit logging',
  summary: 'Parameters say what is logged; the extension pgaudit tells what was done; logs stay on the server for a few days.',
  appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
  needs: [
    ...parameterNeeds('flexible', parametersOf('flexible')),
    ...parameterNeeds('single', parametersOf('single')),
    ...parameterNeeds('cluster', ofClusters),
    ...parameterNeeds('horizon', [parameters.preloadLibraries]),
    diagnosticSettingsNeed,
  ],
  rules: [
    logConnections,
    loggedPasswords,
    auditExtension,
    auditAllowed,
    auditShortcut,
    auditClasses,
    auditScope,
    logRetention,
    pendingRestart,
    diagnosticSetting,
    diagnosticCategories,
    ...tableRules,
    notStated,
  ],
  read: parameters.readAuditFacts,
  describe: (facts, server, snapshot) => {
    const libraries = factLine('Libraries loaded at start', facts.libraries[0], list);
    const classes = factLine('Audited by pgaudit', facts.classes[0], list);
    const around = aroundLine({ server, snapshot }, diagnosticSettings);
    if (!isOneServer(server)) return server.kind === 'cluster' ? [libraries, classes, ...around] : [libraries];
    return [
      factLine('Connections logged', facts.connections[0], list),
      factLine('Ends of sessions logged', facts.disconnections[0]),
      factLine('Checkpoints logged', facts.checkpoints[0]),
      factLine('Statements logged', facts.statements[0]),
      factLine('Days that log files stay', facts.retention[0]),
      ...(server.kind === 'flexible' ? [factLine('Log files can be fetched', facts.downloads[0]), libraries, classes, ...extensionLines('pgaudit', { server, snapshot })] : []),
      ...around,
    ];
  },
  text: sumUp,
});
