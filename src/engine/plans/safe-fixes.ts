import type { Finding } from '../../model/finding';
import type { LayerId } from '../../model/layer-id';
import type { Subject } from '../../model/rule';
import { isHarmless, type Plan } from '../plan';
import { planRuleFix } from './rule-fix';

/** What decides who reaches a server is never mended with others: it is looked at server by server. */
const aboutNetworks: ReadonlySet<LayerId> = new Set<LayerId>(['network', 'firewall', 'virtual-network', 'private-link']);

/** Whether a plan may be carried out with many others: no restart, no interruption, no cost, no way back missing, nobody cut off. */
export const isSafeInBulk = (plan: Plan): boolean => isHarmless(plan) && plan.noWayBack === undefined;

/** The plans for everything on a server that is safe to mend without looking at each: one for each rule. */
export function planSafeFixes(subject: Subject, findings: readonly Finding[]): readonly { readonly ruleId: string; readonly plan: Plan }[] {
  const rules = new Set(findings.filter(({ layer, outcome }) => outcome === 'fail' && !aboutNetworks.has(layer.id)).map(({ rule }) => rule.id));
  return [...rules].flatMap((ruleId) => {
    const proposal = planRuleFix(subject, findings, ruleId);
    return proposal !== undefined && 'plan' in proposal && isSafeInBulk(proposal.plan) ? [{ ruleId, plan: proposal.plan }] : [];
  });
}
