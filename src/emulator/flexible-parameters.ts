import type { Parameter } from './parameter';

const onOff = 'on,off';
const logLevels = 'debug5,debug4,debug3,debug2,debug1,info,notice,warning,error,log,fatal,panic';
const positive = '1-2147483647';
const ciphers =
  'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256';
const extensions =
  ',address_standardizer,age,amcheck,anon,azure_ai,azure_storage,bloom,btree_gin,btree_gist,citext,credcheck,cube,dblink,dict_int,earthdistance,fuzzystrmatch,hll,hstore,hypopg,intarray,ip4r,isn,lo,login_hook,ltree,oracle_fdw,orafce,pageinspect,pg_buffercache,pg_cron,pg_diskann,pg_hint_plan,pg_partman,pg_prewarm,pg_repack,pg_squeeze,pg_stat_statements,pg_trgm,pgaudit,pgcrypto,pglogical,pgrouting,pgstattuple,plpgsql,plv8,postgis,postgres_fdw,session_variable,sslinfo,tablefunc,timescaledb,topn,unaccent,uuid-ossp,vector';
const preloadable =
  ',age,anon,auto_explain,azure_storage,credcheck,pg_cron,pg_hint_plan,pg_partman_bgw,pg_prewarm,pg_squeeze,pg_stat_statements,pgaudit,pglogical,timescaledb,wal2json';

type Flag = 'read-only' | 'restart';
type Row = readonly [name: string, type: Parameter['dataType'], initial: string, allowed: string, description: string, ...flags: Flag[]];

/** The parameters that matter to security, with the values of a PostgreSQL 17 server as recorded in 2026 and documented per version. */
const rows: readonly Row[] = [
  ['authentication_timeout', 'Integer', '30', '30', 'Longest time that a client may take to authenticate, in seconds.', 'read-only'],
  ['azure.accepted_password_auth_method', 'Set', 'md5,scram-sha-256', 'md5,scram-sha-256', 'Password authentication methods that the server accepts.'],
  ['azure.extensions', 'Set', '', extensions, 'Extensions that may be created on this server.'],
  ['azure_storage.allow_network_access', 'Boolean', 'on', onOff, 'Whether the azure_storage extension may use the network.'],
  ['azure_storage.public_account_access', 'Boolean', 'on', onOff, 'Whether the azure_storage extension may read public storage accounts.'],
  ['connection_throttle.bucket_limit', 'Integer', '2000', positive, 'Most login attempts that an address may hold in its bucket.'],
  ['connection_throttle.enable', 'Boolean', 'off', onOff, 'Slows down an address that fails to log in too often.'],
  ['connection_throttle.reset_time', 'Integer', '120', positive, 'Seconds between resets of the buckets.'],
  ['connection_throttle.restore_factor', 'Numeric', '2', '1.0-100.0', 'How fast a bucket recovers.'],
  ['connection_throttle.update_time', 'Integer', '20', positive, 'Seconds between updates of the buckets.'],
  ['credcheck.max_auth_failure', 'Integer', '0', '0-64', 'Failed logins after which a role is banned; 0 never bans.'],
  ['credcheck.password_min_length', 'Integer', '1', positive, 'Shortest password that a role may be given.'],
  ['log_checkpoints', 'Boolean', 'on', onOff, 'Logs each checkpoint.'],
  ['log_connections', 'Boolean', 'on', onOff, 'Logs each successful connection.'],
  ['log_disconnections', 'Boolean', 'on', onOff, 'Logs the end of each session and its duration.'],
  ['log_duration', 'Boolean', 'off', onOff, 'Logs the duration of each completed statement.'],
  ['log_error_verbosity', 'Enumeration', 'default', 'terse,default,verbose', 'How much of each message is logged.'],
  ['log_file_mode', 'Integer', '0600', '0-511', 'File permissions of the log files.', 'read-only'],
  ['log_hostname', 'Boolean', 'off', onOff, 'Logs the host name of a client beside its address.'],
  ['log_line_prefix', 'String', '%t-%c-', "[^']*", 'What each line of the log starts with.'],
  ['log_min_duration_statement', 'Integer', '-1', '-1-2147483647', 'Duration from which a statement is logged, in milliseconds; -1 logs none.'],
  ['log_min_error_statement', 'Enumeration', 'error', logLevels, 'Severity from which the statement that failed is logged.'],
  ['log_min_messages', 'Enumeration', 'warning', logLevels, 'Severity from which messages are logged.'],
  ['log_parameter_max_length', 'Integer', '-1', '-1-1073741823', 'Longest bound parameter that is logged with a statement, in bytes.'],
  ['log_replication_commands', 'Boolean', 'on', onOff, 'Logs each replication command.', 'read-only'],
  ['log_statement', 'Enumeration', 'none', 'none,ddl,mod,all', 'Which statements are logged.'],
  ['log_timezone', 'String', 'UTC', '.*', 'Time zone of the log.', 'read-only'],
  ['logfiles.download_enable', 'Boolean', 'off', onOff, 'Makes server logs available for download.'],
  ['logfiles.retention_days', 'Integer', '3', '1-7', 'Days for which server logs are kept for download.'],
  ['logging_collector', 'Boolean', 'off', onOff, 'Runs the process that collects the log.', 'read-only', 'restart'],
  ['max_connections', 'Integer', '1718', '25-5000', 'Most connections at the same time.', 'restart'],
  ['password_encryption', 'Enumeration', 'scram-sha-256', 'md5,scram-sha-256', 'How a new password is stored.'],
  ['pgaadauth.enable_group_sync', 'Boolean', 'off', onOff, 'Creates roles for the members of Microsoft Entra groups.'],
  ['pgaudit.log', 'Set', 'none', 'none,read,write,function,role,ddl,misc,all', 'Classes of statements that are audited.'],
  ['pgaudit.log_catalog', 'Boolean', 'on', onOff, 'Audits statements that touch the system catalogue only.'],
  ['pgaudit.log_client', 'Boolean', 'off', onOff, 'Shows audit messages to the client.'],
  ['pgaudit.log_level', 'Enumeration', 'log', ',debug5,debug4,debug3,debug2,debug1,info,notice,warning,log', 'Level of audit messages.'],
  ['pgaudit.log_parameter', 'Boolean', 'off', onOff, 'Audits the parameters of a statement.'],
  ['pgaudit.log_relation', 'Boolean', 'off', onOff, 'Writes one audit line per table of a statement.'],
  ['pgaudit.log_rows', 'Boolean', 'off', onOff, 'Audits how many rows a statement touched.'],
  ['pgaudit.log_statement', 'Boolean', 'on', onOff, 'Audits the text of a statement.'],
  ['pgaudit.log_statement_once', 'Boolean', 'off', onOff, 'Audits the text of a statement with its first line only.'],
  ['pgaudit.role', 'String', '', '[A-Za-z\\._]*', 'The role whose grants decide what is audited.'],
  ['pgbouncer.enabled', 'Boolean', 'false', 'true, false', 'Runs the built-in connection pooler on port 6432.'],
  ['require_secure_transport', 'Boolean', 'on', onOff, 'Refuses connections without TLS.'],
  ['row_security', 'Boolean', 'on', onOff, 'Applies row security policies.'],
  ['scram_iterations', 'Integer', '4096', positive, 'Rounds of hashing in a stored SCRAM password.', 'read-only'],
  ['search_path', 'String', '"$user", public', '[A-Za-z0-9."$,_ -]+', 'Schemas that a name without one is looked up in.'],
  ['session_preload_libraries', 'Set', '', ',login_hook', 'Libraries that each session loads.'],
  ['shared_preload_libraries', 'Set', 'pg_stat_statements', preloadable, 'Libraries that the server loads when it starts.', 'restart'],
  ['ssl', 'Boolean', 'on', onOff, 'Offers TLS.', 'read-only'],
  ['ssl_ciphers', 'String', ciphers, ciphers, 'Cipher suites of TLS 1.2.', 'read-only'],
  ['ssl_max_protocol_version', 'Enumeration', '', 'TLSv1.2,TLSv1.3', 'Newest TLS version that is accepted.'],
  ['ssl_min_protocol_version', 'Enumeration', 'TLSv1.2', 'TLSv1.2,TLSv1.3', 'Oldest TLS version that is accepted.'],
];

/** Lists the parameters of a Flexible Server of this major version. Before version 14 new passwords were stored as MD5. */
export function flexibleParameters(version: string): Parameter[] {
  const major = Number(version);
  return rows.map(([name, dataType, initial, allowedValues, description, ...flags]) => ({
    name,
    dataType,
    defaultValue: name === 'password_encryption' && major < 14 ? 'md5' : initial,
    allowedValues,
    description,
    isReadOnly: flags.includes('read-only'),
    isDynamicConfig: !flags.includes('restart'),
  }));
}
