import { complete, type Connection } from './connection-strings/connection';

/** What the environment of a person's shell must not decide for psql: other servers, weaker or other TLS, files of somebody else. */
const unset = [
  'PGHOSTADDR', 'PGSERVICE', 'PGSERVICEFILE', 'PGPASSFILE', 'PGREQUIRESSL', 'PGSSLCERT', 'PGSSLKEY', 'PGSSLCERTMODE', 'PGSSLNEGOTIATION', 'PGSSLSNI', 'PGSSLMAXPROTOCOLVERSION',
  'PGREQUIREAUTH', 'PGOPTIONS',
] as const;

export interface PsqlWish {
  readonly connection: Connection;
  /** A file with the root certificates; every libpq reads it, whatever its version. */
  readonly rootFile: string;
  /** The password or token. Without it psql asks. */
  readonly secret?: string;
  /** True for a password, whose exchange can be bound to the TLS channel; a token goes in the clear within it. */
  readonly bind?: boolean;
}

/**
 * The environment of a psql that connects over verified TLS. Nothing of it is an argument, so that nothing shows in a
 * list of processes or a history. `null` takes a variable away.
 * @throws RangeError as `connectionString` does.
 */
export function psqlEnvironment({ connection, rootFile, secret, bind = false }: PsqlWish): Readonly<Record<string, string | null>> {
  const { host, port, database, user } = complete(connection);
  return {
    ...Object.fromEntries(unset.map((name) => [name, null])),
    PGHOST: host,
    PGPORT: String(port),
    PGDATABASE: database,
    PGUSER: user,
    PGSSLMODE: 'verify-full',
    PGSSLROOTCERT: rootFile,
    PGSSLMINPROTOCOLVERSION: 'TLSv1.2',
    // With a ticket of Kerberos libpq would take its encryption in place of TLS, whatever the mode says.
    PGGSSENCMODE: 'disable',
    PGAPPNAME: 'psql',
    PGCHANNELBINDING: bind ? 'require' : 'prefer',
    PGPASSWORD: secret ?? null,
  };
}
