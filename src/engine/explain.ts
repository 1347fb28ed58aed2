import type { ResourceAddress } from '../model/address';
import type { FactLine, Judged } from '../model/layer';
import type { Context, Level } from '../model/rule';
import type { Snapshot } from '../model/snapshot';
import { defaultSettings } from '../model/settings';
import type { CheckOptions } from './check';
import { levelIn } from './profile';

/** What the layers read at one setting, and what their rules say of it. */
export interface Explanation {
  readonly facts: readonly FactLine[];
  /** One for each rule that speaks in the profile, failures first. */
  readonly judged: readonly ExplainedRule[];
}

/** What a rule says, and how much that matters here. */
export interface ExplainedRule extends Judged {
  readonly level: Level;
}

const order = { fails: 0, undecided: 1, holds: 2, notApplicable: 3 } as const;

function isSame(a: ResourceAddress, b: ResourceAddress): boolean {
  const spelled = ({ path }: ResourceAddress): string => path.map((key) => String(key).toLowerCase()).join('\n');
  return a.key === b.key && spelled(a) === spelled(b);
}

/** Explains one setting of a server or of a child of one; nothing where no layer reads it. */
export function explain(snapshot: Snapshot, address: ResourceAddress, options: CheckOptions): Explanation | undefined {
  const { layers, today, settings = defaultSettings, profile, levels } = options;
  const resource = snapshot.resource(address.key);
  const owner = resource?.parent ?? address.key;
  const server = snapshot.servers.find((one) => one.resource.key === owner);
  if (resource === undefined || server === undefined) return undefined;
  // The name of a child says which parameter or rule it is: what is said of the child is said there as well.
  const isName = owner !== address.key && address.path.length === 1 && address.path[0] === 'name';
  const concerns = (at: FactLine['at']): boolean =>
    at.in === 'resource' && (isName ? at.key === address.key : isSame(at, address));
  const context: Context = { today, settings, snapshot, server };
  const reports = layers.filter(({ appliesTo }) => appliesTo.includes(server.kind)).map((layer) => layer.check(context));
  const byRule = new Map<string, ExplainedRule>();
  for (const judged of reports.flatMap((report) => report.judgements)) {
    const { rule, judgement } = judged;
    if (!concerns(judgement.at) || judgement.verdict === 'notApplicable') continue;
    const level = levels?.[rule.id] ?? levelIn(profile, rule, settings);
    if (level === 'off') continue;
    const before = byRule.get(rule.id);
    if (before === undefined || order[judgement.verdict] < order[before.judgement.verdict]) byRule.set(rule.id, { ...judged, level });
  }
  const facts = reports.flatMap((report) => report.facts).filter(({ at }) => concerns(at));
  const judged = [...byRule.values()].sort((a, b) => order[a.judgement.verdict] - order[b.judgement.verdict]);
  return facts.length === 0 && judged.length === 0 ? undefined : { facts, judged };
}
