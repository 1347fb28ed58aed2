import { window, workspace, type QuickPickItem } from 'vscode';
import { compareReports, type Difference } from '../../engine/compare';
import { planDrift, templateFixOf, type Drift } from '../../engine/plans/drift';
import { carryOut } from '../carry-out';
import { readDeclaredServers, type DeclaredServer } from '../declared-servers';
import { loadAnalysis } from '../load-analysis';
import { pickReadServer, type ReadServer } from '../read-server';
import type { Services } from '../services';
import { UserMessage } from '../user-message';

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

async function chooseDifference(name: string, differences: readonly Difference[]): Promise<Difference | undefined> {
  const items = differences.map((difference): DifferenceItem => ({
    difference,
    label: difference.title,
    description: difference.layer.label,
    detail: `Azure: ${said(difference.one)} · template: ${said(difference.other)}`,
  }));
  const placeHolder = items.length === 1 ? 'One setting differs from the template' : `${items.length} settings differ from the template`;
  return (await window.showQuickPick(items, { title: `Drift of ${name}`, placeHolder, matchOnDescription: true, matchOnDetail: true }))?.difference;
}

interface WayItem extends QuickPickItem {
  readonly go: () => Promise<boolean>;
}

async function writeTemplate(declared: DeclaredServer, drift: Drift): Promise<boolean> {
  const taken = templateFixOf(drift);
  if ('refused' in taken) throw new UserMessage(taken.refused);
  const file = workspace.asRelativePath(declared.file);
  const edit = declared.edits(taken.fix, taken.fix.title);
  if (edit === undefined) throw new UserMessage(`${file} computes this setting, so there is no place to write Azure’s value. Open it and decide.`);
  // VS Code shows such edits without a tick, and applies only those that get one.
  void window.showInformationMessage(`Tick the change of ${file} in “Refactor Preview”, then apply it.`);
  if (!(await workspace.applyEdit(edit, { isRefactoring: true }))) throw new UserMessage(`${file} was not changed.`);
  return true;
}

/** Lets the person say which side is right in one setting, and makes the other follow: Azure by a plan, the template by edits that are previewed. */
async function decide(services: Services, read: ReadServer, declared: DeclaredServer, drift: Drift): Promise<boolean> {
  const { name, id } = read.fleetServer.summary;
  const file = workspace.asRelativePath(declared.file);
  const planned = planDrift(drift, services.inside.clients(id));
  const taken = templateFixOf(drift);
  const refuse = (why: string) => () => Promise.reject(new UserMessage(why));
  const ways: readonly WayItem[] = [
    {
      label: `$(azure) Apply the template’s value to Azure: ${name}…`,
      detail: 'refused' in planned ? `Not possible: ${planned.refused}` : `${said(drift.difference.one)} → ${said(drift.difference.other)}; you see the plan first`,
      go: 'refused' in planned ? refuse(planned.refused) : () => carryOut(services, read.fleetServer, planned.plan),
    },
    {
      label: `$(file-code) Write Azure’s value into ${file}…`,
      detail: 'refused' in taken ? `Not possible: ${taken.refused}` : `${said(drift.difference.other)} → ${said(drift.difference.one)}; you see the edits first`,
      go: () => writeTemplate(declared, drift),
    },
  ];
  const choice = await window.showQuickPick(ways, { title: `${drift.difference.title} of ${name}`, placeHolder: 'Which side is right?' });
  return choice === undefined ? false : choice.go();
}

/** Shows in which settings a server has drifted from the template that declares it, and mends one of them on either side. */
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
  const difference = await chooseDifference(summary.name, differences);
  if (difference === undefined) return false;
  return decide(services, read, declared, { live: read, template: { snapshot: declared.snapshot, server: declared.report.server }, difference });
}
