import type { FirewallRule } from '../../layers/firewall/facts';
import { endOf, formatEnd } from '../../layers/firewall/temporary-rule';
import { countAddresses, formatCount, formatRange, isAzureServices } from '../../layers/firewall/range';
import type { Change } from '../../model/fix';
import { nameOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { cutOff, type CutOffQuestion } from '../changes/cut-off';
import { planned, type Plan } from '../plan';
import { closesOnlyWay } from './only-way';
import { ruleName } from './rule-name';
import { ruleStates, wantedRules } from './rule-states';

/** More rules than this are only counted in a plan. */
const listed = 12;

/** "office: 203.0.113.0–203.0.113.15, 16 addresses". */
export function describeRule(rule: FirewallRule): string {
  const { range } = rule;
  const name = ruleName(rule);
  const end = endOf(name);
  const until = end === undefined ? '' : `, to be gone at ${formatEnd(end)}`;
  if (range === undefined) return `${name}: a range that is not valid`;
  if (isAzureServices(range)) return `${name}: every service in Azure${until}`;
  return `${name}: ${formatRange(range)}, ${formatCount(countAddresses(range))}${until}`;
}

/** What the rules are for, on one line: each of them stands with its addresses among what changes. */
function describeRules(rules: readonly FirewallRule[]): string {
  const [first, ...others] = rules;
  if (first !== undefined && others.length === 0) return `${describeRule(first)}.`;
  const size = ({ range }: FirewallRule): string => (range === undefined ? 'not valid' : isAzureServices(range) ? 'every service in Azure' : formatCount(countAddresses(range)));
  const words = rules.slice(0, listed).map((rule) => `${ruleName(rule)} (${size(rule)})`);
  return `${words.join(', ')}${rules.length > listed ? ` and ${rules.length - listed} more` : ''}.`;
}

export interface RuleRemoval {
  readonly subject: Subject;
  readonly rules: readonly FirewallRule[];
  /** Why these, and what to know about it; a sentence each. */
  readonly because?: readonly string[];
  readonly seen?: CutOffQuestion['seen'];
}

/** Plans to delete firewall rules. Each ends old or new by itself; in between only fewer get in, never more. */
export function planRuleRemoval({ subject, rules, because = [], seen }: RuleRemoval): Plan {
  const { snapshot, server } = subject;
  const label = nameOf(server.resource);
  const names = rules.map(ruleName);
  const [only = ''] = names;
  const what = rules.length === 1 ? `firewall rule ${only}` : `${rules.length} firewall rules`;
  const changes: readonly Change[] = rules.map(({ at }) => ({ kind: 'remove', at }));
  const losing = cutOff({ snapshot, server, changes, seen });
  return {
    title: `Delete ${what} from ${label}`,
    detail: [describeRules(rules), ...because, ...(losing.length === 0 ? ['Nobody loses access by it.'] : [])],
    confirm: rules.length === 1 ? 'Delete Rule' : 'Delete Rules',
    changes,
    effects: losing.length === 0 ? [] : [planned('interrupts', 'Whoever came in by what is deleted is refused the next time, within about five minutes.')],
    cutOff: losing,
    ...(closesOnlyWay(subject, changes) ? { typed: label } : {}),
    state: (after) => ruleStates(after, server, names),
    wanted: wantedRules([], names),
  };
}
