import type { ResourceKey } from '../../model/address';
import type { JsonObject } from '../../model/value';
import type { Connection } from './connection';
import { otherType } from './other-types';
import type { ServerId } from './server-id';
import type { Start } from './server-operations';

/** Something that extends a server and is written from here: a diagnostic setting. */
export interface ExtensionPlace {
  /** The full type in the spelling of Resource Manager. */
  readonly type: string;
  readonly name: string;
}

/** The types that are written, beyond those of the server itself. */
export const writtenExtensions = ['Microsoft.Insights/diagnosticSettings'];

export function writtenExtension(type: string): string | undefined {
  return writtenExtensions.find((known) => known.toLowerCase() === type.toLowerCase());
}

/** Takes the key of something that extends a server apart; nothing where it is no such key, or not written from here. */
export function parseExtensionKey(serverKey: string, key: ResourceKey): ExtensionPlace | undefined {
  const prefix = `${serverKey.toLowerCase()}/providers/`;
  if (!key.toLowerCase().startsWith(prefix)) return undefined;
  const [namespace = '', segment = '', name = '', ...rest] = key.slice(prefix.length).split('/');
  const type = writtenExtension(`${namespace}/${segment}`);
  return type === undefined || name === '' || rest.length > 0 ? undefined : { type, name };
}

export function extensionAddress({ id }: ServerId, { type, name }: ExtensionPlace): string {
  return `${id}/providers/${type}/${encodeURIComponent(name)}?api-version=${otherType(type)?.apiVersion ?? ''}`;
}

/** A write that Azure answers at once, in the shape of one that takes time. */
export function sendAtOnce(connection: Connection, method: 'PUT' | 'DELETE', path: string, body?: JsonObject): Start {
  return async ({ onResponse, abortSignal }) => {
    await connection.send({ method, path, ...(body === undefined ? {} : { body }), signal: abortSignal });
    onResponse({ status: 200 });
    return { pollUntilDone: () => Promise.resolve() };
  };
}
