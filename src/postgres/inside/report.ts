import { foreignText } from '../foreign-text';
import { wrapText } from '../wrap-text';
import type { ExtensionState } from './extensions';
import type { RoleFinding } from './findings';
import type { Role, SignInKind } from './roles';
import type { Sessions } from './sessions';

/** What was read inside a server. */
export interface Inside {
  readonly host: string;
  readonly database: string;
  /** Who looked: what they may not see is unknown here. */
  readonly user: string;
  readonly roles: readonly Role[];
  readonly findings: readonly RoleFinding[];
  readonly sessions: readonly Sessions[];
  readonly extensions: readonly ExtensionState[];
}

const signIns: Readonly<Record<SignInKind, string>> = {
  entra: 'Microsoft Entra',
  scram: 'password (SCRAM)',
  md5: 'password (MD5)',
  password: 'password',
  none: 'no sign-in',
  unknown: 'sign-in unknown',
};

const attributes = ({ superuser, createRole, createDatabase, replication, bypassRls }: Role): string[] =>
  Object.entries({ superuser, 'create roles': createRole, 'create databases': createDatabase, replication, 'bypass row security': bypassRls })
    .filter(([, has]) => has)
    .map(([name]) => name);

function roleLines(role: Role, findings: readonly RoleFinding[]): string[] {
  const { name, canLogin, signIn, validUntil, connectionLimit, memberOf, owns } = role;
  const parts = [
    canLogin ? signIns[signIn] : 'no sign-in',
    ...(canLogin && validUntil !== undefined ? [`until ${validUntil}`] : []),
    ...(connectionLimit >= 0 ? [`at most ${connectionLimit} connections`] : []),
    ...attributes(role),
    ...(memberOf.length > 0 ? [`member of ${memberOf.map((group) => foreignText(group, 63)).join(', ')}`] : []),
    ...(owns > 0 ? [`owns ${owns} here`] : []),
  ];
  const own = findings.filter((finding) => finding.role === name);
  const mark = own.some(({ level }) => level !== 'info') ? '✖' : '✔';
  return [`${mark} ${foreignText(name, 63)}`, ...wrapText(parts.join(' · '), '    '), ...own.flatMap(({ message }) => wrapText(message, '      ', '    → '))];
}

const known = (value: boolean | undefined, yes: string, no: string, unknown: string): string => (value === undefined ? unknown : value ? yes : no);

function extensionLine({ name, available, allowed, preloaded, created }: ExtensionState, database: string): string {
  if (!available) return `    ${name}: not on this server`;
  const parts = [
    known(allowed, 'allow-listed', 'not in azure.extensions', 'no allow-list known'),
    ...(name === 'pgaudit' ? [known(preloaded, 'preloaded', 'not preloaded', 'preloading unknown')] : []),
    created ? `created in ${foreignText(database, 63)}` : `not created in ${foreignText(database, 63)}`,
  ];
  return `    ${name}: ${parts.join(', ')}`;
}

const sessionLine = ({ user, database, address, application, tls, count }: Sessions): string => {
  const who = `${foreignText(user, 63) || 'somebody'} in ${foreignText(database, 63) || 'no database'} from ${address ?? 'an unknown address'}`;
  const secure = tls === 'none' ? '✖ no TLS' : tls === 'unknown' ? 'TLS unknown' : tls;
  return `    ${count} × ${who} · ${foreignText(application, 60) || 'no name'} · ${secure}`;
};

/** Writes what was read inside a server as text for people. */
export function insideText({ host, database, user, roles, findings, sessions, extensions }: Inside): string {
  const general = findings.filter(({ role }) => role === undefined);
  const unencrypted = sessions.filter(({ tls }) => tls === 'none').reduce((sum, { count }) => sum + count, 0);
  return [
    `${host}, database ${foreignText(database, 63)}, as ${foreignText(user, 63)} sees it`,
    '',
    `Roles (${roles.length})`,
    ...general.flatMap(({ message }) => wrapText(message, '      ', '    → ')),
    ...roles.flatMap((role) => roleLines(role, findings)),
    '',
    `Who is connected (${sessions.reduce((sum, { count }) => sum + count, 0)}${unencrypted > 0 ? `, ${unencrypted} without TLS` : ''})`,
    ...(sessions.length === 0 ? ['    nobody else'] : sessions.map(sessionLine)),
    '',
    'Extensions',
    ...extensions.map((one) => extensionLine(one, database)),
    '',
  ].join('\n');
}
