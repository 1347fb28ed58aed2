import { inResource } from '../../model/address';
import { text, word } from '../../model/fact';
import type { Server } from '../../model/resource';
import type { Context } from '../../model/rule';
import type { Parameter, ParameterFacts } from '../parameter';
import { onOff, readParameter, wordList } from '../parameter';

/** Single Server's documents disagree on the defaults of its log parameters, so that nothing is known without a value. */
function onUnlessSingle<T>(value: T): Parameter<T>['absent'] {
  return ({ kind }: Server) =>
    kind === 'single' ? { unknown: 'the documents of Single Server give different defaults' } : { default: value };
}

export const logConnections: Parameter<readonly string[]> = {
  name: 'log_connections',
  as: wordList,
  absent: onUnlessSingle<readonly string[]>(['on']),
};

export const logDisconnections: Parameter<boolean> = {
  name: 'log_disconnections',
  as: onOff,
  absent: onUnlessSingle(true),
};

export const logCheckpoints: Parameter<boolean> = {
  name: 'log_checkpoints',
  as: onOff,
  absent: onUnlessSingle(true),
};

export type LoggedStatements = 'none' | 'ddl' | 'mod' | 'all';

export const logStatement: Parameter<LoggedStatements> = {
  name: 'log_statement',
  as: word('none', 'ddl', 'mod', 'all'),
  absent: () => ({ default: 'none' }),
};

export const preloadLibraries: Parameter<readonly string[]> = {
  name: 'shared_preload_libraries',
  as: wordList,
  absent: () => ({ default: ['pg_stat_statements'] }),
};

export const auditClasses: Parameter<readonly string[]> = {
  name: 'pgaudit.log',
  as: wordList,
  absent: () => ({ default: ['none'] }),
};

export const auditToClient: Parameter<boolean> = {
  name: 'pgaudit.log_client',
  as: onOff,
  absent: () => ({ default: false }),
};

/** In days. */
export const flexibleRetention: Parameter<string> = {
  name: 'logfiles.retention_days',
  as: text,
  absent: () => ({ default: '3' }),
};

/** In days. */
export const singleRetention: Parameter<string> = {
  name: 'log_retention_days',
  as: text,
  absent: () => ({ default: '3' }),
};

export interface AuditFacts {
  readonly connections: ParameterFacts<readonly string[]>;
  readonly disconnections: ParameterFacts<boolean>;
  readonly checkpoints: ParameterFacts<boolean>;
  readonly statements: ParameterFacts<LoggedStatements>;
  readonly libraries: ParameterFacts<readonly string[]>;
  readonly classes: ParameterFacts<readonly string[]>;
  readonly toClient: ParameterFacts<boolean>;
  /** How many days log files stay on the server; logs that are sent elsewhere are kept there. */
  readonly retention: ParameterFacts<string>;
}

/** Reads what a server logs and audits: https://learn.microsoft.com/azure/postgresql/security/security-audit */
export function readAuditFacts(context: Context): AuditFacts {
  const { kind, resource } = context.server;
  const flexible = <T>(parameter: Parameter<T>): ParameterFacts<T> =>
    kind === 'flexible'
      ? readParameter(context, parameter)
      : [{ kind: 'notApplicable', because: 'Read of Flexible Servers only.', at: inResource(resource.key) }];
  return {
    connections: readParameter(context, logConnections),
    disconnections: readParameter(context, logDisconnections),
    checkpoints: readParameter(context, logCheckpoints),
    statements: readParameter(context, logStatement),
    libraries: flexible(preloadLibraries),
    classes: flexible(auditClasses),
    toClient: flexible(auditToClient),
    retention: readParameter(context, kind === 'single' ? singleRetention : flexibleRetention),
  };
}
