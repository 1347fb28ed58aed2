import type { Rule } from '../../model/rule';
import { isLike } from '../../model/settings';
import { holds, undecided } from '../../model/verdict';
import { exampleFirewall } from './example';
import type { FirewallFacts } from './facts';
import { subject } from './facts';
import { removal } from './judge-rules';
import { clientAddress } from './portal-names';
import { firewallDocumentation } from './sources';

/** Names that the portal and people give to rules for one computer at one time. */
const personal = [clientAddress, 'AllowMyIP*', 'Home*', 'MyIP*', 'dev*', 'test*', 'temp*'];

export const personalRule: Rule<FirewallFacts> = {
  meta: {
    id: 'firewall/personal-rule',
    title: 'Firewall rules for one person should not stay',
    brief: 'personal firewall rule',
    severity: 'low',
    group: 'configured',
    wish: 'personalRuleNames',
    why: 'The address of a home connection goes to somebody else after a while, and the rule lets them in.',
    condition: `The name of a firewall rule is like one of the setting personalRuleNames; without it, like one of ${personal.join(', ')}. It guesses by the name.`,
    sources: [firewallDocumentation],
    equivalents: {},
    catalogue: ['PGNET017'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleFirewall([['ClientIPAddress_2026-2-4', '203.0.113.77', '203.0.113.77']]),
      passing: exampleFirewall([['orders-app', '203.0.113.77', '203.0.113.77']]),
    },
  },
  judge: ({ rules }, { settings: { personalRuleNames = personal } }) =>
    rules.map((rule) => {
      if (rule.name === undefined) return undecided(rule.at, 'the name of the rule is not known');
      if (!isLike(rule.name, personalRuleNames)) return holds(rule.at);
      const message = `${subject(rule)} seems to be for one person or one occasion.`;
      return { verdict: 'fails', at: rule.at, message, fix: removal([rule]) };
    }),
};
