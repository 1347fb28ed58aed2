import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../../../src/layers/audit/layer';
import { liveServer, templateServer } from '../build-snapshot';
import { parameterCases } from '../parameter-cases';
import { judgementsOf, testRule } from '../rule-cases';

const both = ['flexible', 'single'] as const;
const on = { right: 'on', wrong: 'off' };
const off = { right: 'off', wrong: 'ON' };

for (const [id, parameter] of [
  ['audit/log-disconnections', 'log_disconnections'],
  ['audit/log-checkpoints', 'log_checkpoints'],
] as const) {
  testRule(audit, id, parameterCases({ kinds: both, values: { [parameter]: on }, absent: { flexible: ['holds'], single: ['undecided'] } }));
}

testRule(
  audit,
  'audit/log-duration',
  parameterCases({ kinds: both, values: { log_duration: on }, absent: { flexible: ['fails'], single: ['fails'] } }),
);

testRule(audit, 'audit/log-line-prefix', [
  ...parameterCases({ values: { log_line_prefix: { right: '%m [%p] %u@%d ', wrong: '%t-%c-' } }, absent: { flexible: ['fails'] } }),
  {
    name: 'without the database',
    context: templateServer('flexible', { parameters: { log_line_prefix: '%t %u' } }),
    verdicts: ['fails'],
    says: /begin with "%t %u", which lacks the database \(%d\)/,
    effect: 'safe',
  },
  {
    name: 'without the user',
    context: templateServer('flexible', { parameters: { log_line_prefix: '%t %d' } }),
    verdicts: ['fails'],
    says: /which lacks the user \(%u\)/,
    effect: 'safe',
  },
]);

testRule(audit, 'audit/error-logging', [
  ...parameterCases({
    kinds: both,
    values: {
      log_min_error_statement: { right: 'warning', wrong: 'panic' },
      log_min_messages: { right: 'info', wrong: 'error' },
    },
    absent: { flexible: ['holds', 'holds'], single: ['holds', 'holds'] },
  }),
  {
    name: 'the limits: error is right for statements and wrong for messages',
    context: templateServer('flexible', { parameters: { log_min_error_statement: 'ERROR', log_min_messages: 'warning' } }),
    verdicts: ['holds', 'holds'],
  },
  {
    name: 'log comes after error',
    context: templateServer('flexible', { parameters: { log_min_error_statement: 'log', log_min_messages: 'log' } }),
    verdicts: ['fails', 'fails'],
    says: /from the level log on/,
    effect: 'safe',
  },
]);

testRule(
  audit,
  'audit/debug-output',
  parameterCases({
    values: { debug_print_parse: off, debug_print_rewritten: off, debug_print_plan: off },
    absent: { flexible: ['holds', 'holds', 'holds'] },
  }),
);

testRule(
  audit,
  'audit/error-verbosity',
  parameterCases({ values: { log_error_verbosity: { right: 'verbose', wrong: 'terse' } }, absent: { flexible: ['holds'] } }),
);

testRule(audit, 'audit/log-hostname', parameterCases({ values: { log_hostname: off }, absent: { flexible: ['holds'] } }));

const retention = (kind: 'flexible' | 'single'): string => (kind === 'single' ? 'log_retention_days' : 'logfiles.retention_days');

testRule(audit, 'audit/log-retention', [
  ...both.flatMap((kind) =>
    parameterCases({ kinds: [kind], values: { [retention(kind)]: { right: '4', wrong: '3' } }, absent: { [kind]: ['fails'] } }),
  ),
  {
    name: 'a wish for more',
    context: templateServer('flexible', { parameters: { 'logfiles.retention_days': '6' }, settings: { logRetentionDays: 7 } }),
    verdicts: ['fails'],
    says: /after 6 days/,
    effect: 'safe',
  },
  {
    name: 'a wish that Azure cannot fulfil',
    context: templateServer('flexible', { parameters: { 'logfiles.retention_days': '7' }, settings: { logRetentionDays: 30 } }),
    verdicts: ['fails'],
  },
]);

testRule(audit, 'audit/pending-restart', [
  {
    name: 'waiting',
    context: liveServer('flexible', {
      children: { configurations: [{ name: 'shared_preload_libraries', properties: { value: 'pgaudit', isConfigPendingRestart: true } }] },
    }),
    verdicts: ['fails'],
    says: /The value of shared_preload_libraries takes effect only after a restart/,
    effect: 'restart',
  },
  {
    name: 'in effect',
    context: liveServer('flexible', {
      children: {
        configurations: [
          { name: 'a', properties: { value: '1', isConfigPendingRestart: false } },
          { name: 'b', properties: { value: '1' } },
        ],
      },
    }),
    verdicts: ['holds', 'holds'],
  },
  { name: 'not read', context: liveServer('flexible'), verdicts: ['undecided'] },
]);

test('templates say nothing about restarts', () => {
  const context = templateServer('flexible', { parameters: { shared_preload_libraries: 'pgaudit' } });
  assert.deepEqual(judgementsOf(audit, 'audit/pending-restart', context), []);
});

testRule(audit, 'audit/not-stated', [
  {
    name: 'stated',
    context: templateServer('flexible', { parameters: { log_checkpoints: 'off', Log_Connections: 'on', log_disconnections: 'on' } }),
    verdicts: ['holds'],
  },
  {
    name: 'one is not',
    context: templateServer('flexible', { parameters: { log_checkpoints: 'on', log_connections: 'on' } }),
    verdicts: ['fails'],
    says: /leaves to the service: log_disconnections \(on by default\)/,
    effect: 'safe',
  },
  { name: 'Single Server', context: templateServer('single'), verdicts: ['fails'], says: /no default is documented/, effect: 'safe' },
  { name: 'a reference', context: templateServer('flexible', { existing: true }), verdicts: ['undecided'] },
]);
