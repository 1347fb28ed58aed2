import { cutOff, type ClientSessions, type ConnectedClients, type Cut } from './connected-clients';

/** How many clients or roles a sentence names. */
const named = 5;

const ways: Readonly<Record<Cut['what'], { readonly sessions: string; readonly none: string }>> = {
  plaintext: { sessions: 'without TLS', none: 'Nobody was connected without TLS' },
  'old-tls': { sessions: 'by an older version of TLS or without it', none: 'Nobody was connected by an older version of TLS or without it' },
  passwords: { sessions: 'of roles that sign in with a password', none: 'No role signs in with a password' },
  md5: { sessions: 'of roles whose password is kept as MD5', none: 'No role has a password that is kept as MD5' },
  addresses: { sessions: 'from addresses that are closed', none: 'Nobody was connected from an address that is closed' },
};

/** Names come from whoever connected: nothing in them may look like text of ours. */
// eslint-disable-next-line no-control-regex -- control characters are what has to go.
const shown = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, ' ').slice(0, 63).trim();

function list(items: readonly string[]): string {
  const rest = items.length - named;
  return rest > 0 ? `${items.slice(0, named).join(', ')} and ${rest} more` : items.join(', ');
}

const client = ({ role, address = '', application, count }: ClientSessions): string =>
  `${count > 1 ? `${count} × ` : ''}${shown(role)} from ${address}${shown(application) === '' ? '' : ` (${shown(application)})`}`;

/**
 * Says who a change cuts off, a sentence each, for a plan that a person confirms.
 * @param clients nothing where nobody has connected to look: then that is said.
 */
export function cutOffWords(clients: ConnectedClients | undefined, cut: Cut): readonly string[] {
  if (clients === undefined) {
    return ['Nobody has looked into the server, so clients that are not known may be cut off. “PostgreSQL Roles and Sessions…” in the editor looks who is connected.'];
  }
  const { sessions, roles, unclear } = cutOff(clients, cut);
  const count = sessions.reduce((sum, one) => sum + one.count, 0);
  const when = `at ${clients.at.slice(0, 16).replace('T', ' ')} UTC`;
  const way = ways[cut.what];
  return [
    ...(count > 0 ? [`${count === 1 ? 'One session' : `${count} sessions`} ${way.sessions} ${count === 1 ? 'was' : 'were'} there ${when}: ${list(sessions.map(client))}.`] : []),
    ...(roles.length > 0 ? [`${roles.length === 1 ? 'One role' : `${roles.length} roles`} can no longer sign in that way: ${list(roles.map(shown))}.`] : []),
    ...(count === 0 && roles.length === 0 && unclear.length === 0 ? [`${way.none} ${when}. Clients that connect now and then may have been away.`] : []),
    ...(unclear.length > 0 ? [`Nobody could tell how these roles sign in: ${list(unclear.map(shown))}.`] : []),
    ...(clients.hidden > 0 ? [`${clients.hidden} more sessions were there that ${shown(clients.seenBy)} may not look into.`] : []),
  ];
}
