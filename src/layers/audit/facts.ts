import { inResource } from '../../model/address';
import { text, word } from '../../model/fact';
import type { Subject } from '../../model/rule';
import { documented } from '../documented-parameters';
import { allowedExtensions } from '../extensions';
import type { Parameter, ParameterFacts } from '../parameter';
import { readParameter, wordList } from '../parameter';

export const logConnections = documented('log_connections', wordList);

const onOff = word('on', 'off');

export const logDisconnections = documented('log_disconnections', onOff);

export const logCheckpoints = documented('log_checkpoints', onOff);

export type LoggedStatements = 'none' | 'ddl' | 'mod' | 'all';

export const logStatement = documented('log_statement', word('none', 'ddl', 'mod', 'all'));

export const preloadLibraries = documented('shared_preload_libraries', wordList);

export const auditClasses = documented('pgaudit.log', wordList);

/** In days. */
export const flexibleRetention = documented('logfiles.retention_days', text);

/** Whether log files can be fetched from the server at all. */
export const logDownloads = documented('logfiles.download_enable', onOff);

/** In days. */
export const singleRetention = documented('log_retention_days', text);

export interface AuditFacts {
  readonly connections: ParameterFacts<readonly string[]>;
  readonly disconnections: ParameterFacts<'on' | 'off'>;
  readonly checkpoints: ParameterFacts<'on' | 'off'>;
  readonly statements: ParameterFacts<LoggedStatements>;
  readonly libraries: ParameterFacts<readonly string[]>;
  readonly classes: ParameterFacts<readonly string[]>;
  /** The extensions that may be created. */
  readonly extensions: ParameterFacts<readonly string[]>;
  /** How many days log files stay on the server; logs that are sent elsewhere are kept there. */
  readonly retention: ParameterFacts<string>;
  readonly downloads: ParameterFacts<'on' | 'off'>;
}

/** Reads what a server logs and audits: https://learn.microsoft.com/azure/postgresql/security/security-audit */
export function readAuditFacts(subject: Subject): AuditFacts {
  const { kind, resource } = subject.server;
  const flexible = <T>(parameter: Parameter<T>): ParameterFacts<T> =>
    kind === 'flexible'
      ? readParameter(subject, parameter)
      : [{ kind: 'notApplicable', because: 'Read of Flexible Servers only.', at: inResource(resource.key) }];
  return {
    connections: readParameter(subject, logConnections),
    disconnections: readParameter(subject, logDisconnections),
    checkpoints: readParameter(subject, logCheckpoints),
    statements: readParameter(subject, logStatement),
    libraries: flexible(preloadLibraries),
    classes: flexible(auditClasses),
    extensions: flexible(allowedExtensions),
    retention: readParameter(subject, kind === 'single' ? singleRetention : flexibleRetention),
    downloads: flexible(logDownloads),
  };
}
