import type { Rule } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { holds, notApplicable } from '../../model/verdict';
import { classOf } from './coverage';
import { exampleFirewall } from './example';
import type { FirewallFacts, FirewallRule } from './facts';
import { hasNoEndpoint, subject } from './facts';
import { certainRules, failing, judgeRange, removal } from './judge-rules';
import type { Range } from './range';
import { contains, formatRange, overlaps } from './range';
import { addingRulesDocumentation, firewallDocumentation } from './sources';

type RuleWithRange = FirewallRule & { readonly range: Range };

/**
 * Rules that open the server to the internet or to Azure have findings of their own, and should go: the rules inside
 * of them are then what is left.
 */
function comparable(facts: FirewallFacts): readonly RuleWithRange[] {
  return certainRules(facts).filter(({ range }) => !['internet', 'azure-services'].includes(classOf(range)));
}

function compare(facts: FirewallFacts, rule: RuleWithRange, other: RuleWithRange): Judgement {
  const at = rule.start.at;
  const related = [{ at: other.at, message: `${subject(other)} lets in ${formatRange(other.range)}.` }];
  if (!contains(other.range, rule.range)) {
    return failing(facts, { at, message: `${subject(rule)} overlaps another (${formatRange(rule.range)}).`, related });
  }
  const message = contains(rule.range, other.range)
    ? `${subject(rule)} has the same range as another (${formatRange(rule.range)}).`
    : `${subject(rule)} adds nothing: its range lies within that of another (${formatRange(other.range)}).`;
  return failing(facts, { at, message, related, fix: removal([rule], 'safe') });
}

/**
 * Judges each rule against the one that reaches farthest of those that start before it, which finds every rule that
 * has addresses in common with another in one pass. Of two equal rules the first stays.
 */
function judgeInOrder(facts: FirewallFacts, rules: readonly RuleWithRange[]): ReadonlyMap<RuleWithRange, Judgement> {
  const judgements = new Map<RuleWithRange, Judgement>();
  let farthest: RuleWithRange | undefined;
  for (const rule of [...rules].sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end)) {
    const other = farthest !== undefined && overlaps(farthest.range, rule.range) ? farthest : undefined;
    judgements.set(rule, other === undefined ? holds(rule.at) : compare(facts, rule, other));
    if (farthest === undefined || rule.range.end > farthest.range.end) farthest = rule;
  }
  return judgements;
}

export const overlappingRules: Rule<FirewallFacts> = {
  meta: {
    id: 'firewall/overlapping-rules',
    title: 'Firewall rules should not overlap',
    brief: 'overlapping firewall rules',
    severity: 'low',
    group: 'info',
    why: 'Whoever removes one of two such rules believes that the addresses are shut out, while the other still lets them in.',
    condition:
      'The ranges of two firewall rules that are deployed in any case have addresses in common. Rules that open the server to the internet or to all of Azure are left out: other rules tell of them.',
    sources: [firewallDocumentation, addingRulesDocumentation],
    equivalents: {},
    catalogue: ['PGNET015'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleFirewall([
        ['office', '203.0.113.0', '203.0.113.15'],
        ['printer', '203.0.113.7', '203.0.113.7'],
      ]),
      passing: exampleFirewall([['office', '203.0.113.0', '203.0.113.15']]),
    },
  },
  judge: (facts) => {
    if (hasNoEndpoint(facts)) {
      return facts.rules.map(({ at }) => notApplicable(at, 'The firewall rules have no effect.'));
    }
    const rules = comparable(facts);
    const judgements = judgeInOrder(facts, rules);
    const compared = new Map(rules.map((rule) => [rule.resource, judgements.get(rule)]));
    return facts.rules.map((rule) => compared.get(rule.resource) ?? judgeRange(facts, rule, () => holds(rule.at)));
  },
};
