import type { TLSSocket } from 'node:tls';
import { Client, type QueryResultRow } from 'pg';
import { readToken } from './access-token';
import { explainServerError } from './explain-server-error';
import { openTcp } from './open-tcp';
import { Refusal } from './refusal';
import { requestTls } from './request-tls';
import { resolveName, systemNames } from './resolve-name';
import type { Login } from './sign-in';
import { azureRoots, type TrustedRoots } from './trusted-roots';
import { verifyTls } from './verify-tls';

export interface Target {
  readonly host: string;
  readonly port: number;
  /** The roots that Azure uses, where left out. */
  readonly roots?: TrustedRoots;
  readonly login: Required<Login>;
  /** Ends the connection before its time, and whatever is asked over it. */
  readonly signal?: AbortSignal;
}

/** A connection to a database of a verified server. */
export interface Connection {
  readonly query: <Row extends QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  /** Runs statements one after the other, all of them or none. */
  readonly transaction: (statements: readonly string[]) => Promise<void>;
  readonly end: () => Promise<void>;
}

const stepMs = 5_000;
/** The longest that one statement may take, on either side. */
const statementMs = 15_000;
const pooler = 6432;

async function openVerified({ host, port, roots = azureRoots(), signal }: Target): Promise<TLSSocket> {
  const patience = { ms: stepMs, signal };
  const { addresses } = await resolveName(host, systemNames, patience);
  const tcp = await openTcp(addresses, host, port, patience);
  try {
    await requestTls(tcp, patience);
    return (await verifyTls(tcp, { host, roots, direct: false }, patience)).socket;
  } catch (error) {
    tcp.destroy();
    throw error;
  }
}

/** What the driver hears while it signs in; it has no types for it. */
interface SignInEvents {
  once(event: 'authenticationCleartextPassword' | 'authenticationMD5Password', listen: () => void): void;
  once(event: 'authenticationSASL', listen: (message: { readonly mechanisms: readonly string[] }) => void): void;
}

/** Ends the connection before the driver answers a question that a password must not be the answer to. */
function guard(client: Client, socket: TLSSocket, { login: { secret }, port }: Target): void {
  const events = (client as unknown as { readonly connection: SignInEvents }).connection;
  const isToken = readToken(secret) !== undefined;
  const refuse = (refusal: Refusal): void => {
    socket.destroy(refusal);
  };
  events.once('authenticationCleartextPassword', () => {
    if (isToken) return;
    refuse(new Refusal('clear-text-asked', {
      detail: 'The server asks for the password in clear text, as it does for roles of Microsoft Entra. It was not sent.',
      advice: 'Give a token instead (az account get-access-token --resource-type oss-rdbms), or sign in as a role with a password.',
    }));
  });
  events.once('authenticationMD5Password', () => {
    refuse(new Refusal('channel-binding-missing', {
      detail: 'The password of this role is kept as MD5, which cannot be bound to the connection. It was not used.',
      advice: 'Set password_encryption to scram-sha-256 and the password anew.',
    }));
  });
  events.once('authenticationSASL', ({ mechanisms }) => {
    // PgBouncer does not offer channel binding; the certificate is verified all the same.
    if (port === pooler || mechanisms.includes('SCRAM-SHA-256-PLUS')) return;
    refuse(new Refusal('channel-binding-missing', {
      detail: 'The server does not offer to bind the password to the connection, as every PostgreSQL does over TLS. It was not used.',
      advice: 'Look for what is between you and the server.',
    }));
  });
}

function explained(error: unknown, { login, signal }: Target): unknown {
  // What a connection says that was cut is not what happened.
  if (signal?.aborted === true) return signal.reason;
  if (error instanceof Refusal || !(error instanceof Error) || !('severity' in error)) return error;
  const { code = '' } = error as { code?: string };
  return explainServerError({ C: code, M: error.message }, login);
}

/**
 * Connects to a database: the server is verified as the doctor verifies it, and a password is bound to the connection.
 * The driver gets a connection that is verified already, so that nothing of it, and nothing in the environment, decides
 * about encryption.
 * @throws Refusal where the server is not verified or does not let this login in; the reason of the signal where somebody ends it.
 */
export async function connect(target: Target): Promise<Connection> {
  const socket = await openVerified(target);
  const { host, port, login, signal } = target;
  // The driver wants to connect by itself, and hears that it is done.
  Object.defineProperty(socket, 'connect', { value: () => setImmediate(() => socket.emit('connect')) });
  const client = new Client({
    host,
    port,
    user: login.user,
    database: login.database,
    password: login.secret,
    ssl: false,
    stream: () => socket,
    enableChannelBinding: true,
    application_name: 'postgresql-security',
    connectionTimeoutMillis: stepMs,
    query_timeout: statementMs,
  });
  guard(client, socket, target);
  const cut = (): void => void socket.destroy();
  signal?.addEventListener('abort', cut, { once: true });
  if (signal?.aborted === true) cut();
  // A connection that breaks later is told by the query that needed it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    // Names in statements mean what PostgreSQL means by them, whatever somebody has put into another schema.
    await client.query(`set search_path = pg_catalog; set statement_timeout = ${statementMs}; set standard_conforming_strings = on`);
  } catch (error) {
    signal?.removeEventListener('abort', cut);
    socket.destroy();
    throw explained(error, target);
  }
  const query: Connection['query'] = async <Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []) => {
    try {
      return (await client.query<Row>(sql, [...values])).rows;
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : error;
    }
  };
  return {
    query,
    transaction: async (statements) => {
      await client.query('begin');
      try {
        for (const statement of statements) await client.query(statement);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    },
    end: async () => {
      signal?.removeEventListener('abort', cut);
      if (signal?.aborted !== true) await client.end();
    },
  };
}
