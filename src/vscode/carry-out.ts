import { commands, ProgressLocation, window } from 'vscode';
import { conclude, type Concluding } from '../engine/changes/conclusion';
import { refusal } from '../engine/changes/refusal';
import type { Plan } from '../engine/plan';
import type { Subject } from '../model/rule';
import type { Snapshot } from '../model/snapshot';
import { abortOn } from './abort-on';
import type { Action } from './action-log';
import type { FleetServer } from './fleet';
import { lookOnceMore, readNow, whyAnew } from './mend/check-again';
import { confirmPlan, shownPlan } from './mend/confirm-plan';
import type { ReadServer } from './read-server';
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

/** A plan with the server as it was when the plan was made. */
export interface Planned {
  readonly plan: Plan;
  readonly read: ReadServer;
}

/** What else a plan brings that is carried out. */
export interface CarryingOut {
  /**
   * Plans the same on the server as it is now, where it has changed between the plan and the yes to it. Nothing where the
   * person thinks better of it. @throws UserMessage where it is not possible any more, with the reason.
   */
  readonly again: (now: ReadServer) => Promise<Planned | undefined>;
  /** What has to be kept before anything is written, once a person has agreed. */
  readonly begin?: (planned: Planned) => Promise<void>;
}

/** @throws UserMessage for what is never carried out, whoever asks. */
export function checkAllowed({ snapshot, server }: Subject, plan: Plan): void {
  const why = refusal(snapshot, server, plan.changes);
  if (why !== undefined) throw new UserMessage(why);
}

/** Asks until somebody agrees to a plan for the server as it is; nothing where nobody does. */
async function agreed(services: Services, first: Planned, { again }: CarryingOut): Promise<Planned | undefined> {
  let next: Planned | undefined = first;
  while (next !== undefined) {
    const { plan, read }: Planned = next;
    const { id } = read.fleetServer.summary;
    checkAllowed(read, plan);
    const shown = await shownPlan(services, read.fleetServer, read, plan);
    if (!(await confirmPlan(services, { shown, server: read.server, id }))) return undefined;
    const moved = await lookOnceMore(services, read, plan, id);
    if (moved.length === 0) return next;
    const now = await readNow(services, read);
    const anew: Planned | undefined = now === undefined ? undefined : await again(now);
    next = anew === undefined ? undefined : { ...anew, plan: { ...anew.plan, detail: [whyAnew(read, moved), ...anew.plan.detail] } };
  }
  return undefined;
}

/**
 * Carries a plan out: confirm, look once more, write, read back, judge again, and a line in the action log. It always
 * asks a person. Returns whether the server is then as the plan wanted it.
 * @throws UserMessage for what is never carried out, whoever asks.
 */
export async function carryOut(services: Services, first: Planned, more: CarryingOut): Promise<boolean> {
  const planned = await agreed(services, first, more);
  if (planned === undefined) return false;
  await more.begin?.(planned);
  const { plan, read } = planned;
  const { action, text } = await perform(services, { plan, server: read.fleetServer, before: read.snapshot });
  report(services, action, text);
  return action.outcome === 'done';
}
