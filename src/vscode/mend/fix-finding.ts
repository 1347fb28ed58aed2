import { window, workspace, type QuickPickItem } from 'vscode';
import { isMendable, planFindingFix } from '../../engine/plans/finding-fix';
import { otherRemedyFor, remedyFor, whyRemedyOf } from '../../engine/plans/mended-by';
import type { Plan } from '../../engine/plan';
import type { Finding } from '../../model/finding';
import { carryOut, type Planned } from '../carry-out';
import { readDeclaredServers, type DeclaredServer } from '../declared-servers';
import type { FleetServer } from '../fleet';
import { loadAnalysis } from '../load-analysis';
import { pickReadServer, type ReadServer } from '../read-server';
import type { Services } from '../services';
import { isFleetNode, type FleetNode } from '../tree/node';
import { UserMessage } from '../user-message';
import { shownPlan } from './confirm-plan';
import { copyPlan } from './copy-plan';
import { remedies } from './remedies';
import { runRemedy } from './run-remedy';

/** Which finding a command is about: what it was, since reading the server again makes new ones. */
interface Wanted {
  readonly serverId: string;
  readonly ruleId: string;
  /** Its address as JSON: a rule can find something at several places. */
  readonly at: string;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Reads the argument of the command, which comes from the tree, from a quick fix, or from anywhere. */
function wantedOf(argument: unknown): Wanted | undefined {
  if (isFleetNode(argument)) {
    if (argument.kind !== 'finding') return undefined;
    return { serverId: argument.serverId, ruleId: argument.finding.rule.id, at: JSON.stringify(argument.finding.at) };
  }
  if (typeof argument !== 'object' || argument === null || !('serverId' in argument) || !('ruleId' in argument) || !('at' in argument)) return undefined;
  const { serverId, ruleId, at } = argument;
  return isText(serverId) && isText(ruleId) && isText(at) ? { serverId, ruleId, at } : undefined;
}

interface FindingItem extends QuickPickItem {
  readonly finding: Finding;
}

/** Asks which finding, where nobody has said so. */
async function chooseFinding({ fleetServer }: ReadServer): Promise<Finding | undefined> {
  const fixable = (fleetServer.report?.findings ?? []).filter(isMendable);
  const { name } = fleetServer.summary;
  if (fixable.length === 0) throw new UserMessage(`Nothing that was found on ${name} can be fixed in Azure from here.`);
  const items = fixable.map((finding): FindingItem => ({ label: finding.fix?.title ?? finding.rule.title, description: finding.rule.id, detail: finding.message, finding }));
  return (await window.showQuickPick(items, { title: `Fix on ${name}`, placeHolder: 'Which finding? You see the plan first.', matchOnDescription: true, matchOnDetail: true }))?.finding;
}

/** The same finding on the server as it was read now. @throws UserMessage where it is gone. */
function findingNow({ fleetServer }: ReadServer, { ruleId, at: place }: Pick<Wanted, 'ruleId' | 'at'>): Finding {
  const finding = fleetServer.report?.findings.find(({ rule, at }) => rule.id === ruleId && JSON.stringify(at) === place);
  if (finding === undefined) throw new UserMessage(`${fleetServer.summary.name} does not have this finding any more.`);
  return finding;
}

/** The server and the finding that a command is about, as they are now. */
async function find(services: Services, argument: unknown): Promise<{ read: ReadServer; finding: Finding } | undefined> {
  const wanted = wantedOf(argument);
  const subscriptionId = /^\/subscriptions\/([^/]+)/i.exec(wanted?.serverId ?? '')?.[1] ?? '';
  const node = wanted === undefined ? argument : { kind: 'server', serverId: wanted.serverId, subscriptionId };
  const read = await pickReadServer(services, node, ['flexible', 'single', 'cluster'], 60_000);
  if (read === undefined) return undefined;
  if (wanted === undefined) {
    const finding = await chooseFinding(read);
    return finding === undefined ? undefined : { read, finding };
  }
  return { read, finding: findingNow(read, wanted) };
}

/** A template of the workspace that declares what a finding is about, with the fix of its own finding where it has one. */
interface Declaration {
  readonly declared: DeclaredServer;
  readonly finding: Finding | undefined;
  readonly place: NonNullable<ReturnType<DeclaredServer['locate']>>;
}

async function declarations(services: Services, { summary, snapshot }: FleetServer, finding: Finding): Promise<readonly Declaration[]> {
  if (snapshot === undefined || workspace.workspaceFolders === undefined) return [];
  const all = await readDeclaredServers(await loadAnalysis(), services.configurations, new Date().toISOString().slice(0, 10));
  return all
    .filter(({ name, report }) => name.toLowerCase() === summary.name.toLowerCase() && report.server.kind === summary.kind)
    .flatMap((declared): Declaration[] => {
      const there = declared.counterpart(finding.at, snapshot);
      const place = there === undefined ? undefined : declared.locate(there);
      if (there === undefined || place === undefined) return [];
      const same = declared.report.findings.find(({ rule, at, fix }) => rule.id === finding.rule.id && fix !== undefined && JSON.stringify(at) === JSON.stringify(there));
      return [{ declared, finding: same, place }];
    });
}

interface WhereItem extends QuickPickItem {
  readonly declaration?: Declaration;
}

/** Asks where to fix what a template declares: there comes first, since its next deployment would revert Azure. */
async function chooseWhere(name: string, found: readonly Declaration[]): Promise<WhereItem | undefined> {
  const inAzure: WhereItem = { label: `$(azure) Fix in Azure: ${name}…`, detail: 'Takes effect now; the next deployment of the template reverts it unless the template is fixed too' };
  if (found.length === 0) return inAzure;
  const there = found.map((declaration): WhereItem => ({
    label: `$(file-code) Fix there: ${workspace.asRelativePath(declaration.place.uri)}`,
    detail: declaration.finding === undefined ? 'Recommended: opens what the template says, which its next deployment writes' : 'Recommended: the next deployment writes it, and keeps it',
    declaration,
  }));
  return window.showQuickPick([...there, inAzure], { title: `Fix on ${name}`, placeHolder: 'A template of the workspace declares this setting. Where should it be fixed?' });
}

async function fixThere({ declared, finding, place }: Declaration): Promise<void> {
  const edit = finding?.fix === undefined ? undefined : declared.edits(finding.fix);
  if (edit !== undefined && !(await workspace.applyEdit(edit))) throw new UserMessage(`${workspace.asRelativePath(place.uri)} could not be edited. Is it read-only?`);
  await window.showTextDocument(place.uri, { selection: place.range });
}

function planOf(read: ReadServer, finding: Finding, found: readonly Declaration[]): Plan {
  const why = whyRemedyOf(finding);
  if (why !== undefined) throw new UserMessage(`“${finding.rule.title}” takes more than a plan: ${why}. Use “Fix in Azure…” on the finding.`);
  const plan = planFindingFix(read.snapshot, read.server, finding);
  if (plan === undefined) throw new UserMessage(`“${finding.rule.title}” cannot be fixed on ${read.fleetServer.summary.name} in Azure: what it needs is chosen in a template or when the server is created.`);
  const [one] = found;
  if (one === undefined) return plan;
  const file = workspace.asRelativePath(one.place.uri);
  return { ...plan, detail: [...plan.detail, `${file} declares this setting: its next deployment reverts what is changed in Azure only.`] };
}

/** Whether the other way to mend it was chosen. */
const isOtherwise = (argument: unknown): boolean => typeof argument === 'object' && argument !== null && 'otherwise' in argument && argument.otherwise === true;

/** The finding as a node of the tree, so that a remedy knows which rule of several it is about; the server where it has none. */
function nodeOf({ fleetServer }: ReadServer, finding: Finding): FleetNode {
  const { id: serverId, subscriptionId } = fleetServer.summary;
  const result = fleetServer.report?.layers.find(({ layer }) => layer.id === finding.layer.id);
  if (result === undefined) return { kind: 'server', serverId, subscriptionId };
  return { kind: 'finding', serverId, finding, index: 0, layer: { kind: 'layer', serverId, result } };
}

/**
 * Fixes a finding: in the template that declares it, or in Azure by a plan that is confirmed.
 * @param argument a finding of the tree, a finding by server, rule and address, or whatever a command is called with.
 */
export async function fixFinding(services: Services, argument?: unknown): Promise<boolean> {
  const found = await find(services, argument);
  if (found === undefined) return false;
  const { read, finding } = found;
  const templates = await declarations(services, read.fleetServer, finding);
  const wanted = isOtherwise(argument) ? otherRemedyFor(finding) : remedyFor(finding);
  const remedy = remedies.find(({ id, kinds }) => id === wanted && kinds.includes(read.server.kind));
  const plan = remedy === undefined ? planOf(read, finding, templates) : undefined;
  const where = await chooseWhere(read.fleetServer.summary.name, templates);
  if (where === undefined) return false;
  if (where.declaration !== undefined) {
    await fixThere(where.declaration);
    return false;
  }
  const wantedNow = { ruleId: finding.rule.id, at: JSON.stringify(finding.at) };
  const again = (now: ReadServer): Promise<Planned> => Promise.resolve().then(() => ({ plan: planOf(now, findingNow(now, wantedNow), templates), read: now }));
  if (plan !== undefined) return carryOut(services, { plan, read }, { again });
  return remedy === undefined ? false : runRemedy(services, remedy, nodeOf(read, finding));
}

/** Copies the plan of a finding's fix, for somebody else who may write. */
export async function copyFixPlan(services: Services, argument?: unknown): Promise<void> {
  const found = await find(services, argument);
  if (found === undefined) return;
  const { read, finding } = found;
  const plan = planOf(read, finding, await declarations(services, read.fleetServer, finding));
  await copyPlan(await shownPlan(services, read.fleetServer, read, plan), read.server, read.fleetServer.summary.id);
}
