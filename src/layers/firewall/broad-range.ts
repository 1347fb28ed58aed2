import type { Rule } from '../../model/rule';
import { defaultSettings } from '../../model/settings';
import { holds, notApplicable } from '../../model/verdict';
import { classOf } from './coverage';
import { exampleFirewall } from './example';
import type { FirewallFacts } from './facts';
import { subject } from './facts';
import { failing, judgeRange, relatedEnd } from './judge-rules';
import { rulesThatOpenTogether } from './open-to-internet';
import { countAddresses, formatCount, formatRange } from './range';
import { firewallDocumentation, horizonDocumentation } from './sources';

/** More than one /24 is more than the addresses of one office or one gateway. */
const most = defaultSettings.broadRange;

export const broadRange: Rule<FirewallFacts> = {
  meta: {
    id: 'firewall/broad-range',
    title: `A firewall rule should let in ${most} addresses at most`,
    brief: 'broad firewall rule',
    severity: 'high',
    group: 'warning',
    why: 'A range that is wider than one network holds the computers of strangers too.',
    condition: `A firewall rule lets in more than ${most} public addresses (the setting broadRange) and fewer than a /8, while the server has a public endpoint.`,
    sources: [firewallDocumentation, horizonDocumentation],
    equivalents: { trivy: ['AVD-AZU-0029'] },
    catalogue: ['PGNET013'],
    appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
    surface: ['template', 'live'],
    supersedes: ['firewall/address-count'],
    examples: {
      failing: exampleFirewall([['partner', '203.0.112.0', '203.0.115.255']]),
      passing: exampleFirewall([['partner', '203.0.113.0', '203.0.113.15']]),
    },
  },
  judge: (facts, { settings }) => {
    const judgedTogether = new Set(rulesThatOpenTogether(facts, settings).map(({ resource }) => resource.key));
    return facts.rules.map((rule) => {
      if (judgedTogether.has(rule.resource.key)) return notApplicable(rule.at, 'The rule is judged together with others.');
      return judgeRange(facts, rule, (range) => {
        if (classOf(range, settings.broadRange) !== 'broad') return holds(rule.at);
        const message = `${subject(rule)} lets in ${formatCount(countAddresses(range))} (${formatRange(range)}).`;
        return failing(facts, { at: rule.start.at, message, related: relatedEnd(rule, range) });
      });
    });
  },
};
