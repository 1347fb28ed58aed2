import type { Path } from '../../model/address';
import type { Change } from '../../model/fix';
import { isParameterOfRole } from '../../model/cluster-writes';
import { configurationType } from '../../model/fix';
import type { Need } from '../../model/layer';
import { sameType, type Resource } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { changed, inWords, seenAt, type Seen } from './difference';
import { saysSame } from './landed';
import { placeOf, typeBelow } from './place';

/** What decides who gets in, of the server itself: whom a plan cuts off follows from it, whatever the plan is about. */
const decisive = ['network', 'publicNetworkAccess', 'coordinatorEnablePublicIpAccess', 'nodeEnablePublicIpAccess', 'authConfig', 'sslEnforcement', 'privateEndpointConnections'];

/** Settings of a server that mean something only together with some of its children. */
const besides: readonly (readonly [setting: RegExp, children: string])[] = [
  [/^properties\.authConfig/i, 'administrators'],
  [/^properties\.(?:network|publicNetworkAccess|coordinatorEnablePublicIpAccess)/i, 'firewallRules'],
];

/** The types of the children that a change is about. */
function typesOf({ snapshot, server }: Subject, change: Change): readonly string[] {
  if (change.kind === 'add') return [change.type];
  if (change.kind !== 'set' && change.kind !== 'remove') return [];
  const { key, path } = change.at;
  const { resource } = server;
  if (key !== resource.key) return [snapshot.resource(key)?.type ?? typeBelow(resource, key)];
  return besides.flatMap(([setting, children]) => (setting.test(path.join('.')) ? [`${resource.type}/${children}`] : []));
}

/** Private endpoint connections are told by the server itself. */
const embedded = /\/privateEndpointConnections$/i;

const familiesOf = (subject: Subject, changes: readonly Change[]): readonly string[] => [
  ...new Map(changes.flatMap((change) => typesOf(subject, change)).flatMap((type) => (embedded.test(type) ? [] : [[type.toLowerCase(), type]]))).values(),
];

/**
 * What has to be read again to see whether a plan still is what somebody agreed to: the server, and those of its
 * children that the changes are about. That takes a call or two, where reading all of the server takes many.
 */
export function needsToCheck(subject: Subject, changes: readonly Change[]): readonly Need[] {
  const { kind, resource } = subject.server;
  return familiesOf(subject, changes).map((type) => (type.toLowerCase().startsWith(`${resource.type}/`.toLowerCase()) ? { type } : { extension: type, of: [kind] }));
}

/** What could not be read before and cannot be read now has not moved. */
const isSame = (one: Seen, other: Seen): boolean =>
  one.is === 'value' && other.is === 'value' ? saysSame(one.value, other.value) : one.is === other.is;

/** Of a parameter only its value counts, of other children all that is known. */
function pathOf({ server }: Subject, { type }: Resource): Path {
  const isParameter = sameType(type, configurationType(server) ?? '') || isParameterOfRole(type.split('/').at(-1) ?? '');
  return isParameter ? ['properties', 'value'] : [];
}

/** What has become of the children of a type: each that came, went or changed. */
function movedChildren(subject: Subject, type: string, now: Snapshot, counts: (key: string) => boolean): readonly string[] {
  const { snapshot: before, server } = subject;
  const [was, is] = [before.children(server.resource.key, type), now.children(server.resource.key, type)];
  if (was.complete !== true) return [];
  if (is.complete !== true) return [`${type.split('/').at(-1) ?? type} could not be read again: ${is.complete.because}`];
  const all = new Map([...was.items, ...is.items].filter(({ key }) => counts(key)).map((child) => [child.key, child]));
  return [...all.values()].flatMap((child) => {
    const place = { key: child.key, path: pathOf(subject, child) };
    const [old, recent] = [seenAt(before, place), seenAt(now, place)];
    return isSame(old, recent) ? [] : [`${nameOf(child)} was ${inWords(old)} and is now ${inWords(recent)}`];
  });
}

const nameOf = ({ type, name }: Resource): string => {
  const own = typeof name === 'string' ? name : '?';
  const segment = type.split('/').at(-1) ?? '';
  return segment.toLowerCase() === 'configurations' ? own : `${segment}/${own}`;
};

/** What has become of the server itself, where that decides who gets in or the changes are about it. */
function movedSettings(subject: Subject, changes: readonly Change[], now: Snapshot): readonly string[] {
  const { snapshot: before, server } = subject;
  const { key } = server.resource;
  const own = changes.flatMap((change): { what: string; path: Path }[] => {
    const place = placeOf(before, change);
    return place?.key === key && !decisive.includes(String(place.path[1])) ? [{ what: changed(before, change), path: place.path }] : [];
  });
  return [...decisive.map((what) => ({ what, path: ['properties', what] })), ...own].flatMap(({ what, path }) => {
    const [old, recent] = [seenAt(before, { key, path }), seenAt(now, { key, path })];
    return isSame(old, recent) ? [] : [`${what} was ${inWords(old)} and is now ${inWords(recent)}`];
  });
}

/**
 * Says what has become of everything that a plan depends on since it was made, a part of a sentence each; nothing where
 * it still holds. @param subject the server as it was when the changes were planned. @param now what `needsToCheck` read.
 */
export function movedSince(subject: Subject, changes: readonly Change[], now: Snapshot): readonly string[] {
  const { server } = subject;
  const parameters = configurationType(server) ?? '';
  const own = new Set(changes.flatMap((change) => placeOf(subject.snapshot, change)?.key ?? []));
  return [
    ...movedSettings(subject, changes, now),
    // A server has hundreds of parameters, and only those count that are written.
    ...familiesOf(subject, changes).flatMap((type) => movedChildren(subject, type, now, (key) => !sameType(type, parameters) || own.has(key))),
  ];
}
