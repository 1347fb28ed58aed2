import { sovereignCloudOf } from '../azure-clouds';

/** How somebody proves to the server who they are. A managed identity is a token that a computer in Azure gets. */
export type Authentication = 'password' | 'entra' | 'managed-identity';

/** Where a client that uses libpq finds the root certificates: those of the operating system, or a file in PEM form. */
export type Roots = 'system' | { readonly file: string };

/** Where to connect, and as whom. There is no field for encryption: every string asks for verified TLS. */
export interface Connection {
  /** The server's full host name; only this name matches its certificate. */
  readonly host: string;
  readonly database: string;
  /** The role, already with `@server` for Single Server; see `userOf`. */
  readonly user: string;
  /** 5432, or 6432 for PgBouncer. */
  readonly port?: number;
  readonly authentication?: Authentication;
  /** Only for clients that use libpq; the others have certificates of their own. Default: those of the system. */
  readonly roots?: Roots;
  /** The client id of a user-assigned managed identity; without it the system-assigned one is used. */
  readonly identity?: string;
}

export type CompleteConnection = Required<Omit<Connection, 'identity'>> & Pick<Connection, 'identity'>;

/** The port of the connection pool that comes with Flexible Server, except in the Burstable tier. */
export const pgBouncerPort = 6432;

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\.[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i;

function requireText(text: string, what: string): void {
  // eslint-disable-next-line no-control-regex -- Control characters are what must not get in.
  if (text === '' || /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) {
    throw new RangeError(`The ${what} is empty or holds control characters.`);
  }
  // Half of a pair of code units is no text that any client could encode.
  if (/\p{Surrogate}/u.test(text)) throw new RangeError(`The ${what} is not valid text.`);
}

/**
 * Completes a connection by what is usual.
 * @throws RangeError when a part is empty or cannot be part of any verified connection.
 */
export function complete(connection: Connection): CompleteConnection {
  const { host, database, user, port = 5432, authentication = 'password', roots = 'system', identity } = connection;
  if (!hostName.test(host)) throw new RangeError('The host is not a full DNS name, so no certificate can be verified for it.');
  requireText(database, 'database');
  requireText(user, 'user');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new RangeError('The port is not between 1 and 65535.');
  if (roots !== 'system') requireText(roots.file, 'file of root certificates');
  // libpq would take this file name for the word that means the certificates of the system.
  if (roots !== 'system' && roots.file === 'system') throw new RangeError('The file of root certificates needs a path.');
  if (identity !== undefined && !/^[0-9a-f-]{36}$/i.test(identity)) throw new RangeError('The client id of a managed identity is a GUID.');
  return { host, database, user, port, authentication, roots, ...(identity === undefined ? {} : { identity }) };
}

/** The role's name as the server expects it: Single Server's gateway routes by the server's name behind an @. */
export function userOf(role: string, server: { readonly kind: string; readonly host: string }): string {
  const [name = ''] = server.host.split('.');
  return server.kind === 'single' && !role.endsWith(`@${name}`) ? `${role}@${name}` : role;
}

/**
 * The scope of tokens that PostgreSQL on Azure accepts as passwords, in the cloud that the host belongs to.
 * https://learn.microsoft.com/azure/postgresql/security/security-entra-configure
 */
export function tokenScope(host: string): string {
  const suffix = sovereignCloudOf(host)?.suffix ?? 'windows.net';
  return `https://ossrdbms-aad.database.${suffix}/.default`;
}
