import { formatEnd } from '../../layers/firewall/temporary-rule';
import type { Range } from '../../layers/firewall/range';
import { nameOf, type Server } from '../../model/resource';
import type { Plan } from '../plan';
import { planFirewallRule } from './firewall-rule';

/** Plans a rule that should be gone at an end, which its name says; see `temporaryName`. */
export function planTemporaryRule(server: Server, name: string, range: Range, end: number): Plan {
  const plan = planFirewallRule(server, name, range);
  return {
    ...plan,
    title: `Add temporary firewall rule ${name} to ${nameOf(server.resource)}`,
    detail: [
      ...plan.detail,
      `It should be gone at ${formatEnd(end)}. Azure knows no end of a rule: this extension removes it then while it runs, else when it is next used; “postgresql-security firewall prune” removes it from anywhere.`,
    ],
    confirm: 'Add Temporary Rule',
  };
}
