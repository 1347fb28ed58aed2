import type { Authentication, CompleteConnection } from './connection';
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

/** How the strings of one client are written. */
export interface Client {
  readonly label: string;
  readonly write: (to: CompleteConnection) => string;
  /** The ways to authenticate that the client has; every one has a password. */
  readonly ways: { readonly password: Way } & { readonly [way in Exclude<Authentication, 'password'>]?: Way };
  /** True where a string of this client was run against a real server with TLS by this project's tests. */
  readonly proven: boolean;
  /** The document that says what verifies. */
  readonly page: string;
  /** True for clients that use libpq, which take root certificates from the system or from a file. */
  readonly libpq?: true;
}

export const systemRootsNote =
  'Needs libpq 16 or newer for sslrootcert=system, which verifies against the certificates of the operating system.';

export const libpqPage = 'https://www.postgresql.org/docs/current/libpq-ssl.html';

/** The value of libpq's sslrootcert. */
export const rootsOf = ({ roots }: CompleteConnection): string => (roots === 'system' ? 'system' : roots.file);

const rootsNote = 'With an older libpq, give the path of a file with the root certificates instead of "system".';

/** What every client that uses libpq needs to know. */
export const libpqNote = `${systemRootsNote} ${rootsNote}`;

export const authority = ({ user, host, port, database }: CompleteConnection): string =>
  `${encode(user)}@${host}:${port}/${encode(database)}`;

/** libpq's own options in a URI. */
export const libpqQuery = (to: CompleteConnection): string =>
  `sslmode=verify-full&sslrootcert=${to.roots === 'system' ? 'system' : encode(to.roots.file)}`;

/** A token on the command line, in variables that end with the shell. */
export const shellToken = (to: CompleteConnection, scope: string): string =>
  `PGPASSWORD="$(az account get-access-token --scope ${scope} --query accessToken --output tsv)"` +
  (to.authentication === 'managed-identity' ? ' # after: az login --identity' : '');
