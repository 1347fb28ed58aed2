import type { Change } from '../../model/fix';
import { inResource } from '../../model/address';
import type { Json } from '../../model/value';
import type { Snapshot } from '../../model/snapshot';
import { changed, inWords, seenAt, type Difference, type Seen } from './difference';
import { holds, saysSame } from './landed';
import { childKey, placeOf } from './place';

/** The way back from changes, as far as there is one. */
export interface WayBack {
  /** In the order in which they are written: the last change is taken back first. */
  readonly changes: readonly Change[];
  /** What the server has changed since, a sentence each. */
  readonly moved: readonly string[];
  /** What cannot be taken back and why, a sentence each. */
  readonly refused: readonly string[];
}

/** What cannot be made again once it is gone, by the last part of its type. */
const gone: Readonly<Record<string, string>> = {
  privateendpointconnections: 'a private endpoint connection is made from the side of the private endpoint: make it again there, and approve it here',
};

const same = (one: Seen, other: Seen): boolean =>
  one.is === 'value' && other.is === 'value' ? saysSame(one.value, other.value) : one.is === other.is && one.is === 'absent';

/** Whether what is read is what a change left; what Azure has added since does not count. */
const isAsLeft = (now: Seen, after: Seen): boolean => (now.is === 'value' && after.is === 'value' ? holds(now.value, after.value) : same(now, after));

/** Children are removed whole, but parameters are always there, and settings of Defender too. */
const permanent = /\/(?:(?:coordinator|node)?configurations|advancedThreatProtectionSettings|securityAlertPolicies)$/i;

/** The change that takes one back, or why there is none. */
function backFrom({ change, before, what }: Difference): Change | string | undefined {
  if (before.is === 'unknown') return `${what} stays: what it was before is not known (${before.because}).`;
  switch (change.kind) {
    case 'set':
      if (before.is === 'value') return { kind: 'set', at: change.at, value: before.value };
      return { kind: 'remove', at: change.at };
    case 'remove':
      if (before.is === 'absent') return undefined;
      if (change.at.path.length > 0) return { kind: 'set', at: change.at, value: before.value };
      return childAgain(change.at.key, what, before.value);
    case 'add':
      if (before.is === 'value') return { ...change, body: { properties: before.value } };
      if (permanent.test(change.type)) return `${what} stays: it cannot be removed, and what it was before is not known.`;
      return { kind: 'remove', at: inResource(childKey(change.parent, change.type, change.name)) };
    default:
      return undefined;
  }
}

/** Writes a child again that was removed. Its name is as it was spelled, which `what` has kept. */
function childAgain(key: string, what: string, properties: Json): Change | string {
  const [, parent = '', segment = '', name = ''] = /^(.*?\/providers\/[^/]+\/[^/]+\/[^/]+)\/(.+)\/([^/]+)$/.exec(key) ?? [];
  const why = gone[segment];
  if (why !== undefined) return `${what} is not made again: ${why}.`;
  const [spelledSegment = segment, spelledName = name] = what.split('/').slice(-2);
  const own = /\/providers\/([^/]+\/[^/]+)\/[^/]+$/.exec(parent)?.[1] ?? '';
  const type = segment.startsWith('providers/') ? segment.slice('providers/'.length) : `${own}/${spelledSegment}`;
  return { kind: 'add', parent, type, name: spelledName, body: { properties } };
}

/** Plans the way back from what was done. @param done the differences that were carried out, in their order. */
export function wayBack(snapshot: Snapshot, done: readonly Difference[]): WayBack {
  const changes: Change[] = [];
  const moved: string[] = [];
  const refused: string[] = [];
  for (const difference of [...done].reverse()) {
    const { change, before, after, what } = difference;
    const place = placeOf(snapshot, change);
    if (place === undefined) continue;
    const now = seenAt(snapshot, place);
    // Somebody has taken it back already.
    if (same(now, before) && change.kind !== 'add') continue;
    if (change.kind === 'add' && now.is === 'absent' && before.is === 'absent') continue;
    if (now.is !== 'unknown' && !isAsLeft(now, after)) moved.push(`${changed(snapshot, change)} has changed since: it was left as ${inWords(after)} and is now ${inWords(now)}.`);
    const back = backFrom(difference);
    if (typeof back === 'string') refused.push(back);
    else if (back !== undefined) changes.push(back);
    else refused.push(`${what} cannot be taken back.`);
  }
  return { changes, moved, refused };
}
