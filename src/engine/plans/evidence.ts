/** What somebody saw inside a server over a verified connection, or why nobody looked. */
export type Evidence<T> = { readonly seen: T } | { readonly notKnown: string };

/** Sessions that are alike, as `pg_stat_activity` tells of them. */
export interface SeenSessions {
  readonly user: string;
  /** The client's address; none where the session does not come over the network. */
  readonly address: string | undefined;
  readonly application: string;
  /** The version of TLS, “none” without TLS, “unknown” where the login may not see it. */
  readonly tls: string;
  readonly count: number;
}

export interface SeenRole {
  readonly name: string;
  readonly canLogin: boolean;
  readonly signIn: 'entra' | 'scram' | 'md5' | 'password' | 'none' | 'unknown';
}

/** What is known of a server's inside at one moment. */
export interface SeenInside {
  readonly roles: readonly SeenRole[];
  readonly sessions: readonly SeenSessions[];
}

/** Names beyond these are counted: a question that nobody can read protects nobody. */
const mostNames = 8;

export function listed(names: readonly string[]): string {
  if (names.length <= mostNames) return names.join(', ');
  return `${names.slice(0, mostNames).join(', ')} and ${String(names.length - mostNames)} more`;
}

export const counted = (count: number, one: string, many = `${one}s`): string => `${String(count)} ${count === 1 ? one : many}`;

export const sessionCount = (sessions: readonly SeenSessions[]): number => sessions.reduce((sum, { count }) => sum + count, 0);

/** Sessions as people know them: "app from 10.0.0.4 (billing)", each once. Names come from clients, so that they stay on one line. */
export function sessionNames(sessions: readonly SeenSessions[]): string {
  const plain = (text: string): string => text.replace(/[\p{C}\s]+/gu, ' ').trim().slice(0, 63);
  const names = sessions.map(({ user, address, application }) => {
    const what = plain(application);
    return `${plain(user) || 'somebody'} from ${address ?? 'an unknown address'}${what === '' ? '' : ` (${what})`}`;
  });
  return listed([...new Set(names)]);
}
