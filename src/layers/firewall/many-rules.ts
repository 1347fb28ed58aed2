import { inResource } from '../../model/address';
import type { Context, Rule } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { holds, notApplicable, undecided } from '../../model/verdict';
import { isUnknown } from '../../model/value';
import { countPublic } from './coverage';
import type { ExampleRule } from './example';
import { exampleFirewall } from './example';
import type { FirewallFacts } from './facts';
import { hasNoEndpoint } from './facts';
import { certainRules, failing } from './judge-rules';
import { formatCount } from './range';
import { firewallDocumentation, publicAccessDocumentation } from './sources';

/** The most rules, and the most addresses in all of them, that PSRule accepts; taken over to agree with it. */
const most = 10;

const examples = {
  failing: exampleFirewall([['office', '203.0.113.0', '203.0.113.15']]),
  passing: exampleFirewall([['orders-app', '203.0.113.77', '203.0.113.77']]),
};

const oneAddress = (index: number): ExampleRule => [`app-${index + 1}`, `203.0.113.${index}`, `203.0.113.${index}`];

/** Judges a number that can only grow by what is not known. */
function judgeCount(facts: FirewallFacts, { server }: Context, count: number, message: string, open: string | undefined): Judgement[] {
  const at = inResource(server.resource.key);
  if (hasNoEndpoint(facts)) return [notApplicable(at, 'The firewall rules have no effect.')];
  if (count > most) return [failing(facts, { at, message })];
  return [open === undefined ? holds(at) : undecided(at, open)];
}

/** Why there may be more rules, or more addresses in those that there are. */
function openQuestion({ complete, rules }: FirewallFacts): string | undefined {
  if (isUnknown(complete)) return complete.because;
  return rules.some(({ range, resource }) => range === undefined || resource.when !== true)
    ? 'not every rule and its range is known'
    : undefined;
}

export const addressCount: Rule<FirewallFacts> = {
  meta: {
    id: 'firewall/address-count',
    title: `The firewall should let in ${most} public addresses at most`,
    brief: 'many addresses let in',
    severity: 'medium',
    group: 'strict',
    why: 'The fewer addresses can reach the server, the fewer have to be trusted.',
    condition: `All firewall rules together let in more than ${most} public addresses; 0.0.0.0 is not counted. A server without rules passes.`,
    sources: [firewallDocumentation, publicAccessDocumentation],
    equivalents: { psrule: ['AZR-000151'], trivy: ['AVD-AZU-0029'], 'template-analyzer': ['Azure.PostgreSQL.FirewallIPRange'] },
    catalogue: ['PGNET004'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples,
  },
  judge: (facts, context) => {
    const count = countPublic(certainRules(facts).map(({ range }) => range));
    return judgeCount(facts, context, count, `The firewall lets in ${formatCount(count)}.`, openQuestion(facts));
  },
};

export const ruleCount: Rule<FirewallFacts> = {
  meta: {
    id: 'firewall/rule-count',
    title: `A server should have ${most} firewall rules at most`,
    brief: 'many firewall rules',
    severity: 'low',
    group: 'strict',
    why: 'In a long list nobody sees the rule that is no longer needed.',
    condition: `The server has more than ${most} firewall rules that are deployed in any case.`,
    sources: [firewallDocumentation],
    equivalents: { psrule: ['AZR-000149'], 'template-analyzer': ['Azure.PostgreSQL.FirewallRuleCount'] },
    catalogue: ['PGNET005'],
    appliesTo: ['flexible', 'single', 'cluster'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleFirewall(Array.from({ length: most + 1 }, (_, index) => oneAddress(index))),
      passing: exampleFirewall([oneAddress(0), oneAddress(1)]),
    },
  },
  judge: (facts, context) => {
    const count = facts.rules.filter(({ resource }) => resource.when === true).length;
    const open = isUnknown(facts.complete)
      ? facts.complete.because
      : facts.rules.length > most && count <= most
        ? 'not every rule is deployed in any case'
        : undefined;
    return judgeCount(facts, context, count, `The server has ${count} firewall rules.`, open);
  },
};
