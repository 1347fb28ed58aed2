import { ProgressLocation, window } from 'vscode';
import type { Plan } from '../engine/plan';
import type { WriteOutcome } from '../sources/azure/azure-source';
import { abortOn } from './abort-on';
import type { FleetServer } from './fleet';
import { confirmPlan, shownPlan } from './mend/confirm-plan';
import type { Services } from './services';
import { UserMessage } from './user-message';

interface Ending {
  readonly outcome: WriteOutcome;
  /** What the server says after the write; nothing where it could not be read. */
  readonly after: string | undefined;
  readonly message: string | undefined;
}

/** Writes with progress; a cancel stops the waiting, and the server is read again whatever happened. */
async function write(services: Services, server: FleetServer, plan: Plan): Promise<Ending> {
  const { id } = server.summary;
  const source = await services.session.source();
  const options = { location: ProgressLocation.Notification, title: plan.title, cancellable: true };
  return window.withProgress(options, async (progress, token) => {
    const outcome = await source.write(id, plan.changes, {
      signal: abortOn(token),
      onProgress: (message) => progress.report({ message }),
    });
    progress.report({ message: 'reading the server again' });
    const read = await services.fleet.read(id);
    const after = read.snapshot !== undefined && read.state === 'read' ? plan.state(read.snapshot) : undefined;
    return { outcome, after, message: read.message };
  });
}

/** Says how it ended, by what the server says now rather than by what the write was answered. */
function report(services: Services, server: FleetServer, plan: Plan, { outcome, after, message }: Ending): void {
  const { name } = server.summary;
  const log = 'Show Action Log';
  const show = (answer: string | undefined): void => {
    if (answer === log) services.actionLog.show();
  };
  if (after === plan.wanted) {
    const late = outcome.state === 'done' ? '' : ' Azure finished although the answer did not arrive.';
    void window.showInformationMessage(`Done, and read back from ${name}: ${plan.wanted}.${late}`, log).then(show);
    return;
  }
  const now = after === undefined ? `${name} could not be read again: ${message ?? 'no reason is known'}` : `Azure says now: ${after}.`;
  const what =
    outcome.state === 'failed'
      ? `${plan.title} did not work. ${outcome.message}`
      : outcome.state === 'unknown'
        ? `${plan.title}: the waiting ended before Azure did, and Azure may still finish. ${outcome.message}`
        : `${plan.title}: Azure said that it is done, but reading it back shows otherwise.`;
  void window.showErrorMessage(`${what} ${now}`, log).then(show);
}

/**
 * Carries a plan out: confirm, write, read back, judge again, and a line in the action log. Returns whether the server
 * is then as the plan wanted it.
 */
export async function carryOut(services: Services, server: FleetServer, plan: Plan): Promise<boolean> {
  const { snapshot } = server;
  if (snapshot === undefined) throw new UserMessage(`${server.summary.name} has not been read, and no change is made to what is not known.`);
  if (!(await confirmPlan(services, await shownPlan(services, server, snapshot, plan)))) return false;
  const before = plan.state(snapshot);
  const ending = await write(services, server, plan);
  const source = await services.session.source();
  const who = await source.principal().then(
    (principal) => principal.name,
    () => 'unknown',
  );
  const reached = ending.after === plan.wanted;
  await services.actionLog.add({
    at: new Date().toISOString(),
    who,
    server: server.summary.name,
    what: plan.title,
    before,
    after: ending.after ?? 'could not be read',
    outcome: reached ? 'done' : ending.outcome.state === 'done' ? 'unknown' : ending.outcome.state,
  });
  report(services, server, plan, ending);
  return reached;
}
