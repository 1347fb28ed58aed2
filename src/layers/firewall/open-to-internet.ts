import { inResource } from '../../model/address';
import type { Context, Rule } from '../../model/rule';
import type { RuleSettings } from '../../model/settings';
import type { Judgement } from '../../model/verdict';
import { holds, undecided } from '../../model/verdict';
import { isUnknown } from '../../model/value';
import { classOf, countPublic, internetFrom } from './coverage';
import { exampleFirewall } from './example';
import type { FirewallFacts, FirewallRule } from './facts';
import { hasNoEndpoint, subject } from './facts';
import { certainRules, failing, judgeRange, relatedEnd, relatedRules, removal } from './judge-rules';
import type { Range } from './range';
import { countAddresses, everything, formatCount, formatRange } from './range';
import { firewallDocumentation, horizonDocumentation } from './sources';

function describe(range: Range): string {
  const all = countAddresses(range) === countAddresses(everything);
  return all ? `the whole internet (${formatRange(range)})` : `${formatCount(countAddresses(range))} of the internet (${formatRange(range)})`;
}

/**
 * The rules that open the server to the internet only together: none does alone. Every such rule is part of one
 * finding on the server, so that many middling ranges are not many findings.
 */
export function rulesThatOpenTogether(facts: FirewallFacts, { broadRange }: RuleSettings): readonly FirewallRule[] {
  const wide = certainRules(facts).filter(({ range }) => classOf(range, broadRange) === 'broad');
  return countPublic(wide.map(({ range }) => range)) >= internetFrom ? wide : [];
}

function judgeTogether(facts: FirewallFacts, { server, settings }: Context): Judgement[] {
  const at = inResource(server.resource.key);
  if (hasNoEndpoint(facts)) return [];
  const rules = rulesThatOpenTogether(facts, settings);
  if (rules.length > 0) {
    const count = formatCount(countPublic(rules.flatMap(({ range }) => (range === undefined ? [] : [range]))));
    const related = relatedRules(rules, (rule) => `${subject(rule)} lets in a part of them.`);
    return [failing(facts, { at, message: `Together, ${rules.length} firewall rules let in ${count} of the internet.`, related })];
  }
  return isUnknown(facts.complete) ? [undecided(at, facts.complete.because)] : [];
}

export const openToInternet: Rule<FirewallFacts> = {
  meta: {
    id: 'firewall/open-to-internet',
    title: 'The firewall must not let the internet in',
    brief: 'open to the internet',
    severity: 'critical',
    group: 'error',
    why: 'Anybody on the internet can reach the server, guess passwords, and use any flaw that it has before it is mended.',
    condition:
      'A firewall rule lets in 16,777,216 public addresses or more (a /8), or all rules together do, while the server has a public endpoint. A server without firewall rules lets nobody in.',
    sources: [firewallDocumentation, horizonDocumentation],
    equivalents: {
      checkov: ['CKV_AZURE_11', 'CKV2_AZURE_26'],
      trivy: ['AVD-AZU-0029'],
      scoutsuite: ['postgresql-database-servers-allow-any-ip'],
      cloudsploit: ['postgresqlServerPublicAccess', 'postgresqlFlexibleServerPublicAccess'],
      psrule: ['AZR-000151'],
      cis: ['1.2.0 4.3.9'],
    },
    catalogue: ['PGNET002'],
    appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
    surface: ['template', 'live'],
    supersedes: ['firewall/address-count'],
    examples: {
      failing: exampleFirewall([['allow-all', '0.0.0.0', '255.255.255.255']]),
      passing: exampleFirewall([['office', '203.0.113.0', '203.0.113.15']]),
    },
  },
  judge: (facts, context) => [
    ...facts.rules.map((rule) =>
      judgeRange(facts, rule, (range) =>
        classOf(range, context.settings.broadRange) === 'internet'
          ? failing(facts, { at: rule.start.at, message: `${subject(rule)} lets in ${describe(range)}.`, related: relatedEnd(rule, range), fix: removal([rule]) })
          : holds(rule.at),
      ),
    ),
    ...judgeTogether(facts, context),
  ],
};
