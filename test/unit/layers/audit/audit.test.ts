import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../../../src/layers/audit/layer';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import { judgementsOf, textOf, testRule } from '../rule-cases';

const nobodyKnows = unknown('the parameter value has no value');

testRule(audit, 'audit/log-connections', [
  { name: 'by default', context: templateServer('flexible'), verdicts: ['holds'] },
  { name: 'off', context: templateServer('flexible', { parameters: { log_connections: 'OFF' } }), verdicts: ['fails'], says: /^Connections are not logged\.$/, effect: 'safe' },
  {
    name: 'the set of PostgreSQL 18 with the sign-in',
    context: liveServer('flexible', { parameters: { log_connections: 'receipt,authentication' } }),
    verdicts: ['holds'],
  },
  {
    name: 'the set of PostgreSQL 18 without the sign-in',
    context: liveServer('flexible', { parameters: { log_connections: 'receipt, setup_durations' } }),
    verdicts: ['fails'],
    says: /only this is logged: receipt, setup_durations/,
    effect: 'safe',
  },
  { name: 'nothing', context: liveServer('flexible', { parameters: { log_connections: '' } }), verdicts: ['fails'], says: /^Connections are not logged\.$/, effect: 'safe' },
  { name: 'Single Server that says nothing', context: templateServer('single'), verdicts: ['undecided'] },
  { name: 'Single Server, on', context: liveServer('single', { parameters: { log_connections: 'on' } }), verdicts: ['holds'] },
  { name: 'not known', context: templateServer('flexible', { parameters: { log_connections: nobodyKnows } }), verdicts: ['undecided'] },
]);

testRule(audit, 'audit/logged-passwords', [
  { name: 'by default', context: templateServer('flexible'), verdicts: ['holds'] },
  {
    name: 'ddl',
    context: templateServer('single', { parameters: { log_statement: 'ddl' } }),
    verdicts: ['fails'],
    says: /log_statement is ddl/,
    effect: 'safe',
  },
  { name: 'not read', context: liveServer('flexible'), verdicts: ['undecided'] },
]);

testRule(audit, 'audit/audit-extension', [
  {
    name: 'loaded',
    context: templateServer('flexible', { parameters: { shared_preload_libraries: 'pg_stat_statements, PGAUDIT' } }),
    verdicts: ['holds'],
  },
  { name: 'not by default', context: templateServer('flexible'), verdicts: ['fails'], effect: 'replaces-list' },
  {
    name: 'others only',
    context: liveServer('flexible', { parameters: { shared_preload_libraries: 'pg_cron' } }),
    verdicts: ['fails'],
    effect: 'restart',
  },
  { name: 'not read', context: liveServer('flexible'), verdicts: ['undecided'] },
]);

test('the fix that loads pgaudit keeps the libraries that are loaded', () => {
  const context = liveServer('flexible', { parameters: { shared_preload_libraries: 'pg_cron,pg_stat_statements' } });
  const [judgement] = judgementsOf(audit, 'audit/audit-extension', context);
  const [change] = judgement?.fix?.changes ?? [];
  assert.equal(change?.kind === 'set' ? change.value : undefined, 'pg_cron,pg_stat_statements,pgaudit');
});

testRule(audit, 'audit/audit-classes', [
  { name: 'some', context: templateServer('flexible', { parameters: { 'pgaudit.log': 'role,ddl' } }), verdicts: ['holds'] },
  { name: 'none by default', context: templateServer('flexible'), verdicts: ['fails'], effect: 'safe' },
  { name: 'not read', context: liveServer('flexible'), verdicts: ['undecided'] },
]);

test('the layer is summed up in a few words', () => {
  const live = (parameters: Record<string, string>): string => textOf(audit, liveServer('flexible', { parameters }));
  assert.equal(live({ log_connections: 'on' }), 'Connections logged');
  assert.equal(live({ log_connections: 'on', shared_preload_libraries: 'pgaudit' }), 'Connections logged, pgaudit loaded');
  assert.equal(live({ log_connections: 'off' }), 'Connections not logged');
  assert.equal(textOf(audit, templateServer('single')), 'Logs unknown');
});
