import type { Change } from '../../model/fix';
import type { Snapshot } from '../../model/snapshot';
import { changed } from './difference';
import { landed, type Landing } from './landed';

/** How far a plan has come: each of its changes is on one side of the boundary, or it is not known on which. */
export interface Boundary {
  readonly done: readonly string[];
  readonly notDone: readonly string[];
  readonly unknown: readonly string[];
}

export interface Progress {
  /** The changes that Azure said were carried out. */
  readonly done: readonly Change[];
  /** The changes that were sent without an answer. */
  readonly unsure: readonly Change[];
}

/**
 * What reading says goes before what Azure answered; where reading cannot tell, the answer counts. What was sent and is
 * not there yet may still come.
 */
function ending(change: Change, { done, unsure }: Progress, after: Snapshot | undefined): Landing {
  const read = after === undefined ? 'unknown' : landed(after, change);
  if (read === 'done') return 'done';
  if (unsure.includes(change)) return 'unknown';
  if (read === 'not-done') return 'not-done';
  return done.includes(change) ? 'done' : 'not-done';
}

/** Says of each change whether it is done. @param after the server as it was read afterwards, where it could be. */
export function endings(changes: readonly Change[], progress: Progress, after: Snapshot | undefined): readonly Landing[] {
  return changes.map((change) => ending(change, progress, after));
}

/** Names the changes on each side. @param before the server as it was when they were planned. */
export function boundaryOf(before: Snapshot, changes: readonly Change[], ends: readonly Landing[]): Boundary {
  const on = (side: Landing): string[] => changes.flatMap((change, index) => (ends[index] === side ? [changed(before, change)] : []));
  return { done: on('done'), notDone: on('not-done'), unknown: on('unknown') };
}

/** "Done: a. Not done: b, c." */
export function boundaryText({ done, notDone, unknown }: Boundary): string {
  const part = (word: string, names: readonly string[]): string => (names.length === 0 ? '' : `${word}: ${names.join(', ')}.`);
  return [part('Done', done), part('Not done', notDone), part('Not known', unknown)].filter((text) => text !== '').join(' ');
}
