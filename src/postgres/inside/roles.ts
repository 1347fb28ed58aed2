import type { Connection } from '../connect';

/** How a role signs in; unknown where only Azure could tell and does not. */
export type SignInKind = 'entra' | 'scram' | 'md5' | 'password' | 'none' | 'unknown';

export interface Role {
  readonly name: string;
  readonly canLogin: boolean;
  readonly superuser: boolean;
  readonly createRole: boolean;
  readonly createDatabase: boolean;
  readonly replication: boolean;
  readonly bypassRls: boolean;
  /** -1 for no limit. */
  readonly connectionLimit: number;
  /** The day on which its password ends; none for no end. */
  readonly validUntil: string | undefined;
  readonly memberOf: readonly string[];
  /** How many objects it owns, in all databases together. */
  readonly owns: number;
  readonly signIn: SignInKind;
}

interface RoleRow {
  readonly name: string;
  readonly can_login: boolean;
  readonly superuser: boolean;
  readonly create_role: boolean;
  readonly create_database: boolean;
  readonly replication: boolean;
  readonly bypass_rls: boolean;
  readonly connection_limit: number;
  readonly valid_until: string | null;
  readonly member_of: string[];
  readonly owns: number;
  readonly is_entra: boolean;
}

/** PostgreSQL keeps for all databases together who owns what, but not for the superuser whom it was made with. */
const rolesSql = `
  with owned as (select refobjid, count(*)::int as owns from pg_shdepend where refclassid = 'pg_authid'::regclass and deptype = 'o' group by 1)
  select r.rolname::text as name, r.rolcanlogin as can_login, r.rolsuper as superuser, r.rolcreaterole as create_role,
    r.rolcreatedb as create_database, r.rolreplication as replication, r.rolbypassrls as bypass_rls,
    r.rolconnlimit as connection_limit, case when isfinite(r.rolvaliduntil) then to_char(r.rolvaliduntil, 'YYYY-MM-DD') end as valid_until,
    array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid order by 1) as member_of,
    coalesce(o.owns, 0) as owns,
    exists (select from pg_shseclabel l where l.objoid = r.oid and l.classoid = 'pg_authid'::regclass and l.provider = 'pgaadauth') as is_entra
  from pg_roles r left join owned o on o.refobjid = r.oid where r.rolname !~ '^pg_' order by 1`;

/** Azure's function that tells how each role signs in. Only the one in pg_catalog counts: anybody may make another elsewhere. */
const authTypeExists = `select exists (select from pg_proc where proname = 'azure_roles_authtype' and pronamespace = 'pg_catalog'::regnamespace and pronargs = 0) as there`;

const kinds: readonly (readonly [RegExp, SignInKind])[] = [
  [/nologin/i, 'none'],
  [/md5/i, 'md5'],
  [/scram/i, 'scram'],
  [/aad|entra/i, 'entra'],
];

async function signInKinds({ query }: Connection): Promise<ReadonlyMap<string, SignInKind>> {
  const [answer] = await query<{ there: boolean }>(authTypeExists);
  const rows =
    answer?.there === true
      ? await query<{ name: string; kind: string }>('select rolename::text as name, authtype::text as kind from pg_catalog.azure_roles_authtype()')
      : // Only a superuser may look, whom Azure gives to nobody; there it stays unknown.
        await query<{ name: string; kind: string }>(
          `select rolname::text as name, case when rolpassword like 'md5%' then 'md5' when rolpassword like 'SCRAM-%' then 'scram' else 'nologin' end as kind from pg_authid`,
        ).catch(() => []);
  return new Map(rows.map(({ name, kind }) => [name, kinds.find(([pattern]) => pattern.test(kind))?.[1] ?? 'unknown']));
}

/** Reads the roles of a server, but not those that come with PostgreSQL. */
export async function readRoles(connection: Connection): Promise<readonly Role[]> {
  const rows = await connection.query<RoleRow>(rolesSql);
  const signIns = await signInKinds(connection);
  return rows.map((row) => ({
    name: row.name,
    canLogin: row.can_login,
    superuser: row.superuser,
    createRole: row.create_role,
    createDatabase: row.create_database,
    replication: row.replication,
    bypassRls: row.bypass_rls,
    connectionLimit: row.connection_limit,
    validUntil: row.valid_until ?? undefined,
    memberOf: row.member_of,
    owns: row.owns,
    signIn: row.is_entra ? 'entra' : !row.can_login ? 'none' : (signIns.get(row.name) ?? 'unknown'),
  }));
}
