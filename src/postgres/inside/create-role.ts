import { escapeIdentifier, escapeLiteral } from 'pg';
import type { SqlStep } from './carry-out-steps';

export const presets = ['read-only', 'read-write', 'owner', 'monitoring'] as const;
export type Preset = (typeof presets)[number];

export interface RoleWish {
  readonly name: string;
  /** By a verifier that was computed here, so that the password never travels; or by an object of Microsoft Entra. */
  readonly signIn:
    | { readonly by: 'password'; readonly verifier: string }
    | { readonly by: 'entra'; readonly objectId: string; readonly type: 'user' | 'group' | 'service' };
  readonly preset: Preset;
  readonly database: string;
  readonly schema: string;
  /** At most this many connections at the same time. */
  readonly connectionLimit?: number;
  /** The day at whose beginning the password ends, such as 2027-06-30. */
  readonly validUntil?: string;
}

const longestName = 63;
/** PostgreSQL takes no larger number of connections. */
const mostConnections = 262_143;

/** Says why something cannot be called so; PostgreSQL would cut a long name without a word. */
export function validateIdentifier(name: string): string | undefined {
  if (name === '') return 'It must not be empty.';
  if (name.includes('\0')) return 'It must not hold a null character.';
  return Buffer.byteLength(name) > longestName ? `It must not be longer than ${longestName} bytes.` : undefined;
}

/** Says why a new role cannot be called so. */
export const validateName = (name: string): string | undefined =>
  validateIdentifier(name) ?? (/^pg_/.test(name) ? 'Names that begin with pg_ are PostgreSQL’s own.' : undefined);

function identifier(name: string): string {
  if (validateIdentifier(name) !== undefined) throw new RangeError('This is no name of PostgreSQL.');
  return escapeIdentifier(name);
}

function grants({ name, preset, database, schema }: RoleWish): string[] {
  const [role, within] = [identifier(name), identifier(schema)];
  const connect = `GRANT CONNECT ON DATABASE ${identifier(database)} TO ${role}`;
  if (preset === 'monitoring') return [connect, `GRANT pg_monitor TO ${role}`];
  const onTables = preset === 'read-only' ? 'SELECT' : 'SELECT, INSERT, UPDATE, DELETE';
  const onSequences = preset === 'read-only' ? 'SELECT' : 'USAGE, SELECT';
  return [
    connect,
    `GRANT ${preset === 'owner' ? 'USAGE, CREATE' : 'USAGE'} ON SCHEMA ${within} TO ${role}`,
    `GRANT ${onTables} ON ALL TABLES IN SCHEMA ${within} TO ${role}`,
    `GRANT ${onSequences} ON ALL SEQUENCES IN SCHEMA ${within} TO ${role}`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA ${within} GRANT ${onTables} ON TABLES TO ${role}`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA ${within} GRANT ${onSequences} ON SEQUENCES TO ${role}`,
  ];
}

const verifierForm = /^SCRAM-SHA-256\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$/;
const objectIdForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is a day that there is, such as 2027-06-30. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The same day of the next year, or the first of March where that year has no such day. */
export function yearAfter(today: Date): string {
  return new Date(Date.UTC(today.getUTCFullYear() + 1, today.getUTCMonth(), today.getUTCDate())).toISOString().slice(0, 10);
}

function limitOf({ connectionLimit }: RoleWish): string {
  if (connectionLimit === undefined) return '';
  if (!(Number.isInteger(connectionLimit) && connectionLimit > 0 && connectionLimit <= mostConnections)) throw new RangeError('The connection limit is no number of connections.');
  return ` CONNECTION LIMIT ${connectionLimit}`;
}

function withPassword(wish: RoleWish, verifier: string): string {
  const { name, validUntil } = wish;
  if (!verifierForm.test(verifier)) throw new RangeError('Only a SCRAM verifier may stand in for a password.');
  if (validUntil !== undefined && !isDay(validUntil)) throw new RangeError('The end of the password is no day, such as 2027-06-30.');
  const until = validUntil === undefined ? '' : ` VALID UNTIL ${escapeLiteral(validUntil)}`;
  return `CREATE ROLE ${identifier(name)} LOGIN PASSWORD ${escapeLiteral(verifier)}${limitOf(wish)}${until}`;
}

/**
 * Writes what creates a role with the least that its purpose needs. A role of Microsoft Entra is made in the database
 * postgres, where Azure has the function for it:
 * https://learn.microsoft.com/azure/postgresql/security/security-manage-entra-users
 */
export function createRoleSteps(wish: RoleWish): readonly SqlStep[] {
  const { name, signIn, database } = wish;
  if (signIn.by === 'password') return [{ database, statements: [withPassword(wish, signIn.verifier), ...grants(wish)] }];
  if (!objectIdForm.test(signIn.objectId)) throw new RangeError('This is no object id of Microsoft Entra.');
  identifier(name);
  const create = `SELECT pg_catalog.pgaadauth_create_principal_with_oid(${escapeLiteral(name)}, ${escapeLiteral(signIn.objectId)}, ${escapeLiteral(signIn.type)}, false, false)`;
  const limit = wish.connectionLimit === undefined ? [] : [`ALTER ROLE ${identifier(name)}${limitOf(wish)}`];
  return [
    { database: 'postgres', statements: [create, ...limit] },
    { database, statements: grants(wish) },
  ];
}
