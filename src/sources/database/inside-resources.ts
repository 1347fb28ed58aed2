import { insideTypes } from '../../model/inside';
import type { Resource, Server } from '../../model/resource';
import type { Value, ValueObject } from '../../model/value';
import { unknown } from '../../model/value';
import { foreignText } from '../../postgres/foreign-text';
import { isRead, type Database } from '../../postgres/inside/databases';
import type { ExtensionState } from '../../postgres/inside/extensions';
import type { Inside } from '../../postgres/inside/inside';
import type { Role } from '../../postgres/inside/roles';
import type { Sessions } from '../../postgres/inside/sessions';

/** Names of PostgreSQL tell large letters from small ones and hold anything; keys do neither. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/%[0-9A-F]{2}|[A-Z]/g, (part) => (part.length > 1 ? part : `%${part.charCodeAt(0).toString(16)}`)).toLowerCase();

/** The longest name that PostgreSQL has, in bytes. */
const longest = 63;

const shown = (name: string): string => foreignText(name, longest);

function child({ resource: { key } }: Server, type: string, name: string, properties: ValueObject): Resource {
  const id = `${key}/${type.toLowerCase()}/${encoded(name)}`;
  return { key: id, type, name: shown(name), parent: key, existing: false, when: true, body: { id, properties } };
}

/** A property that there may be nothing to say about. */
const told = (value: boolean | undefined, because: string): Value => value ?? unknown(because);

function role(server: Server, one: Role): Resource {
  const { name, signIn, validUntil, memberOf, canLogin, superuser, createRole, createDatabase, replication, bypassRls, connectionLimit, owns } = one;
  return child(server, insideTypes.role, name, {
    signIn: signIn === 'unknown' ? unknown('only Azure knows how the role signs in, and does not tell whoever looked') : signIn,
    canLogin, superuser, createRole, createDatabase, replication, bypassRls, connectionLimit,
    ...(validUntil === undefined ? {} : { validUntil }),
    memberOf: memberOf.map(shown),
    owns,
  });
}

function database(server: Server, one: Database): Resource {
  if (isRead(one)) return child(server, insideTypes.database, one.name, { extensions: [...one.extensions], publicCreates: one.publicCreates });
  const because = unknown(`the database ${shown(one.name)} was not looked into: ${foreignText(one.because, 200)}`);
  return child(server, insideTypes.database, one.name, { extensions: because, publicCreates: because });
}

function extension(server: Server, { name, available, allowed, preloaded }: ExtensionState): Resource {
  return child(server, insideTypes.extension, name, {
    available,
    allowed: told(allowed, 'the server has no parameter azure.extensions'),
    preloaded: told(preloaded, 'whoever looked may not see shared_preload_libraries'),
  });
}

function session(server: Server, { user, database: where, address, application, tls, count }: Sessions, index: number): Resource {
  return child(server, insideTypes.session, String(index + 1), {
    role: shown(user),
    database: shown(where),
    ...(address === undefined ? {} : { address }),
    application: shown(application),
    tls,
    count,
  });
}

/** Describes what was read inside a server as resources below it. */
export function insideResources(server: Server, inside: Inside): readonly Resource[] {
  const { at, user, database: where, hidden, roles, databases, extensions, sessions } = inside;
  return [
    child(server, insideTypes.reading, 'last', { readAt: at, readAs: shown(user), database: shown(where), hiddenSessions: hidden }),
    ...roles.map((one) => role(server, one)),
    ...databases.map((one) => database(server, one)),
    ...extensions.map((one) => extension(server, one)),
    ...sessions.map((one, index) => session(server, one, index)),
  ];
}
