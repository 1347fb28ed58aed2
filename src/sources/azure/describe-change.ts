import type { Change } from '../../model/fix';
import { isTemplateChange } from '../../model/fix';
import type { ResourceKey } from '../../model/address';
import type { Json } from '../../model/value';
import type { Kind } from '../../model/resource';
import { serverTypes } from '../../model/resource';
import { spellChildType } from './child-types';
import { isSecretName } from '../../model/secret-name';
import { writtenExtension } from './extension-place';
import type { ServerId } from './server-id';
import { parseServerId } from './server-id';

interface Place {
  readonly server: ServerId;
  readonly segment?: string;
  readonly name?: string;
}

/** What extends a server has its own provider below that of the server. */
function extensionOf(key: ResourceKey): Place | undefined {
  const [, serverPart = '', type = '', name = ''] = /^(.*\/providers\/[^/]+\/[^/]+\/[^/]+)\/providers\/([^/]+\/[^/]+)\/([^/]+)$/.exec(key) ?? [];
  const server = parseServerId(serverPart);
  const known = writtenExtension(type);
  return server === undefined || known === undefined ? undefined : { server, segment: `providers/${known}`, name };
}

function placeOf(key: ResourceKey): Place | undefined {
  const extension = extensionOf(key);
  if (extension !== undefined) return extension;
  const [, serverPart = '', segment, name] = /^(.*?\/providers\/[^/]+\/[^/]+\/[^/]+)(?:\/([^/]+)\/([^/]+))?$/.exec(key) ?? [];
  const server = parseServerId(serverPart);
  if (server === undefined) return undefined;
  return { server, ...(segment === undefined ? {} : { segment: spellChildType(server.kind, segment) }), ...(name === undefined ? {} : { name }) };
}

const serverPath = ({ kind, name }: ServerId): string => `…/${serverTypes[kind].split('/').at(-1) ?? ''}/${name}`;

function pathOf({ server, segment, name }: Place): string {
  return segment === undefined ? serverPath(server) : `${serverPath(server)}/${segment}/${name ?? ''}`;
}

/** The value as JSON on one line; secrets in it are hidden by their names. */
function shown(value: Json, name: string): string {
  if (isSecretName(name)) return '••••••';
  return JSON.stringify(value, (key, inner: unknown) => (typeof inner === 'string' && key !== '' && isSecretName(key) ? '••••••' : inner));
}

/** Parameters of a Flexible Server are the one kind of child that is patched. */
const childMethod = (kind: Kind, segment: string): string => (kind === 'flexible' && segment === 'configurations' ? 'PATCH' : 'PUT');

/** The call that a change makes, in one line for people: "PUT …/flexibleServers/pg-orders/firewallRules/office …". */
export function describeChange(change: Change): string {
  if (isTemplateChange(change)) return 'Azure has no call for this: it changes a template.';
  const key = change.kind === 'add' ? change.parent : change.kind === 'action' ? change.resource : change.at.key;
  const place = placeOf(key);
  if (place === undefined) return `Azure has no call for this: ${key} is no PostgreSQL server.`;
  switch (change.kind) {
    case 'set': {
      const path = change.at.path.join('.');
      const method = place.segment === undefined ? 'PATCH' : childMethod(place.server.kind, place.segment);
      return `${method} ${pathOf(place)} ${path} = ${shown(change.value, String(change.at.path.at(-1) ?? ''))}`;
    }
    case 'add': {
      const extension = writtenExtension(change.type);
      const segment = extension === undefined ? spellChildType(place.server.kind, change.type.split('/').at(-1) ?? '') : `providers/${extension}`;
      return `${childMethod(place.server.kind, segment)} ${serverPath(place.server)}/${segment}/${change.name} ${shown(change.body['properties'] ?? {}, '')}`;
    }
    case 'remove': {
      if (change.at.path.length === 0) return `DELETE ${pathOf(place)}`;
      const method = place.segment === undefined ? 'PATCH' : 'PUT';
      return `${method} ${pathOf(place)} without ${change.at.path.join('.')}`;
    }
    case 'action':
      return `POST ${pathOf(place)}/${change.action}`;
  }
}

/** What a change does, as part of a sentence after "could not". */
export function changeInWords(change: Change, server: string): string {
  if (isTemplateChange(change)) return 'change a template';
  switch (change.kind) {
    case 'set':
    case 'remove': {
      const place = placeOf(change.at.key);
      const what = place?.segment === undefined ? server : `${place.segment}/${place.name ?? ''} of ${server}`;
      if (change.at.path.length === 0) return `remove ${what}`;
      return `${change.kind === 'set' ? 'set' : 'remove'} ${change.at.path.join('.')} of ${what}`;
    }
    case 'add':
      return `write ${change.type.split('/').at(-1) ?? ''}/${change.name} of ${server}`;
    case 'action':
      return `${change.action} ${server}`;
  }
}
