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

/** What was there when a baseline was written: the file of each finding by the finding's fingerprint. */
export type Baseline = ReadonlyMap<string, string>;

/** Reads a baseline, or says nothing where the text is none. */
export function readBaseline(text: string): Baseline | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { version, findings } = (typeof parsed === 'object' ? (parsed ?? {}) : {}) as { version?: unknown; findings?: unknown };
  if (version !== 1 || !Array.isArray(findings)) return undefined;
  const entries = findings.map((one: unknown) => {
    const { fingerprint, file } = (one ?? {}) as Partial<BaselineEntry>;
    return [fingerprint, typeof file === 'string' ? file : ''] as const;
  });
  return entries.every((entry): entry is readonly [string, string] => typeof entry[0] === 'string') ? new Map(entries) : undefined;
}

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

/**
 * The findings of a file that was renamed since are those of its former name. A file that the baseline does not know
 * was one that is gone if it has findings of that one: of several, of which it has most, and of the same name first.
 */
function formerNames(findings: readonly ResultFinding[], known: Baseline, isGone: (file: string) => boolean): ReadonlyMap<string, string> {
  const files = new Set(known.values());
  const fresh = [...new Set(findings.map(({ file }) => file))].filter((file) => !files.has(file));
  const gone = fresh.length === 0 ? [] : [...files].filter((file) => file !== '' && isGone(file));
  const pairs = fresh.flatMap((file) => {
    const own = findings.filter((finding) => finding.file === file && finding.outcome === 'fail');
    return gone.flatMap((former) => {
      const matches = fingerprints(own.map((finding) => ({ ...finding, file: former }))).filter((name) => known.has(name)).length;
      return matches === 0 ? [] : [{ file, former, matches, isNamesake: nameOf(file) === nameOf(former) }];
    });
  });
  const former = new Map<string, string>();
  const taken = new Set<string>();
  for (const pair of pairs.sort((a, b) => b.matches - a.matches || Number(b.isNamesake) - Number(a.isNamesake))) {
    if (former.has(pair.file) || taken.has(pair.former)) continue;
    former.set(pair.file, pair.former);
    taken.add(pair.former);
  }
  return former;
}

/** How files are named in a baseline, and which of those are there no more. */
export interface BaselineFiles {
  /** Names a file as it was named when the baseline was written: relative to the baseline's own folder. */
  readonly inBaseline: (file: string) => string;
  readonly isGone: (file: string) => boolean;
}

/** Takes the findings that a baseline knows for suppressed. */
export function applyBaseline(result: CheckResult, known: Baseline, { inBaseline, isGone }: BaselineFiles): CheckResult {
  const moved = result.findings.map((finding): ResultFinding => ({ ...finding, file: inBaseline(finding.file) }));
  const former = formerNames(moved, known, isGone);
  // What could not be decided has names of its own, so that its number does not matter to the others.
  const names = fingerprints(moved.map((finding) => ({ ...finding, file: former.get(finding.file) ?? finding.file })));
  return narrowResult(result, ({ outcome }, index) =>
    outcome === 'fail' && known.has(names[index] ?? '') ? { kind: 'baseline', reason } : 'keep',
  );
}
