import { inResource } from '../../model/address';
import type { FactLine } from '../../model/layer';
import type { Server } from '../../model/resource';
import { notConnectedLine, readWords, type InsideFacts, type RoleFacts, type SessionFacts } from '../inside';

const signIns = { entra: 'Microsoft Entra', scram: 'password (SCRAM)', md5: 'password (MD5)', password: 'password', none: 'no sign-in' } as const;

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

function roleLine({ resource, name, canLogin, signIn, attributes, memberOf, connectionLimit, validUntil, owns }: RoleFacts): FactLine {
  const way = signIn.kind === 'set' ? signIns[signIn.value] : 'sign-in unknown';
  const parts = [
    canLogin ? way : 'no sign-in',
    ...(validUntil === undefined ? [] : [`until ${validUntil}`]),
    ...(connectionLimit >= 0 ? [`at most ${plural(connectionLimit, 'connection')}`] : []),
    ...attributes,
    ...(memberOf.length > 0 ? [`member of ${memberOf.join(', ')}`] : []),
    ...(owns > 0 ? [`owns ${plural(owns, 'object')}`] : []),
  ];
  return { title: name, text: parts.join(' · '), state: canLogin && signIn.kind === 'unknown' ? 'unknown' : 'set', at: inResource(resource.key) };
}

/** How a role signs in, for the sessions that it has: PostgreSQL does not keep it for each of them. */
function wayOf(role: string, roles: readonly RoleFacts[]): string {
  const signIn = roles.find(({ name }) => name === role)?.signIn;
  return signIn?.kind === 'set' ? `by ${signIns[signIn.value]}` : 'sign-in unknown';
}

function sessionLine({ resource, role, database, address, application, tls, count }: SessionFacts, roles: readonly RoleFacts[]): FactLine {
  const secure = tls === 'none' ? 'no TLS' : tls === 'unknown' ? 'TLS unknown' : tls;
  const parts = [plural(count, 'session'), wayOf(role, roles), address ?? 'within the server', `database ${database}`, application, secure];
  return { title: role, text: parts.filter((part) => part !== '').join(' · '), state: 'set', at: inResource(resource.key) };
}

const sum = (sessions: readonly SessionFacts[]): number => sessions.reduce((all, { count }) => all + count, 0);

/** Shows roles, and who is connected: a line each that unfolds. */
export function insideLines(inside: InsideFacts | undefined, server: Server): readonly FactLine[] {
  if (inside === undefined) return [notConnectedLine('PostgreSQL roles', server), notConnectedLine('Who is connected', server)];
  const { reading, roles, sessions, hiddenSessions } = inside;
  const at = inResource(reading.key);
  const plaintext = sum(sessions.filter(({ tls, address }) => tls === 'none' && address !== undefined));
  const who = [
    plural(sum(sessions), 'session'),
    ...(plaintext > 0 ? [`${plaintext} without TLS`] : []),
    ...(hiddenSessions > 0 ? [`${hiddenSessions} more that ${inside.readAs} may not look into`] : []),
    readWords(inside),
  ];
  return [
    { title: 'PostgreSQL roles', text: `${roles.length} · ${readWords(inside)}`, state: 'set', at, details: roles.map(roleLine) },
    { title: 'Who is connected', text: who.join(' · '), state: 'set', at, details: sessions.map((session) => sessionLine(session, roles)) },
  ];
}
