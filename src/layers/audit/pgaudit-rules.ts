import { known, word } from '../../model/fact';
import type { Context } from '../../model/rule';
import { documented } from '../documented-parameters';
import { readParameter } from '../parameter';
import type { ParameterRule } from '../parameter-rule';
import { parameterRule } from '../parameter-rule';
import { preloadLibraries } from './facts';
import { auditDocumentation, customParameters, defenderDocumentation } from './sources';

const onOff = word('on', 'off');
const levels = word('debug5', 'debug4', 'debug3', 'debug2', 'debug1', 'info', 'notice', 'warning', 'log');

/** Without the extension its parameters have no effect, and another rule tells that it is not loaded. */
function whyUnused(context: Context): string | undefined {
  const [libraries] = readParameter(context, preloadLibraries);
  return known(libraries)?.includes('pgaudit') === false ? 'The extension pgaudit is not loaded.' : undefined;
}

const auditToClient = parameterRule({
  id: 'audit/audit-to-client',
  title: 'The audit trail must not be shown to clients',
  brief: 'audit trail shown to clients',
  severity: 'medium',
  group: 'warning',
  why: 'Whoever is audited sees what the audit tells about them, and with it what it does not.',
  condition: 'The parameter pgaudit.log_client is on. Absent, it is off.',
  sources: [auditDocumentation, customParameters],
  equivalents: {},
  catalogue: ['PGLOG013'],
  judged: [
    {
      parameter: documented('pgaudit.log_client', onOff),
      isRight: (value) => value === 'off',
      message: () => 'pgaudit.log_client is on: the audit trail is sent to clients.',
      right: 'off',
      wrong: 'on',
    },
  ],
  fix: 'Keep the audit trail from clients',
});

const auditedParameters = parameterRule({
  id: 'audit/audited-parameters',
  title: 'The audit trail should leave out the values in statements',
  brief: 'values of statements in the audit trail',
  severity: 'low',
  group: 'info',
  why: 'Values that applications hand over with a statement can be secrets or personal data, and then are in the log too.',
  condition: 'The parameter pgaudit.log_parameter is on. Absent, it is off.',
  sources: [customParameters, 'https://github.com/pgaudit/pgaudit/blob/master/README.md'],
  equivalents: {},
  catalogue: ['PGLOG014'],
  judged: [
    {
      parameter: documented('pgaudit.log_parameter', onOff),
      isRight: (value) => value === 'off',
      message: () => 'pgaudit.log_parameter is on: the audit trail holds the values that statements are given.',
      right: 'off',
      wrong: 'on',
    },
  ],
  fix: 'Leave values out of the audit trail',
});

const auditDetail = parameterRule({
  id: 'audit/audit-detail',
  title: 'The audit trail should be as Defender for Cloud asks for it',
  brief: 'audit trail differs from what Defender asks for',
  severity: 'info',
  group: 'strict',
  why: 'Microsoft Defender for Cloud asks that the text of each statement is audited, once, at the level log.',
  condition:
    'pgaudit is loaded, and pgaudit.log_statement is not on, pgaudit.log_statement_once is not on, or pgaudit.log_level is not log. Absent, they are on, off and log.',
  sources: [defenderDocumentation, customParameters],
  equivalents: {
    defender: ['pgaudit.log_statement on', 'pgaudit.log_statement_once on', 'pgaudit.log_level log'],
  },
  catalogue: ['PGLOG015'],
  judged: [
    {
      parameter: documented('pgaudit.log_statement', onOff),
      isRight: (value) => value === 'on',
      message: () => 'pgaudit.log_statement is off: the audit trail leaves out the text of statements.',
      right: 'on',
      wrong: 'off',
    },
    {
      parameter: documented('pgaudit.log_statement_once', onOff),
      isRight: (value) => value === 'on',
      message: () => 'pgaudit.log_statement_once is off: the text of a statement is repeated with each of its entries.',
      right: 'on',
      wrong: 'off',
    },
    {
      parameter: documented('pgaudit.log_level', levels),
      isRight: (value) => value === 'log',
      message: (value) => `pgaudit.log_level is ${value} instead of log.`,
      right: 'log',
      wrong: 'notice',
    },
  ],
  beside: { shared_preload_libraries: 'pgaudit' },
  fix: 'Audit as Defender for Cloud asks for it',
  except: whyUnused,
});

/** The rules on the extension pgaudit that follow from one value each. */
export const pgauditRules: readonly ParameterRule[] = [auditToClient, auditedParameters, auditDetail];
