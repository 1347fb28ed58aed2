import type { Policy } from '../engine/policy';
import { levelOf } from '../engine/policy';
import type { ReadSuppressions, SuppressionNotice } from '../engine/suppression';
import { readSuppressions } from '../engine/read-suppressions';
import { createRuleNames, createSilencer } from '../engine/suppression';
import { suppressionLevel } from '../engine/suppression-rules';
import type { Layer } from '../model/layer';
import type { ResultFinding, SuppressedFinding, TextRange } from '../outputs/check-result';
import { readDirectives } from '../sources/directives/read-directives';
import type { Host, Location, Program } from '../sources/program';
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

function suppressionsIn({ files, program, host, layers, findings }: SilenceInput): ReadSuppressions {
  const names = [...files, ...findings.map(({ result }) => result.file)];
  return readSuppressions({
    names: createRuleNames(layers.flatMap(({ rules }) => rules.map(({ id }) => id))),
    texts: new Map(names.map((file) => [file, host.read(file) ?? ''])),
    directivesIn: readDirectives,
    deployed: program.entries.map((entry) => ({
      resources: () => program.snapshot(entry).resources,
      locate: (address) => program.locate(entry, address)?.at,
    })),
  });
}

/** Shows what is wrong with a suppression as a finding of its own. */
function noticeFinding({ id, message, at }: SuppressionNotice, { policyOf, rangeOf }: SilenceInput): ResultFinding[] {
  const level = suppressionLevel(id, policyOf(at.file).levels);
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
  const silencer = createSilencer(suppressionsIn(input), input.today);
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
