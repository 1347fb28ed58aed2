import { formatEnd } from '../../layers/firewall/temporary-rule';
import type { Range } from '../../layers/firewall/range';
import { nameOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Plan } from '../plan';
import { planFirewallRule } from './firewall-rule';

/** Plans a rule that should be gone at an end, which its name says; see `temporaryName`. */
export function planTemporaryRule(subject: Subject, name: string, range: Range, end: number): Plan {
  const plan = planFirewallRule(subject, name, range);
  return {
    ...plan,
    title: `Add temporary firewall rule ${name} to ${nameOf(subject.server.resource)}`,
    detail: [
      ...plan.detail,
      `It should be gone at ${formatEnd(end)}. Azure knows no end of a rule: this extension removes it then while it runs, else when it is next used; “postgresql-security firewall prune” removes it from anywhere.`,
    ],
    confirm: 'Add Temporary Rule',
  };
}
