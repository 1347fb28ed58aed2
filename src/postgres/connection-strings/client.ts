import { sovereignCloudOf } from '../azure-clouds';
import type { Authentication, CompleteConnection } from './connection';
import { tokenScope } from './connection';
import { encode } from './quoting';

/** Source code that a string needs, or that shows where the token comes from. */
export interface Code {
  /** A language id of VS Code. */
  readonly language: string;
  readonly text: string;
}

/** What belongs to a string beside its text. */
export interface Way {
  /** Where the password or token goes, and what the client needs in order to verify; plain sentences. */
  readonly note: string;
  readonly code?: (to: CompleteConnection, text: string) => Code;
}

export type TokenWays = Omit<Client['ways'], 'password'>;

/** How the strings of one client are written. */
export interface Client {
  readonly label: string;
  readonly write: (to: CompleteConnection) => string;
  readonly ways: Readonly<Record<Authentication, Way>>;
  /** True where a string of this client was run against a real server with TLS by this project's tests. */
  readonly proven: boolean;
  /** The document that says what verifies. */
  readonly page: string;
  /** True for clients that use libpq, which take root certificates from the system or from a file. */
  readonly libpq?: true;
}

export const libpqPage = 'https://www.postgresql.org/docs/current/libpq-ssl.html';

/** The value of libpq's sslrootcert. */
export const rootsOf = ({ roots }: CompleteConnection): string => (roots === 'system' ? 'system' : roots.file);

/**
 * What every client that uses libpq needs to know where it verifies by the system. That builds of libpq which do not come from the operating system find
 * no certificates there: https://github.com/EnterpriseDB/edb-installers/issues/264,
 * https://github.com/PostgresApp/PostgresApp/issues/801; the wheels of psycopg name a folder of their own.
 */
export const libpqNote =
  'sslrootcert=system needs libpq 16 or newer from a Linux distribution or Homebrew. For an older one, the installers of EnterpriseDB, Postgres.app or psycopg[binary], name a file of root certificates instead.';

/** What to know of libpq where it verifies by a file. */
export const libpqFileNote = 'Needs libpq 12 or newer, the first that knows gssencmode.';

export const authority = ({ user, host, port, database }: CompleteConnection): string =>
  `${encode(user)}@${host}:${port}/${encode(database)}`;

/**
 * libpq's own options in a URI. With a ticket of Kerberos libpq takes its encryption in place of TLS and looks at no
 * certificate, whatever sslmode says: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-GSSENCMODE
 */
export const libpqQuery = (to: CompleteConnection): string =>
  `sslmode=verify-full&sslrootcert=${to.roots === 'system' ? 'system' : encode(to.roots.file)}&gssencmode=disable`;

/** The Azure CLI's command for a token, and what comes before it. */
export const tokenCommand = (to: CompleteConnection): string => `az account get-access-token --scope ${tokenScope(to.host)} --query accessToken --output tsv`;

export function beforeToken({ host, authentication, identity }: CompleteConnection): string {
  const cloud = sovereignCloudOf(host);
  const first = cloud === undefined ? '' : `az cloud set --name ${cloud.cli} && `;
  if (authentication !== 'managed-identity') return `${first}az login`;
  return `${first}az login --identity${identity === undefined ? '' : ` --client-id ${identity}`}`;
}

/** A token in PGPASSWORD and then a command, for clients that take it from there. */
export const withShellToken = (to: CompleteConnection, command: string): Code => ({
  language: 'shellscript',
  text: [
    `# After: ${beforeToken(to)}`,
    `export PGPASSWORD="$(${tokenCommand(to)})"`,
    `# In PowerShell: $env:PGPASSWORD = ${tokenCommand(to)}`,
    command,
    '',
  ].join('\n'),
});

/** What to know of a token that a client gets from PGPASSWORD. */
export const shellTokenNote = 'PGPASSWORD is a token, which is good for about an hour: the code gets one by the Azure CLI.';

/** The ways of clients that take a token from PGPASSWORD, whoever it is of. */
export const shellTokenWays = (note: string, code: (to: CompleteConnection, text: string) => Code): TokenWays => ({
  entra: { note: `${shellTokenNote} ${note}`.trim(), code },
  'managed-identity': { note: `Only on a computer in Azure that has the identity. ${shellTokenNote} ${note}`.trim(), code },
});
