import { check } from '../engine/check';
import type { Profile } from '../engine/profile';
import type { Address } from '../model/address';
import { inResource } from '../model/address';
import type { Finding } from '../model/finding';
import type { Layer } from '../model/layer';
import type { Snapshot } from '../model/snapshot';
import { isUnknown } from '../model/value';
import type { CheckResult, RelatedResult, ResultFinding, ResultProblem, TextRange } from '../outputs/check-result';
import { createCheckResult } from '../outputs/check-result';
import { jsonPointer } from '../outputs/json-pointer';
import type { LineIndex } from '../outputs/line-index';
import { createLineIndex } from '../outputs/line-index';
import type { Entry, Host, Located, Location, Program, Span } from '../sources/program';
import { openProgram } from '../sources/template/open-program';
import { resourceAt } from './resource-name';

export interface CheckFilesInput {
  /** What the host calls the files that are checked. */
  readonly files: readonly string[];
  readonly host: Host;
  readonly layers: readonly Layer[];
  readonly profile: Profile;
  /** Today's date, such as 2026-11-24. */
  readonly today: string;
  readonly showUnknown: boolean;
  /** What people call a file. */
  readonly display: (file: string) => string;
  /** What could not be read before; files as the host calls them. */
  readonly problems: readonly ResultProblem[];
}

/** Turns offsets into lines and columns, and reads the lines of each file once. */
function createRanges(host: Host): (file: string, span: Span) => TextRange {
  const indexes = new Map<string, LineIndex>();
  return (file, span) => {
    let index = indexes.get(file);
    if (index === undefined) {
      index = createLineIndex(host.read(file) ?? '');
      indexes.set(file, index);
    }
    return index.range(span);
  };
}

interface Judging {
  readonly program: Program;
  readonly entry: Entry;
  readonly snapshot: Snapshot;
  readonly rangeOf: (location: Location) => TextRange;
}

/** Shows an address that has no place in any text at the template as a whole. */
function relatedResult({ program, entry, rangeOf }: Judging, at: Address, message: string): RelatedResult {
  const location = program.locate(entry, at)?.at;
  return location === undefined
    ? { message, file: entry.file, range: null }
    : { message, file: location.file, range: rangeOf(location) };
}

/**
 * Trying a fix reads its file again. Where that adds up to more than this many characters, no finding of the file counts
 * as fixable: a template of thousands of servers would take minutes otherwise.
 */
const mostToTry = 32_000_000;

/** Says of which files the fixes can be tried. */
function triable(findings: readonly PlacedFinding[], host: Host): (file: string) => boolean {
  const counts = new Map<string, number>();
  for (const { finding, file } of findings) if (finding.fix !== undefined) counts.set(file, (counts.get(file) ?? 0) + 1);
  return (file) => (counts.get(file) ?? 0) * (host.read(file)?.length ?? 0) <= mostToTry;
}

interface PlacedFinding {
  readonly finding: Finding;
  readonly located: Located | undefined;
  readonly file: string;
}

function placedFinding({ program, entry }: Judging, finding: Finding): PlacedFinding {
  const located = program.locate(entry, finding.at);
  return { finding, located, file: located?.at.file ?? entry.file };
}

function resultFinding(judging: Judging, { finding, located, file }: PlacedFinding, canTry: boolean): ResultFinding {
  const { program, entry, snapshot, rangeOf } = judging;
  const { rule, layer, level, outcome, message, at, fix, server } = finding;
  const origins = located?.related ?? [];
  return {
    ruleId: rule.id,
    layer: layer.id,
    level,
    outcome,
    message,
    file,
    range: located === undefined ? null : rangeOf(located.at),
    resource: resourceAt(snapshot, server, at),
    property: at.in === 'resource' ? jsonPointer(at.path) : null,
    related: [
      ...origins.map((origin) => ({
        message: origin.message,
        file: origin.location.file,
        range: rangeOf(origin.location),
      })),
      ...finding.related.map((related) => relatedResult(judging, related.at, related.message)),
    ],
    fixable: fix !== undefined && canTry && program.edits(entry, fix) !== undefined,
  };
}

interface EntryResult {
  readonly findings: readonly ResultFinding[];
  readonly problems: readonly ResultProblem[];
  /** One name for each server, the same whichever entry reaches it. */
  readonly servers: readonly string[];
}

function serverNames({ program, entry, snapshot }: Judging): string[] {
  return snapshot.servers.map(({ resource }) => {
    const at = program.locate(entry, inResource(resource.key))?.at;
    const name = isUnknown(resource.name) ? null : resource.name;
    return at === undefined ? resource.key : JSON.stringify([at.file, at.start, name]);
  });
}

function judgeEntry(judging: Judging, input: CheckFilesInput): EntryResult {
  const { snapshot } = judging;
  const { layers, profile, today } = input;
  const report = check(snapshot, { layers, profile, today, showUnknown: true });
  const placed = report.findings.map((finding) => placedFinding(judging, finding));
  const canTry = triable(placed, input.host);
  return {
    findings: placed.map((one) => resultFinding(judging, one, canTry(one.file))),
    problems: report.problems.map(({ message, key }) => {
      const { file, range } = relatedResult(judging, key === undefined ? { in: 'file', file: judging.entry.file } : inResource(key), message);
      return { file, message, ...(range === null || key === undefined ? {} : { range }) };
    }),
    servers: serverNames(judging),
  };
}

/** Judges one entry; a defect that shows on it must not keep the others from being judged. */
function tryEntry(program: Program, entry: Entry, input: CheckFilesInput, rangeOf: Judging['rangeOf']): EntryResult {
  try {
    return judgeEntry({ program, entry, snapshot: program.snapshot(entry), rangeOf }, input);
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'error';
    const message = `The file was not checked because of a defect in this program (${kind}). Please report it.`;
    return { findings: [], problems: [{ file: entry.file, message }], servers: [] };
  }
}

/** Reads and judges files as one program, so that a module is judged through the files that call it. */
export function checkFiles(input: CheckFilesInput): CheckResult {
  const { files, host, display } = input;
  const ranges = createRanges(host);
  const rangeOf = (location: Location): TextRange => ranges(location.file, location);
  const program = openProgram({ files, host });
  const results = program.entries.map((entry) => tryEntry(program, entry, input, rangeOf));
  const sourceProblems = program.problems.map(({ file, message, span }): ResultProblem => ({
    file,
    message,
    ...(span === undefined ? {} : { range: ranges(file, span) }),
  }));
  const problems = [...input.problems, ...sourceProblems, ...results.flatMap((result) => result.problems)];
  const shown = <T extends { readonly file: string }>(item: T): T => ({ ...item, file: display(item.file) });
  return createCheckResult({
    findings: results.flatMap((result) =>
      result.findings.map((finding) => ({ ...shown(finding), related: finding.related.map(shown) })),
    ),
    problems: problems.map(shown),
    files: files.length,
    servers: new Set(results.flatMap(({ servers }) => servers)).size,
    showUnknown: input.showUnknown,
  });
}
