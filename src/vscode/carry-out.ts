import { commands, ProgressLocation, window } from 'vscode';
import { conclude, type Concluding } from '../engine/changes/conclusion';
import { refusal } from '../engine/changes/refusal';
import type { Plan } from '../engine/plan';
import type { Subject } from '../model/rule';
import type { Snapshot } from '../model/snapshot';
import { serverById } from '../model/snapshot';
import { abortOn } from './abort-on';
import type { Action } from './action-log';
import type { FleetServer } from './fleet';
import { confirmPlan, shownPlan } from './mend/confirm-plan';
import type { Services } from './services';
import { UserMessage } from './user-message';

/** Writes with progress; a cancel stops the waiting, and the server is read again whatever happened. */
async function write(services: Services, server: FleetServer, plan: Plan): Promise<Pick<Concluding, 'answered' | 'after' | 'unread'>> {
  const { id } = server.summary;
  const source = await services.session.source();
  const options = { location: ProgressLocation.Notification, title: plan.title, cancellable: true };
  return window.withProgress(options, async (progress, token) => {
    const answered = await source.write(id, plan.changes, {
      signal: abortOn(token),
      onProgress: (message) => progress.report({ message }),
    });
    progress.report({ message: 'reading the server again' });
    const read = await services.fleet.read(id);
    return { answered, after: read.state === 'read' ? read.snapshot : undefined, unread: read.message };
  });
}

/** Tells how it ended, and offers the way back where something was changed. */
function report(services: Services, action: Action, text: string): void {
  const [undo, log] = ['Undo…', 'Show Action Log'];
  const hasWayBack = action.data?.noWayBack === undefined && action.data?.ends.includes('done') === true;
  const buttons = [...(hasWayBack ? [undo] : []), log];
  const shown = action.outcome === 'done' ? window.showInformationMessage(text, ...buttons) : window.showErrorMessage(text, ...buttons);
  void shown.then((answer) => {
    if (answer === log) services.actionLog.show();
    if (answer === undo) void commands.executeCommand('postgresqlSecurity.undoAction', action.at);
  });
}

/** A plan on the server that it is for, as that was read. */
interface Performing {
  readonly plan: Plan;
  readonly server: FleetServer;
  readonly before: Snapshot;
}

/** Writes what a person has agreed to, reads it back and keeps it in the action log. Only for those who have asked. */
export async function perform(services: Services, { plan, server, before }: Performing): Promise<{ readonly action: Action; readonly text: string }> {
  const { summary } = server;
  const { answered, after, unread } = await write(services, server, plan);
  const { text, ends, differences, ...ended } = conclude({ plan, name: summary.name, before, answered, after, unread });
  const source = await services.session.source();
  const who = await source.principal(summary.id).then(
    (principal) => principal.name,
    () => 'unknown',
  );
  const { effects, noWayBack } = plan;
  const action: Action = {
    at: new Date().toISOString(),
    who,
    server: summary.name,
    what: plan.title,
    ...ended,
    data: { serverId: summary.id, differences, ends, effects, ...(noWayBack === undefined ? {} : { noWayBack }) },
  };
  await services.actionLog.add(action);
  return { action, text };
}

/** The server as it was read. @throws UserMessage where it was not, and for what is never carried out, whoever asks. */
export function readyFor({ snapshot, summary }: FleetServer, plan: Plan): Subject {
  const server = snapshot === undefined ? undefined : serverById(snapshot, summary.id);
  if (snapshot === undefined || server === undefined) throw new UserMessage(`${summary.name} has not been read, and no change is made to what is not known.`);
  const why = refusal(snapshot, server, plan.changes);
  if (why !== undefined) throw new UserMessage(why);
  return { snapshot, server };
}

/**
 * Carries a plan out: confirm, write, read back, judge again, and a line in the action log. It always asks a person.
 * Returns whether the server is then as the plan wanted it.
 * @throws UserMessage for what is never carried out, whoever asks.
 */
export async function carryOut(services: Services, server: FleetServer, plan: Plan): Promise<boolean> {
  const subject = readyFor(server, plan);
  const shown = await shownPlan(services, server, subject, plan);
  if (!(await confirmPlan(services, { shown, server: subject.server, id: server.summary.id }))) return false;
  const { action, text } = await perform(services, { plan, server, before: subject.snapshot });
  report(services, action, text);
  return action.outcome === 'done';
}
