import { EventEmitter, type Event } from 'vscode';
import type { ClientSessions, ConnectedClients } from '../engine/connected-clients';
import type { Inside } from '../postgres/inside/inside';

/** What was read inside servers by a connection to their databases, kept in memory as long as the sign-in. */
export interface InsideServers {
  readonly dispose: () => void;
  readonly get: (serverId: string) => Inside | undefined;
  /** Who was connected when somebody looked last; nothing where nobody has. For those who plan to cut somebody off. */
  readonly clients: (serverId: string) => ConnectedClients | undefined;
  readonly put: (serverId: string, inside: Inside) => void;
  readonly clear: () => void;
  /** Fires with the id of the server, in lower case, whose reading is new. */
  readonly onDidChange: Event<string>;
}

const key = (serverId: string): string => serverId.toLowerCase();

/** Roles of the service itself, for which nobody plans. */
const ofAzure = /^(azuresu|azure_superuser|azure_pg_admin|replication)$/;

function tlsOf(tls: string): Pick<ClientSessions, 'tls' | 'tlsVersion'> {
  if (tls === 'none') return { tls: 'off' };
  return tls === 'unknown' ? { tls } : { tls: 'on', tlsVersion: tls };
}

/** Says who was connected, in the words of those who plan a change. */
export function clientsOf({ at, user, roles, sessions, hidden }: Inside): ConnectedClients {
  const signIns = new Map(roles.map(({ name, signIn }) => [name, signIn]));
  return {
    at,
    seenBy: user,
    sessions: sessions.map(({ user: role, database, address, application, tls, count }) => ({
      role,
      signIn: signIns.get(role) ?? 'unknown',
      database,
      address,
      application,
      ...tlsOf(tls),
      count,
    })),
    hidden,
    roles: roles.filter(({ name, canLogin }) => canLogin && !ofAzure.test(name)).map(({ name, signIn }) => ({ name, signIn })),
  };
}

export function createInsideServers(): InsideServers {
  const changed = new EventEmitter<string>();
  const readings = new Map<string, Inside>();
  return {
    get: (serverId) => readings.get(key(serverId)),
    clients: (serverId) => {
      const inside = readings.get(key(serverId));
      return inside === undefined ? undefined : clientsOf(inside);
    },
    put: (serverId, inside) => {
      readings.set(key(serverId), inside);
      changed.fire(key(serverId));
    },
    clear: () => readings.clear(),
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}
