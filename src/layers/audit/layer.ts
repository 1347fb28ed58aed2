import { known } from '../../model/fact';
import { defineLayer, factLine } from '../../model/layer';
import { parameterNeed } from '../parameter';
import { auditClasses } from './audit-classes';
import { auditExtension } from './audit-extension';
import { auditToClient } from './audit-to-client';
import type { AuditFacts } from './facts';
import * as parameters from './facts';
import { logConnections } from './log-connections';
import { loggedPasswords } from './logged-passwords';
import { logCheckpoints, logDisconnections } from './switched-logs';

const list = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));
const onOff = (on: boolean): string => (on ? 'on' : 'off');

function sumUp({ connections: [connections], libraries: [libraries] }: AuditFacts): string {
  const words = known(connections);
  const logged = words === undefined ? 'Logs unknown' : words.includes('off') ? 'Connections not logged' : 'Connections logged';
  return known(libraries)?.includes('pgaudit') === true ? `${logged}, pgaudit loaded` : logged;
}

export const audit = defineLayer<AuditFacts>({
  id: 'audit',
  label: 'Audit logging',
  summary: 'Parameters say what is logged; the extension pgaudit tells what was done; logs stay on the server for a few days.',
  appliesTo: ['flexible', 'single'],
  needs: [
    parameterNeed('flexible', [
      parameters.logConnections,
      parameters.logDisconnections,
      parameters.logCheckpoints,
      parameters.logStatement,
      parameters.preloadLibraries,
      parameters.auditClasses,
      parameters.auditToClient,
      parameters.flexibleRetention,
    ]),
    parameterNeed('single', [
      parameters.logConnections,
      parameters.logDisconnections,
      parameters.logCheckpoints,
      parameters.logStatement,
      parameters.singleRetention,
    ]),
  ],
  rules: [logConnections, logDisconnections, loggedPasswords, auditToClient, auditExtension, auditClasses, logCheckpoints],
  read: parameters.readAuditFacts,
  describe: (facts, { kind }) => [
    factLine('Connections logged', facts.connections[0], list),
    factLine('Ends of sessions logged', facts.disconnections[0], onOff),
    factLine('Checkpoints logged', facts.checkpoints[0], onOff),
    factLine('Statements logged', facts.statements[0]),
    factLine('Days that log files stay', facts.retention[0]),
    ...(kind === 'flexible'
      ? [factLine('Libraries loaded at start', facts.libraries[0], list), factLine('Audited by pgaudit', facts.classes[0], list)]
      : []),
  ],
  text: sumUp,
});
