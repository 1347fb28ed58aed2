import { planRuleRemoval } from '../../../engine/plans/remove-firewall-rules';
import { deadRulesOf } from '../../../engine/plans/dead-rules';
import { readFirewall } from '../../../layers/firewall/facts';
import type { Services } from '../../services';
import { isFleetNode, serverIdOf } from '../../tree/node';
import { changeSeveral, type PlanServer } from '../several-servers';
import { rulesAt } from './choose-rules';

/** The ids of the servers that nodes of the tree belong to. */
function serversOf(selected: unknown): readonly string[] {
  const nodes: readonly unknown[] = Array.isArray(selected) ? selected : [];
  const ids = nodes.flatMap((node) => (isFleetNode(node) ? (serverIdOf(node) ?? []) : []));
  return [...new Map(ids.map((id) => [id.toLowerCase(), id])).values()];
}

/** Whether firewall rules of more than one server are selected in the tree. */
export const areOfSeveralServers = (selected: unknown): selected is readonly unknown[] => serversOf(selected).length > 1;

/** Deletes selected firewall rules of several servers, after a table with one plan for each server. */
export async function deleteRulesOnServers(services: Services, selected: readonly unknown[]): Promise<boolean> {
  const servers = serversOf(selected).flatMap((id) => services.fleet.server(id) ?? []);
  const plan: PlanServer = (subject, { summary: { id, name } }) => {
    const { refused } = deadRulesOf(subject);
    if (refused !== undefined) return { server: name, why: refused };
    const rules = rulesAt(readFirewall(subject).rules, selected);
    if (rules.length === 0) return { server: name, why: 'None of the selected firewall rules is there any more.', isDone: true };
    return [{ id: 'delete', plan: planRuleRemoval({ subject, rules, seen: services.inside.clients(id) }) }];
  };
  return changeSeveral(services, { title: 'Delete firewall rules', servers, plan, words: { begin: 'Delete on One First', done: 'has lost the rules', goOn: 'Delete on the Others' } });
}
