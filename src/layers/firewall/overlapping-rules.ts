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

/** Of two equal rules the first stays. */
function addsNothing(rule: RuleWithRange, other: RuleWithRange, rules: readonly RuleWithRange[]): boolean {
  if (!contains(other.range, rule.range)) return false;
  return !contains(rule.range, other.range) || rules.indexOf(other) < rules.indexOf(rule);
}

function judgeRule(facts: FirewallFacts, rule: RuleWithRange, rules: readonly RuleWithRange[]): Judgement {
  const others = rules.filter((other) => other !== rule);
  const outer = others.find((other) => addsNothing(rule, other, rules));
  const at = rule.start.at;
  if (outer !== undefined) {
    const same = contains(rule.range, outer.range);
    const message = same
      ? `${subject(rule)} has the same range as another (${formatRange(rule.range)}).`
      : `${subject(rule)} adds nothing: its range lies within that of another (${formatRange(outer.range)}).`;
    const related = [{ at: outer.at, message: `${subject(outer)} lets in ${formatRange(outer.range)}.` }];
    return failing(facts, { at, message, related, fix: removal([rule], 'safe') });
  }
  const earlier = rules.slice(0, rules.indexOf(rule)).find(
    (other) => overlaps(other.range, rule.range) && !contains(rule.range, other.range),
  );
  if (earlier === undefined) return holds(rule.at);
  const related = [{ at: earlier.at, message: `${subject(earlier)} lets in ${formatRange(earlier.range)}.` }];
  return failing(facts, { at, message: `${subject(rule)} overlaps another (${formatRange(rule.range)}).`, related });
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
    appliesTo: ['flexible', 'single'],
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
    const undecidable = facts.rules.filter((rule) => !rules.some(({ resource }) => resource === rule.resource));
    return [
      ...rules.map((rule) => judgeRule(facts, rule, rules)),
      ...undecidable.map((rule) => judgeRange(facts, rule, () => holds(rule.at))),
    ];
  },
};
