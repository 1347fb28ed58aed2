import type { Change } from '../../model/fix';
import { settingOf } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import type { Json } from '../../model/value';
import { changed, inWords, seenAt } from './difference';
import { placeOf } from './place';

/** How far a change has come, by what was read. */
export type Landing = 'done' | 'not-done' | 'unknown';

/** Azure answers with spellings and orders of its own: `enabled` for `Enabled`, a list of libraries in another order. */
function sameText(one: string, other: string): boolean {
  const parts = (text: string): string => text.split(',').map((part) => part.trim().toLowerCase()).sort().join();
  return parts(one) === parts(other);
}

/** Whether what was read holds what was wanted; what Azure adds by itself does not count. */
export function holds(read: Json | undefined, wanted: Json): boolean {
  if (wanted === null) return read === undefined || read === null;
  if (typeof wanted === 'string' || typeof wanted === 'number' || typeof wanted === 'boolean') {
    return read !== undefined && read !== null && typeof read !== 'object' && sameText(String(read), String(wanted));
  }
  if (Array.isArray(wanted)) {
    return Array.isArray(read) && read.length === wanted.length && wanted.every((item: Json, index) => holds(read[index] as Json | undefined, item));
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return Object.keys(wanted).length === 0;
  const members = read as { readonly [key: string]: Json };
  return Object.entries(wanted).every(([key, value]) => holds(members[Object.keys(members).find((name) => name.toLowerCase() === key.toLowerCase()) ?? key], value));
}

/** Whether two values say the same, in whatever case Azure spells their names. */
export const saysSame = (one: Json, other: Json): boolean => holds(one, other) && holds(other, one);

/** A restart is done when no parameter waits for one any more. */
function restarted(snapshot: Snapshot, server: string): Landing {
  const waiting = snapshot.resources.some((resource) => resource.parent === server && settingOf(resource, ['properties', 'isConfigPendingRestart']) === true);
  return waiting ? 'not-done' : 'unknown';
}

/** Says whether a change is there in what was read. What Azure never tells, such as a password, stays unknown. */
export function landed(snapshot: Snapshot, change: Change): Landing {
  if (change.kind === 'action') return restarted(snapshot, change.resource);
  const place = placeOf(snapshot, change);
  if (place === undefined) return 'unknown';
  const seen = seenAt(snapshot, place);
  if (seen.is === 'unknown') return 'unknown';
  const read = seen.is === 'value' ? seen.value : undefined;
  if (change.kind === 'set') return holds(read, change.value) ? 'done' : 'not-done';
  if (change.kind === 'add') return seen.is === 'value' && holds(read, change.body['properties'] ?? {}) ? 'done' : 'not-done';
  return seen.is === 'absent' ? 'done' : 'not-done';
}

/** What a change wants, in words that a reading of the server can be held against. */
function wantedText(snapshot: Snapshot, change: Change): string {
  const what = changed(snapshot, change);
  if (change.kind === 'set') return `${what} is ${inWords({ is: 'value', value: change.value })}`;
  if (change.kind === 'add') return `${what} is ${inWords({ is: 'value', value: change.body['properties'] ?? {} })}`;
  return change.kind === 'action' ? `${what}ed` : `${what} is not there`;
}

/** `state` and `wanted` of a plan about which nothing more can be said than its changes do. */
export function stateOfChanges(before: Snapshot, changes: readonly Change[]): { readonly state: (snapshot: Snapshot) => string; readonly wanted: string } {
  const lasting = changes.filter(({ kind }) => kind !== 'action');
  const wanted = (lasting.length === 0 ? changes : lasting).map((change) => wantedText(before, change)).join('; ');
  return {
    wanted,
    state: (snapshot) => {
      const open = lasting.filter((change) => landed(snapshot, change) !== 'done');
      if (open.length === 0) return wanted;
      return lasting
        .map((change) => {
          const place = placeOf(snapshot, change);
          return `${changed(before, change)} is ${place === undefined ? 'not known' : inWords(seenAt(snapshot, place))}`;
        })
        .join('; ');
    },
  };
}
