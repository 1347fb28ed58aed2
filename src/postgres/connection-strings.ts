/** Where to connect, and as whom. There is no field for encryption: every string asks for verified TLS. */
export interface Connection {
  /** The server's full host name; only this name matches its certificate. */
  readonly host: string;
  readonly database: string;
  /** The role, already with `@server` for Single Server; see `userOf`. */
  readonly user: string;
  /** 5432, or 6432 for PgBouncer. */
  readonly port?: number;
}

export interface ConnectionString {
  readonly client: Client;
  readonly label: string;
  readonly text: string;
  /** What to know before using it: where the password goes, and what the client needs in order to verify. */
  readonly note: string;
}

/** The clients that strings are written for. */
export const clients = ['psql', 'jdbc', 'npgsql', 'node-postgres', 'psycopg'] as const;

export type Client = (typeof clients)[number];

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\.[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Percent-encodes everything that means something to a URI or a shell, the few that encodeURIComponent leaves too. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Quotes a value of libpq's keyword form. */
const quoteLibpq = (text: string): string =>
  /^[\w.@-]+$/.test(text) ? text : `'${text.replace(/[\\']/g, (one) => `\\${one}`)}'`;

/** Quotes a value of an ADO.NET connection string. */
const quoteAdo = (text: string): string => (/^[\w.@-]+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`);

interface Writer {
  readonly label: string;
  readonly write: (connection: Required<Connection>) => string;
  readonly note: string;
}

const systemRoots = 'Needs libpq 16 or newer for sslrootcert=system, which verifies against the certificates of the operating system.';

const authority = ({ user, host, port, database }: Required<Connection>): string =>
  `${encode(user)}@${host}:${port}/${encode(database)}`;

/**
 * Sources: libpq's "SSL Support" and "Connection Strings", pgjdbc's "Using SSL", Npgsql's "Security and Encryption",
 * node-postgres' "SSL". What each client does without these options is weaker than what its name suggests.
 */
const writers: Readonly<Record<Client, Writer>> = {
  psql: {
    label: 'psql and other libpq clients',
    write: (to) => `psql "postgresql://${authority(to)}?sslmode=verify-full&sslrootcert=system"`,
    note: `psql asks for the password, or takes it from PGPASSWORD or the password file. ${systemRoots}`,
  },
  jdbc: {
    label: 'JDBC (Java)',
    write: ({ host, port, database, user }) =>
      `jdbc:postgresql://${host}:${port}/${encode(database)}?user=${encode(user)}&sslmode=verify-full` +
      '&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory',
    note: 'Give the password by properties or a data source. The factory verifies against the trust store of the JVM.',
  },
  npgsql: {
    label: 'Npgsql (.NET)',
    write: ({ host, port, database, user }) =>
      `Host=${host};Port=${port};Database=${quoteAdo(database)};Username=${quoteAdo(user)};SSL Mode=VerifyFull`,
    note: 'Give the password by NpgsqlDataSourceBuilder or PGPASSWORD. Verifies against the certificates of the operating system.',
  },
  'node-postgres': {
    label: 'node-postgres (Node.js)',
    write: (to) => `postgresql://${authority(to)}?sslmode=verify-full`,
    note: 'Give the password by PGPASSWORD or the option password. Verifies against the certificates that come with Node.js; sslrootcert=system would be read as a file name there.',
  },
  psycopg: {
    label: 'psycopg (Python)',
    write: ({ host, port, database, user }) =>
      `host=${host} port=${port} dbname=${quoteLibpq(database)} user=${quoteLibpq(user)} sslmode=verify-full sslrootcert=system`,
    note: `Give the password by PGPASSWORD or the argument password. ${systemRoots}`,
  },
};

function requireText(text: string, what: string): void {
  // eslint-disable-next-line no-control-regex -- Control characters are what must not get in.
  if (text === '' || /[\u0000-\u001f\u007f]/.test(text)) throw new RangeError(`The ${what} is empty or holds control characters.`);
}

/** The role's name as the server expects it: Single Server's gateway routes by the server's name behind an @. */
export function userOf(role: string, server: { readonly kind: string; readonly host: string }): string {
  const [name = ''] = server.host.split('.');
  return server.kind === 'single' && !role.endsWith(`@${name}`) ? `${role}@${name}` : role;
}

/**
 * Writes the string by which a client connects over TLS and verifies certificate and host name. It never holds a
 * password.
 * @throws RangeError when a part is empty or cannot be part of any connection.
 */
export function connectionString(client: Client, connection: Connection): ConnectionString {
  const { host, database, user, port = 5432 } = connection;
  if (!hostName.test(host)) throw new RangeError('The host is not a full DNS name, so no certificate can be verified for it.');
  requireText(database, 'database');
  requireText(user, 'user');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new RangeError('The port is not between 1 and 65535.');
  const { label, write, note } = writers[client];
  return { client, label, text: write({ host, database, user, port }), note };
}
