import type { CheckResult, ResultFinding } from './check-result';
import { fingerprints } from './fingerprint';
import { narrowResult } from './narrow-result';

/** One finding that was there when the baseline was written; people read rule, file and resource, programs the first. */
interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly file: string;
  readonly resource?: string;
}

const reason = 'It was there when the baseline was written.';

/** Spells out the findings that fail now, for `check --baseline`. */
export function formatBaseline({ findings }: CheckResult): string {
  const failing = findings.filter(({ outcome }) => outcome === 'fail');
  const names = fingerprints(failing);
  const entries = failing.map(({ ruleId, file, resource }, index): BaselineEntry => ({
    fingerprint: names[index] ?? '',
    rule: ruleId,
    file,
    ...(resource === null ? {} : { resource: resource.name }),
  }));
  return `${JSON.stringify({ version: 1, findings: entries }, undefined, 2)}\n`;
}

/** Reads the fingerprints of a baseline, or says nothing where the text is none. */
export function readBaseline(text: string): ReadonlySet<string> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { version, findings } = (typeof parsed === 'object' ? (parsed ?? {}) : {}) as { version?: unknown; findings?: unknown };
  if (version !== 1 || !Array.isArray(findings)) return undefined;
  const names = findings.map((one: unknown) => (one as Partial<BaselineEntry> | null)?.fingerprint);
  return names.every((name) => typeof name === 'string') ? new Set(names) : undefined;
}

/**
 * Takes the findings that a baseline knows for suppressed.
 * @param inBaseline names a file as it was named when the baseline was written: relative to the baseline's own folder.
 */
export function applyBaseline(result: CheckResult, known: ReadonlySet<string>, inBaseline: (file: string) => string): CheckResult {
  const moved = result.findings.map((finding): ResultFinding => ({ ...finding, file: inBaseline(finding.file) }));
  // What could not be decided has names of its own, so that its number does not matter to the others.
  const names = fingerprints(moved);
  return narrowResult(result, ({ outcome }, index) =>
    outcome === 'fail' && known.has(names[index] ?? '') ? { kind: 'baseline', reason } : 'keep',
  );
}
