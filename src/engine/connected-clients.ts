/** How a role signs in; unknown where only Azure could tell and does not. */
export type RoleSignIn = 'entra' | 'scram' | 'md5' | 'password' | 'none' | 'unknown';

/** Sessions that are alike in everything that is said here. */
export interface ClientSessions {
  readonly role: string;
  /** How that role signs in: PostgreSQL does not keep it for each session, and on Azure each role has one way. */
  readonly signIn: RoleSignIn;
  readonly database: string;
  /** The client's address; none where the session does not come over the network, as those of the service itself. */
  readonly address: string | undefined;
  /** What the client calls itself, which it may choose freely. */
  readonly application: string;
  /** Unknown where the server did not tell. */
  readonly tls: 'on' | 'off' | 'unknown';
  /** The version of TLS as PostgreSQL names it, such as TLSv1.2; only where it is on. */
  readonly tlsVersion?: string;
  readonly count: number;
}

/** Who was connected to a server when somebody looked, and which roles may sign in. Kept in memory only. */
export interface ConnectedClients {
  /** When that was, in ISO form. Whoever connects now and then may have been away. */
  readonly at: string;
  /** The role that looked. */
  readonly seenBy: string;
  readonly sessions: readonly ClientSessions[];
  /** How many more sessions there were that this role may not look into: they may be anything. */
  readonly hidden: number;
  /** The roles that can sign in, connected or not. */
  readonly roles: readonly { readonly name: string; readonly signIn: RoleSignIn }[];
}

/** What a change takes away from clients. */
export type Cut =
  /** Connections without TLS. */
  | { readonly what: 'plaintext' }
  /** Connections by a version of TLS that is older, and those without TLS. */
  | { readonly what: 'old-tls'; readonly before: string }
  /** Signing in with a password at all. */
  | { readonly what: 'passwords' }
  /** Signing in with a password that is kept as MD5. */
  | { readonly what: 'md5' }
  /** Connections from some addresses. */
  | { readonly what: 'addresses'; readonly cuts: (address: string) => boolean };

/** What is known about who a change cuts off. */
export interface CutOff {
  readonly sessions: readonly ClientSessions[];
  /** Roles that can no longer sign in as they do now, connected or not. */
  readonly roles: readonly string[];
  /** Roles of which nobody could tell how they sign in. */
  readonly unclear: readonly string[];
}

const byPassword: ReadonlySet<RoleSignIn> = new Set(['scram', 'md5', 'password']);

const overNetwork = ({ address }: ClientSessions): boolean => address !== undefined;

function signInCut({ sessions, roles }: ConnectedClients, isCut: (signIn: RoleSignIn) => boolean): CutOff {
  return {
    sessions: sessions.filter((one) => overNetwork(one) && isCut(one.signIn)),
    roles: roles.filter(({ signIn }) => isCut(signIn)).map(({ name }) => name),
    unclear: roles.filter(({ signIn }) => signIn === 'unknown').map(({ name }) => name),
  };
}

/** As PostgreSQL names them, oldest first. */
const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

function isOlder({ tls, tlsVersion }: ClientSessions, before: string): boolean {
  const place = tlsVersion === undefined ? -1 : tlsVersions.indexOf(tlsVersion);
  return tls === 'off' || (place >= 0 && place < tlsVersions.indexOf(before));
}

/** Who would be cut off of those who were seen. */
export function cutOff(clients: ConnectedClients, cut: Cut): CutOff {
  switch (cut.what) {
    case 'plaintext':
      return { sessions: clients.sessions.filter((one) => overNetwork(one) && one.tls === 'off'), roles: [], unclear: [] };
    case 'old-tls':
      return { sessions: clients.sessions.filter((one) => overNetwork(one) && isOlder(one, cut.before)), roles: [], unclear: [] };
    case 'addresses':
      return { sessions: clients.sessions.filter(({ address }) => address !== undefined && cut.cuts(address)), roles: [], unclear: [] };
    case 'passwords':
      return signInCut(clients, (signIn) => byPassword.has(signIn));
    case 'md5':
      return signInCut(clients, (signIn) => signIn === 'md5');
  }
}
