import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { createAuthority } from '../postgres/certificates';
import { startPostgres, type PostgresServer } from '../postgres/server';

/** The name in the strings. No test resolves it: each client is told that it is this computer. */
export const host = 'pg-orders.postgres.database.azure.com';

/** A server, and who enters which database of it. */
export interface Entrance extends Pick<PostgresServer, 'port' | 'password'> {
  readonly user: string;
  readonly database: string;
}

/**
 * Names that mean something to addresses, shells, quotes, YAML and most languages, and a password that does too. The role
 * has no elephant: sqlx 0.8 panics at every letter of a role that came after Unicode 3.2.
 */
const oddRole = 'o\'hara "x" @50% \\ ?&#=/:+{$} `ü`';
const oddDatabase = `${oddRole} 🐘`;
const oddPassword = '# p@ss: [\'w"o\\r% d <%= 1 %>';

/** Servers that a client has to tell apart: one that it may trust, and two that only pretend to be it. */
export interface Servers {
  readonly good: Entrance;
  /** The same server, entered as a role and into a database with odd names. */
  readonly odd: Entrance;
  /** Has a certificate of the trusted authority for another name. */
  readonly wrongHost: Entrance;
  /** Has a certificate for the right name, of an authority that nobody trusts. */
  readonly attacker: Entrance;
  /** The trusted root certificate as a file. */
  readonly rootFile: string;
  readonly stop: () => Promise<void>;
}

async function makeOdd({ port, user, password, authority }: PostgresServer): Promise<void> {
  const ssl = { ca: authority.root.pem, servername: host };
  const client = new Client({ host: '127.0.0.1', port, user, password, database: 'postgres', ssl });
  await client.connect();
  await client.query(`create role ${escapeIdentifier(oddRole)} login password ${escapeLiteral(oddPassword)}`);
  await client.query(`create database ${escapeIdentifier(oddDatabase)}`);
  await client.end();
}

export async function startServers(): Promise<Servers> {
  const authority = createAuthority('Trusted');
  const attackers = createAuthority('Attacker');
  const [good, wrongHost, attacker] = await Promise.all([
    startPostgres({ authority, identity: authority.server({ hosts: [host] }) }),
    startPostgres({ authority, identity: authority.server({ hosts: ['other.postgres.database.azure.com'] }) }),
    startPostgres({ authority: attackers, identity: attackers.server({ hosts: [host] }) }),
  ]);
  const stop = async (): Promise<void> => {
    await Promise.all([good, wrongHost, attacker].map((server) => server.stop()));
  };
  await makeOdd(good);
  const entrance = ({ port, password, user }: PostgresServer): Entrance => ({ port, password, user, database: 'postgres' });
  return {
    good: entrance(good),
    odd: { port: good.port, user: oddRole, database: oddDatabase, password: oddPassword },
    wrongHost: entrance(wrongHost),
    attacker: entrance(attacker),
    rootFile: good.rootFile,
    stop,
  };
}

/** Asked of every client that got in. */
export const question = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';
