import { check } from '../engine/check';
import type { Policy } from '../engine/policy';
import type { Silenceable } from '../engine/suppression';
import type { Address } from '../model/address';
import { inResource } from '../model/address';
import type { Finding } from '../model/finding';
import type { Layer } from '../model/layer';
import type { Snapshot } from '../model/snapshot';
import { isUnknown } from '../model/value';
import type { RelatedResult, ResultFinding, ResultProblem, TextRange } from '../outputs/check-result';
import { jsonPointer } from '../outputs/json-pointer';
import type { ResultFix } from '../outputs/result-fix';
import { furtherOrigins } from '../sources/origins';
import type { Entry, Host, Located, Location, Program, RelatedLocation } from '../sources/program';
import { resourceAt } from './resource-name';

/** What judging one entry needs. */
export interface Judging {
  readonly program: Program;
  readonly entry: Entry;
  readonly snapshot: Snapshot;
  readonly rangeOf: (location: Location) => TextRange;
  readonly host: Host;
  readonly layers: readonly Layer[];
  readonly policy: Policy;
  readonly today: string;
  /** Whether the findings hold what their fixes would write: it is long, and most outputs show nothing of it. */
  readonly showFixes: boolean;
}

/** A finding with what a suppression is compared with; files as the host calls them. */
export interface JudgedFinding {
  readonly result: ResultFinding;
  readonly silenceable: Silenceable;
}

export interface EntryResult {
  readonly findings: readonly JudgedFinding[];
  readonly problems: readonly ResultProblem[];
  /** One name for each server, the same whichever entry reaches it. */
  readonly servers: readonly string[];
}

/** Shows an address that has no place in any text at the template as a whole. */
function relatedResult({ program, entry, rangeOf }: Judging, at: Address, message: string): RelatedResult {
  const location = program.locate(entry, at)?.at;
  return location === undefined
    ? { message, file: entry.file, range: null }
    : { message, file: location.file, range: rangeOf(location) };
}

/** What a finding is about besides its own place; of a setting, where its value comes from as well. */
function relatedResults(judging: Judging, { related }: Finding, origins: readonly RelatedLocation[]): RelatedResult[] {
  const { program, entry, rangeOf } = judging;
  const shown = (one: RelatedLocation): RelatedResult => ({ message: one.message, file: one.location.file, range: rangeOf(one.location) });
  return [...origins.map(shown), ...related.flatMap(({ at, message }) => [relatedResult(judging, at, message), ...furtherOrigins(program, entry, at, origins).map(shown)])];
}

/**
 * Trying a fix reads its file again. Where that adds up to more than this many characters, no finding of the file counts
 * as fixable: a template of thousands of servers would take minutes otherwise.
 */
const mostToTry = 32_000_000;

interface PlacedFinding {
  readonly finding: Finding;
  readonly located: Located | undefined;
  readonly file: string;
}

/** Says of which files the fixes can be tried. */
function triable(findings: readonly PlacedFinding[], host: Host): (file: string) => boolean {
  const counts = new Map<string, number>();
  for (const { finding, file } of findings) if (finding.fix !== undefined) counts.set(file, (counts.get(file) ?? 0) + 1);
  return (file) => (counts.get(file) ?? 0) * (host.read(file)?.length ?? 0) <= mostToTry;
}

function placedFinding({ program, entry }: Judging, finding: Finding): PlacedFinding {
  const located = program.locate(entry, finding.at);
  return { finding, located, file: located?.at.file ?? entry.file };
}

function silenceable({ finding, located, file }: PlacedFinding): Silenceable {
  const { rule, at } = finding;
  return {
    rule: rule.id,
    file,
    ...(located === undefined ? {} : { start: located.at.start }),
    ...(at.in === 'resource' ? { key: at.key } : {}),
  };
}

/** Resources whose settings are no secrets but those whose names say so; of all others nobody knows. */
const openTypes = /^microsoft\.(?:dbforpostgresql|horizondb|network|insights|security|authorization)\//i;
const secretPath = /password|secret|token|key/i;

/** Whether the text at an address may be a secret: declared values, passwords, and settings of other services may be. */
function isSensitive({ snapshot }: Judging, at: Address): boolean {
  if (at.in !== 'resource') return at.in === 'declaration';
  const type = snapshot.resource(at.key)?.type;
  return type === undefined || !openTypes.test(type) || at.path.some((part) => secretPath.test(String(part)));
}

/** What a fix would write. That of a secret may hold it, so nobody is shown it. */
function resultFix({ program, entry, rangeOf }: Judging, { fix }: Finding): ResultFix | undefined {
  const written = fix && program.edits(entry, fix);
  if (written === undefined) return undefined;
  return { title: written.title, edits: written.edits.map((edit) => ({ file: edit.file, range: rangeOf(edit), text: edit.text })) };
}

function judgedFinding(judging: Judging, placed: PlacedFinding, canTry: boolean): JudgedFinding {
  const { snapshot, rangeOf } = judging;
  const { finding, located, file } = placed;
  const sensitive = isSensitive(judging, finding.at);
  const written = canTry ? resultFix(judging, finding) : undefined;
  const { rule, layer, level, outcome, message, at, server } = finding;
  const result: ResultFinding = {
    ruleId: rule.id,
    layer: layer.id,
    level,
    outcome,
    message,
    file,
    range: located === undefined ? null : rangeOf(located.at),
    resource: resourceAt(snapshot, server, at),
    property: at.in === 'resource' ? jsonPointer(at.path) : null,
    related: relatedResults(judging, finding, located?.related ?? []),
    fixable: written !== undefined,
    ...(written === undefined || sensitive || !judging.showFixes ? {} : { fix: written }),
    ...(sensitive ? { sensitive } : {}),
  };
  return { result, silenceable: silenceable(placed) };
}

function serverNames({ program, entry, snapshot }: Judging): string[] {
  return snapshot.servers.map(({ resource }) => {
    const at = program.locate(entry, inResource(resource.key))?.at;
    const name = isUnknown(resource.name) ? null : resource.name;
    return at === undefined ? resource.key : JSON.stringify([at.file, at.start, name]);
  });
}

/** Judges what one entry deploys. */
export function judgeEntry(judging: Judging): EntryResult {
  const { snapshot, layers, policy, today, entry, host } = judging;
  const { profile, levels, settings } = policy;
  const report = check(snapshot, { layers, profile, levels, settings, today, showUnknown: true });
  const placed = report.findings.map((finding) => placedFinding(judging, finding));
  const canTry = triable(placed, host);
  return {
    findings: placed.map((one) => judgedFinding(judging, one, canTry(one.file))),
    problems: report.problems.map(({ message, key }) => {
      const { file, range } = relatedResult(judging, key === undefined ? { in: 'file', file: entry.file } : inResource(key), message);
      return { file, message, ...(range === null || key === undefined ? {} : { range }) };
    }),
    servers: serverNames(judging),
  };
}
