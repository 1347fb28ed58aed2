import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatJson } from '../../../src/outputs/json';
import { finding, rangeOf, result } from './make-result';

test('the document holds exactly what its readers were promised', () => {
  const related = [{ message: 'From here.', file: 'p.bicepparam', range: rangeOf(1, 1) }];
  const text = formatJson(
    result({
      findings: [finding({ related }), finding({ file: 'z.json', range: null, resource: null, property: null })],
      problems: [{ file: 'a.json', message: 'is broken' }, { file: 'b.json', message: 'is broken', range: rangeOf(2, 3) }],
    }),
  );
  assert.deepEqual(JSON.parse(text), {
    version: 1,
    findings: [
      {
        ruleId: 'tls/minimum-version',
        layer: 'tls',
        level: 'error',
        outcome: 'fail',
        message: 'The server still accepts TLS 1.0.',
        file: 'main.bicep',
        range: { start: { line: 3, column: 5 }, end: { line: 3, column: 9 } },
        resource: { type: 'Microsoft.DBforPostgreSQL/flexibleServers', name: 'db' },
        property: '/properties/minimalTlsVersion',
        related: [
          { message: 'From here.', file: 'p.bicepparam', range: { start: { line: 1, column: 1 }, end: { line: 1, column: 5 } } },
        ],
        fixable: false,
      },
      {
        ruleId: 'tls/minimum-version',
        layer: 'tls',
        level: 'error',
        outcome: 'fail',
        message: 'The server still accepts TLS 1.0.',
        file: 'z.json',
        range: null,
        resource: null,
        property: null,
        related: [],
        fixable: false,
      },
    ],
    problems: [
      { file: 'a.json', message: 'is broken' },
      { file: 'b.json', message: 'is broken', range: { start: { line: 2, column: 3 }, end: { line: 2, column: 7 } } },
    ],
    summary: { files: 1, servers: 1, error: 2, warning: 0, info: 0, unknown: 0, suppressed: 0 },
  });
});

test('nothing that a finding carries besides gets into the document', () => {
  const extra = { ...finding(), secret: 'hunter2' };
  assert.ok(!formatJson(result({ findings: [extra] })).includes('hunter2'));
});

test('is written piece by piece as it would be at once', () => {
  const related = [{ message: 'the default\nof "tls"', file: 'a.bicep', range: null }];
  for (const findings of [[], [finding()], [finding(), finding({ file: 'b.bicep', related })]]) {
    const text = formatJson(result({ findings, problems: findings.map(({ file, message }) => ({ file, message })) }));
    assert.equal(text, `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
  }
});
