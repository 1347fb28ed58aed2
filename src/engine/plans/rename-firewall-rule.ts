import type { FirewallRule } from '../../layers/firewall/facts';
import { formatRange, type Range } from '../../layers/firewall/range';
import { validateRuleName } from '../../layers/firewall/rule-name';
import { nameOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Plan } from '../plan';
import { rangeProperties } from './edit-firewall-rule';
import { firewallRuleType } from './firewall-rule';
import { describeRule } from './remove-firewall-rules';
import { ruleName } from './rule-name';
import { ruleStates, wantedRules } from './rule-states';

/** Says why a rule cannot get a name, or nothing. Azure knows no capitals in names: the old one would go with the new. */
export function validateNewName(rule: FirewallRule, name: string, existing: readonly string[]): string | undefined {
  const old = ruleName(rule);
  if (name === old) return 'This is its name already.';
  if (name.toLowerCase() === old.toLowerCase()) return 'Azure takes names that differ only in capitals for the same, so this change cannot be made.';
  return validateRuleName(name, existing);
}

/** Plans another name for a rule: the new one first and read back, then the old one goes; nobody loses access in between. */
export function planRuleRename(subject: Subject, rule: FirewallRule & { readonly range: Range }, name: string): Plan {
  const { server } = subject;
  const label = nameOf(server.resource);
  const old = ruleName(rule);
  return {
    title: `Rename firewall rule ${old} of ${label} to ${name}`,
    detail: [
      `Now ${describeRule(rule)}.`,
      `Azure cannot rename a rule: ${name} is added with the same addresses and read back, and only then ${old} is deleted. Nobody loses access in between.`,
      'Templates and scripts that name the old rule would make it again.',
    ],
    confirm: 'Rename Rule',
    changes: [
      { kind: 'add', parent: server.resource.key, type: firewallRuleType(server), name, body: { properties: rangeProperties(rule.range) } },
      { kind: 'remove', at: rule.at },
    ],
    effects: [],
    cutOff: [],
    state: (after) => ruleStates(after, server, [name, old]),
    wanted: wantedRules([`${name}: ${formatRange(rule.range)}`], [old]),
  };
}
