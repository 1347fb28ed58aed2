import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatText } from '../../../src/outputs/text';
import { finding, rangeOf, result } from './make-result';

test('each finding is a line with place, level, message and rule, grouped by file, and a summary ends it', () => {
  const text = formatText(
    result({
      files: 2,
      servers: 3,
      findings: [
        finding({ file: 'infra/b.bicep', range: rangeOf(7, 1), level: 'warning' }),
        finding({
          fixable: true,
          related: [{ file: 'a.bicepparam', range: rangeOf(1, 2), message: 'The value comes from here.' }],
        }),
        finding({ outcome: 'unknown', message: 'Cannot be decided: no value.' }),
      ],
      problems: [{ file: 'infra/b.bicep', message: 'A bracket is not closed.', range: rangeOf(9, 1) }],
    }),
  );
  assert.equal(
    text,
    [
      'infra/b.bicep:7:1  warning  The server still accepts TLS 1.0.  [tls/minimum-version]',
      'infra/b.bicep:9:1  problem  A bracket is not closed.',
      '',
      'main.bicep:3:5  error  The server still accepts TLS 1.0.  [tls/minimum-version]',
      '    a.bicepparam:1:2  The value comes from here.',
      '',
      '1 error and 1 warning in 2 files with 3 PostgreSQL servers. An editor can fix 1 of them. 1 check could not be decided (--show-unknown lists them). 1 problem kept parts from being read.',
      '',
    ].join('\n'),
  );
});

test('nothing found is one sentence', () => {
  assert.equal(formatText(result()), 'No findings in 1 file with 1 PostgreSQL server.\n');
});

test('what could not be decided shows as unknown, whatever its level', () => {
  const text = formatText(result({ showUnknown: true, findings: [finding({ outcome: 'unknown' })] }));
  assert.match(text, /^main\.bicep:3:5 {2}unknown {2}/);
  assert.match(text, /No findings .* 1 check could not be decided\.\n$/);
});

test('colours come only when asked for', () => {
  const some = result({ findings: [finding()] });
  assert.ok(!formatText(some).includes('\u001b'));
  assert.ok(formatText(some, { colors: true }).includes('\u001b[31merror\u001b[0m'));
});

test('names from files cannot control the terminal', () => {
  const text = formatText(
    result({
      findings: [finding({ file: 'a\u001b[2J.bicep', message: 'The rule "x\u0007\n\u202ey" is open.' })],
      problems: [{ file: 'b\u009b.json', message: 'is broken\r\nhere' }],
    }),
  );
  assert.match(text, /^a\\u001b\[2J\.bicep:3:5 {2}error {2}The rule "x\\u0007 \\u202ey" is open\./);
  assert.match(text, /\nb\\u009b\.json {2}problem {2}is broken {2}here\n/);
});
