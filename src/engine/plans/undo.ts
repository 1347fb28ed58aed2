import { nameOf, type Server } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import type { Difference } from '../changes/difference';
import { stateOfChanges } from '../changes/landed';
import { wayBack } from '../changes/way-back';
import { planned, restartLater, type Plan, type PlannedEffect } from '../plan';

/** What was done, as the action log keeps it. */
export interface DoneAction {
  readonly what: string;
  /** When, in words. */
  readonly when: string;
  readonly who: string;
  /** What was carried out of it, or may have been. */
  readonly differences: readonly Difference[];
  /** What it meant for the server, which the way back may mean too. */
  readonly effects: readonly PlannedEffect[];
  /** Why there is no way back, where the plan said so. */
  readonly noWayBack?: string | undefined;
}

/** Plans the way back from an action, or says why there is none; a sentence. */
export function planUndo(snapshot: Snapshot, server: Server, { what, when, who, differences, effects, noWayBack }: DoneAction): Plan | string {
  const label = nameOf(server.resource);
  if (noWayBack !== undefined) return `“${what}” cannot be undone. ${noWayBack}`;
  const { changes, moved, refused } = wayBack(snapshot, differences);
  if (changes.length === 0) {
    return refused.length === 0 ? `There is nothing to undo: ${label} is as it was before “${what}”.` : `“${what}” cannot be undone. ${refused.join(' ')}`;
  }
  const restart = effects.find(({ effect }) => effect === 'restart');
  const again = restart?.text === restartLater ? restartLater : `What was done restarts the server, and so does undoing it: connections to ${label} end.`;
  return {
    title: `Undo “${what}”`,
    detail: [`It was done ${when} by ${who}.`, ...refused, ...moved],
    confirm: 'Undo',
    changes,
    effects: restart === undefined ? [] : [planned('restart', again)],
    cutOff: [],
    ...(moved.length === 0 ? {} : { danger: { question: `${label} has changed since. Undo nevertheless?`, detail: moved.join(' '), confirm: 'Undo Nevertheless' } }),
    ...stateOfChanges(snapshot, changes),
  };
}
