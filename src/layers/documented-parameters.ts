import type { Absence, Codec } from '../model/fact';
import type { Server } from '../model/resource';
import { settingOf } from '../model/resource';
import { isUnknown } from '../model/value';
import type { Parameter } from './parameter';

/** What holds from a major version on: a value, or nothing where the service no longer knows the parameter. */
interface Step {
  readonly from: number;
  readonly value: string | null;
}

/** A PostgreSQL parameter as the service documents it. */
export interface DocumentedParameter {
  readonly name: string;
  /** The value of a Flexible Server on which nobody has set it, for every version or from versions on. */
  readonly flexible?: string | readonly Step[];
  /** The same of a Single Server; absent where its documents disagree or say nothing. */
  readonly single?: string;
  /** The same of the nodes of a cluster, and of a HorizonDB cluster, where a rule asks for it and a document says so. */
  readonly cluster?: string;
  readonly horizon?: string;
  /** The values that Azure takes, as it writes them. */
  readonly allowed: string;
  /** The file of the reference that says so, without its prefix for the version. */
  readonly source: string;
}

/** The day on which the parameters were compared with the reference. */
export const parametersChecked = '2026-11-23';

/** Where the reference is; a file for each major version and group of parameters. */
export const parameterReference =
  'https://github.com/MicrosoftDocs/azure-databases-docs/tree/main/articles/postgresql/server-parameters/includes';

/** The same of HorizonDB, for version 17. */
export const horizonParameterReference =
  'https://github.com/MicrosoftDocs/azure-databases-docs/tree/main/articles/horizondb/parameters/includes';

const onOff = 'on,off';
const levels = 'debug5,debug4,debug3,debug2,debug1,info,notice,warning,error,log,fatal,panic';
const whatLog = 'reporting-logging-what-log';
const whenLog = 'reporting-logging-when-log';
const custom = 'customized-options';
const statements = 'client-connection-defaults-statement-behavior';
const milliseconds = '0-2147483647';

/** Read for several versions from 11 to 18; a value without versions was the same in all that were read. */
export const documentedParameters = [
  { name: 'azure.accepted_password_auth_method', flexible: 'md5,scram-sha-256', allowed: 'md5,scram-sha-256; of 12 the reference gives md5 alone as the default', source: custom },
  { name: 'azure.extensions', flexible: '', allowed: 'a list of extensions', source: custom },
  { name: 'azure_storage.allow_network_access', flexible: 'on', allowed: onOff, source: custom },
  { name: 'azure_storage.public_account_access', flexible: 'on', allowed: onOff, source: custom },
  { name: 'connection_throttle.enable', flexible: [{ from: 11, value: 'off' }, { from: 18, value: null }], allowed: onOff, source: custom },
  { name: 'connection_throttling', allowed: onOff, source: 'Single Server' },
  { name: 'debug_print_parse', flexible: 'off', allowed: onOff, source: whatLog },
  { name: 'debug_print_plan', flexible: 'off', allowed: onOff, source: whatLog },
  { name: 'debug_print_rewritten', flexible: 'off', allowed: onOff, source: whatLog },
  { name: 'idle_in_transaction_session_timeout', flexible: '0', allowed: milliseconds, source: statements },
  { name: 'idle_session_timeout', flexible: [{ from: 11, value: null }, { from: 14, value: '0' }], allowed: milliseconds, source: statements },
  { name: 'log_checkpoints', flexible: 'on', allowed: onOff, source: whatLog },
  { name: 'log_connections', flexible: 'on', allowed: 'on,off; from 18 also receipt,authentication,authorization,setup_durations,all', source: whatLog },
  { name: 'log_disconnections', flexible: 'on', allowed: onOff, source: whatLog },
  { name: 'log_duration', flexible: 'off', single: 'off', allowed: onOff, source: whatLog },
  { name: 'log_error_verbosity', flexible: 'default', allowed: 'terse,default,verbose', source: whatLog },
  { name: 'log_hostname', flexible: 'off', allowed: onOff, source: whatLog },
  { name: 'log_line_prefix', flexible: '%t-%c-', allowed: "[^']*", source: whatLog },
  { name: 'log_min_error_statement', flexible: 'error', single: 'error', allowed: levels, source: whenLog },
  { name: 'log_min_messages', flexible: 'warning', single: 'warning', allowed: levels, source: whenLog },
  { name: 'log_retention_days', single: '3', allowed: '1-7', source: 'Single Server' },
  { name: 'log_statement', flexible: 'none', single: 'none', allowed: 'none,ddl,mod,all', source: whatLog },
  { name: 'logfiles.download_enable', flexible: 'off', allowed: onOff, source: 'log-files' },
  { name: 'logfiles.retention_days', flexible: '3', allowed: '1-7', source: 'log-files' },
  { name: 'password_encryption', flexible: [{ from: 11, value: 'md5' }, { from: 14, value: 'scram-sha-256' }], horizon: 'scram-sha-256', allowed: 'md5,scram-sha-256', source: 'connections-authentication-authentication' },
  { name: 'pgaadauth.enable_group_sync', flexible: 'off', allowed: onOff, source: custom },
  { name: 'pgaudit.log', flexible: 'none', cluster: 'none', allowed: 'none,read,write,function,role,ddl,misc,all', source: custom },
  { name: 'pgaudit.log_client', flexible: 'off', allowed: onOff, source: custom },
  { name: 'pgaudit.log_level', flexible: 'log', allowed: 'debug5,debug4,debug3,debug2,debug1,info,notice,warning,log', source: custom },
  { name: 'pgaudit.log_parameter', flexible: 'off', allowed: onOff, source: custom },
  { name: 'pgaudit.log_statement', flexible: [{ from: 11, value: null }, { from: 13, value: 'on' }], allowed: onOff, source: custom },
  { name: 'pgaudit.log_statement_once', flexible: 'off', allowed: onOff, source: custom },
  { name: 'require_secure_transport', flexible: 'on', allowed: onOff, source: 'connections-authentication-ssl' },
  { name: 'shared_preload_libraries', flexible: 'pg_stat_statements', horizon: 'pg_stat_statements', allowed: 'a list of libraries', source: 'client-connection-defaults-shared-library-preloading' },
  { name: 'ssl_max_protocol_version', flexible: '', allowed: 'TLSv1.2,TLSv1.3', source: 'connections-authentication-ssl' },
  { name: 'ssl_min_protocol_version', flexible: 'TLSv1.2', allowed: 'TLSv1.2,TLSv1.3', source: 'connections-authentication-ssl' },
  { name: 'statement_timeout', flexible: '0', allowed: milliseconds, source: statements },
] as const satisfies readonly DocumentedParameter[];

export type ParameterName = (typeof documentedParameters)[number]['name'];

const byName = new Map<string, DocumentedParameter>(documentedParameters.map((one) => [one.name, one]));

/** The major version that a Flexible Server says it has, or why nobody can tell. */
function majorVersion({ resource }: Server): number | string {
  const version = settingOf(resource, ['properties', 'version']);
  if (version === undefined) return 'it depends on the version of PostgreSQL, which the service chooses';
  if (isUnknown(version)) return `it depends on the version of PostgreSQL: ${version.because}`;
  const major = typeof version === 'string' || typeof version === 'number' ? Number.parseInt(String(version), 10) : NaN;
  return Number.isNaN(major) ? 'it depends on the version of PostgreSQL, which is none that is known here' : major;
}

/** The default of one version: a text, nothing where the version has no such parameter, or why it is not known. */
function defaultText(steps: readonly Step[], server: Server, name: string): Absence<string> {
  const major = majorVersion(server);
  if (typeof major === 'string') return { unknown: major };
  const step = steps.findLast(({ from }) => from <= major);
  if (step === undefined) return { unknown: 'its default in this version is not known here' };
  return step.value === null ? { notApplicable: `PostgreSQL ${major} has no parameter ${name}.` } : { default: step.value };
}

const singleUnknown = { unknown: 'the documents of Single Server give different defaults, or none' };

function absenceOf(parameter: DocumentedParameter, server: Server): Absence<string> {
  const { name, flexible } = parameter;
  if (server.kind !== 'flexible') {
    const value = parameter[server.kind];
    if (value !== undefined) return { default: value };
    return server.kind === 'single' ? singleUnknown : { unknown: 'no document gives its default' };
  }
  if (flexible === undefined) return { unknown: 'no document gives its default' };
  return typeof flexible === 'string' ? { default: flexible } : defaultText(flexible, server, name);
}

export function isDocumented(name: string): name is ParameterName {
  return byName.has(name);
}

/** What holds on a server that does not set the parameter, as Azure writes it. */
export function defaultOf(name: ParameterName, server: Server): Absence<string> {
  const entry = byName.get(name);
  return entry === undefined ? { unknown: 'no document gives its default' } : absenceOf(entry, server);
}

/** A parameter whose default is that of the table. @param as reads its values, the default too. */
export function documented<T>(name: ParameterName, as: Codec<T>): Parameter<T> {
  return {
    name,
    as,
    absent: (server) => {
      const absence = defaultOf(name, server);
      if (!('default' in absence)) return absence;
      const value = as(absence.default);
      return value === undefined ? { unknown: 'its default is none that is known here' } : { default: value };
    },
  };
}
