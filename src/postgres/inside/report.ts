import { foreignText } from '../foreign-text';
import { wrapText } from '../wrap-text';
import { isRead, type Database, type DatabaseUnread } from './databases';
import type { ExtensionState } from './extensions';
import type { Inside } from './inside';
import type { Role, SignInKind } from './roles';
import type { Sessions } from './sessions';

/** What is risky, or what nobody could decide, as rules found it. */
export interface InsideFinding {
  readonly level: 'error' | 'warning' | 'info';
  readonly outcome: 'fail' | 'unknown';
  /** The role that it is about, as it is shown; none where it is about everybody. */
  readonly role?: string;
  readonly message: string;
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

/** What could not be decided is no pass. */
function markOf(findings: readonly InsideFinding[]): '✖' | '?' | '✔' {
  if (findings.some(({ outcome, level }) => outcome === 'fail' && level !== 'info')) return '✖';
  return findings.some(({ outcome }) => outcome === 'unknown') ? '?' : '✔';
}

function roleLines(role: Role, findings: readonly InsideFinding[]): string[] {
  const { name, canLogin, signIn, validUntil, connectionLimit, memberOf, owns } = role;
  const parts = [
    canLogin ? signIns[signIn] : 'no sign-in',
    ...(canLogin && validUntil !== undefined ? [`until ${validUntil}`] : []),
    ...(connectionLimit >= 0 ? [`at most ${connectionLimit} connections`] : []),
    ...attributes(role),
    ...(memberOf.length > 0 ? [`member of ${memberOf.map((group) => foreignText(group, 63)).join(', ')}`] : []),
    ...(owns > 0 ? [`owns ${owns} ${owns === 1 ? 'object' : 'objects'}`] : []),
  ];
  const own = findings.filter((finding) => finding.role === foreignText(name, 63));
  // Rules that lack the same fact say the same of it.
  const messages = [...new Set(own.map(({ message }) => message))];
  return [`${markOf(own)} ${foreignText(name, 63)}`, ...wrapText(parts.join(' · '), '    '), ...messages.flatMap((message) => wrapText(message, '      ', '    → '))];
}

const known = (value: boolean | undefined, yes: string, no: string, unknown: string): string => (value === undefined ? unknown : value ? yes : no);

const list = (names: readonly string[]): string => names.map((name) => foreignText(name, 63)).join(', ');

function extensionLines({ name, available, allowed, preloaded }: ExtensionState, databases: readonly Database[]): string[] {
  if (!available) return [`    ${name}: not on this server`];
  const read = databases.filter(isRead);
  const created = read.filter(({ extensions }) => extensions.includes(name)).map((one) => one.name);
  const missing = read.filter(({ extensions }) => !extensions.includes(name)).map((one) => one.name);
  const parts = [
    known(allowed, 'allow-listed', 'not in azure.extensions', 'no allow-list known'),
    ...(name === 'pgaudit' ? [known(preloaded, 'preloaded', 'not preloaded', 'preloading unknown')] : []),
    created.length > 0 ? `created in ${list(created)}` : 'created nowhere',
    ...(created.length > 0 && missing.length > 0 ? [`not in ${list(missing)}`] : []),
  ];
  return wrapText(`${name}: ${parts.join(' · ')}`, '      ', '    ');
}

const unreadLines = (databases: readonly Database[]): string[] =>
  databases
    .filter((one): one is DatabaseUnread => !isRead(one))
    .flatMap(({ name, because }) => wrapText(`${foreignText(name, 63)}: not looked into, ${foreignText(because, 200)}`, '      ', '    '));

const sessionLine = ({ user, database, address, application, tls, count }: Sessions, roles: readonly Role[]): string => {
  const who = `${foreignText(user, 63) || 'somebody'} in ${foreignText(database, 63) || 'no database'} from ${address ?? 'an unknown address'}`;
  const secure = tls === 'none' ? '✖ no TLS' : tls === 'unknown' ? 'TLS unknown' : tls;
  const signIn = roles.find(({ name }) => name === user)?.signIn ?? 'unknown';
  return `    ${count} × ${who} · ${signIns[signIn]} · ${foreignText(application, 60) || 'no name'} · ${secure}`;
};

/** Writes what was read inside a server as text for people. */
export function insideText(inside: Inside, findings: readonly InsideFinding[]): string {
  const { host, at, user, roles, sessions, hidden, extensions, databases } = inside;
  // Databases that nothing is known of have lines of their own.
  const general = findings.filter(({ role, outcome }) => role === undefined && outcome === 'fail');
  const unencrypted = sessions.filter(({ tls }) => tls === 'none').reduce((sum, { count }) => sum + count, 0);
  return [
    `${host}, as ${foreignText(user, 63)} saw it at ${at.slice(0, 16).replace('T', ' ')} UTC`,
    '',
    `Roles (${roles.length})`,
    ...general.flatMap(({ message }) => wrapText(message, '      ', '    → ')),
    ...roles.flatMap((role) => roleLines(role, findings)),
    '',
    `Who is connected (${sessions.reduce((sum, { count }) => sum + count, 0)}${unencrypted > 0 ? `, ${unencrypted} without TLS` : ''})`,
    ...(sessions.length === 0 ? [hidden === 0 ? '    nobody else' : '    nobody that this role may look at'] : sessions.map((session) => sessionLine(session, roles))),
    ...(hidden > 0 ? [`    ${hidden} more that this role may not look at: it is no member of pg_read_all_stats`] : []),
    '',
    'Extensions',
    ...extensions.flatMap((one) => extensionLines(one, databases)),
    ...unreadLines(databases),
    '',
  ].join('\n');
}
