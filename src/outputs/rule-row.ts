import type { Profile } from '../engine/profile';
import type { Layer } from '../model/layer';
import type { LayerId } from '../model/layer-id';
import type { Kind } from '../model/resource';
import type { Level, RuleId, RuleMeta, Severity } from '../model/rule';
import { levelIn, profiles } from '../engine/profile';
import { compareText } from './check-result';
import { ruleAddress } from './rule-address';

/** What lists of rules tell about each. */
export interface RuleRow {
  readonly id: RuleId;
  readonly layer: LayerId;
  readonly title: string;
  readonly severity: Severity;
  readonly levels: Readonly<Record<Profile, Level | 'off'>>;
  readonly why: string;
  readonly sources: readonly string[];
  readonly equivalents: Readonly<Record<string, readonly string[]>>;
  readonly catalogue: readonly string[];
  readonly appliesTo: readonly Kind[];
  readonly surface: readonly ('template' | 'live')[];
  /** The address of the rule's page. */
  readonly docs: string;
}

const levelsOf = (rule: RuleMeta): RuleRow['levels'] =>
  Object.fromEntries(profiles.map((profile) => [profile, levelIn(profile, rule)])) as Record<Profile, Level | 'off'>;

function rowOf(rule: RuleMeta, layer: LayerId): RuleRow {
  const { id, title, severity, why, sources, equivalents, catalogue, appliesTo, surface } = rule;
  const tools = Object.entries(equivalents).sort(([a], [b]) => compareText(a, b));
  return {
    id,
    layer,
    title,
    severity,
    levels: levelsOf(rule),
    why,
    sources,
    equivalents: Object.fromEntries(tools),
    catalogue,
    appliesTo,
    surface,
    docs: ruleAddress(id),
  };
}

/** Lists the rules of one layer, sorted by their ids. */
export function ruleRows({ meta, rules }: Layer): RuleRow[] {
  return rules.map((rule) => rowOf(rule, meta.id)).sort((a, b) => compareText(a.id, b.id));
}
