import type { Policy } from '../engine/policy';
import type { Layer } from '../model/layer';
import type { CheckResult, ResultFinding, ResultProblem, TextRange } from '../outputs/check-result';
import { createCheckResult } from '../outputs/check-result';
import { createLineIndex } from '../outputs/line-index';
import type { Host, Location, Span } from '../sources/program';
import { openProgram } from '../sources/template/open-program';
import type { EntryResult, Judging } from './judge-entry';
import { judgeEntry } from './judge-entry';
import { silence } from './silence';

export interface CheckFilesInput {
  /** What the host calls the files that are checked. */
  readonly files: readonly string[];
  readonly host: Host;
  readonly layers: readonly Layer[];
  /** How what a file deploys is judged. */
  readonly policyOf: (file: string) => Policy;
  /** True for files whose findings nobody wants, although others may deploy them. */
  readonly isIgnored: (file: string) => boolean;
  /** Whether templates may ask for silence. */
  readonly inlineSuppressions: boolean;
  /** Today's date, such as 2026-11-24. */
  readonly today: string;
  readonly showUnknown: boolean;
  /** Whether the findings hold what their fixes would write. */
  readonly showFixes: boolean;
  /** What people call a file. */
  readonly display: (file: string) => string;
  /** What could not be read before; files as the host calls them. */
  readonly problems: readonly ResultProblem[];
  /** What else was found, once all policies were asked for; files as the host calls them. */
  readonly further?: () => readonly ResultFinding[];
}

/** Asks once about each file: thousands of findings are in the same few. */
function askedOnce<T>(ask: (file: string) => T): (file: string) => T {
  const answers = new Map<string, T>();
  return (file) => {
    if (!answers.has(file)) answers.set(file, ask(file));
    return answers.get(file) as T;
  };
}

/** Turns offsets into lines and columns, and reads the lines of each file once. */
function createRanges(host: Host): (file: string, span: Span) => TextRange {
  const indexes = askedOnce((file) => createLineIndex(host.read(file) ?? ''));
  return (file, span) => indexes(file).range(span);
}

/**
 * Judges one entry; a defect that shows on it must not keep the others from being judged. What was evaluated for it is
 * not needed afterwards, and of thousands of entries it would fill the memory.
 */
function tryEntry(judging: Omit<Judging, 'snapshot'>): EntryResult {
  const { program, entry } = judging;
  try {
    return judgeEntry({ ...judging, snapshot: program.snapshot(entry) });
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'error';
    const message = `The file was not checked because of a defect in this program (${kind}). Please report it.`;
    return { findings: [], problems: [{ file: entry.file, message }], servers: [] };
  } finally {
    program.release(entry);
  }
}

/** Reads and judges files as one program, so that a module is judged through the files that call it. */
export function checkFiles(input: CheckFilesInput): CheckResult {
  const { files, host, layers, policyOf, today, showFixes } = input;
  const isIgnored = askedOnce(input.isIgnored);
  const display = askedOnce(input.display);
  const ranges = createRanges(host);
  const rangeOf = (location: Location): TextRange => ranges(location.file, location);
  const program = openProgram({ files, host });
  const results = program.entries.map((entry) =>
    tryEntry({ program, entry, rangeOf, host, layers, policy: policyOf(entry.file), today, showFixes }),
  );
  const judged = results.flatMap(({ findings }) => findings).filter(({ result }) => !isIgnored(result.file));
  const { findings, suppressed } = input.inlineSuppressions
    ? silence({ findings: judged, files, program, host, layers, policyOf, rangeOf, today })
    : { findings: judged.map(({ result }) => result), suppressed: [] };
  const sourceProblems = program.problems().map(({ file, message, span }): ResultProblem => ({
    file,
    message,
    ...(span === undefined ? {} : { range: ranges(file, span) }),
  }));
  const problems = [...input.problems, ...sourceProblems, ...results.flatMap((result) => result.problems)];
  const shown = <T extends { readonly file: string }>(item: T): T => ({ ...item, file: display(item.file) });
  const shownFinding = <T extends ResultFinding>(finding: T): T => ({
    ...shown(finding),
    related: finding.related.map(shown),
    ...(finding.fix === undefined ? {} : { fix: { ...finding.fix, edits: finding.fix.edits.map(shown) } }),
  });
  return createCheckResult({
    findings: [...findings, ...(input.further?.() ?? [])].map(shownFinding),
    suppressed: suppressed.map(shownFinding),
    problems: problems.map(shown),
    files: files.length,
    servers: new Set(results.flatMap(({ servers }) => servers)).size,
    showUnknown: input.showUnknown,
  });
}
