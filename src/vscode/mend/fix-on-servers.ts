import { env, window, ProgressLocation, type QuickPickItem } from 'vscode';
import { effectsInWords, type Plan } from '../../engine/plan';
import { planRuleFix } from '../../engine/plans/rule-fix';
import { planSafeFixes } from '../../engine/plans/safe-fixes';
import { isChangeable, kindNames } from '../../model/resource';
import { serverById } from '../../model/snapshot';
import { planTable, type LeftOut, type PlanRow } from '../../outputs/plan/plan-table';
import { abortOn } from '../abort-on';
import { perform, readyFor } from '../carry-out';
import type { FleetServer } from '../fleet';
import { loadAnalysis } from '../load-analysis';
import type { Services } from '../services';
import { filtered, groupServers, subscriptionName } from '../tree/groups';
import { isFleetNode } from '../tree/node';
import { plural } from '../tree/summary';
import { UserMessage } from '../user-message';
import { rollOut } from './rollout';

/** How many servers are changed at once, after the first. */
const atOnce = 4;

/** What was read longer ago is read again before a plan is made, in milliseconds. */
const atMostOldMs = 60_000;

/** One rule, or everything that is safe to mend without looking at each. */
interface RuleItem extends QuickPickItem {
  readonly ruleId?: string;
  readonly servers: readonly FleetServer[];
}

interface ServerItem extends QuickPickItem {
  readonly server: FleetServer;
}

interface Row extends PlanRow {
  readonly ruleId: string;
  readonly fleetServer: FleetServer;
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

/** The plans of one server, or why it has none. */
function plansOf(services: Services, fleetServer: FleetServer, ruleId: string | undefined): readonly Row[] | LeftOut {
  const { summary, snapshot, report, message } = fleetServer;
  const server = snapshot === undefined ? undefined : serverById(snapshot, summary.id);
  if (snapshot === undefined || server === undefined || report === undefined) return { server: summary.name, why: message ?? 'It could not be read.' };
  const where = `${summary.resourceGroup} in ${subscriptionName(services.fleet, summary.subscriptionId)}`;
  const row = (id: string, plan: Plan): Row => ({ server: summary.name, where, snapshot, plan, ruleId: id, fleetServer });
  const subject = { snapshot, server };
  if (ruleId === undefined) {
    const plans = planSafeFixes(subject, report.findings).map((one) => row(one.ruleId, one.plan));
    return plans.length > 0 ? plans : { server: summary.name, why: 'Nothing that was found on it is safe to fix without a look at it.' };
  }
  const proposal = planRuleFix(subject, report.findings, ruleId);
  if (proposal === undefined) return { server: summary.name, why: 'The rule finds nothing there any more.' };
  if ('refused' in proposal) return { server: summary.name, why: proposal.refused };
  if (proposal.plan.typed !== undefined) return { server: summary.name, why: 'It closes the only way in, so it is fixed alone, where its name is typed.' };
  return [row(ruleId, proposal.plan)];
}

/** Reads the servers again where that is due, and plans. */
async function planAll(services: Services, servers: readonly FleetServer[], ruleId: string | undefined): Promise<{ rows: readonly Row[]; leftOut: readonly LeftOut[] }> {
  const options = { location: ProgressLocation.Notification, title: `Planning for ${plural(servers.length, 'server')}`, cancellable: true };
  const read = await window.withProgress(options, (_progress, token) =>
    Promise.all(servers.map(async (server) => (server.state === 'read' && Date.now() - (server.readAt ?? 0) < atMostOldMs ? server : services.fleet.read(server.summary.id, abortOn(token))))),
  );
  const found = read.map((server) => plansOf(services, server, ruleId));
  return {
    rows: found.flatMap((one) => ('why' in one ? [] : one)),
    leftOut: found.flatMap((one) => ('why' in one ? [one] : [])),
  };
}

const [fix, table, copy] = ['Fix One First', 'Read the Table First', 'Copy the Table'];

/** Shows the plans and asks; the table is also what a dry run comes to. */
async function agreed(services: Services, title: string, rows: readonly Row[], leftOut: readonly LeftOut[]): Promise<boolean> {
  const markdown = planTable(title, rows, leftOut);
  const lines = rows.slice(0, 12).map(({ server, plan }) => `•  ${server}: ${plan.changes.length === 1 ? '1 change' : `${plan.changes.length} changes`}, ${effectsInWords(plan)}${plan.cutOff.length === 0 ? '' : '; somebody may be cut off'}`);
  const more = rows.length > 12 ? [`•  and ${rows.length - 12} more`] : [];
  const out = leftOut.length === 0 ? [] : [`Left out: ${leftOut.map(({ server }) => server).join(', ')}.`];
  const detail = [[...lines, ...more].join('\n'), ...out, 'One server is changed first and read back. Then you are asked again. The first failure ends it.'].join('\n\n');
  let answer = await window.showInformationMessage(`${title}?`, { modal: true, detail }, fix, table, copy);
  while (answer === table || answer === copy) {
    if (answer === table) await services.previews.show(`${title}.md`, markdown);
    else await env.clipboard.writeText(markdown);
    // Not modal: a dialog would lie over the document.
    answer = await window.showInformationMessage(`${title}?`, fix, answer === table ? copy : table);
  }
  return answer === fix;
}

/** Carries one plan out. What an earlier one has changed on the same server, a later one is planned upon. */
async function runRow(services: Services, row: Row): Promise<string | undefined> {
  const server = services.fleet.server(row.fleetServer.summary.id) ?? row.fleetServer;
  const again = plansOf(services, server, row.ruleId);
  // It is mended already, by another plan.
  if ('why' in again) return undefined;
  const plan = again[0]?.plan ?? row.plan;
  const { snapshot } = readyFor(server, plan);
  const { action, text } = await perform(services, { plan, server, before: snapshot });
  return action.outcome === 'done' ? undefined : text;
}

/** Carries the plans of one server out, up to the first failure. Never rejects: what is refused is a failure like others. */
async function runServer(services: Services, rows: readonly Row[], said: string[]): Promise<boolean> {
  for (const row of rows) {
    const problem = await runRow(services, row).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (problem === undefined) continue;
    said.push(problem);
    return false;
  }
  return true;
}

/** Mends what one rule found on many servers: a table of plans, one server first, and no further than the first failure. */
export async function fixOnServers(services: Services, node?: unknown): Promise<boolean> {
  const rule = await chooseRule(services, node);
  if (rule === undefined) return false;
  const servers = await chooseServers(services, rule);
  if (servers === undefined) return false;
  const { rows, leftOut } = await planAll(services, servers, rule.ruleId);
  if (rows.length === 0) throw new UserMessage(`There is nothing to fix. ${leftOut.map(({ server, why }) => `${server}: ${why}`).join(' ')}`);
  const groups = [...new Set(rows.map(({ server }) => server))].map((name) => rows.filter(({ server }) => server === name));
  const title = `Fix ${rule.ruleId ?? 'everything that is safe'} on ${plural(groups.length, 'server')}`;
  if (!(await agreed(services, title, rows, leftOut))) return false;
  const said: string[] = [];
  const others = 'Fix the Others';
  const results = await rollOut({
    items: groups,
    atOnce,
    run: (group) => runServer(services, group, said),
    goOn: async ([first], rest) => {
      const names = rest.map(([one]) => `•  ${one?.server ?? ''}`);
      const detail = `${names.slice(0, 12).join('\n')}${names.length > 12 ? `\n•  and ${names.length - 12} more` : ''}`;
      return (await window.showInformationMessage(`${first?.server ?? ''} is fixed and read back. Fix the others?`, { modal: true, detail }, others)) === others;
    },
  });
  const count = (wanted: (typeof results)[number]): number => results.filter((one) => one === wanted).length;
  const left = count('not-begun') > 0 ? `, ${count('not-begun')} not begun` : '';
  const text = [`${title}: ${count('done')} done and read back, ${count('failed')} failed${left}.`, ...said].join(' ');
  const log = 'Show Action Log';
  const shown = count('failed') === 0 ? window.showInformationMessage(text, log) : window.showErrorMessage(text, log);
  void shown.then((answer) => {
    if (answer === log) services.actionLog.show();
  });
  return count('done') === groups.length;
}
