import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finding, rangeOf, result } from './make-result';

test('findings are sorted by file, place and rule, in whatever order they come', () => {
  const all = [
    finding({ file: 'b.bicep', range: rangeOf(1, 1) }),
    finding({ file: 'a.bicep', range: rangeOf(10, 1) }),
    finding({ file: 'a.bicep', range: rangeOf(9, 7) }),
    finding({ file: 'a.bicep', range: rangeOf(9, 7), ruleId: 'entra/no-passwords' }),
    finding({ file: 'a.bicep', range: null }),
    finding({ file: 'B.bicep', range: rangeOf(1, 1) }),
  ];
  const order = (findings: typeof all): string[] =>
    result({ findings }).findings.map(({ file, range, ruleId }) => `${file} ${range?.start.line ?? '-'} ${ruleId}`);
  assert.deepEqual(order(all), [
    'B.bicep 1 tls/minimum-version',
    'a.bicep - tls/minimum-version',
    'a.bicep 9 entra/no-passwords',
    'a.bicep 9 tls/minimum-version',
    'a.bicep 10 tls/minimum-version',
    'b.bicep 1 tls/minimum-version',
  ]);
  assert.deepEqual(order(all.toReversed()), order(all));
});

test('what several callers of a module find at the same place with the same words appears once', () => {
  const one = { message: 'The value comes from here.', file: 'one.bicep', range: rangeOf(1, 1) };
  const two = { message: 'The value comes from here.', file: 'two.bicep', range: rangeOf(1, 1) };
  const { findings, summary } = result({
    findings: [
      finding({ related: [two] }),
      finding({ related: [one], fixable: true }),
      finding({ related: [one] }),
      finding({ message: 'The server still accepts TLS 1.1.' }),
    ],
  });
  assert.equal(findings.length, 2);
  assert.deepEqual(findings[0]?.related, [one, two]);
  assert.equal(findings[0].fixable, true);
  assert.equal(summary.error, 2);
});

test('what could not be decided is counted apart, and listed only on request', () => {
  const findings = [finding(), finding({ outcome: 'unknown', message: 'Cannot be decided.' })];
  assert.equal(result({ findings }).findings.length, 1);
  assert.equal(result({ findings, showUnknown: true }).findings.length, 2);
  for (const showUnknown of [false, true]) {
    const { summary } = result({ findings, showUnknown });
    assert.deepEqual(summary, { files: 1, servers: 1, error: 1, warning: 0, info: 0, unknown: 1, suppressed: 0 });
  }
});

test('problems are sorted, each once', () => {
  const problems = [
    { file: 'b.json', message: 'broken', range: rangeOf(2, 1) },
    { file: 'b.json', message: 'broken', range: rangeOf(1, 1) },
    { file: 'a.json', message: 'broken' },
    { file: 'b.json', message: 'broken', range: rangeOf(2, 1) },
  ];
  assert.deepEqual(
    result({ problems }).problems.map(({ file, range }) => `${file}:${range?.start.line ?? 0}`),
    ['a.json:0', 'b.json:1', 'b.json:2'],
  );
});
