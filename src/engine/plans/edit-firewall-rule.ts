import type { FirewallRule } from '../../layers/firewall/facts';
import { formatAddress, formatRange, type Range } from '../../layers/firewall/range';
import { inResource } from '../../model/address';
import type { Change } from '../../model/fix';
import { nameOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { cutOff, type CutOffQuestion } from '../changes/cut-off';
import { planned, type Plan } from '../plan';
import { closesOnlyWay } from './only-way';
import { openingOf } from './opening';
import { openingDanger, openingSentence } from './opening-words';
import { describeRule } from './remove-firewall-rules';
import { ruleName } from './rule-name';
import { ruleStates, wantedRules } from './rule-states';

/** The members of a rule that lets in a range. */
export const rangeProperties = ({ start, end }: Range) => ({ startIpAddress: formatAddress(start), endIpAddress: formatAddress(end) });

/** Plans other addresses for a firewall rule. Azure replaces both ends at once, so that the rule is never away. */
export function planRuleEdit(subject: Subject, rule: FirewallRule, range: Range, seen?: CutOffQuestion['seen']): Plan {
  const { snapshot, server } = subject;
  const label = nameOf(server.resource);
  const name = ruleName(rule);
  const changes: readonly Change[] = [{ kind: 'set', at: inResource(rule.resource.key, 'properties'), value: rangeProperties(range) }];
  const losing = cutOff({ snapshot, server, changes, seen });
  const opening = openingOf(subject, range, rule);
  const danger = openingDanger(label, opening);
  return {
    title: `Change firewall rule ${name} of ${label}`,
    detail: [`Now ${describeRule(rule)}.`, openingSentence(opening, false), ...(opening.parts.length > 0 ? ['Whoever connects still has to sign in.'] : []), 'Azure can take up to five minutes to apply it.'],
    confirm: 'Change Rule',
    changes,
    effects: losing.length === 0 ? [] : [planned('interrupts', 'Whoever came in by the addresses that go is refused the next time.')],
    cutOff: losing,
    ...(closesOnlyWay(subject, changes) ? { typed: label } : {}),
    ...(danger === undefined ? {} : { danger }),
    state: (after) => ruleStates(after, server, [name]),
    wanted: wantedRules([`${name}: ${formatRange(range)}`], []),
  };
}
