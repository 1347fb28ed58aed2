import { createAuthority } from '../postgres/certificates';
import { startPostgres, type PostgresServer } from '../postgres/server';

/** The name in the strings. No test resolves it: each client is told that it is this computer. */
export const host = 'pg-orders.postgres.database.azure.com';

/** Servers that a client has to tell apart: one that it may trust, and two that only pretend to be it. */
export interface Servers {
  readonly good: PostgresServer;
  /** Has a certificate of the trusted authority for another name. */
  readonly wrongHost: PostgresServer;
  /** Has a certificate for the right name, of an authority that nobody trusts. */
  readonly attacker: PostgresServer;
  /** The trusted root certificate as a file. */
  readonly rootFile: string;
  readonly stop: () => Promise<void>;
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
  return { good, wrongHost, attacker, rootFile: good.rootFile, stop };
}

/** Asked of every client that got in. */
export const question = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';
