import { commands, window, type Disposable } from 'vscode';
import type { Fleet, FleetServer } from './fleet';
import type { Services } from './services';

/** What the command that scans takes to go on with a scan that was interrupted. */
export const resumeArgument = 'resume';

/** The servers of an interrupted scan that are still to be read. */
export function remainingOf({ interrupted, server }: Pick<Fleet, 'interrupted' | 'server'>): readonly FleetServer[] {
  if (interrupted === undefined) return [];
  return interrupted.ids.flatMap((id) => {
    const one = server(id);
    return one === undefined || one.state === 'gone' || (one.readAt ?? 0) >= interrupted.startedAt ? [] : [one];
  });
}

/** Asks once, when the servers are listed after a restart, whether to go on with a scan that the window's end has cut off. */
export function offerResume({ fleet }: Services): Disposable {
  let offered: Fleet['interrupted'];
  return fleet.onDidChange(() => {
    const { interrupted, state } = fleet;
    if (interrupted === undefined || interrupted === offered || state.kind !== 'loaded') return;
    offered = interrupted;
    const left = remainingOf(fleet).length;
    if (left === 0) {
      fleet.forgetInterrupted();
      return;
    }
    const resume = 'Resume Scan';
    const forget = 'Forget It';
    void window.showInformationMessage(`A scan was interrupted: ${left} of ${interrupted.ids.length} servers are left to be read.`, resume, forget).then((answer) => {
      if (answer === resume) void commands.executeCommand('postgresqlSecurity.scanServers', resumeArgument);
      if (answer === forget) fleet.forgetInterrupted();
    });
  });
}
