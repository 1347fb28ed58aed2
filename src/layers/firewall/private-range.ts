import type { Rule } from '../../model/rule';
import { holds } from '../../model/verdict';
import { classOf, isPrivateRange } from './coverage';
import { exampleFirewall } from './example';
import type { FirewallFacts } from './facts';
import { subject } from './facts';
import { failing, judgeRange, relatedEnd, removal } from './judge-rules';
import { formatRange } from './range';
import { firewallDocumentation, publicAccessDocumentation } from './sources';

export const privateRange: Rule<FirewallFacts> = {
  meta: {
    id: 'firewall/private-range',
    title: 'A firewall rule should not name private addresses',
    brief: 'private addresses in a firewall rule',
    severity: 'low',
    group: 'info',
    why: 'No connection arrives at a public endpoint from such an address, so the rule lets nobody in and hides that a private connection is missing.',
    condition:
      'The range of a firewall rule starts or ends in a private network (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16), in 100.64.0.0/10, loopback, link-local, multicast or another reserved network, and holds 256 public addresses at most.',
    sources: [firewallDocumentation, publicAccessDocumentation, 'https://www.iana.org/assignments/iana-ipv4-special-registry'],
    equivalents: {},
    catalogue: ['PGNET014'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleFirewall([['office', '10.1.0.0', '10.1.255.255']]),
      passing: exampleFirewall([['office', '203.0.113.0', '203.0.113.15']]),
    },
  },
  judge: (facts, { settings }) =>
    facts.rules.map((rule) =>
      judgeRange(facts, rule, (range) => {
        if (classOf(range, settings.broadRange) !== 'private') return holds(rule.at);
        const names = isPrivateRange(range) ? 'names private or reserved addresses only' : 'starts or ends at private or reserved addresses';
        return failing(facts, {
          at: rule.start.at,
          message: `${subject(rule)} ${names} (${formatRange(range)}); no connection comes from these to a public endpoint.`,
          related: relatedEnd(rule, range),
          ...(isPrivateRange(range) ? { fix: removal([rule], 'safe') } : {}),
        });
      }),
    ),
};
