import { window, type QuickPickItem } from 'vscode';
import { planRuleFix } from '../../engine/plans/rule-fix';
import { planSafeFixes } from '../../engine/plans/safe-fixes';
import { isChangeable, kindNames } from '../../model/resource';
import type { FleetServer } from '../fleet';
import { loadAnalysis } from '../load-analysis';
import type { Services } from '../services';
import { filtered, groupServers, subscriptionName } from '../tree/groups';
import { isFleetNode } from '../tree/node';
import { plural } from '../tree/summary';
import { UserMessage } from '../user-message';
import { changeSeveral, type PlanServer } from './several-servers';

/** One rule, or everything that is safe to mend without looking at each. */
interface RuleItem extends QuickPickItem {
  readonly ruleId?: string;
  readonly servers: readonly FleetServer[];
}

interface ServerItem extends QuickPickItem {
  readonly server: FleetServer;
}

const failingRules = ({ digest }: FleetServer): readonly string[] => [...new Set(digest?.findings.map(({ rule }) => rule.id) ?? [])];

/** The servers that somebody can mean: those of the row, or those that the view shows. */
function candidates({ fleet, arrangement }: Services, node: unknown): readonly FleetServer[] {
  if (isFleetNode(node) && node.kind === 'subscription') return filtered(fleet, arrangement, node.subscriptionId);
  if (isFleetNode(node) && node.kind === 'group') return groupServers(fleet, arrangement, node);
  return filtered(fleet, arrangement);
}

async function chooseRule(services: Services, node: unknown): Promise<RuleItem | undefined> {
  const servers = candidates(services, node).filter(({ state, summary }) => state !== 'gone' && isChangeable(summary));
  const having = (ruleId: string): readonly FleetServer[] => servers.filter((server) => failingRules(server).includes(ruleId));
  if (isFleetNode(node) && node.kind === 'finding') {
    const { id } = node.finding.rule;
    return { label: id, ruleId: id, servers: having(id) };
  }
  const { layers } = await loadAnalysis();
  const titles = new Map<string, string>(layers.flatMap(({ rules }) => rules.map(({ id, title }) => [id, title] as const)));
  const ids = [...new Set(servers.flatMap(failingRules))];
  if (ids.length === 0) throw new UserMessage('Nothing was found on the servers that were read. Read or scan the servers first.');
  const items = ids
    .map((id): RuleItem => ({ label: id, description: plural(having(id).length, 'server'), detail: titles.get(id) ?? '', ruleId: id, servers: having(id) }))
    .sort((a, b) => b.servers.length - a.servers.length || a.label.localeCompare(b.label));
  const safe: RuleItem = {
    label: '$(check-all) All safe fixes',
    detail: 'Nothing that restarts or interrupts a server, costs money, cuts somebody off or is about networks',
    servers: servers.filter((server) => failingRules(server).length > 0),
  };
  return window.showQuickPick([safe, ...items], { title: 'Fix on Several Servers', placeHolder: 'Which rule? You see a table of plans first.', matchOnDetail: true });
}

async function chooseServers(services: Services, { label, servers }: RuleItem): Promise<readonly FleetServer[] | undefined> {
  const items = servers.map((server): ServerItem => ({
    label: server.summary.name,
    description: kindNames[server.summary.kind],
    detail: `${subscriptionName(services.fleet, server.summary.subscriptionId)} · ${server.summary.resourceGroup}`,
    picked: true,
    server,
  }));
  const picked = await window.showQuickPick(items, { title: `Fix ${label.replace(/^\$\(\S+\) /, '')}`, placeHolder: 'On which servers? The first is changed alone.', canPickMany: true, matchOnDescription: true, matchOnDetail: true });
  return picked === undefined || picked.length === 0 ? undefined : picked.map(({ server }) => server);
}

/** Plans what one rule found on a server, or everything that is safe. */
const planFixes =
  (ruleId: string | undefined): PlanServer =>
  (subject, { summary: { name }, report, message }) => {
    if (report === undefined) return { server: name, why: message ?? 'It could not be read.' };
    if (ruleId === undefined) {
      const plans = planSafeFixes(subject, report.findings).map(({ ruleId: id, plan }) => ({ id, plan }));
      return plans.length > 0 ? plans : { server: name, why: 'Nothing that was found on it is safe to fix without a look at it.', isDone: true };
    }
    const proposal = planRuleFix(subject, report.findings, ruleId);
    if (proposal === undefined) return { server: name, why: 'The rule finds nothing there any more.', isDone: true };
    return 'refused' in proposal ? { server: name, why: proposal.refused } : [{ id: ruleId, plan: proposal.plan }];
  };

/** Mends what one rule found on many servers: a table of plans, one server first, and no further than the first failure. */
export async function fixOnServers(services: Services, node?: unknown): Promise<boolean> {
  const rule = await chooseRule(services, node);
  if (rule === undefined) return false;
  const servers = await chooseServers(services, rule);
  if (servers === undefined) return false;
  const words = { begin: 'Fix One First', done: 'is fixed', goOn: 'Fix the Others' };
  return changeSeveral(services, { title: `Fix ${rule.ruleId ?? 'everything that is safe'}`, servers, plan: planFixes(rule.ruleId), words });
}
