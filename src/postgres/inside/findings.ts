import type { Role } from './roles';

export interface RoleFinding {
  readonly id: 'role-md5' | 'role-powerful' | 'role-no-expiry' | 'public-schema-create';
  readonly level: 'error' | 'warning' | 'info';
  /** The role that it is about; none where it is about everybody. */
  readonly role?: string;
  readonly message: string;
}

/** Roles whose members can do nearly everything, or reach the files of the server. */
const powerfulGroups = ['azure_pg_admin', 'pg_write_all_data', 'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'];
/** Roles of the service itself. */
const ofAzure = /^(azuresu|azure_superuser|azure_pg_admin|replication)$/;

function powers({ superuser, createRole, bypassRls, replication, memberOf }: Role): string[] {
  return [
    ...(superuser ? ['SUPERUSER'] : []),
    ...(createRole ? ['CREATEROLE'] : []),
    ...(bypassRls ? ['BYPASSRLS'] : []),
    ...(replication ? ['REPLICATION'] : []),
    ...memberOf.filter((group) => powerfulGroups.includes(group)).map((group) => `member of ${group}`),
  ];
}

function judge(role: Role): RoleFinding[] {
  if (!role.canLogin || ofAzure.test(role.name)) return [];
  const { name, signIn, validUntil } = role;
  const held = powers(role);
  const withPassword = signIn === 'md5' || signIn === 'scram' || signIn === 'password';
  return [
    ...(signIn === 'md5'
      ? [{ id: 'role-md5', level: 'error', role: name, message: 'signs in with a password that is kept as MD5, which can be used without knowing the password. Set it anew with SCRAM.' } as const]
      : []),
    ...(held.length > 0
      ? [{ id: 'role-powerful', level: 'warning', role: name, message: `can do nearly everything (${held.join(', ')}). Use it to administer only, not in applications.` } as const]
      : []),
    ...(withPassword && validUntil === undefined
      ? [{ id: 'role-no-expiry', level: 'info', role: name, message: 'has a password that never ends. Give it an end (VALID UNTIL), or sign in with Microsoft Entra.' } as const]
      : []),
  ];
}

/** @param publicCreates whether everybody may create objects in the schema public of this database. */
export function roleFindings(roles: readonly Role[], publicCreates: boolean): readonly RoleFinding[] {
  const everybody = {
    id: 'public-schema-create',
    level: 'warning',
    message: 'Everybody may create objects in the schema public, and so take the place of functions that others call. REVOKE CREATE ON SCHEMA public FROM PUBLIC.',
  } as const;
  return [...(publicCreates ? [everybody] : []), ...roles.flatMap(judge)];
}

/** Whether everybody may create objects in the schema public. */
export const publicCreatesSql = `
  select exists (
    select from pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
    where n.nspname = 'public' and a.grantee = 0 and a.privilege_type = 'CREATE') as creates`;
