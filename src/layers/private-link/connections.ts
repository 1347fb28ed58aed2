import type { ResourceKey } from '../../model/address';
import { inResource } from '../../model/address';
import type { ResourceAddress } from '../../model/address';
import { settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Value } from '../../model/value';
import { isList, valueAt } from '../../model/value';

export const connectionsPath = ['properties', 'privateEndpointConnections'] as const;

/** A private endpoint that somebody made for the server, and what became of it. */
export interface PrivateEndpointConnection {
  /** The key of the connection as a resource of its own. */
  readonly key: ResourceKey;
  /** Its name: that of the endpoint and an identifier. */
  readonly name: string;
  /** The id of the endpoint; empty where Azure does not say it. */
  readonly endpoint: string;
  /** "Pending", "Approved", "Rejected", "Disconnected"; empty where it is not known. */
  readonly status: string;
  /** What whoever asks for it wrote, or whoever answered: foreign text on one line. */
  readonly message: string;
  readonly at: ResourceAddress;
}

const textIn = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

/** Anybody with an Azure subscription may ask for a connection, so that what they write is neither long nor more than one line. */
const longestMessage = 200;

function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > longestMessage ? `${line.slice(0, longestMessage - 1)}…` : line;
}

/** The private endpoint connections in the body of a live server. */
export function connectionsOf({ server, snapshot }: Subject): readonly PrivateEndpointConnection[] {
  const list = snapshot.origin === 'live' ? settingOf(server.resource, connectionsPath) : undefined;
  if (!isList(list)) return [];
  return list.flatMap((item, index): PrivateEndpointConnection[] => {
    const id = textIn(valueAt(item, ['id']));
    const name = id.split('/').at(-1) ?? '';
    if (name === '') return [];
    return [
      {
        key: id.toLowerCase(),
        name,
        endpoint: textIn(valueAt(item, ['properties', 'privateEndpoint', 'id'])),
        status: textIn(valueAt(item, ['properties', 'privateLinkServiceConnectionState', 'status'])),
        message: oneLine(textIn(valueAt(item, ['properties', 'privateLinkServiceConnectionState', 'description']))),
        at: inResource(server.resource.key, ...connectionsPath, index),
      },
    ];
  });
}

/** The name of the endpoint, which is what people know it by; else that of the connection. */
export function endpointName({ endpoint, name }: PrivateEndpointConnection): string {
  return endpoint.split('/').at(-1) || name;
}

const words: Readonly<Record<string, string>> = { pending: 'waiting for approval', approved: 'approved', rejected: 'rejected', disconnected: 'disconnected' };

/** "waiting for approval: “Please let us in”". */
export function statusInWords({ status, message }: PrivateEndpointConnection): string {
  const word = words[status.toLowerCase()] ?? (status === '' ? 'status not known' : status);
  return message === '' ? word : `${word}: “${message}”`;
}
