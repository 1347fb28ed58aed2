import type { Policy } from '../engine/policy';
import { levelOf } from '../engine/policy';
import type { ReadSuppressions, SuppressionNotice } from '../engine/suppression';
import { createRuleNames, createSilencer, suppressionsOf } from '../engine/suppression';
import { mayHoldMetadata, metadataSuppressions } from '../engine/suppression-metadata';
import { suppressionRules } from '../engine/suppression-rules';
import type { Layer } from '../model/layer';
import type { ResultFinding, SuppressedFinding, TextRange } from '../outputs/check-result';
import { readDirectives } from '../sources/directives/read-directives';
import type { Entry, Host, Location, Program } from '../sources/program';
import type { JudgedFinding } from './judge-entry';

export interface SilenceInput {
  readonly findings: readonly JudgedFinding[];
  /** The files that were read as templates. */
  readonly files: readonly string[];
  readonly program: Program;
  readonly host: Host;
  readonly layers: readonly Layer[];
  readonly policyOf: (file: string) => Policy;
  readonly rangeOf: (location: Location) => TextRange;
  readonly today: string;
}

export interface Silenced {
  readonly findings: readonly ResultFinding[];
  readonly suppressed: readonly SuppressedFinding[];
}

const join = (parts: readonly ReadSuppressions[]): ReadSuppressions => ({
  suppressions: parts.flatMap(({ suppressions }) => suppressions),
  notices: parts.flatMap(({ notices }) => notices),
});

/** Where a suppression stands in metadata: nothing where its list is computed and stands nowhere. */
function locateIn(program: Program, entry: Entry) {
  return (address: Parameters<Program['locate']>[1]) => program.locate(entry, address)?.at;
}

function readSuppressions({ files, program, host, layers, findings }: SilenceInput): ReadSuppressions {
  const texts = new Set([...files, ...findings.map(({ result }) => result.file)]);
  const names = createRuleNames(layers.flatMap(({ rules }) => rules.map(({ id }) => id)));
  const written = [...texts].map((file) => suppressionsOf(readDirectives(file, host.read(file) ?? ''), names));
  // Reading the metadata of every resource would compute all of them.
  if (![...texts].some((file) => mayHoldMetadata(host.read(file) ?? ''))) return join(written);
  const metadata = program.entries.map((entry) => metadataSuppressions(program.snapshot(entry).resources, names, locateIn(program, entry)));
  return join([...written, ...metadata]);
}

/** Shows what is wrong with a suppression as a finding of its own. */
function noticeFinding({ id, message, at }: SuppressionNotice, { policyOf, rangeOf }: SilenceInput): ResultFinding[] {
  const level = policyOf(at.file).levels[id] ?? suppressionRules.find((rule) => rule.id === id)?.level ?? 'warning';
  if (level === 'off') return [];
  return [
    {
      ruleId: id,
      layer: 'suppression',
      level,
      outcome: 'fail',
      message,
      file: at.file,
      range: rangeOf(at),
      resource: null,
      property: null,
      related: [],
      fixable: false,
    },
  ];
}

/** Takes out the findings that the templates themselves ask not to show, and says what is wrong with such wishes. */
export function silence(input: SilenceInput): Silenced {
  const read = readSuppressions(input);
  const silencer = createSilencer(read, input.today);
  const findings: ResultFinding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const { result, silenceable } of input.findings) {
    const by = silencer.find(silenceable);
    if (by === undefined) findings.push(result);
    else suppressed.push({ ...result, suppression: { kind: 'template', ...(by.reason === undefined ? {} : { reason: by.reason }) } });
  }
  const rules = new Map(input.layers.flatMap((layer) => layer.rules.map((rule) => [rule.id, rule])));
  const notices = silencer.notices(({ rule, at }) => {
    const meta = rules.get(rule);
    return meta !== undefined && levelOf(input.policyOf(at.file), meta) !== 'off';
  });
  return { findings: [...findings, ...notices.flatMap((notice) => noticeFinding(notice, input))], suppressed };
}
