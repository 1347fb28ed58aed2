import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import type { FactLine } from '../../model/layer';
import { defineLayer } from '../../model/layer';
import type { Server } from '../../model/resource';
import { isUnknown } from '../../model/value';
import { azureServices } from './azure-services';
import { broadRange } from './broad-range';
import { countUnion } from './coverage';
import { deadRules } from './dead-rules';
import { expiredTemporary } from './expired-temporary';
import type { FirewallFacts, FirewallRule } from './facts';
import { firewallRuleTypes, hasNoEndpoint, readFirewall } from './facts';
import { invalidRange } from './invalid-range';
import { addressCount, ruleCount } from './many-rules';
import { openToInternet } from './open-to-internet';
import { overlappingRules } from './overlapping-rules';
import { personalRule } from './personal-rule';
import { privateRange } from './private-range';
import { countAddresses, formatCount, formatRange, isAzureServices } from './range';

/** Why nobody can say what a rule lets in, in words for people. */
function whyUnknown({ start, end }: FirewallRule): string {
  const open = [start, end].find(({ kind }) => kind === 'unknown' || kind === 'notApplicable');
  if (open === undefined) return `${String(known(start))}–${String(known(end))} is not a valid range`;
  return 'because' in open ? open.because : '';
}

function describeRule(rule: FirewallRule): FactLine {
  const title = rule.name ?? 'A rule whose name is not known';
  const { at, range } = rule;
  if (range === undefined) {
    const open = rule.start.kind === 'unknown' || rule.end.kind === 'unknown';
    return { title, text: `${open ? 'unknown: ' : ''}${whyUnknown(rule)}`, state: open ? 'unknown' : 'set', at };
  }
  const text = isAzureServices(range)
    ? '0.0.0.0, every Azure service'
    : `${formatRange(range)}, ${formatCount(countAddresses(range))}`;
  return { title, text, state: 'set', at };
}

function describe(facts: FirewallFacts, { resource }: Server): readonly FactLine[] {
  const at = inResource(resource.key);
  const { rules, complete } = facts;
  const lines = rules.map(describeRule);
  if (isUnknown(complete) && !hasNoEndpoint(facts)) {
    const title = rules.length === 0 ? 'Firewall rules' : 'Further firewall rules';
    return [...lines, { title, text: `unknown: ${complete.because}`, state: 'unknown', at }];
  }
  if (rules.length > 0) return lines;
  const text = hasNoEndpoint(facts) ? 'not used: there is no public endpoint' : 'no rules: nobody gets in';
  return [{ title: 'Firewall rules', text, state: hasNoEndpoint(facts) ? 'notApplicable' : 'default', at }];
}

/** "3 rules, 258 addresses", with what cannot be counted beside it. */
function text(facts: FirewallFacts): string {
  const { rules, complete } = facts;
  const count = `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}`;
  if (hasNoEndpoint(facts)) return rules.length === 0 ? 'not used' : `${count} without effect`;
  if (rules.length === 0) return isUnknown(complete) ? 'not known' : 'no rules: nobody gets in';
  const ranges = rules.flatMap(({ range }) => (range === undefined ? [] : [range]));
  const counted = ranges.filter((range) => !isAzureServices(range));
  const parts = [
    count,
    ...(counted.length > 0 ? [formatCount(countUnion(counted))] : []),
    ...(counted.length < ranges.length ? ['every Azure service'] : []),
    ...(isUnknown(complete) || ranges.length < rules.length ? ['not all known'] : []),
  ];
  return parts.join(', ');
}

export const firewallLayer = defineLayer<FirewallFacts>({
  id: 'firewall',
  label: 'IP firewall rules',
  summary: 'A new server blocks everything; each rule opens it to a range of addresses, and 0.0.0.0 to every customer of Azure.',
  appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
  needs: Object.values(firewallRuleTypes).map((type) => ({ type })),
  rules: [
    openToInternet,
    azureServices,
    broadRange,
    invalidRange,
    privateRange,
    overlappingRules,
    deadRules,
    addressCount,
    ruleCount,
    expiredTemporary,
    personalRule,
  ],
  read: readFirewall,
  describe,
  text,
});
