import { window, type QuickPickItem } from 'vscode';
import { nameOf } from '../../../model/resource';
import type { LogWorkspace } from '../../../sources/azure/azure-source';
import { carryOut } from '../../carry-out';
import { UserMessage } from '../../user-message';
import { readAgain } from '../read-again';
import type { Asking, Remedy } from '../remedy';
import { takePlan } from '../take-proposal';

/** Restarts a server, which puts parameters into effect that wait for it. */
export const restartServer: Remedy = {
  id: 'restartServer',
  layer: 'audit',
  kinds: ['flexible', 'single'],
  ask: (asking) => Promise.resolve(asking.analysis.planRestart(asking)),
};

/** Offers the restart that loads pgaudit: a step of its own, with a plan of its own, since it ends every session. */
async function offerRestart(asking: Asking): Promise<void> {
  const { services, analysis } = asking;
  const { id, name } = asking.fleetServer.summary;
  const now = services.fleet.server(id);
  const server = now?.snapshot?.servers.find(({ resource }) => resource.key === asking.server.resource.key);
  if (now?.snapshot === undefined || server === undefined) return;
  const subject = { server, snapshot: now.snapshot };
  const waiting = analysis.waitingForRestart(now.snapshot, subject);
  if (waiting.length === 0) return;
  const restart = 'Restart…';
  const answer = await window.showWarningMessage(`${name} has to restart before ${waiting.join(', ')} takes effect. Until then it runs as before.`, restart);
  if (answer === restart) await carryOut(services, now, analysis.planRestart(subject));
}

/** Switches on what an audit needs, adding to the lists that are there now. */
export const switchAuditLoggingOn: Remedy = {
  id: 'switchAuditLoggingOn',
  layer: 'audit',
  kinds: ['flexible', 'single'],
  ask: async (asking) => takePlan(asking.analysis.planAuditLogging(await readAgain(asking))),
  // Nobody waits for the answer: the change itself is done.
  done: (asking) => {
    void offerRestart(asking);
    return Promise.resolve();
  },
};

interface WorkspaceItem extends QuickPickItem {
  readonly workspace: LogWorkspace;
}

async function chooseWorkspace({ services, fleetServer }: Asking, title: string): Promise<LogWorkspace | undefined> {
  const { subscriptionId, location } = fleetServer.summary;
  const source = await services.session.source();
  const { items, failures } = await source.workspaces(subscriptionId);
  if (items.length === 0) {
    throw new UserMessage(failures[0]?.message ?? 'The subscription of the server has no Log Analytics workspace, as far as you may see. Create one in Azure first.');
  }
  const near = (one: LogWorkspace): boolean => one.location.toLowerCase() === location.replaceAll(' ', '').toLowerCase();
  const rows = [...items]
    .sort((a, b) => Number(near(b)) - Number(near(a)) || a.name.localeCompare(b.name))
    .map((workspace): WorkspaceItem => ({ workspace, label: workspace.name, description: workspace.resourceGroup, detail: near(workspace) ? `${workspace.location}, as the server` : `${workspace.location}: logs leave the region of the server` }));
  return (await window.showQuickPick(rows, { title, placeHolder: 'The Log Analytics workspace that takes the logs', matchOnDescription: true }))?.workspace;
}

/** Sends PostgreSQL's log to a Log Analytics workspace. */
export const sendLogs: Remedy = {
  id: 'sendLogs',
  layer: 'audit',
  kinds: ['flexible', 'single'],
  ask: async (asking) => {
    const workspace = await chooseWorkspace(asking, `Send Logs of ${nameOf(asking.server.resource)}`);
    return workspace === undefined ? undefined : takePlan(asking.analysis.planDiagnosticSetting(await readAgain(asking), workspace));
  },
};
