import { text, word } from '../../model/fact';
import { documented } from '../documented-parameters';
import type { ParameterRule } from '../parameter-rule';
import { parameterRule } from '../parameter-rule';
import { loggingParameters, thresholdParameters } from './sources';

const onOff = word('on', 'off');
const levels = word('debug5', 'debug4', 'debug3', 'debug2', 'debug1', 'info', 'notice', 'warning', 'error', 'log', 'fatal', 'panic');

const linePrefix = '%t-%c-user=%u,db=%d,app=%a,client=%h-';

const logLinePrefix = parameterRule({
  id: 'audit/log-line-prefix',
  title: 'Each line of the log should name user and database',
  brief: 'log lines name no user or database',
  severity: 'low',
  group: 'strict',
  why: 'A line that names neither user nor database can be told apart from others only by way of its session.',
  condition: 'The parameter log_line_prefix lacks %u or %d. Absent, it is %t-%c-, which lacks both.',
  sources: [loggingParameters, 'https://www.postgresql.org/docs/current/runtime-config-logging.html'],
  equivalents: { azurepolicy: ['3bf854e8-b34a-47fe-9f81-bc558c82b3bd'] },
  catalogue: ['PGLOG017'],
  judged: [
    {
      parameter: documented('log_line_prefix', text),
      isRight: (value) => value.includes('%u') && value.includes('%d'),
      message: (value) => {
        const lacking = [...(value.includes('%u') ? [] : ['the user (%u)']), ...(value.includes('%d') ? [] : ['the database (%d)'])];
        return `Lines of the log begin with "${value}", which lacks ${lacking.join(' and ')}.`;
      },
      right: linePrefix,
      wrong: '%t-%c-',
    },
  ],
  fix: 'Name user, database, application and client in each line',
});

const errorLogging = parameterRule({
  id: 'audit/error-logging',
  title: 'Errors and the statements that cause them should be logged',
  brief: 'errors are left out of the log',
  severity: 'low',
  group: 'strict',
  why: 'Attempts to get at what is not allowed end in errors; without them the log shows only what succeeded.',
  condition:
    'The parameter log_min_error_statement is log, fatal or panic, or log_min_messages is error, log, fatal or panic. Absent, they are error and warning.',
  sources: [thresholdParameters, 'https://www.postgresql.org/docs/current/runtime-config-logging.html'],
  equivalents: { 'cis-postgresql': ['3.1.x log_min_messages/log_min_error_statement'] },
  catalogue: ['PGLOG018'],
  appliesTo: ['flexible', 'single'],
  judged: [
    {
      parameter: documented('log_min_error_statement', levels),
      isRight: (value) => !['log', 'fatal', 'panic'].includes(value),
      message: (value) => `Statements that fail are logged from the level ${value} on, which leaves out ordinary errors.`,
      right: 'error',
      wrong: 'panic',
    },
    {
      parameter: documented('log_min_messages', levels),
      isRight: (value) => !['error', 'log', 'fatal', 'panic'].includes(value),
      message: (value) => `Messages are logged from the level ${value} on, which leaves out warnings.`,
      right: 'warning',
      wrong: 'fatal',
    },
  ],
  fix: 'Log errors',
});

const debugOutput = parameterRule({
  id: 'audit/debug-output',
  title: 'Query trees should not be logged',
  brief: 'query trees in the log',
  severity: 'low',
  group: 'strict',
  why: 'The trees show the values in queries to whoever reads the log, and bury everything else in it.',
  condition: 'One of the parameters debug_print_parse, debug_print_rewritten and debug_print_plan is on. Absent, they are off.',
  sources: [loggingParameters],
  equivalents: { 'cis-postgresql': ['3.1.x debug_print_*'] },
  catalogue: ['PGLOG019'],
  judged: (['debug_print_parse', 'debug_print_rewritten', 'debug_print_plan'] as const).map((name) => ({
    parameter: documented(name, onOff),
    isRight: (value: string) => value === 'off',
    message: () => `${name} is on: the log shows the inner form of each query.`,
    right: 'off',
    wrong: 'on',
  })),
  fix: 'Stop logging query trees',
});

const errorVerbosity = parameterRule({
  id: 'audit/error-verbosity',
  title: 'Errors should be logged with their details',
  brief: 'errors are logged without details',
  severity: 'info',
  group: 'strict',
  why: 'Detail, hint and context of an error tell what was tried; a terse log leaves them out.',
  condition: 'The parameter log_error_verbosity is terse. Absent, it is default.',
  sources: [loggingParameters, 'https://www.postgresql.org/docs/current/runtime-config-logging.html'],
  equivalents: { 'cis-postgresql': ['3.1.x log_error_verbosity'] },
  catalogue: ['PGLOG020'],
  judged: [
    {
      parameter: documented('log_error_verbosity', word('terse', 'default', 'verbose')),
      isRight: (value) => value !== 'terse',
      message: () => 'Errors are logged without detail, hint and context: log_error_verbosity is terse.',
      right: 'default',
      wrong: 'terse',
    },
  ],
  fix: 'Log errors with their details',
});

const logHostname = parameterRule({
  id: 'audit/log-hostname',
  title: 'Clients should be logged by address, not by name',
  brief: 'names of clients are looked up',
  severity: 'info',
  group: 'strict',
  why: 'Each sign-in waits until the name of the client has been looked up, and a name proves less than an address.',
  condition: 'The parameter log_hostname is on. Absent, it is off.',
  sources: [loggingParameters],
  equivalents: { 'cis-postgresql': ['3.1.x log_hostname'] },
  catalogue: ['PGLOG021'],
  judged: [
    {
      parameter: documented('log_hostname', onOff),
      isRight: (value) => value === 'off',
      message: () => 'log_hostname is on: each sign-in waits for the name of the client.',
      right: 'off',
      wrong: 'on',
    },
  ],
  fix: 'Log addresses only',
});

/** The rules on how much each line of PostgreSQL's log tells, and which lines there are. */
export const logDetailRules: readonly ParameterRule[] = [logLinePrefix, errorLogging, debugOutput, errorVerbosity, logHostname];
