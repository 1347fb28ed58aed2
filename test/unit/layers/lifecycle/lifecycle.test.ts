import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, spellDate } from '../../../../src/layers/lifecycle/dates';
import { lifecycle } from '../../../../src/layers/lifecycle/layer';
import { majorVersion } from '../../../../src/layers/lifecycle/versions';
import type { Kind } from '../../../../src/model/resource';
import type { Context } from '../../../../src/model/rule';
import type { Value } from '../../../../src/model/value';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import { textOf, testRule } from '../rule-cases';

const version = (value: Value, today?: string, kind: Kind = 'flexible'): Context =>
  liveServer(kind, {
    properties: kind === 'cluster' ? { postgresqlVersion: value } : { version: value },
    ...(today === undefined ? {} : { today }),
  });

testRule(
  lifecycle,
  'lifecycle/retired-service',
  [
    { name: 'a Single Server', context: templateServer('single'), verdicts: ['fails'], says: /28 March 2025/ },
    { name: 'one that is only referred to', context: templateServer('single', { existing: true }), verdicts: ['fails'] },
    { name: 'a Flexible Server', context: templateServer('flexible'), verdicts: [] },
  ],
  { always: true },
);

testRule(
  lifecycle,
  'lifecycle/retiring-cluster',
  [
    { name: 'a cluster', context: templateServer('cluster'), verdicts: ['fails'], says: /31 March 2029/ },
    { name: 'a Flexible Server', context: templateServer('flexible'), verdicts: [] },
  ],
  { always: true },
);

testRule(lifecycle, 'lifecycle/supported-version', [
  { name: '17', context: version('17'), verdicts: ['holds'] },
  { name: 'a number', context: version(17), verdicts: ['holds'] },
  { name: '14 after its end', context: version('14'), verdicts: ['fails'], says: /PostgreSQL 14 .* 12 November 2026/ },
  { name: '14 on the day of its end', context: version('14', '2026-11-12'), verdicts: ['fails'] },
  { name: '14 the day before', context: version('14', '2026-11-11'), verdicts: ['holds'] },
  { name: '9.6 of a Single Server', context: version('9.6', undefined, 'single'), verdicts: ['fails'], says: /9\.6/ },
  { name: '10.2 of a Single Server', context: version('10.2', undefined, 'single'), verdicts: ['fails'], says: /PostgreSQL 10 / },
  { name: 'a cluster', context: version('16', undefined, 'cluster'), verdicts: ['holds'] },
  { name: 'a version that is not known here', context: version('42'), verdicts: ['undecided'] },
  { name: 'left to the service', context: templateServer('flexible'), verdicts: ['undecided'] },
  { name: 'a computed one', context: version(unknown('the parameter version has no value')), verdicts: ['undecided'] },
  {
    name: 'a choice of versions that are all past their end',
    context: version(unknown('it is a choice', { oneOf: ['11', '12'] })),
    verdicts: ['fails'],
  },
]);

testRule(lifecycle, 'lifecycle/version-near-end', [
  { name: '15, less than a year before', context: version('15'), verdicts: ['fails'], says: /11 November 2027/ },
  { name: '15, a year before', context: version('15', '2026-11-11'), verdicts: ['holds'] },
  { name: '17', context: version('17'), verdicts: ['holds'] },
  { name: '14, past its end', context: version('14'), verdicts: ['notApplicable'] },
  { name: 'left to the service', context: templateServer('flexible'), verdicts: ['undecided'] },
]);

testRule(lifecycle, 'lifecycle/extended-support', [
  { name: '12', context: version('12'), verdicts: ['fails'], says: /13 November 2027/ },
  { name: '13 on the last day of the included support', context: version('13', '2026-07-31'), verdicts: ['holds'] },
  { name: '14, of which the pages give a later end', context: version('14'), verdicts: ['holds'] },
  { name: '14 after that', context: version('14', '2026-12-12'), verdicts: ['fails'] },
  { name: '11, whose paid support has ended too', context: version('11'), verdicts: ['holds'] },
  { name: '17', context: version('17'), verdicts: ['holds'] },
  { name: 'left to the service', context: templateServer('flexible'), verdicts: ['undecided'] },
]);

test('version texts are read as people write them', () => {
  const majors = ['17', ' 16 ', '16.4', '10.0', '9.5', '9.6.24', '9', '', 'latest'].map((text) => majorVersion(text)?.major);
  assert.deepEqual(majors, ['17', '16', '16', '10', '9.5', '9.6', undefined, undefined, undefined]);
});

test('days are counted over ends of years and leap days', () => {
  assert.equal(addDays('2027-12-31', 1), '2028-01-01');
  assert.equal(addDays('2028-02-28', 1), '2028-02-29');
  assert.equal(spellDate('2028-02-09'), '9 February 2028');
});

test('the layer is summed up in a few words', () => {
  assert.equal(textOf(lifecycle, version('17')), 'PostgreSQL 17');
  assert.equal(textOf(lifecycle, version('11', undefined, 'single')), 'PostgreSQL 11, Single Server');
  assert.equal(textOf(lifecycle, templateServer('flexible')), 'Version unknown');
});
