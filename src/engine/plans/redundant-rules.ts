import { redundantRules } from '../../layers/firewall/covering-rules';
import { hasNoEndpoint, readFirewall } from '../../layers/firewall/facts';
import { contains } from '../../layers/firewall/range';
import type { Subject } from '../../model/rule';
import type { Plan } from '../plan';
import { planRuleRemoval } from './remove-firewall-rules';
import { ruleName } from './rule-name';

/** Plans to delete the rules whose addresses another rule lets in anyway; nothing where there is none. */
export function planRedundantRemoval(subject: Subject): Plan | undefined {
  const facts = readFirewall(subject);
  const pairs = hasNoEndpoint(facts) ? [] : [...redundantRules(facts)];
  if (pairs.length === 0) return undefined;
  const because = pairs.map(([rule, other]) => `• ${ruleName(rule)} ${contains(rule.range, other.range) ? 'has the same addresses as' : 'lies within'} ${ruleName(other)}`);
  return planRuleRemoval({ subject, rules: pairs.map(([rule]) => rule), because: [because.join('\n')] });
}
