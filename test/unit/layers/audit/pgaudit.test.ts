import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../../../src/layers/audit/layer';
import type { Context } from '../../../../src/model/rule';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import { parameterCases } from '../parameter-cases';
import { judgementsOf, testRule } from '../rule-cases';

const off = { right: 'off', wrong: 'on' };
const loaded = { shared_preload_libraries: 'pg_stat_statements,pgaudit' };

testRule(audit, 'audit/audit-to-client', parameterCases({ values: { 'pgaudit.log_client': off }, absent: { flexible: ['holds'] } }));

testRule(audit, 'audit/audited-parameters', parameterCases({ values: { 'pgaudit.log_parameter': off }, absent: { flexible: ['holds'] } }));

testRule(audit, 'audit/audit-detail', [
  ...parameterCases({
    values: {
      'pgaudit.log_statement': { right: 'on', wrong: 'off' },
      'pgaudit.log_statement_once': { right: 'on', wrong: 'off' },
      'pgaudit.log_level': { right: 'log', wrong: 'notice' },
    },
    beside: loaded,
    parts: { properties: { version: '17' } },
    absent: { flexible: ['holds', 'fails', 'holds'] },
  }),
  { name: 'not loaded', context: templateServer('flexible', { parameters: { 'pgaudit.log_level': 'notice' } }), verdicts: ['notApplicable'] },
]);

const classes = (value: string, build = templateServer): Context => build('flexible', { parameters: { ...loaded, 'pgaudit.log': value } });

testRule(audit, 'audit/audit-scope', [
  ...parameterCases({ values: { 'pgaudit.log': { right: 'role,ddl,misc', wrong: 'ddl' } }, absent: { flexible: ['holds'] } }),
  { name: 'all', context: classes('ALL'), verdicts: ['holds'] },
  { name: 'nothing is the matter of another rule', context: classes('none', liveServer), verdicts: ['holds'] },
  {
    name: 'some are left out',
    context: classes('write, ROLE'),
    verdicts: ['fails'],
    says: /is write, role and leaves out ddl, misc/,
    effect: 'safe',
  },
]);

testRule(audit, 'audit/audit-shortcut', [
  ...parameterCases({ values: { 'pgaudit.log': { right: 'role,ddl', wrong: 'all,-misc' } }, absent: { flexible: ['holds'] } }),
]);

test('classes with a minus sign are spelled out by the fix', () => {
  const written = (value: string): unknown => {
    const [judgement] = judgementsOf(audit, 'audit/audit-shortcut', classes(value));
    const [change] = judgement?.fix?.changes ?? [];
    return change?.kind === 'set' ? change.value : undefined;
  };
  assert.equal(written('all, -misc'), 'read,write,function,role,ddl');
  assert.equal(written('role,ddl,-ddl'), 'role');
  assert.equal(written('-ddl'), 'none');
});

const allowed = (extensions: string | undefined, libraries: string, build = templateServer): Context =>
  build('flexible', {
    parameters: {
      shared_preload_libraries: libraries,
      ...(extensions === undefined ? {} : { 'azure.extensions': extensions }),
    },
  });

testRule(audit, 'audit/audit-allowed', [
  ...[templateServer, liveServer].flatMap((build) => [
    { name: `${build.name}: loaded and allowed`, context: allowed('PGCRYPTO,PGAUDIT', 'pgaudit', build), verdicts: ['holds' as const] },
    {
      name: `${build.name}: loaded and not allowed`,
      context: allowed('pgcrypto', 'pgaudit', build),
      verdicts: ['fails' as const],
      says: /not among the allowed extensions/,
      effect: build === templateServer ? ('replaces-list' as const) : ('safe' as const),
    },
    { name: `${build.name}: not loaded`, context: allowed('pgcrypto', 'pg_cron', build), verdicts: ['notApplicable' as const] },
  ]),
  { name: 'nothing is allowed by default', context: allowed(undefined, 'pgaudit'), verdicts: ['fails'], effect: 'replaces-list' },
  {
    name: 'not known',
    context: templateServer('flexible', { parameters: { ...loaded, 'azure.extensions': unknown('it has no value') } }),
    verdicts: ['undecided'],
  },
  { name: 'not read', context: liveServer('flexible'), verdicts: ['undecided'] },
]);

test('the fix that allows pgaudit keeps the extensions that are allowed', () => {
  const [judgement] = judgementsOf(audit, 'audit/audit-allowed', allowed('pgcrypto,vector', 'pgaudit'));
  const [change] = judgement?.fix?.changes ?? [];
  assert.equal(change?.kind === 'set' ? change.value : undefined, 'pgcrypto,vector,pgaudit');
});
