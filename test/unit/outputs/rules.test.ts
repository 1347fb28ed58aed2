import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatRulesJson } from '../../../src/outputs/rules-json';
import { formatRulesMarkdown } from '../../../src/outputs/rules-markdown';
import { formatRulesText } from '../../../src/outputs/rules-text';
import { layer, rule } from './make-result';

const layers = [layer(rule(), rule({ id: 'tls/a-rule', title: 'A | pipe and a `tick`', group: 'resilience' })), layer()];

test('JSON lists each rule with exactly what its readers were promised, sorted by id', () => {
  const rows = JSON.parse(formatRulesJson(layers)) as Record<string, unknown>[];
  assert.deepEqual(rows.map(({ id }) => id), ['tls/a-rule', 'tls/minimum-version']);
  const { docs, ...row } = rows[1]!;
  assert.match(String(docs), /^https:\/\/.*tls\/minimum-version/);
  assert.deepEqual(row, {
    id: 'tls/minimum-version',
    layer: 'tls',
    title: 'TLS must be 1.2 or newer',
    severity: 'high',
    levels: { recommended: 'error', strict: 'error', resilience: 'error', all: 'error' },
    why: 'TLS 1.0 and 1.1 are retired.',
    sources: ['https://example.org/tls'],
    equivalents: { checkov: ['CKV_AZURE_147'], trivy: ['AVD-AZU-0026'] },
    catalogue: ['PGTLS001'],
    appliesTo: ['flexible', 'single'],
    surface: ['template', 'live'],
  });
  assert.deepEqual(rows[0]!['levels'], { recommended: 'off', strict: 'off', resilience: 'warning', all: 'info' });
});

test('text groups the rules by layer and leaves out layers without any', () => {
  assert.equal(
    formatRulesText(layers),
    [
      'Encryption in transit',
      '  tls/a-rule           off      A | pipe and a `tick`',
      '  tls/minimum-version  error    TLS must be 1.2 or newer',
      '',
      '2 rules; the levels are those of the profile recommended.',
      '',
    ].join('\n'),
  );
});

test('Markdown keeps each rule in one row of a table', () => {
  const markdown = formatRulesMarkdown(layers);
  assert.match(markdown, /^# Rules\n\n## Encryption in transit\n\nTLS is enforced by default\.\n\n\| rule \|/);
  const rows = markdown.split('\n').filter((line) => line.startsWith('| [tls/'));
  assert.equal(rows.length, 2);
  assert.ok(rows[0]!.includes('A \\| pipe and a \\`tick\\`'));
  assert.ok(rows[1]!.includes('Flexible Server, Single Server'));
});
