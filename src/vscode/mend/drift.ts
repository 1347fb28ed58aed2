import { window, workspace, type QuickPickItem } from 'vscode';
import { compareReports, type Difference } from '../../engine/compare';
import { planDrift, templateFixOf, type Drifts } from '../../engine/plans/drift';
import { carryOut, type Planned } from '../carry-out';
import { readDeclaredServers, type DeclaredServer } from '../declared-servers';
import { loadAnalysis } from '../load-analysis';
import { pickReadServer, type ReadServer } from '../read-server';
import type { Services } from '../services';
import { UserMessage } from '../user-message';
import { takePlan } from './take-proposal';

interface DeclaredItem extends QuickPickItem {
  readonly declared: DeclaredServer;
}

/** The template that declares the server; asked for where several do. */
async function chooseDeclared(services: Services, { fleetServer: { summary } }: ReadServer): Promise<DeclaredServer | undefined> {
  const today = new Date().toISOString().slice(0, 10);
  const all = await readDeclaredServers(await loadAnalysis(), services.configurations, today);
  const own = all.filter(({ name, report }) => name.toLowerCase() === summary.name.toLowerCase() && report.server.kind === summary.kind);
  const [only] = own;
  if (only === undefined) throw new UserMessage(`No template of the workspace declares ${summary.name}.`);
  if (own.length === 1) return only;
  const items = own.map((declared): DeclaredItem => ({ label: workspace.asRelativePath(declared.file), declared }));
  return (await window.showQuickPick(items, { title: `Drift of ${summary.name}`, placeHolder: 'Which template?' }))?.declared;
}

interface DifferenceItem extends QuickPickItem {
  readonly difference: Difference;
}

const said = (text: string | undefined): string => text ?? 'nothing of the kind';

/** Asks which settings are to be mended together. */
async function chooseDifferences(name: string, differences: readonly Difference[]): Promise<readonly Difference[]> {
  const items = differences.map((difference): DifferenceItem => ({
    difference,
    label: difference.title,
    description: difference.layer.label,
    detail: `Azure: ${said(difference.one)} · template: ${said(difference.other)}`,
    picked: differences.length === 1,
  }));
  const placeHolder = items.length === 1 ? 'One setting differs from the template' : `${items.length} settings differ from the template. Which are to be mended together?`;
  const picked = await window.showQuickPick(items, { title: `Drift of ${name}`, placeHolder, canPickMany: true, matchOnDescription: true, matchOnDetail: true });
  return picked?.map(({ difference }) => difference) ?? [];
}

interface WayItem extends QuickPickItem {
  readonly go: () => Promise<boolean>;
}

/** The settings whose edits have a place in the template; those of one that is computed there have none. */
function writable(declared: DeclaredServer, drifts: Drifts): readonly Difference[] {
  return drifts.differences.filter((difference) => {
    const taken = templateFixOf({ ...drifts, differences: [difference] });
    return 'fix' in taken && declared.edits(taken.fix) !== undefined;
  });
}

async function writeTemplate(declared: DeclaredServer, drifts: Drifts): Promise<boolean> {
  const file = workspace.asRelativePath(declared.file);
  const differences = writable(declared, drifts);
  const taken = templateFixOf({ ...drifts, differences });
  const edit = 'fix' in taken ? declared.edits(taken.fix, taken.fix.title) : undefined;
  if (edit === undefined) throw new UserMessage(`${file} computes ${drifts.differences.length === 1 ? 'this setting' : 'these settings'}, so there is no place to write what Azure has. Open it and decide.`);
  const left = drifts.differences.filter((one) => !differences.includes(one)).map(({ title }) => title);
  const more = left.length === 0 ? '' : ` ${left.join(', ')} ${left.length === 1 ? 'is' : 'are'} not among them: ${file} computes ${left.length === 1 ? 'it' : 'them'}, or has no place for ${left.length === 1 ? 'it' : 'them'}.`;
  // VS Code shows such edits without a tick, and applies only those that get one.
  void window.showInformationMessage(`Tick the changes of ${file} in “Refactor Preview”, then apply them.${more}`);
  if (!(await workspace.applyEdit(edit, { isRefactoring: true }))) throw new UserMessage(`${file} was not changed.`);
  return true;
}

/** What both ways make of one setting, "off → on"; of several, how many there are. */
function arrow({ differences }: Drifts, from: 'one' | 'other', to: 'one' | 'other'): string {
  const [only] = differences;
  return differences.length === 1 && only !== undefined ? `${said(only[from])} → ${said(only[to])}` : `${differences.length} settings`;
}

/** Plans the same drift on the server as it is now. */
function planOn(services: Services, drifts: Drifts, read: ReadServer): Planned {
  const proposal = planDrift({ ...drifts, live: read }, services.inside.clients(read.fleetServer.summary.id));
  return { plan: takePlan(proposal), read };
}

/** Lets the person say which side is right, and makes the other follow: Azure by a plan, the template by edits that are previewed. */
async function decide(services: Services, read: ReadServer, declared: DeclaredServer, drifts: Drifts): Promise<boolean> {
  const { name, id } = read.fleetServer.summary;
  const file = workspace.asRelativePath(declared.file);
  // What a folder says that nobody trusts is shown, but is no reason to change a server.
  const planned = workspace.isTrusted ? planDrift(drifts, services.inside.clients(id)) : { refused: `You have not trusted the folder of ${file}, so its values are not written to Azure.` };
  const taken = templateFixOf(drifts);
  const refuse = (why: string) => () => Promise.reject(new UserMessage(why));
  const values = drifts.differences.length === 1 ? 'value' : 'values';
  const ways: readonly WayItem[] = [
    {
      label: `$(azure) Apply the template’s ${values} to Azure: ${name}…`,
      detail: 'refused' in planned ? `Not possible: ${planned.refused}` : `${arrow(drifts, 'one', 'other')}; you see the plan first`,
      go:
        'refused' in planned
          ? refuse(planned.refused)
          : () => carryOut(services, planOn(services, drifts, read), { again: (now) => Promise.resolve().then(() => planOn(services, driftsNow(drifts, declared, now), now)) }),
    },
    {
      label: `$(file-code) Write Azure’s ${values} into ${file}…`,
      detail: 'refused' in taken ? `Not possible: ${taken.refused}` : `${arrow(drifts, 'other', 'one')}; you see the edits first`,
      go: 'refused' in taken ? refuse(taken.refused) : () => writeTemplate(declared, drifts),
    },
  ];
  const title = drifts.differences.length === 1 ? `${drifts.differences[0]?.title ?? ''} of ${name}` : `${drifts.differences.length} settings of ${name}`;
  const choice = await window.showQuickPick(ways, { title, placeHolder: 'Which side is right?' });
  return choice === undefined ? false : choice.go();
}

/** The same settings, as far as they still differ on the server as it is now. */
function driftsNow(drifts: Drifts, declared: DeclaredServer, { fleetServer: { report, summary } }: ReadServer): Drifts {
  const still = report === undefined ? [] : compareReports(report, declared.report).differences.filter(({ certain }) => certain);
  const titles = new Set(drifts.differences.map(({ title }) => title));
  if (!still.some(({ title }) => titles.has(title))) throw new UserMessage(`${summary.name} has become what the template says meanwhile. Nothing was written.`);
  return { ...drifts, differences: still.filter(({ title }) => titles.has(title)) };
}

/** Shows in which settings a server has drifted from the template that declares it, and mends some of them on either side. */
export async function mendDrift(services: Services, node?: unknown): Promise<boolean> {
  const read = await pickReadServer(services, node, ['flexible', 'single']);
  if (read === undefined) return false;
  const { report, summary } = read.fleetServer;
  if (report === undefined) throw new UserMessage(`${summary.name} has not been judged yet. Read it again.`);
  const declared = await chooseDeclared(services, read);
  if (declared === undefined) return false;
  const differences = compareReports(report, declared.report).differences.filter(({ certain }) => certain);
  if (differences.length === 0) {
    void window.showInformationMessage(`${summary.name} is as ${workspace.asRelativePath(declared.file)} declares it, as far as both could be read.`);
    return false;
  }
  const chosen = await chooseDifferences(summary.name, differences);
  if (chosen.length === 0) return false;
  return decide(services, read, declared, { live: read, template: { snapshot: declared.snapshot, server: declared.report.server }, differences: chosen });
}
