import type { Kind } from '../../model/resource';
import { kindOf } from '../../model/resource';

/** The id of a server, taken apart. */
export interface ServerId {
  /** The id as it was given, without a slash at its end. */
  readonly id: string;
  readonly kind: Kind;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

const pattern = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/(Microsoft\.(?:DBforPostgreSQL|HorizonDb)\/[^/]+)\/([^/]+)\/?$/i;

/** Takes the id of a server apart; `undefined` where it is the id of something else. */
export function parseServerId(text: string): ServerId | undefined {
  const [, subscriptionId, resourceGroup, type, name] = pattern.exec(text) ?? [];
  if (subscriptionId === undefined || resourceGroup === undefined || type === undefined || name === undefined) return undefined;
  const kind = kindOf(type);
  return kind === undefined ? undefined : { id: text.replace(/\/$/, ''), kind, subscriptionId, resourceGroup, name };
}

/** A child's place below its server. */
export interface ChildId {
  /** The last part of the type, in the spelling of the key. */
  readonly segment: string;
  readonly name: string;
}

/** Takes apart what the key of a child has after that of its server; `undefined` where it is no child of the server. */
export function parseChildKey(serverKey: string, key: string): ChildId | undefined {
  const prefix = `${serverKey.toLowerCase()}/`;
  if (!key.toLowerCase().startsWith(prefix)) return undefined;
  const [segment, name, ...rest] = key.slice(prefix.length).split('/');
  return segment === undefined || name === undefined || name === '' || rest.length > 0 ? undefined : { segment, name };
}
