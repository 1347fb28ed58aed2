import { window, type QuickPickItem } from 'vscode';
import { planUndo } from '../../engine/plans/undo';
import type { Action } from '../action-log';
import { carryOut, type Planned } from '../carry-out';
import { pickReadServer, type ReadServer } from '../read-server';
import type { Services } from '../services';
import { isFleetNode, serverIdOf } from '../tree/node';
import { UserMessage } from '../user-message';

/** An action with the data that its way back needs. */
type Undoable = Action & Required<Pick<Action, 'data'>>;

interface ActionItem extends QuickPickItem {
  readonly action: Undoable;
}

/** When something was done, as people say it: "on 2026-11-25 at 20:15 UTC". */
const when = (at: string): string => `on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;

const icons = { done: 'pass', failed: 'error', unknown: 'question' } as const;

function itemOf(action: Undoable): ActionItem {
  const { what, server, at, who, before, after, outcome, data } = action;
  return {
    label: `$(${icons[outcome]}) ${what}`,
    description: server,
    detail: `${at.slice(0, 16).replace('T', ' ')} UTC by ${who} · ${before} → ${after}${data.noWayBack === undefined ? '' : ' · has no way back'}`,
    action,
  };
}

/** Asks which of the actions that have changed something is to be undone; the newest first. */
async function choose(actions: readonly Undoable[]): Promise<Undoable | undefined> {
  if (actions.length === 0) throw new UserMessage('Nothing has been changed in Azure from here that could be undone.');
  const items = [...actions].reverse().map(itemOf);
  const picked = await window.showQuickPick(items, { title: 'Undo', placeHolder: 'Which change is to be undone? You see the plan first.', matchOnDescription: true, matchOnDetail: true });
  return picked?.action;
}

/**
 * Undoes something that the action log has kept: plans the way back from what was there before, and asks like any plan.
 * @param argument when the action ended, a node of the tree for those of its server, or nothing.
 */
export async function undo(services: Services, argument?: unknown): Promise<boolean> {
  const only = isFleetNode(argument) ? serverIdOf(argument)?.toLowerCase() : undefined;
  const undoable = services.actionLog.actions.filter(
    (action): action is Undoable => action.data?.ends.some((end) => end !== 'not-done') === true && (only === undefined || action.data.serverId.toLowerCase() === only),
  );
  const action = (typeof argument === 'string' ? undoable.find(({ at }) => at === argument) : undefined) ?? (await choose(undoable));
  if (action === undefined) return false;
  const { data, what, who, at } = action;
  const subscriptionId = /^\/subscriptions\/([^/]+)/i.exec(data.serverId)?.[1] ?? '';
  // What somebody has changed since has to be seen.
  const read = await pickReadServer(services, { kind: 'server', serverId: data.serverId, subscriptionId }, ['flexible', 'single', 'cluster', 'horizon'], 0);
  if (read === undefined) return false;
  const done = data.differences.filter((_, index) => data.ends[index] !== 'not-done');
  const planned = (now: ReadServer): Planned => {
    const plan = planUndo(now.snapshot, now.server, { what, who, when: when(at), differences: done, effects: data.effects, noWayBack: data.noWayBack });
    if (typeof plan === 'string') throw new UserMessage(plan);
    return { plan, read: now };
  };
  return carryOut(services, planned(read), { again: (now) => Promise.resolve().then(() => planned(now)) });
}
