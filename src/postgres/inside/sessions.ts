import type { Connection } from '../connect';

/** Sessions that are alike in everything that is said here. */
export interface Sessions {
  readonly user: string;
  readonly database: string;
  /** The client's address; none where the session does not come over the network. */
  readonly address: string | undefined;
  /** What the client calls itself, which it may choose freely. */
  readonly application: string;
  /** The version of TLS, “none” without TLS, “unknown” where this login may not see it. */
  readonly tls: string;
  readonly count: number;
}

export interface SessionsRead {
  readonly sessions: readonly Sessions[];
  /** How many more there are that this login may not look into, as it is not a member of pg_read_all_stats. */
  readonly hidden: number;
}

/** PostgreSQL tells everybody that a session is there, and hides of others what it is. */
const sql = `
  select coalesce(a.usename::text, '') as user, coalesce(a.datname::text, '') as database, host(a.client_addr) as address,
    coalesce(a.application_name, '') as application, case when s.ssl then s.version when s.ssl = false then 'none' else 'unknown' end as tls,
    a.backend_type is null as hidden, count(*)::int as count
  from pg_stat_activity a left join pg_stat_ssl s using (pid)
  where (a.backend_type = 'client backend' or (a.backend_type is null and a.usesysid is not null and a.datid is not null)) and a.pid <> pg_backend_pid()
  group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4`;

/** Reads who is connected now, but this connection itself. */
export async function readSessions({ query }: Connection): Promise<SessionsRead> {
  const rows = await query<Omit<Sessions, 'address'> & { address: string | null; hidden: boolean }>(sql);
  return {
    sessions: rows.filter(({ hidden }) => !hidden).map(({ user, database, address, application, tls, count }) => ({ user, database, address: address ?? undefined, application, tls, count })),
    hidden: rows.filter(({ hidden }) => hidden).reduce((sum, { count }) => sum + count, 0),
  };
}
