import { ProgressLocation, window } from 'vscode';
import { movedSince, needsToCheck } from '../../engine/changes/moved';
import type { Plan } from '../../engine/plan';
import { nameOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { serverById } from '../../model/snapshot';
import { pickReadServer, type ReadServer } from '../read-server';
import type { Services } from '../services';
import { UserMessage } from '../user-message';

/**
 * Reads again what a plan depends on, and says what has become of it since the plan was made; nothing where it holds.
 * @throws UserMessage where it cannot be read.
 */
export async function movedMeanwhile(services: Services, subject: Subject, plan: Plan, id: string): Promise<readonly string[]> {
  const source = await services.session.source();
  const now = await source.read(id, needsToCheck(subject, plan.changes));
  if (serverById(now, id) !== undefined) return movedSince(subject, plan.changes, now);
  throw new UserMessage(`${plan.title}: nothing was written, as the server could not be read once more before. ${now.problems[0]?.message ?? ''}`.trim());
}

/** The same, with progress: somebody has just said yes and waits. */
export function lookOnceMore(services: Services, subject: Subject, plan: Plan, id: string): Promise<readonly string[]> {
  return Promise.resolve(
    window.withProgress({ location: ProgressLocation.Notification, title: plan.title }, (progress) => {
      progress.report({ message: 'looking whether the server is still as it was' });
      return movedMeanwhile(services, subject, plan, id);
    }),
  );
}

/** Why a plan is made anew, a sentence. */
export const whyAnew = ({ server }: Subject, moved: readonly string[]): string =>
  `${nameOf(server.resource)} has changed since you agreed, so nothing was written: ${moved.join('; ')}. This is the plan for it as it is now.`;

/** Reads a server now, whatever was known of it. */
export async function readNow(services: Services, { fleetServer, server }: ReadServer): Promise<ReadServer | undefined> {
  const { id: serverId, subscriptionId } = fleetServer.summary;
  return pickReadServer(services, { kind: 'server', serverId, subscriptionId }, [server.kind], 0);
}
