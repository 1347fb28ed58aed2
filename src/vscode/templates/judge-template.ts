import type { Policy } from '../../engine/policy';
import type { ReadSuppressions, SuppressionNotice } from '../../engine/suppression';
import type { Finding } from '../../model/finding';
import type { Entry, Host, Location, Program } from '../../sources/program';
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

/** What one open document and the modules that it calls were found to hold. */
export interface JudgedTemplate {
  readonly findings: readonly PlacedTemplateFinding[];
  /** What is wrong with the suppressions in the document itself. */
  readonly notices: readonly SuppressionNotice[];
}

/** By what a document is judged. */
export interface TemplateJudging {
  readonly analysis: Analysis;
  readonly policy: Policy;
  readonly file: string;
  readonly files: Host;
  /** Today's date, such as 2026-11-24. */
  readonly today: string;
}

function place(program: Program, entry: Entry, finding: Finding): PlacedTemplateFinding[] {
  const located = program.locate(entry, finding.at);
  if (located === undefined) return [];
  const others = finding.related.flatMap(({ at, message }) => {
    const location = program.locate(entry, at)?.at;
    return location === undefined ? [] : [{ location, message }];
  });
  return [{ finding, at: located.at, related: [...located.related, ...others], program, entry }];
}

/** Most documents ask for no silence; the names of all rules are not looked up for them. */
function suppressionsIn({ analysis, file, files }: TemplateJudging, program: Program, findings: readonly PlacedTemplateFinding[]): ReadSuppressions | undefined {
  const texts = new Map([file, ...findings.map(({ at }) => at.file)].map((name) => [name, files.read(name) ?? '']));
  if (![...texts.values()].some(analysis.mayHoldSuppressions)) return undefined;
  return analysis.readSuppressions({
    names: analysis.createRuleNames(analysis.layers.flatMap(({ rules }) => rules.map(({ id }) => id))),
    texts,
    directivesIn: analysis.readDirectives,
    deployed: program.entries.map((entry) => ({
      resources: () => program.snapshot(entry).resources,
      locate: (address) => program.locate(entry, address)?.at,
    })),
  });
}

/** Reads and judges one document with all that it calls. Synchronous: this is the work between a key and its warnings. */
export function judgeTemplate(judging: TemplateJudging): JudgedTemplate {
  const { analysis, policy, file, files, today } = judging;
  const text = files.read(file) ?? '';
  if (!analysis.mayMatter(text) && !analysis.mayHoldSuppressions(text)) return { findings: [], notices: [] };
  const program = analysis.openProgram({ files: [file], host: files });
  // What cannot be decided here may be what a suppression is for: other templates may call this one.
  const showUnknown = analysis.mayHoldSuppressions(text);
  const found = joinFindings(
    program.entries.flatMap((entry) =>
      analysis
        .check(program.snapshot(entry), { layers: analysis.layers, ...policy, today, showUnknown })
        .findings.flatMap((finding) => place(program, entry, finding)),
    ),
  );
  const suppressions = suppressionsIn(judging, program, found);
  const findings = found.filter(({ finding }) => finding.outcome === 'fail');
  if (suppressions === undefined) return { findings, notices: [] };
  const silencer = analysis.createSilencer(suppressions, today);
  const speaking = found.filter(({ finding: { rule, at }, at: { file: name, start } }) => {
    const key = at.in === 'resource' ? { key: at.key } : {};
    return silencer.find({ rule: rule.id, file: name, start, ...key }) === undefined;
  });
  const rules = new Map(analysis.layers.flatMap((layer) => layer.rules.map((rule) => [rule.id, rule])));
  const notices = silencer.notices(({ rule }) => {
    const meta = rules.get(rule);
    return meta !== undefined && analysis.levelOf(policy, meta) !== 'off';
  });
  return {
    findings: speaking.filter(({ finding }) => finding.outcome === 'fail'),
    notices: notices.filter(({ at }) => at.file === file),
  };
}
