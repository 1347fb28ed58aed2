import { sovereignCloudOf } from '../azure-clouds';
import type { Client, Code } from './client';
import { libpqFileNote, libpqNote } from './client';
import type { Connection } from './connection';
import { complete } from './connection';
import { entityFramework, npgsql } from './dotnet';
import { pgx, sqlx, tokioPostgres } from './go-and-rust';
import { jdbc, spring } from './java';
import { environment, phpPdo, psql, rails, serviceFile } from './libpq';
import { nodePostgres, prisma, prismaEngine } from './node';
import { django, psycopg, sqlalchemy } from './python';

/** The clients that strings are written for, in the order in which they are offered. */
const clients = {
  psql,
  jdbc,
  spring,
  npgsql,
  'entity-framework': entityFramework,
  'node-postgres': nodePostgres,
  prisma,
  'prisma-engine': prismaEngine,
  psycopg,
  sqlalchemy,
  django,
  rails,
  pgx,
  sqlx,
  'tokio-postgres': tokioPostgres,
  'php-pdo': phpPdo,
  'pg-service': serviceFile,
  environment,
} satisfies Readonly<Record<string, Client>>;

export type ClientId = keyof typeof clients;

export const clientIds = Object.keys(clients) as readonly ClientId[];

/** What people see of a client before a string is written. */
export type ClientInfo = Pick<Client, 'label' | 'proven' | 'page'> & {
  readonly libpq: boolean;
  /** Says where a string is from that nobody has run here; empty for those that were. */
  readonly caveat: string;
};

export interface ConnectionString {
  readonly client: ClientId;
  readonly label: string;
  /** Never holds a password or a token. */
  readonly text: string;
  /** What to know before using it: where the password goes, and what the client needs in order to verify. */
  readonly note: string;
  /** Code that uses the string, where the string alone does not say enough. */
  readonly code?: Code;
}

export function clientInfo(id: ClientId): ClientInfo {
  const client: Client = clients[id];
  const { label, proven, page } = client;
  return { label, proven, page, libpq: client.libpq === true, caveat: proven ? '' : `from documentation: ${page}` };
}

/**
 * The libraries for Microsoft Entra sign in to the public cloud unless told otherwise; an identity of the computer needs no word.
 * https://learn.microsoft.com/dotnet/api/azure.identity.tokencredentialoptions.authorityhost
 */
function authorityNote({ host, authentication }: Connection, code: Code | undefined): string {
  const cloud = sovereignCloudOf(host);
  if (cloud === undefined || authentication !== 'entra' || code === undefined || code.language === 'shellscript') return '';
  return ` In ${cloud.label} set the environment variable AZURE_AUTHORITY_HOST to ${cloud.authority} first.`;
}

/**
 * Writes the string by which a client connects over TLS and verifies certificate and host name.
 * @throws RangeError when a part is empty, cannot be part of any connection or cannot be written for this client.
 */
export function connectionString(id: ClientId, connection: Connection): ConnectionString {
  const to = complete(connection);
  const client: Client = clients[id];
  const way = client.ways[to.authentication];
  const text = client.write(to);
  const code = way.code?.(to, text);
  const said = client.libpq === true ? `${way.note} ${to.roots === 'system' ? libpqNote : libpqFileNote}` : way.note;
  const note = `${said}${authorityNote(connection, code)}`;
  return { client: id, label: client.label, text, note, ...(code === undefined ? {} : { code }) };
}
