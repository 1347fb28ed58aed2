import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BaselineFiles } from '../../../src/outputs/baseline';
import { applyBaseline, formatBaseline, readBaseline } from '../../../src/outputs/baseline';
import { narrowResult } from '../../../src/outputs/narrow-result';
import { finding, rangeOf, result } from './make-result';

const same: BaselineFiles = { inBaseline: (file) => file, isGone: () => false };
const without = (...files: readonly string[]): BaselineFiles => ({ ...same, isGone: (file) => files.includes(file) });
const known = (parts: Parameters<typeof result>[0]) => readBaseline(formatBaseline(result(parts))) ?? assert.fail('no baseline');

test('findings stay known while lines move, values change and files are reordered', () => {
  const one = finding({ file: 'a.bicep' });
  const two = finding({ file: 'b.bicep' });
  const moved = [{ ...two, range: rangeOf(99, 1) }, { ...one, range: rangeOf(7, 3), message: 'The server still accepts TLS 1.1.' }];
  const left = applyBaseline(result({ findings: moved }), known({ findings: [one, two] }), same);
  assert.deepEqual(left.findings, []);
  assert.deepEqual([left.summary.error, left.summary.suppressed], [0, 2]);
  assert.ok(left.suppressed.every(({ suppression }) => suppression.kind === 'baseline'));
});

test('another rule, file, resource or setting is new; so is one more of the same', () => {
  const old = finding();
  const names = known({ findings: [old] });
  const fresh = [
    finding({ ruleId: 'tls/prefer-1-3' }),
    finding({ file: 'other.bicep' }),
    finding({ range: rangeOf(20, 1), resource: { type: 'Microsoft.DBforPostgreSQL/flexibleServers', name: 'db2' } }),
    finding({ range: rangeOf(30, 1), property: '/properties/other' }),
    finding({ range: rangeOf(50, 1) }),
  ];
  const left = applyBaseline(result({ findings: [old, ...fresh] }), names, same);
  assert.equal(left.findings.length, fresh.length);
  assert.equal(left.summary.suppressed, 1);
});

test('findings stay known while their file is renamed, and what is new in it is new', () => {
  const [one, two] = [finding({ file: 'infra/a.bicep' }), finding({ file: 'infra/a.bicep', range: rangeOf(20, 1), property: '/properties/other' })];
  const renamed = [one, two].map((each) => ({ ...each, file: 'modules/a.bicep' }));
  const fresh = finding({ file: 'modules/a.bicep', range: rangeOf(30, 1), property: '/properties/third' });
  const names = known({ findings: [one, two] });
  const left = applyBaseline(result({ findings: [...renamed, fresh] }), names, without('infra/a.bicep'));
  assert.deepEqual(left.findings.map(({ property }) => property), ['/properties/third']);
  assert.equal(left.summary.suppressed, 2);
  // A copy is no rename: the file is still there.
  assert.equal(applyBaseline(result({ findings: renamed }), names, same).findings.length, 2);
});

test('of several files that are gone a renamed one is that with most of its findings, then that of its name; each is one only', () => {
  const other = '/properties/other';
  const names = known({ findings: [finding({ file: 'a/x.bicep' }), finding({ file: 'b/y.bicep' }), finding({ file: 'c/z.bicep' }), finding({ file: 'c/z.bicep', range: rangeOf(20, 1), property: other })] });
  const gone = without('a/x.bicep', 'b/y.bicep', 'c/z.bicep');
  const now = [finding({ file: 'n/y.bicep' }), finding({ file: 'n/z2.bicep' }), finding({ file: 'n/z2.bicep', range: rangeOf(20, 1), property: other }), finding({ file: 'n/x.bicep' })];
  assert.deepEqual(applyBaseline(result({ findings: now }), names, gone).findings, []);
  const more = [...now, finding({ file: 'n/new.bicep' })];
  assert.deepEqual(applyBaseline(result({ findings: more }), names, gone).findings.map(({ file }) => file), ['n/new.bicep']);
});

test('what could not be decided is no part of a baseline, and stays counted', () => {
  const open = finding({ outcome: 'unknown', property: '/x' });
  const names = known({ findings: [open], showUnknown: true });
  assert.equal(names.size, 0);
  for (const showUnknown of [true, false]) {
    const left = applyBaseline(result({ findings: [open, finding()], showUnknown }), known({ findings: [finding()] }), same);
    assert.deepEqual([left.findings.length, left.summary.unknown, left.summary.error], [showUnknown ? 1 : 0, 1, 0]);
  }
});

test('what is no baseline is refused', () => {
  for (const text of ['', '[]', 'null', '{}', '{"version": 2, "findings": []}', '{"version": 1, "findings": [{}]}', '{"version": 1, "findings": [null]}', '{"version": 1, "findings": {}}']) {
    assert.equal(readBaseline(text), undefined, text);
  }
  assert.equal(readBaseline('{"version": 1, "findings": []}')?.size, 0);
});

test('findings that are left out are not counted, and those that were suppressed before stay so', () => {
  const before = result({ findings: [finding(), finding({ file: 'b.bicep' })], suppressed: [{ ...finding({ file: 'c.bicep' }), suppression: { kind: 'template' } }] });
  const left = narrowResult(before, ({ file }) => (file === 'main.bicep' ? 'drop' : 'keep'));
  assert.deepEqual(left.findings.map(({ file }) => file), ['b.bicep']);
  assert.deepEqual([left.summary.error, left.summary.suppressed], [1, 1]);
});
