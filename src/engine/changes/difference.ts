import type { Change } from '../../model/fix';
import type { ResourceKey } from '../../model/address';
import { sameType, settingOf } from '../../model/resource';
import { isSecretName } from '../../model/secret-name';
import type { Snapshot } from '../../model/snapshot';
import type { Json, Value } from '../../model/value';
import { isList, isObject, isUnknown, valueAt } from '../../model/value';
import { embedded, placeOf, typeBelow, type Place } from './place';

/** What is at a place, as far as it was read. A secret is never more than hidden. */
export type Seen =
  | { readonly is: 'value'; readonly value: Json }
  | { readonly is: 'absent' }
  | { readonly is: 'unknown'; readonly because: string };

/** One change with what it finds and what it leaves: data that may be kept, as it holds no secret. */
export interface Difference {
  readonly change: Change;
  /** What it is about, in words: "require_secure_transport", "firewallRules/office". */
  readonly what: string;
  readonly before: Seen;
  readonly after: Seen;
}

export const hidden = '••••••';

/** What Azure tells of how far its own work has come: nobody sets it, and nothing is undone by it. */
const toldOnly: ReadonlySet<string> = new Set(['provisioningState']);

/** Turns a value into JSON whose secrets are hidden, or says why it is not known. */
function toJson(value: Value, name: string): Seen {
  if (isUnknown(value)) return { is: 'unknown', because: value.because };
  if (typeof value === 'string' && value !== '' && isSecretName(name)) return { is: 'unknown', because: 'it is a secret, which is kept nowhere' };
  if (isList(value)) {
    const items = value.map((item) => toJson(item, ''));
    const open = items.find(({ is }) => is === 'unknown');
    return open ?? { is: 'value', value: items.flatMap((item) => (item.is === 'value' ? [item.value] : [])) };
  }
  if (!isObject(value)) return { is: 'value', value };
  const parts = Object.entries(value).flatMap(([key, inner]) => (toldOnly.has(key) ? [] : [[key, toJson(inner, key)] as const]));
  const open = parts.find(([, { is }]) => is === 'unknown')?.[1];
  return open ?? { is: 'value', value: Object.fromEntries(parts.flatMap(([key, inner]) => (inner.is === 'value' ? [[key, inner.value]] : []))) };
}

/** What stands at a place in a snapshot: of a whole resource its properties. */
export function seenAt(snapshot: Snapshot, { key, path }: Place): Seen {
  const resource = snapshot.resource(key);
  if (resource === undefined) return absentOrUnread(snapshot, key);
  const value = valueAt(resource.body, path.length === 0 ? ['properties'] : path);
  if (value === undefined) return path.length === 0 ? { is: 'value', value: {} } : { is: 'absent' };
  return toJson(value, String(path.at(-1) ?? ''));
}

/** A child that is not there may be among those that could not be read. */
function absentOrUnread(snapshot: Snapshot, key: ResourceKey): Seen {
  const server = snapshot.servers.find(({ resource }) => key.startsWith(`${resource.key}/`))?.resource;
  if (server === undefined) return { is: 'unknown', because: 'the server could not be read' };
  const type = typeBelow(server, key);
  if (/\/privateendpointconnections$/i.test(type)) {
    const list = settingOf(server, embedded);
    return isUnknown(list) ? { is: 'unknown', because: list.because } : { is: 'absent' };
  }
  // A key is in lower case; a sibling has the spelling.
  const spelled = snapshot.resources.find((one) => one.parent === server.key && sameType(one.type, type))?.type ?? type;
  const { complete } = snapshot.children(server.key, spelled);
  return complete === true ? { is: 'absent' } : { is: 'unknown', because: complete.because };
}

/** Whose parameter it is, of a cluster: each role of its nodes has its own. */
const roles: Readonly<Record<string, string>> = { coordinator: ' of the coordinator', node: ' of the workers' };

/** Names what a change is about for people. */
export function changed(snapshot: Snapshot, change: Change): string {
  if (change.kind === 'action') return change.action;
  const place = placeOf(snapshot, change);
  if (place === undefined) return 'the template';
  const own = change.kind === 'add' ? `${change.type.split('/').at(-1) ?? ''}/${change.name}` : childName(snapshot, change.kind === 'set' || change.kind === 'remove' ? change.at.key : place.key);
  const path = change.kind === 'add' ? '' : (change.kind === 'set' || change.kind === 'remove' ? change.at.path : place.path).filter((key) => key !== 'properties').join('.');
  const [, role = '', parameter] = /^(coordinator|node)?configurations\/(.+)$/i.exec(own) ?? [];
  if (parameter !== undefined) return `${parameter}${roles[role.toLowerCase()] ?? ''}`;
  return [own, path].filter((part) => part !== '').join(' ');
}

/** A child by its type and name, "firewallRules/office"; empty for the server itself. */
function childName(snapshot: Snapshot, key: ResourceKey): string {
  const server = snapshot.servers.find(({ resource }) => key.startsWith(`${resource.key}/`))?.resource;
  if (server === undefined) return '';
  const resource = snapshot.resource(key);
  if (resource === undefined) return key.slice(server.key.length + 1);
  return `${resource.type.split('/').at(-1) ?? ''}/${typeof resource.name === 'string' ? resource.name : '?'}`;
}

/** What a change leaves where it is done. */
function wantedOf(change: Change): Seen {
  if (change.kind === 'set') return toJson(change.value, String(change.at.path.at(-1) ?? ''));
  if (change.kind === 'add') return toJson(change.body['properties'] ?? {}, '');
  return { is: 'absent' };
}

/** A change without its secrets, fit to be kept. */
function withoutSecrets(change: Change): Change {
  if (change.kind === 'set' && isSecretName(String(change.at.path.at(-1) ?? ''))) return { ...change, value: hidden };
  if (change.kind !== 'add') return change;
  const hide = (value: Json, name: string): Json => {
    if (typeof value === 'string') return isSecretName(name) ? hidden : value;
    if (Array.isArray(value)) return value.map((item: Json) => hide(item, ''));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hide(inner, key)]));
  };
  return { ...change, body: hide(change.body, '') as typeof change.body };
}

/** Says of each change what is there before it and what it leaves. */
export function differences(snapshot: Snapshot, changes: readonly Change[]): readonly Difference[] {
  return changes.map((change) => {
    const place = placeOf(snapshot, change);
    const nothing: Seen = { is: 'absent' };
    return {
      change: withoutSecrets(change),
      what: changed(snapshot, change),
      before: place === undefined ? nothing : seenAt(snapshot, place),
      after: place === undefined ? nothing : wantedOf(change),
    };
  });
}

/** A value in a few words, for tables and lines. */
export function inWords(seen: Seen): string {
  if (seen.is === 'absent') return 'not there';
  if (seen.is === 'unknown') return `not known: ${seen.because}`;
  return valueInWords(seen.value);
}

function valueInWords(value: Json): string {
  if (value === null || value === '') return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : value.map((item: Json) => valueInWords(item)).join(', ');
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== '');
  return entries.map(([key, inner]) => `${key} ${valueInWords(inner)}`).join(', ') || 'empty';
}
