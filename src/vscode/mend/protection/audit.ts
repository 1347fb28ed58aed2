import { commands, window, type QuickPickItem } from 'vscode';
import { nameOf } from '../../../model/resource';
import type { LogWorkspace } from '../../../sources/azure/azure-source';
import { UserMessage } from '../../user-message';
import { readAgain } from '../read-again';
import type { Asking, Remedy } from '../remedy';
import { takePlan } from '../take-proposal';

/** Restarts a server, which puts parameters into effect that wait for it. */
export const restartServer: Remedy = {
  id: 'restartServer',
  layer: 'audit',
  kinds: ['flexible', 'single', 'cluster'],
  ask: (asking) => Promise.resolve(asking.analysis.planRestart(asking)),
};

const command = (name: string): string => `postgresqlSecurity.${name}`;

/**
 * What is left to be done once the preset is written, each a step of its own that asks by itself: a restart, which ends
 * every session, and creating pgaudit in the databases, which takes a connection.
 */
async function offerNext({ services, analysis, fleetServer, server }: Asking): Promise<void> {
  const { id: serverId, name, subscriptionId } = fleetServer.summary;
  const node = { kind: 'server', serverId, subscriptionId };
  const now = services.fleet.server(serverId);
  const subject = now?.snapshot === undefined ? undefined : { server, snapshot: now.snapshot };
  const waiting = subject === undefined ? [] : analysis.waitingForRestart(subject.snapshot, subject);
  if (waiting.length > 0) {
    const restart = 'Restart…';
    const answer = await window.showWarningMessage(`${name} has to restart before ${waiting.join(', ')} takes effect. Until then it runs as before.`, restart);
    if (answer !== restart || (await commands.executeCommand(command(restartServer.id), node)) !== true) return;
  }
  if (server.kind !== 'flexible') return;
  const create = 'Create Extension…';
  const answer = await window.showInformationMessage(`pgaudit is loaded on ${name}. It logs in the databases in which it is created.`, create);
  if (answer === create) await commands.executeCommand(command('createExtension'), node);
}

/** Switches on what an audit needs, adding to the lists that are there now. */
export const switchAuditLoggingOn: Remedy = {
  id: 'switchAuditLoggingOn',
  layer: 'audit',
  kinds: ['flexible', 'single'],
  ask: async (asking) => takePlan(asking.analysis.planAuditLogging(await readAgain(asking))),
  // Nobody waits for the answer: the change itself is done.
  done: (asking) => {
    void offerNext(asking);
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
  kinds: ['flexible', 'single', 'cluster'],
  ask: async (asking) => {
    const workspace = await chooseWorkspace(asking, `Send Logs of ${nameOf(asking.server.resource)}`);
    return workspace === undefined ? undefined : takePlan(asking.analysis.planDiagnosticSetting(await readAgain(asking), workspace));
  },
};
