import { isIP } from 'node:net';
import { readToken, type TokenClaims } from './access-token';
import { foreignText } from './foreign-text';
import { Refusal, type FailureCode } from './refusal';
import { isPrivateAddress } from './resolve-name';

/** Who wanted in when the server said no. */
export interface Attempt {
  readonly user: string;
  readonly database: string;
  /** The password or token that was given, to tell one from the other; it is never shown. */
  readonly secret: string | undefined;
}

interface Context {
  readonly attempt: Attempt;
  readonly token: TokenClaims | undefined;
  /** The server's sentence, fit to be shown. */
  readonly said: string;
}

interface Explanation {
  readonly code: FailureCode;
  /** SQLSTATE or wording by which it is known; of names in the wording only the quotes are left. */
  readonly matches: (state: string, message: string) => boolean;
  readonly advice: (context: Context) => string;
}

const identifier = (name: string): string => `"${foreignText(name, 63).replaceAll('"', '""')}"`;

const guest = (token: TokenClaims | undefined): string =>
  token?.isGuest === true ? ' The token is of a guest, who is called by the whole name with #EXT# in it.' : '';

const namedBy = ({ token, attempt }: Context): string =>
  token?.name !== undefined && token.name !== attempt.user && token.name.toLowerCase() === attempt.user.toLowerCase()
    ? ` Names are case-sensitive: the token says ${foreignText(token.name, 120)}.`
    : '';

/**
 * What servers say and what it means, the first that fits. The sentences about tokens are Azure's own, as people have
 * reported them; those about roles, databases and connections are PostgreSQL's. Sources:
 * https://www.postgresql.org/docs/current/errcodes-appendix.html,
 * https://github.com/microsoft/azuredatastudio-postgresql/issues/505, https://github.com/darold/ora2pg/issues/1851,
 * https://github.com/cyrilgdn/terraform-provider-postgresql/issues/60
 */
const explanations: readonly Explanation[] = [
  {
    code: 'token-expired',
    matches: (_state, message) => /token (has|is) expired/i.test(message),
    advice: ({ token }) =>
      `Get a new token (az account get-access-token --resource-type oss-rdbms) and use it within the hour.${token?.expires === undefined ? '' : ` This one ended at ${token.expires.toISOString()}.`}`,
  },
  {
    code: 'token-wrong-audience',
    matches: (_state, message) => /audience/i.test(message),
    advice: ({ token }) =>
      `The token is for another service${token?.audience === undefined ? '' : ` (${foreignText(token.audience, 100)})`}. Get one for PostgreSQL in the server’s cloud: az account get-access-token --resource-type oss-rdbms.`,
  },
  {
    code: 'token-wrong-tenant',
    matches: (_state, message) => /\btenant\b|\bissuer\b/i.test(message),
    advice: ({ token }) =>
      `The token comes from ${token?.tenantId === undefined ? 'another tenant' : `the tenant ${foreignText(token.tenantId, 60)}`}. Sign in to the tenant that the server belongs to (az login --tenant).${guest(token)}`,
  },
  {
    code: 'token-wrong-principal',
    matches: (_state, message) => /oid mismatch/i.test(message),
    advice: () =>
      'The role is bound to another object in Microsoft Entra than the one that the token is of, as after an identity was made anew under its old name. Bind it again: pgaadauth_create_principal_with_oid, or SECURITY LABEL FOR "pgaadauth".',
  },
  {
    code: 'token-refused',
    matches: (_state, message) => /access token|\bAAD\b|Azure Active Directory|Microsoft Entra/i.test(message),
    advice: ({ token }) =>
      token === undefined
        ? 'This role signs in with Microsoft Entra: it takes a token in place of a password (az account get-access-token --resource-type oss-rdbms).'
        : 'Get a new token (az account get-access-token --resource-type oss-rdbms) for somebody who may use this role.',
  },
  {
    code: 'too-many-connections',
    matches: (state) => state === '53300',
    advice: () =>
      'All connections are in use. End idle ones, pool connections (PgBouncer on port 6432), or raise max_connections with a larger server.',
  },
  {
    code: 'server-unavailable',
    matches: (state) => state.startsWith('57P'),
    advice: () => 'The server starts, stops, fails over or is under maintenance. Try again in a minute; look at its state and resource health in Azure.',
  },
  {
    code: 'database-missing',
    matches: (state) => state === '3D000',
    advice: () => 'Name a database that exists; every server has one called postgres. Names are case-sensitive.',
  },
  {
    code: 'database-forbidden',
    matches: (state) => state === '42501',
    advice: ({ attempt: { database, user } }) => `Let somebody who may run GRANT CONNECT ON DATABASE ${identifier(database)} TO ${identifier(user)}.`,
  },
  {
    code: 'role-no-login',
    matches: (_state, message) => /not permitted to log in/i.test(message),
    advice: (context) => `A role without LOGIN holds rights for others, such as a group. Sign in as one of its members, or as a role with LOGIN.${namedBy(context)}`,
  },
  {
    code: 'role-missing',
    matches: (_state, message) => /^role .* does not exist/is.test(message),
    advice: (context) =>
      `There is no such role on this server. Names are case-sensitive; on Single Server they end in @SERVER. For Microsoft Entra it is the user principal name, or the display name of a group or application, and an administrator has to create it.${guest(context.token)}${namedBy(context)}`,
  },
  {
    code: 'token-wrong-name',
    matches: () => false,
    advice: (context) =>
      `The server took neither the token nor the name. The role has to be called exactly like the user principal name, or like the group or application that was made a role; members of a group sign in as the group.${guest(context.token)}${namedBy(context)}`,
  },
  {
    code: 'password-wrong',
    matches: (state) => state === '28P01',
    advice: () =>
      'The password is wrong, or there is no such role: PostgreSQL does not tell which. Names are case-sensitive. For a role of Microsoft Entra the password is a token.',
  },
];

const notLetIn = /(?:no pg_hba\.conf entry|pg_hba\.conf rejects connection) for host "([^"]{1,64})"/;

/** A firewall names the address that it turned away; a rule for exactly that address lets it in. */
function firewall(message: string, said: string): Refusal | undefined {
  const address = notLetIn.exec(message)?.[1];
  if (address === undefined) return undefined;
  const detail = `The server’s firewall does not let this computer in. It said: “${said}”`;
  if (isIP(address) !== 4) return new Refusal('firewall', { detail, advice: 'Add a firewall rule for the IPv4 address that this computer has on the internet.' });
  if (isPrivateAddress(address)) {
    return new Refusal('firewall', {
      detail,
      advice: `It sees you as ${address}, an address inside a network: no firewall rule counts for that. Look at the server’s access rules, or at the virtual network.`,
    });
  }
  return new Refusal('firewall', {
    detail,
    advice: `Add a firewall rule for exactly ${address}, the address that the server sees. It may take up to five minutes to count.`,
    firewallAddress: address,
  });
}

/** Explains the error by which a verified server ended a sign-in. */
export function explainServerError(fields: Readonly<Record<string, string>>, attempt: Attempt): Refusal {
  const { C: state = '', M: message = '' } = fields;
  const said = foreignText(message);
  const token = attempt.secret === undefined ? undefined : readToken(attempt.secret);
  const turnedAway = firewall(message, said);
  if (turnedAway !== undefined) return turnedAway;
  const context = { attempt, token, said };
  // A database may be called tenant, and a role audience.
  const wording = message.replace(/"[^"]*"/g, '""');
  const found = explanations.find(({ matches }) => matches(state, wording));
  const explanation = found?.code === 'password-wrong' && token !== undefined ? explanations.find(({ code }) => code === 'token-wrong-name') : found;
  const detail = `The server said: “${said}”${state === '' ? '' : ` (${foreignText(state, 5)})`}.`;
  if (explanation === undefined) {
    return new Refusal('sign-in-refused', { detail, advice: 'The server is the right one, and this is all that it says: its log may say more. Look the code up among PostgreSQL’s error codes.' });
  }
  return new Refusal(explanation.code, { detail, advice: explanation.advice(context) });
}
