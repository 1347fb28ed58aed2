import type { Level } from '../model/rule';
import type { ResultFix } from './result-fix';
import type { ResultLayer, ResultRuleId } from './result-rule';

/** A place in a text as people count: lines and columns from 1, columns in UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A region of a text; the end is exclusive. */
export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

export interface RelatedResult {
  readonly message: string;
  readonly file: string;
  /** `null` where the place in the file is not known. */
  readonly range: TextRange | null;
}

/** The resource that a finding is about. */
export interface ResultResource {
  /** The resource id of a live resource. */
  readonly id?: string;
  readonly type: string;
  /** With the names of its parents: `server/rule`. A part that cannot be decided is `(unknown)`. */
  readonly name: string;
}

/** A finding at its place in a file. Paths are relative to the working directory where below it, with `/`. */
export interface ResultFinding {
  readonly ruleId: ResultRuleId;
  readonly layer: ResultLayer;
  readonly level: Level;
  readonly outcome: 'fail' | 'unknown';
  readonly message: string;
  readonly file: string;
  /** `null` where the finding is about the file as a whole. */
  readonly range: TextRange | null;
  readonly resource: ResultResource | null;
  /** The JSON pointer of the setting in the resource's JSON; empty for the resource itself. */
  readonly property: string | null;
  readonly related: readonly RelatedResult[];
  /** True where an editor can carry the fix out in these files. */
  readonly fixable: boolean;
  /** What would be written, where it may be shown. */
  readonly fix?: ResultFix;
  /** True where the text at the place may be a secret, which no output may show. */
  readonly sensitive?: true;
}

/** Why a finding is silent: what somebody wrote into the template, that it was there before, or an exception for a live server. */
export interface ResultSuppression {
  readonly kind: 'template' | 'baseline' | 'exception';
  readonly reason?: string;
  /** Who answers for an exception, and the last day on which it holds. */
  readonly owner?: string;
  readonly expires?: string;
}

/** A finding that does not count, with who said so. */
export interface SuppressedFinding extends ResultFinding {
  readonly suppression: ResultSuppression;
}

/** A file, or a part of one, that could not be read. */
export interface ResultProblem {
  readonly file: string;
  readonly message: string;
  readonly range?: TextRange;
}

export interface ResultSummary {
  /** How many files were read as templates or parameters. */
  readonly files: number;
  readonly servers: number;
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  /** How much could not be decided, whether the findings list it or not. */
  readonly unknown: number;
  readonly suppressed: number;
}

/** Everything that one check of files found; each output is a rendering of it. */
export interface CheckResult {
  readonly findings: readonly ResultFinding[];
  /** What was found but does not count. */
  readonly suppressed: readonly SuppressedFinding[];
  readonly problems: readonly ResultProblem[];
  readonly summary: ResultSummary;
}

export interface CheckResultParts {
  /** In any order, possibly repeated: the same module is judged once for each caller. */
  readonly findings: readonly ResultFinding[];
  readonly suppressed?: readonly SuppressedFinding[];
  readonly problems: readonly ResultProblem[];
  readonly files: number;
  readonly servers: number;
  /** Whether the findings list what could not be decided; it is counted in any case. */
  readonly showUnknown?: boolean;
}

/** Compares by code units, so that the order is the same in every language and on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparePositions(a: TextPosition | undefined, b: TextPosition | undefined): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

interface Placed {
  readonly file: string;
  readonly message: string;
  readonly range?: TextRange | null;
}

/** Orders by file, then by place; what is about a file as a whole comes first. */
export function comparePlaces(a: Placed, b: Placed): number {
  return (
    compareText(a.file, b.file) ||
    comparePositions(a.range?.start, b.range?.start) ||
    comparePositions(a.range?.end, b.range?.end)
  );
}

function compareFindings(a: ResultFinding, b: ResultFinding): number {
  return (
    comparePlaces(a, b) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.outcome, b.outcome) ||
    compareText(a.message, b.message) ||
    compareText(a.resource?.name ?? '', b.resource?.name ?? '')
  );
}

const placeOf = ({ file, range, message }: Placed): string => JSON.stringify([file, range ?? null, message]);

/** Sorts and drops repetitions. */
function distinct<T extends Placed>(items: readonly T[]): T[] {
  if (items.length < 2) return [...items];
  const seen = new Map(items.map((item) => [placeOf(item), item]));
  return [...seen.values()].sort((a, b) => comparePlaces(a, b) || compareText(a.message, b.message));
}

function sayTheSame(a: ResultFinding, b: ResultFinding): boolean {
  return a.ruleId === b.ruleId && a.outcome === b.outcome && a.message === b.message && comparePlaces(a, b) === 0;
}

/** Joins findings that say the same about the same place; what differs between them is kept of each. */
function distinctFindings<T extends ResultFinding>(findings: readonly T[]): T[] {
  const groups: T[][] = [];
  // In their order, findings that say the same follow each other.
  for (const finding of [...findings].sort(compareFindings)) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    if (first !== undefined && sayTheSame(first, finding)) group?.push(finding);
    else groups.push([finding]);
  }
  return groups.flatMap((group) =>
    group.slice(0, 1).map((first) => ({
      ...first,
      related: distinct(group.flatMap(({ related }) => related)),
      fixable: group.some(({ fixable }) => fixable),
    })),
  );
}

/** Makes a result that is the same for the same input, in whatever order its parts come. */
export function createCheckResult(parts: CheckResultParts): CheckResult {
  const all = distinctFindings(parts.findings);
  const suppressed = distinctFindings(parts.suppressed ?? []);
  const failures = (level: Level): number =>
    all.filter((finding) => finding.outcome === 'fail' && finding.level === level).length;
  return {
    findings: parts.showUnknown === true ? all : all.filter(({ outcome }) => outcome === 'fail'),
    suppressed: parts.showUnknown === true ? suppressed : suppressed.filter(({ outcome }) => outcome === 'fail'),
    problems: distinct(parts.problems),
    summary: {
      files: parts.files,
      servers: parts.servers,
      error: failures('error'),
      warning: failures('warning'),
      info: failures('info'),
      unknown: all.filter(({ outcome }) => outcome === 'unknown').length,
      suppressed: suppressed.filter(({ outcome }) => outcome === 'fail').length,
    },
  };
}
