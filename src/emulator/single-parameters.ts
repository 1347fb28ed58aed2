import type { Parameter } from './parameter';

const onOff = 'on,off';
const logLevels = 'debug5,debug4,debug3,debug2,debug1,info,notice,warning,error,log,fatal,panic';

type Row = readonly [name: string, type: Parameter['dataType'], initial: string, allowed: string, description: string];

/** The parameters of a Single Server that matter to security; the service says of none whether it is dynamic. */
const rows: readonly Row[] = [
  ['array_nulls', 'Boolean', 'on', onOff, 'Reads NULL in arrays as a null element.'],
  ['backslash_quote', 'Enumeration', 'safe_encoding', 'safe_encoding,on,off', "Whether \\' stands for a quote in literals."],
  ['client_min_messages', 'Enumeration', 'notice', 'debug5,debug4,debug3,debug2,debug1,log,notice,warning,error', 'Severity from which messages go to the client.'],
  ['connection_throttling', 'Boolean', 'on', onOff, 'Slows down an address that fails to log in too often.'],
  ['log_checkpoints', 'Boolean', 'off', onOff, 'Logs each checkpoint.'],
  ['log_connections', 'Boolean', 'off', onOff, 'Logs each successful connection.'],
  ['log_disconnections', 'Boolean', 'off', onOff, 'Logs the end of each session and its duration.'],
  ['log_duration', 'Boolean', 'off', onOff, 'Logs the duration of each completed statement.'],
  ['log_error_verbosity', 'Enumeration', 'default', 'terse,default,verbose', 'How much of each message is logged.'],
  ['log_lock_waits', 'Boolean', 'off', onOff, 'Logs long waits for a lock.'],
  ['log_min_duration_statement', 'Integer', '-1', '-1-2147483647', 'Duration from which a statement is logged, in milliseconds; -1 logs none.'],
  ['log_min_error_statement', 'Enumeration', 'error', logLevels, 'Severity from which the statement that failed is logged.'],
  ['log_min_messages', 'Enumeration', 'warning', logLevels, 'Severity from which messages are logged.'],
  ['log_retention_days', 'Integer', '3', '1-7', 'Days for which a log file is kept.'],
  ['log_statement', 'Enumeration', 'none', 'none,ddl,mod,all', 'Which statements are logged.'],
  ['pgaudit.log', 'Set', 'none', 'none,read,write,function,role,ddl,misc,all', 'Classes of statements that are audited.'],
  ['row_security', 'Boolean', 'on', onOff, 'Applies row security policies.'],
  ['search_path', 'String', '"$user", public', '[A-Za-z."$, ]+', 'Schemas that a name without one is looked up in.'],
  ['shared_preload_libraries', 'Set', '', ',pg_stat_statements,pgaudit,pg_prewarm,timescaledb', 'Libraries that the server loads when it starts.'],
];

/** Lists the parameters of a Single Server. */
export function singleParameters(): Parameter[] {
  return rows.map(([name, dataType, defaultValue, allowedValues, description]) => ({
    name,
    dataType,
    defaultValue,
    allowedValues,
    description,
    isReadOnly: false,
    isDynamicConfig: name !== 'shared_preload_libraries',
  }));
}
