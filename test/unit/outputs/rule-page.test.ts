import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LayerMeta } from '../../../src/model/layer-id';
import type { RuleMeta } from '../../../src/model/rule';
import { ruleAddress } from '../../../src/outputs/rule-address';
import { renderRulePage } from '../../../src/outputs/rule-page';

const layer: LayerMeta = { id: 'tls', label: 'Encryption in transit', summary: 'Whether connections are encrypted.' };

const bare: RuleMeta = {
  id: 'tls/example',
  title: 'TLS must be <new>',
  brief: 'old TLS',
  severity: 'high',
  group: 'info',
  strict: 'warning',
  why: 'Old versions have known attacks.',
  condition: 'The version is below 1.2.',
  sources: ['https://learn.microsoft.com/azure/postgresql/security/security-tls'],
  equivalents: {},
  catalogue: [],
  appliesTo: ['flexible', 'single'],
  surface: ['template', 'live'],
};

const rule: RuleMeta = {
  ...bare,
  equivalents: { psrule: ['AZR-000148'], checkov: ['CKV_AZURE_147'], kics: [] },
  supersedes: ['tls/other'],
  examples: { failing: 'resource a', passing: 'resource b' },
};

test('a page tells everything about its rule', () => {
  const page = renderRulePage(rule, layer, [{ title: 'Require TLS 1.2', effect: 'restart' }], [{ language: 'bicep', failing: 'resource a', passing: 'resource b' }, { language: 'json', failing: '{}', passing: '[]' }]);
  for (const part of [
    '# TLS must be \\<new>\n',
    '`tls/example` in the layer [Encryption in transit](../README.md)',
    'Old versions have known attacks.',
    '| Severity | high |',
    '| Level in the profile `recommended` | info |',
    '| Level in the profile `strict` | warning |',
    '| Applies to | Flexible Server, Single Server |',
    '## When it fails\n\nThe version is below 1.2.',
    '[tls/other](../tls/other.md)',
    '### This fails\n\nIn Bicep:\n\n```bicep\nresource a\n```\n\nIn ARM JSON:\n\n```json\n{}\n```\n\n### This passes\n\nIn Bicep:\n\n```bicep\nresource b\n```\n\nIn ARM JSON:\n\n```json\n[]\n```',
    '- Require TLS 1.2. The server restarts.',
    '- <https://learn.microsoft.com/azure/postgresql/security/security-tls>',
    '- Checkov: `CKV_AZURE_147`\n- PSRule for Azure: `AZR-000148`',
  ]) {
    assert.ok(page.includes(part), `${part} is missing in:\n${page}`);
  }
  assert.ok(!page.includes('KICS'));
  assert.ok(page.endsWith('\n') && !page.endsWith('\n\n'));
});

test('a page without examples, fixes and equal checks leaves them out', () => {
  const page = renderRulePage(bare, layer);
  assert.ok(!page.includes('## Examples') && !page.includes('## Equal checks') && !page.includes('these say nothing'));
  assert.ok(page.includes('There is no quick fix.'));
});

test('the address of a page is below the folder of the generated pages', () => {
  assert.equal(
    ruleAddress('tls/example'),
    'https://github.com/postgresql-security/postgresql-security-for-azure/blob/main/docs/rules/tls/example.md',
  );
});
