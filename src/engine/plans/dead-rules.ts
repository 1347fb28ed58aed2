import { isPrivateRange } from '../../layers/firewall/coverage';
import type { FirewallRule } from '../../layers/firewall/facts';
import { readFirewall } from '../../layers/firewall/facts';
import { isAzureServices } from '../../layers/firewall/range';
import { known } from '../../model/fact';
import { nameOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Plan } from '../plan';
import { planRuleRemoval } from './remove-firewall-rules';

/** Firewall rules that let nobody in now. */
export interface DeadRules {
  readonly rules: readonly FirewallRule[];
  /** Why they have no effect; a sentence. */
  readonly why: string;
  /** Whether they would let somebody in again the moment public access is switched on. */
  readonly revive: boolean;
  /** Why Azure would not delete them now, a sentence; left out where it does. */
  readonly refused?: string;
}

/** Finds the rules that have no effect: all of them without a public endpoint, else those for private addresses. */
export function deadRulesOf(subject: Subject): DeadRules {
  const { rules, endpoint } = readFirewall(subject);
  const name = nameOf(subject.server.resource);
  const value = known(endpoint);
  if (value === 'closed' || value === 'integrated') {
    const why = value === 'closed' ? `Public access to ${name} is off, so its firewall rules let nobody in.` : `${name} lives in a virtual network, so its firewall rules let nobody in.`;
    // https://learn.microsoft.com/azure/postgresql/network/how-to-networking-servers-deployed-public-access-add-firewall-rules
    const refused = `Azure refuses every change of firewall rules on a Flexible Server ${value === 'closed' ? 'while its public access is off' : 'in a virtual network'}.`;
    return { rules, why, revive: value === 'closed', ...(subject.server.kind === 'flexible' ? { refused } : {}) };
  }
  const dead = rules.filter(({ range }) => range !== undefined && !isAzureServices(range) && isPrivateRange(range));
  return { rules: dead, why: 'No connection comes to the public endpoint from private or reserved addresses, so these rules let nobody in.', revive: false };
}

/** Plans to delete them. @param exportedTo the file that holds them as a template, from which they can be deployed again. */
export function planDeadRemoval(subject: Subject, { rules, why, revive }: DeadRules, exportedTo: string): Plan {
  const name = nameOf(subject.server.resource);
  const warning = `If public access to ${name} is switched on before they are gone, all of them open it again at once, without a question.`;
  return planRuleRemoval({ subject, rules, because: [why, ...(revive ? [warning] : []), `They are written to ${exportedTo}, a template that deploys them again.`] });
}
