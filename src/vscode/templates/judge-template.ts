import type { CheckOptions } from '../../engine/check';
import type { Policy } from '../../engine/policy';
import type { ReadSuppressions, SuppressionNotice } from '../../engine/suppression';
import { inResource } from '../../model/address';
import type { Finding, ServerReport } from '../../model/finding';
import type { Entry, Host, Location, Program } from '../../sources/program';
import type { KnownFiles } from '../../sources/template/known-files';
import type { Analysis } from '../load-analysis';
import { joinFindings } from './join-findings';

/** A finding with its place in text, and the program that can mend it. */
export interface PlacedTemplateFinding {
  readonly finding: Finding;
  readonly at: Location;
  readonly related: readonly { readonly location: Location; readonly message: string }[];
  readonly program: Program;
  readonly entry: Entry;
}

/** A server of a template with its report, at the name of its resource. */
export interface PlacedServer {
  readonly report: ServerReport;
  readonly at: Location;
  readonly entry: Entry;
}

/** What templates were found to hold. */
export interface JudgedEntries {
  readonly findings: readonly PlacedTemplateFinding[];
  readonly servers: readonly PlacedServer[];
  /** What is wrong with the suppressions in the document itself. */
  readonly notices: readonly SuppressionNotice[];
}

/** What one open document and the modules that it calls were found to hold. */
export interface JudgedTemplate extends JudgedEntries {
  readonly program: Program;
}

/** By what a document is judged. */
export interface TemplateJudging {
  readonly analysis: Analysis;
  readonly policy: Policy;
  readonly file: string;
  readonly files: Host;
  /** The files beside the document, of which some may give values to its parameters. */
  readonly beside?: readonly string[];
  /** What was read by earlier checks. */
  readonly known?: KnownFiles;
  /** Today's date, such as 2026-11-24. */
  readonly today: string;
  /** Whether what cannot be decided is shown as well. */
  readonly showUnknown: boolean;
}

export function checkOptions({ analysis, policy, today, showUnknown }: Omit<TemplateJudging, 'file' | 'files' | 'known' | 'beside'>): CheckOptions {
  return { layers: analysis.layers, ...policy, today, showUnknown };
}

function place(analysis: Analysis, program: Program, entry: Entry, finding: Finding): PlacedTemplateFinding[] {
  const located = program.locate(entry, finding.at);
  if (located === undefined) return [];
  const others = finding.related.flatMap(({ at, message }) => {
    const location = program.locate(entry, at)?.at;
    return location === undefined ? [] : [{ location, message }, ...analysis.furtherOrigins(program, entry, at, located.related)];
  });
  return [{ finding, at: located.at, related: [...located.related, ...others], program, entry }];
}

/** Most documents ask for no silence; the names of all rules are not looked up for them. */
function suppressionsIn(
  { analysis, file, files }: TemplateJudging, program: Program, entries: readonly Entry[], findings: readonly PlacedTemplateFinding[],
): ReadSuppressions | undefined {
  const texts = new Map([file, ...findings.map(({ at }) => at.file)].map((name) => [name, files.read(name) ?? '']));
  if (![...texts.values()].some(analysis.mayHoldSuppressions)) return undefined;
  return analysis.readSuppressions({
    names: analysis.createRuleNames(analysis.layers.flatMap(({ rules }) => rules.map(({ id }) => id))),
    texts,
    directivesIn: analysis.readDirectives,
    deployed: entries.map((entry) => ({
      resources: () => program.snapshot(entry).resources,
      locate: (address) => program.locate(entry, address)?.at,
    })),
  });
}

/** Judges what some entries of a program deploy. */
export function judgeEntries(program: Program, entries: readonly Entry[], judging: TemplateJudging): JudgedEntries {
  const { analysis, policy, file, files, today, showUnknown } = judging;
  // What cannot be decided here may be what a suppression is for: other templates may call this one.
  const options = checkOptions({ ...judging, showUnknown: showUnknown || analysis.mayHoldSuppressions(files.read(file) ?? '') });
  const reports = entries.map((entry) => ({ entry, report: analysis.check(program.snapshot(entry), options) }));
  const found = joinFindings(reports.flatMap(({ entry, report }) => report.findings.flatMap((finding) => place(analysis, program, entry, finding))));
  const servers = reports.flatMap(({ entry, report }) =>
    report.servers.flatMap((server): PlacedServer[] => {
      const at = program.locate(entry, inResource(server.server.resource.key))?.at;
      return at === undefined ? [] : [{ report: server, at, entry }];
    }),
  );
  const suppressions = suppressionsIn(judging, program, entries, found);
  const isWanted = ({ outcome }: Finding): boolean => outcome === 'fail' || showUnknown;
  if (suppressions === undefined) return { findings: found.filter(({ finding }) => isWanted(finding)), servers, notices: [] };
  const silencer = analysis.createSilencer(suppressions, today);
  const silent = new Set<Finding>();
  for (const { finding, at: { file: name, start } } of found) {
    const key = finding.at.in === 'resource' ? { key: finding.at.key } : {};
    if (silencer.find({ rule: finding.rule.id, file: name, start, ...key }) !== undefined) silent.add(finding);
  }
  const isShown = (finding: Finding): boolean => !silent.has(finding) && isWanted(finding);
  const rules = new Map(analysis.layers.flatMap((layer) => layer.rules.map((rule) => [rule.id, rule])));
  const notices = silencer.notices(({ rule }) => {
    const meta = rules.get(rule);
    return meta !== undefined && analysis.levelOf(policy, meta) !== 'off';
  });
  return {
    findings: found.filter(({ finding }) => isShown(finding)),
    servers: servers.map((server) => ({ ...server, report: analysis.onlyFindings(server.report, isShown) })),
    notices: notices.filter(({ at }) => at.file === file),
  };
}

/** Reads and judges one document with all that it calls. Synchronous: this is the work between a key and its warnings. */
export function judgeTemplate(judging: TemplateJudging): JudgedTemplate {
  const { analysis, file, files, known, beside = [] } = judging;
  const text = files.read(file) ?? '';
  const matters = (known ?? new analysis.KnownFiles()).mayMatter(file, files) || analysis.mayHoldSuppressions(text);
  const program = analysis.openProgram({ files: matters ? [file, ...analysis.parametersOf(file, beside, files, known)] : [], host: files, ...(known === undefined ? {} : { known }) });
  return { program, ...judgeEntries(program, program.entries, judging) };
}
