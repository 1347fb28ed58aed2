import type { Rule } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { holds, notApplicable } from '../../model/verdict';
import type { RuleWithRange } from './covering-rules';
import { comparableRules, overlappedBy, redundantRules } from './covering-rules';
import { exampleFirewall } from './example';
import type { FirewallFacts } from './facts';
import { hasNoEndpoint, subject } from './facts';
import { failing, judgeRange, relatedEnd, removal } from './judge-rules';
import { contains, formatRange } from './range';
import { addingRulesDocumentation, firewallDocumentation } from './sources';

function compare(facts: FirewallFacts, rule: RuleWithRange, other: RuleWithRange, canGo: boolean): Judgement {
  const at = rule.start.at;
  const related = [...relatedEnd(rule, rule.range), { at: other.at, message: `${subject(other)} lets in ${formatRange(other.range)}.` }];
  if (!contains(other.range, rule.range)) {
    return failing(facts, { at, message: `${subject(rule)} overlaps another (${formatRange(rule.range)}).`, related });
  }
  const message = contains(rule.range, other.range)
    ? `${subject(rule)} has the same range as another (${formatRange(rule.range)}).`
    : `${subject(rule)} adds nothing: its range lies within that of another (${formatRange(other.range)}).`;
  return failing(facts, { at, message, related, ...(canGo ? { fix: removal([rule], 'safe') } : {}) });
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
    const rules = comparableRules(facts);
    const others = overlappedBy(rules);
    if (others.size === 0) return facts.rules.map((rule) => judgeRange(facts, rule, () => holds(rule.at)));
    // What lies within a temporary rule is needed again when that one is gone.
    const redundant = new Set([...redundantRules(facts).keys()].map(({ resource }) => resource));
    const judge = (rule: RuleWithRange): Judgement => {
      const other = others.get(rule);
      return other === undefined ? holds(rule.at) : compare(facts, rule, other, redundant.has(rule.resource));
    };
    const compared = new Map(rules.map((rule) => [rule.resource, judge(rule)]));
    return facts.rules.map((rule) => compared.get(rule.resource) ?? judgeRange(facts, rule, () => holds(rule.at)));
  },
};
