import { known } from '../../model/fact';
import type { Context, Rule } from '../../model/rule';
import { holds, notApplicable, undecided } from '../../model/verdict';
import { exampleFirewall } from './example';
import type { FirewallFacts } from './facts';
import { hasNoEndpoint, subject } from './facts';
import { relatedRules, removal } from './judge-rules';
import { addingRulesDocumentation, firewallDocumentation } from './sources';

function why({ endpoint }: FirewallFacts): string {
  return known(endpoint) === 'integrated'
    ? 'the server is integrated into a virtual network and has no public endpoint'
    : 'public network access is disabled';
}

/** A live Flexible Server refuses every change of its rules while it has no public endpoint. */
function canRemove({ snapshot, server }: Context): boolean {
  return snapshot.origin === 'template' || server.kind === 'single';
}

export const deadRules: Rule<FirewallFacts> = {
  meta: {
    id: 'firewall/dead-rules',
    title: 'A server without a public endpoint should have no firewall rules',
    brief: 'firewall rules without effect',
    severity: 'info',
    group: 'info',
    why: 'The rules have no effect now, but they open the server the moment somebody switches public network access on.',
    condition:
      'The server has firewall rules while its public network access is disabled or, on Flexible Server, while it is integrated into a virtual network. Public network access is enabled where nothing is said.',
    sources: [firewallDocumentation, addingRulesDocumentation],
    equivalents: {},
    catalogue: ['PGNET012'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleFirewall([['office', '203.0.113.0', '203.0.113.15']], 'Disabled'),
      passing: exampleFirewall([], 'Disabled'),
    },
  },
  judge: (facts, context) => {
    const { rules, endpoint, complete } = facts;
    const [first, ...others] = rules;
    if (first === undefined) {
      return complete === true ? [holds(endpoint.at)] : [undecided(endpoint.at, complete.because)];
    }
    if (!hasNoEndpoint(facts)) {
      return [endpoint.kind === 'unknown' ? undecided(first.at, endpoint.because) : notApplicable(first.at, 'The server has a public endpoint.')];
    }
    const count = rules.length === 1 ? `${subject(first)} has no effect` : `${rules.length} firewall rules have no effect`;
    const refusal =
      context.server.kind === 'flexible' && context.snapshot.origin === 'template'
        ? ' The service refuses to write firewall rules on such a server.'
        : '';
    return [
      {
        verdict: 'fails',
        at: first.at,
        message: `${count}: ${why(facts)}.${refusal}`,
        related: relatedRules(others, (rule) => `${subject(rule)} has no effect either.`),
        ...(canRemove(context) ? { fix: removal(rules, 'safe') } : {}),
      },
    ];
  },
};
