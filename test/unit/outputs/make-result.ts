import type { CheckResult, CheckResultParts, ResultFinding, TextRange } from '../../../src/outputs/check-result';
import { createCheckResult } from '../../../src/outputs/check-result';
import type { Layer } from '../../../src/model/layer';
import type { RuleMeta } from '../../../src/model/rule';

export const rangeOf = (line: number, column: number, length = 4): TextRange => ({
  start: { line, column },
  end: { line, column: column + length },
});

/** A finding of which a test says only what matters to it. */
export function finding(parts: Partial<ResultFinding> = {}): ResultFinding {
  return {
    ruleId: 'tls/minimum-version',
    layer: 'tls',
    level: 'error',
    outcome: 'fail',
    message: 'The server still accepts TLS 1.0.',
    file: 'main.bicep',
    range: rangeOf(3, 5),
    resource: { type: 'Microsoft.DBforPostgreSQL/flexibleServers', name: 'db' },
    property: '/properties/minimalTlsVersion',
    related: [],
    fixable: false,
    ...parts,
  };
}

export const result = (parts: Partial<CheckResultParts> = {}): CheckResult =>
  createCheckResult({ findings: [], problems: [], files: 1, servers: 1, ...parts });

export const rule = (parts: Partial<RuleMeta> = {}): RuleMeta => ({
  id: 'tls/minimum-version',
  title: 'TLS must be 1.2 or newer',
  brief: 'old TLS accepted',
  severity: 'high',
  group: 'error',
  why: 'TLS 1.0 and 1.1 are retired.',
  condition: 'The minimum is below 1.2.',
  sources: ['https://example.org/tls'],
  equivalents: { trivy: ['AVD-AZU-0026'], checkov: ['CKV_AZURE_147'] },
  catalogue: ['PGTLS001'],
  appliesTo: ['flexible', 'single'],
  surface: ['template', 'live'],
  ...parts,
});

export const layer = (...rules: readonly RuleMeta[]): Layer => ({
  meta: { id: 'tls', label: 'Encryption in transit', summary: 'TLS is enforced by default.' },
  rules,
  needs: [], wished: () => [],
  appliesTo: ['flexible'],
  check: () => {
    throw new Error('Outputs judge nothing.');
  },
  checkWide: () => {
    throw new Error('Outputs judge nothing.');
  },
});
