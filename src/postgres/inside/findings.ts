import { foreignText } from '../foreign-text';
import { isRead } from './databases';
import type { Inside } from './inside';
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

/** What is risky about the roles of a server, and about what everybody may do in its databases. */
export function roleFindings({ roles, databases }: Pick<Inside, 'roles' | 'databases'>): readonly RoleFinding[] {
  const open = databases.filter(isRead).filter(({ publicCreates }) => publicCreates);
  const everybody = {
    id: 'public-schema-create',
    level: 'warning',
    message: `Everybody may create objects in the schema public of ${open.map(({ name }) => foreignText(name, 63)).join(', ')}, and so take the place of functions that others call. REVOKE CREATE ON SCHEMA public FROM PUBLIC.`,
  } as const;
  return [...(open.length > 0 ? [everybody] : []), ...roles.flatMap(judge)];
}
