import type { Context, Rule } from '../../model/rule';
import { holds, undecided } from '../../model/verdict';
import { exampleFirewall } from './example';
import type { FirewallFacts } from './facts';
import { subject } from './facts';
import { failing, judgeRange, removal } from './judge-rules';
import { countAddresses, formatCount, formatRange } from './range';
import { firewallDocumentation } from './sources';
import { endOf, formatEnd } from './temporary-rule';

/** Where only the day is known, a rule that ends on it is still given the whole day. */
function moment({ today, now }: Context): number {
  return now === undefined ? Date.parse(`${today}T00:00:00Z`) : Date.parse(now);
}

export const expiredTemporary: Rule<FirewallFacts> = {
  meta: {
    id: 'firewall/expired-temporary',
    title: 'A temporary firewall rule must be removed when its time is over',
    brief: 'temporary rule past its end',
    severity: 'medium',
    group: 'warning',
    why: 'Azure knows no end of a firewall rule: it lets in whoever has the address now until somebody removes it.',
    condition:
      'The name of a firewall rule ends with its own end, such as desk-until-20261125T0530Z (UTC), which has passed, while the server has a public endpoint. Add Temporary Firewall Rule… gives such names. In a template the day has to be over.',
    sources: [firewallDocumentation],
    equivalents: {},
    catalogue: ['PGNET023'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleFirewall([['desk-until-20260204T1730Z', '203.0.113.77', '203.0.113.77']]),
      passing: exampleFirewall([['orders-app', '203.0.113.77', '203.0.113.77']]),
    },
  },
  judge: (facts, context) =>
    facts.rules.map((rule) => {
      if (rule.name === undefined) return undecided(rule.at, 'the name of the rule is not known');
      const end = endOf(rule.name);
      if (end === undefined || end > moment(context)) return holds(rule.at);
      return judgeRange(facts, rule, (range) =>
        failing(facts, {
          at: rule.at,
          message: `${subject(rule)} should have been gone since ${formatEnd(end)}, and still lets in ${formatCount(countAddresses(range))} (${formatRange(range)}).`,
          fix: removal([rule]),
        }),
      );
    }),
};
