import { Uri, window, workspace } from 'vscode';
import type { Plan } from '../../../engine/plan';
import { nameOf } from '../../../model/resource';
import { UserMessage } from '../../user-message';
import type { Asking, Remedy } from '../remedy';

/** Asks where the rules are written; nothing is planned before they are. */
async function exported(name: string, text: string): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const file = `${name}-firewall-rules.json`;
  const uri = await window.showSaveDialog({
    title: `Export the Rules of ${name} Before They Are Deleted`,
    saveLabel: 'Export',
    filters: { 'ARM template': ['json'] },
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, file) }),
  });
  if (uri === undefined) return undefined;
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

async function ask({ analysis, server, snapshot }: Asking): Promise<Plan | undefined> {
  const subject = { snapshot, server };
  const dead = analysis.deadRulesOf(subject);
  const name = nameOf(server.resource);
  const { rules } = dead;
  if (rules.length === 0) throw new UserMessage(`Every firewall rule of ${name} that is known lets somebody in.`);
  const text = analysis.exportRules(subject, rules);
  if (dead.refused !== undefined) {
    const choice = 'Export the Rules…';
    const detail = `${dead.refused} ${dead.revive ? `Should public access be switched on, ${rules.length === 1 ? 'the rule opens' : `all ${rules.length} rules open`} it again at once; then they can be deleted.` : ''}`.trim();
    if ((await window.showWarningMessage(`The firewall rules of ${name} cannot be deleted now.`, { modal: true, detail }, choice)) === choice) await exported(name, text);
    return undefined;
  }
  const uri = await exported(name, text);
  return uri === undefined ? undefined : analysis.planDeadRemoval(subject, dead, workspace.asRelativePath(uri));
}

/** Deletes rules that have no effect now, once they are written to a file. */
export const deleteDeadRules: Remedy = { id: 'deleteDeadRules', layer: 'firewall', kinds: ['flexible', 'single', 'cluster'], ask };
