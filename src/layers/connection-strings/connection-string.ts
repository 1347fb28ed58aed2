import type { Unknown, Value } from '../../model/value';
import { unknown } from '../../model/value';
import type { GappedText } from './gapped-text';
import { gappedTexts, gapsIn, isWhole } from './gapped-text';
import { partsIn } from './inner-texts';
import type { Form, Parts } from './parse';

/** How far a client that is given the string protects the connection. */
export type Protection =
  /** It says nothing, so that the client's own default counts. */
  | 'unsaid'
  /** It may talk without TLS. */
  | 'plaintext'
  /** It talks by TLS with whoever answers. */
  | 'unverified'
  /** It talks by TLS with whoever has a certificate of the right root, whatever name that is for. */
  | 'chain'
  | 'verified'
  /** Parts that decide it are not known. */
  | Unknown;

/** A connection string for PostgreSQL, as far as it is known. Nothing of it is a secret. */
export interface ConnectionString {
  readonly form: Form;
  /** Empty where it is not known or not said. */
  readonly host: string;
  /** Whether it holds a password, and whether that one is written in the file. */
  readonly password: 'none' | 'written' | 'given';
  readonly protection: Protection;
  /** The words that say so: "sslmode=require". Empty where nothing does. */
  readonly words: string;
  /** The certificate that the client trusts, where the string names one. */
  readonly rootCertificate: string | undefined;
}

export interface ReadingOptions {
  /** Whether the place where the string stands says that it is for PostgreSQL. */
  readonly forPostgres?: boolean;
  /** Whether a part that is not known comes from a PostgreSQL server. */
  readonly ofServer?: (part: Unknown) => boolean;
}

const postgresHost = /\.postgres\.(?:database|cosmos)\.(?:azure\.com|usgovcloudapi\.net|chinacloudapi\.cn|cloudapi\.de)$|\.horizondb\.azure\.com$/i;
const otherHost = /\.(?:mysql|mariadb)\.database\.|\.database\.(?:windows|usgovcloudapi|chinacloudapi)\.|\.(?:redis|documents|mongo|servicebus|core)\./i;
const postgresPorts: readonly string[] = ['5432', '6432'];

function isPostgres(parts: Parts, whole: GappedText, { forPostgres, ofServer }: ReadingOptions): boolean {
  const host = parts.host ?? '';
  if (parts.certain || postgresHost.test(host)) return true;
  if (otherHost.test(`${host}.`) || parts.settings.has('accountkey')) return false;
  if (gapsIn(host, whole).some((part) => ofServer?.(part) === true)) return true;
  return forPostgres === true || postgresPorts.includes(parts.port ?? '');
}

/** What stands for a password in an instruction, or where another program puts it in. */
const placeholder = /^(?:<.*>|\{.*\}|\[.*\]|\$\(.*\)|\$\{?\w+\}?|%\w+%|#\{.*\}#|__\w+__|\*+|x{3,}|your[\w -]*|password)$/i;

function passwordOf({ password }: Parts): ConnectionString['password'] {
  if (password === undefined || password === '' || placeholder.test(password)) return 'none';
  return isWhole(password) ? 'written' : 'given';
}

const meanings: Readonly<Record<string, Protection>> = {
  disable: 'plaintext',
  allow: 'plaintext',
  prefer: 'plaintext',
  false: 'plaintext',
  off: 'plaintext',
  '0': 'plaintext',
  require: 'unverified',
  noverify: 'unverified',
  verifyca: 'chain',
  verifyfull: 'verified',
  true: 'verified',
  on: 'verified',
  '1': 'verified',
};

/** What the modes of libpq mean. */
export const libpqModes: Readonly<Record<string, Protection>> = {
  disable: 'plaintext',
  allow: 'plaintext',
  prefer: 'plaintext',
  require: 'unverified',
  'verify-ca': 'chain',
  'verify-full': 'verified',
};

const isTrue = (value: string | undefined): boolean => /^(?:true|yes|on|1)$/i.test(value ?? '');

function protectionOf(parts: Parts, whole: GappedText): Pick<ConnectionString, 'protection' | 'words'> {
  const { settings, open } = parts;
  const name = settings.has('sslmode') ? 'sslmode' : 'ssl';
  const value = settings.get(name);
  const spelled = parts.form === 'ado' ? 'SSL Mode' : name;
  if (value !== undefined && !isWhole(value)) {
    const because = gapsIn(value, whole)[0]?.because ?? 'a part of it is not known';
    return { protection: unknown(because), words: '' };
  }
  const meaning = value === undefined ? undefined : meanings[value.toLowerCase().replace(/[-_]/g, '')];
  if (value !== undefined && meaning === undefined) {
    return { protection: unknown('it asks for a mode that is not known here'), words: '' };
  }
  if (meaning === 'plaintext') return { protection: meaning, words: `${spelled}=${value ?? ''}` };
  if (isTrue(settings.get('trustservercertificate'))) {
    return { protection: 'unverified', words: 'Trust Server Certificate=true' };
  }
  if (/nonvalidating/i.test(settings.get('sslfactory') ?? '')) {
    return { protection: 'unverified', words: 'sslfactory=org.postgresql.ssl.NonValidatingFactory' };
  }
  if (meaning === 'unverified' && value?.toLowerCase() === 'require') {
    // libpq checks the chain in this mode too once it is told which root to trust, and takes the system's in full only.
    const root = settings.get('sslrootcert');
    if (root !== undefined) return { protection: root === 'system' ? 'verified' : 'chain', words: `${spelled}=require` };
    // Prisma takes any certificate unless it is told otherwise.
    if (settings.get('sslaccept') === 'strict') return { protection: 'verified', words: 'sslaccept=strict' };
  }
  if (parts.form === 'json' && name === 'ssl' && value === 'no-verify') {
    return { protection: 'unverified', words: 'rejectUnauthorized is false' };
  }
  // For libpq this is another way to write require: https://www.postgresql.org/docs/current/libpq-connect.html
  if (parts.form === 'uri' && name === 'ssl' && value === 'true') return { protection: unknown('ssl=true checks no certificate in libpq, and does so in other clients'), words: '' };
  if (meaning !== undefined) return { protection: meaning, words: `${spelled}=${value ?? ''}` };
  // Since version 16, libpq verifies in full where it is told to trust the system's roots.
  if (settings.get('sslrootcert') === 'system') return { protection: 'verified', words: 'sslrootcert=system' };
  return { protection: open ? unknown('a part of it that is not known may say so') : 'unsaid', words: '' };
}

function read(parts: Parts, whole: GappedText, options: ReadingOptions): ConnectionString | undefined {
  if (!isPostgres(parts, whole, options)) return undefined;
  const { settings } = parts;
  const host = parts.host ?? '';
  return {
    form: parts.form,
    host: isWhole(host) ? host : '',
    password: passwordOf(parts),
    ...protectionOf(parts, whole),
    rootCertificate: settings.get('sslrootcert') ?? settings.get('rootcertificate'),
  };
}

/**
 * Reads a value as a connection string for PostgreSQL: URIs of libpq, of SQLAlchemy and of JDBC, keywords of libpq,
 * those of Npgsql, and all of them within JSON. A value that can be several strings is each of them; what is for another database is none.
 */
export function readConnectionStrings(value: Value | undefined, options: ReadingOptions = {}): readonly ConnectionString[] {
  return gappedTexts(value).flatMap((text) => partsIn(text).flatMap((parts) => read(parts, text, options) ?? []));
}

/** Whether a string leads to the computer itself or to a neighbour without a domain, where there is no Azure. */
export function isLocal({ host }: ConnectionString): boolean {
  if (host === '') return false;
  return /^(?:localhost|127\.[\d.]+|\[?::1\]?|host\.docker\.internal)$/i.test(host) || /^[\w-]+$/.test(host);
}
