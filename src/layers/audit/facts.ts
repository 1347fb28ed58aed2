import { inResource } from '../../model/address';
import { text, word } from '../../model/fact';
import type { Kind } from '../../model/resource';
import { kindNames } from '../../model/resource';
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

const documentedLibraries = documented('shared_preload_libraries', wordList);

/**
 * The nodes of a cluster load Citus, which makes them one, and pgaudit only where somebody adds it; which others there
 * are no document says: https://learn.microsoft.com/azure/cosmos-db/postgresql/how-to-enable-audit
 */
export const preloadLibraries: Parameter<readonly string[]> = {
  ...documentedLibraries,
  absent: (server) => (server.kind === 'cluster' ? { default: ['citus'] } : documentedLibraries.absent(server)),
};

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

/** The servers of which everything that is logged is read; of clusters it is pgaudit only. */
const servers: readonly Kind[] = ['flexible', 'single'];

/** Reads what a server logs and audits: https://learn.microsoft.com/azure/postgresql/security/security-audit */
export function readAuditFacts(subject: Subject): AuditFacts {
  const { kind, resource } = subject.server;
  const only = <T>(kinds: readonly Kind[], parameter: Parameter<T>): ParameterFacts<T> =>
    kinds.includes(kind)
      ? readParameter(subject, parameter)
      : [{ kind: 'notApplicable', because: `Not read of a ${kindNames[kind]}.`, at: inResource(resource.key) }];
  return {
    connections: only(servers, logConnections),
    disconnections: only(servers, logDisconnections),
    checkpoints: only(servers, logCheckpoints),
    statements: only(servers, logStatement),
    libraries: only(['flexible', 'cluster', 'horizon'], preloadLibraries),
    classes: only(['flexible', 'cluster'], auditClasses),
    extensions: only(['flexible'], allowedExtensions),
    retention: only(servers, kind === 'single' ? singleRetention : flexibleRetention),
    downloads: only(['flexible'], logDownloads),
  };
}
