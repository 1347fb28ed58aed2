import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import { serverTypes, settingOf } from '../../model/resource';
import type { Context, Rule } from '../../model/rule';
import { combine, holds } from '../../model/verdict';
import { judgeInside, type InsideFacts, type RoleFacts } from '../inside';
import type { AccessFacts } from './facts';
import { scramDocumentation } from './sources';

const common = { equivalents: {}, catalogue: [], appliesTo: ['flexible', 'single', 'cluster'], surface: ['live'], inside: true } as const;

/** https://www.postgresql.org/docs/current/predefined-roles.html; azure_pg_admin is Azure's own. */
const powerfulGroups = new Set(['azure_pg_admin', 'pg_write_all_data', 'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files']);
const powerfulAttributes = new Set(['SUPERUSER', 'CREATEROLE', 'BYPASSRLS', 'REPLICATION']);

/** Roles of the service itself, which nobody can change. */
const ofAzure = /^(azuresu|azure_superuser|azure_pg_admin|replication)$/;

const signsIn = ({ name, canLogin }: RoleFacts): boolean => canLogin && !ofAzure.test(name);

/** All groups that a role is in, those of its groups too. */
function groupsOf(role: RoleFacts, { roles }: InsideFacts): readonly string[] {
  const byName = new Map(roles.map((one) => [one.name, one]));
  const found = new Set<string>();
  const waiting = [...role.memberOf];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(byName.get(next)?.memberOf ?? []));
  }
  return [...found].sort();
}

/** The administrators that Azure keeps for the server: that they can do everything is what they are for. */
function administrators({ login }: AccessFacts, { server, snapshot }: Context): ReadonlySet<string> {
  const { items } = snapshot.children(server.resource.key, `${serverTypes[server.kind]}/administrators`);
  const names = items.flatMap((item) => [settingOf(item, ['properties', 'principalName']), settingOf(item, ['properties', 'login'])]);
  return new Set([known(login), ...names].filter((name): name is string => typeof name === 'string'));
}

export const md5Role: Rule<AccessFacts> = {
  meta: {
    ...common,
    id: 'access/md5-role',
    title: 'No role should keep its password as MD5',
    brief: 'password of a role kept as MD5',
    severity: 'high',
    group: 'warning',
    why: 'A stolen MD5 hash is as good as the password: it signs in without being cracked.',
    condition: 'A role that can sign in has a password that is kept as MD5, as azure_roles_authtype() tells. Setting it anew keeps it as password_encryption says.',
    sources: [scramDocumentation, 'https://www.postgresql.org/docs/current/auth-password.html'],
  },
  judge: ({ inside }, context) =>
    judgeInside(inside, context, ({ roles }) =>
      roles.filter(signsIn).map(({ name, signIn }) =>
        combine({ signIn }, (values) =>
          values.signIn === 'md5'
            ? { verdict: 'fails', at: signIn.at, message: `The password of the role ${name} is kept as MD5. Set it anew while password_encryption is scram-sha-256.` }
            : holds(signIn.at),
        ),
      ),
    ),
};

export const powerfulRole: Rule<AccessFacts> = {
  meta: {
    ...common,
    id: 'access/powerful-role',
    title: 'Only administrators should be able to do everything',
    brief: 'role that can do nearly everything',
    severity: 'high',
    group: 'warning',
    why: 'Whoever takes over an application that signs in as such a role has the whole server.',
    condition:
      'A role that can sign in has SUPERUSER, CREATEROLE, BYPASSRLS or REPLICATION, or is a member of azure_pg_admin, pg_write_all_data or a role that reaches the files of the server, directly or through other roles. The administrators that Azure keeps for the server pass.',
    sources: ['https://www.postgresql.org/docs/current/predefined-roles.html', 'https://www.postgresql.org/docs/current/role-attributes.html'],
  },
  judge: (facts, context) =>
    judgeInside(facts.inside, context, (inside) => {
      const expected = administrators(facts, context);
      return inside.roles
        .filter((role) => signsIn(role) && !expected.has(role.name))
        .map((role) => {
          const { resource, name, attributes } = role;
          const held = [
            ...attributes.filter((one) => powerfulAttributes.has(one)),
            ...groupsOf(role, inside).filter((group) => powerfulGroups.has(group)).map((group) => `member of ${group}`),
          ];
          const at = inResource(resource.key);
          return held.length === 0 ? holds(at) : { verdict: 'fails', at, message: `The role ${name} can do nearly everything (${held.join(', ')}). Use it to administer only, not in applications.` };
        });
    }),
};

export const endlessPassword: Rule<AccessFacts> = {
  meta: {
    ...common,
    id: 'access/endless-password',
    title: 'Passwords of roles should end',
    brief: 'password without an end',
    severity: 'low',
    group: 'strict',
    why: 'A password that leaked years ago still signs in.',
    condition: 'A role that signs in with a password has no VALID UNTIL, or infinity. Roles of Microsoft Entra pass.',
    sources: ['https://www.postgresql.org/docs/current/sql-createrole.html'],
  },
  judge: ({ inside }, context) =>
    judgeInside(inside, context, ({ roles }) =>
      roles.filter(signsIn).map(({ resource, name, signIn, validUntil }) => {
        const at = inResource(resource.key, 'properties', 'validUntil');
        if (validUntil !== undefined) return holds(at);
        return combine({ signIn }, (values) =>
          values.signIn === 'entra' || values.signIn === 'none'
            ? holds(at)
            : { verdict: 'fails', at, message: `The password of the role ${name} never ends. Give it an end (VALID UNTIL), or sign in with Microsoft Entra.` },
        );
      }),
    ),
};

export const publicSchema: Rule<AccessFacts> = {
  meta: {
    ...common,
    id: 'access/public-schema',
    title: 'Not everybody should create objects in the schema public',
    brief: 'everybody creates in the schema public',
    severity: 'medium',
    group: 'warning',
    why: 'An object there can take the place of one that others call, and then runs with their rights.',
    condition:
      'In a database, everybody (PUBLIC) has CREATE on the schema public: the default before PostgreSQL 15, and what databases keep that were upgraded from there. Databases that could not be looked into stay undecided.',
    sources: ['https://www.postgresql.org/docs/current/ddl-schemas.html', 'https://www.postgresql.org/docs/release/15.0/'],
  },
  judge: ({ inside }, context) =>
    judgeInside(inside, context, ({ databases }) =>
      databases.map(({ name, publicCreates }) =>
        combine({ publicCreates }, (values) =>
          values.publicCreates
            ? { verdict: 'fails', at: publicCreates.at, message: `Everybody may create objects in the schema public of the database ${name}. REVOKE CREATE ON SCHEMA public FROM PUBLIC.` }
            : holds(publicCreates.at),
        ),
      ),
    ),
};

export const roleRules: readonly Rule<AccessFacts>[] = [md5Role, powerfulRole, endlessPassword, publicSchema];
