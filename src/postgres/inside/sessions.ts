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

const sql = `
  select coalesce(a.usename::text, '') as user, coalesce(a.datname::text, '') as database, host(a.client_addr) as address,
    coalesce(a.application_name, '') as application, case when s.ssl then s.version when s.ssl = false then 'none' else 'unknown' end as tls,
    count(*)::int as count
  from pg_stat_activity a left join pg_stat_ssl s using (pid)
  where a.backend_type = 'client backend' and a.pid <> pg_backend_pid()
  group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4`;

/** Reads who is connected now, but this connection itself. */
export async function readSessions({ query }: Connection): Promise<readonly Sessions[]> {
  const rows = await query<Omit<Sessions, 'address'> & { address: string | null }>(sql);
  return rows.map(({ address, ...row }) => ({ ...row, address: address ?? undefined }));
}
