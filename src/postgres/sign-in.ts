import { createHash, X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { readToken } from './access-token';
import { explainServerError } from './explain-server-error';
import { foreignText } from './foreign-text';
import { clientMessage, createMessageReader, errorFields, type Message } from './messages';
import { Refusal, within, type Patience } from './refusal';
import { createScramClient, type ScramClient } from './scram';
import { signatureHash } from './signature-hash';

export interface Login {
  readonly user: string;
  readonly database: string;
  /** A password or a token of Microsoft Entra. */
  readonly secret?: string;
}

export interface SignedIn {
  /** How the server convinced itself: "SCRAM-SHA-256 with channel binding". */
  readonly method: string;
  readonly serverVersion: string;
}

/** What SCRAM binds itself to: the server's certificate, hashed as it is signed (RFC 5929). */
export function endPoint(socket: TLSSocket): Buffer | undefined {
  const { raw } = socket.getPeerCertificate();
  if (!Buffer.isBuffer(raw)) return undefined;
  const algorithm = signatureHash(raw);
  return algorithm === undefined ? undefined : createHash(algorithm).update(new X509Certificate(raw).raw).digest();
}

const missing = (): Refusal =>
  new Refusal('password-missing', {
    detail: 'The server asks for a password, and none was given.',
    advice: 'Give one by PGPASSWORD, or where you are asked. For a role of Microsoft Entra it is a token.',
  });

const strange = (): Refusal =>
  new Refusal('sign-in-protocol', {
    detail: 'The server answered the sign-in with something that has no place there.',
    advice: 'Is this the right host and port, and PostgreSQL itself that answers there? A proxy of another protocol does this.',
  });

/** Passwords go nowhere in clear, not even over TLS: only a token does, which is how Azure takes tokens. */
function clearText(secret: string): Buffer {
  if (readToken(secret) === undefined) {
    throw new Refusal('clear-text-asked', {
      detail: 'The server asks for the password in clear text, as it does for roles of Microsoft Entra. It was not sent.',
      advice: 'Give a token instead (az account get-access-token --resource-type oss-rdbms), or sign in as a role with a password.',
    });
  }
  return clientMessage.password(secret);
}

function md5Answer({ user }: Login, secret: string, salt: Buffer): Buffer {
  const md5 = (...parts: (string | Buffer)[]): string => parts.reduce((sum, part) => sum.update(part), createHash('md5')).digest('hex');
  return clientMessage.password(`md5${md5(md5(secret, user), salt)}`);
}

/** The talk by which a sign-in goes on, until the server is content. */
async function authenticate(socket: TLSSocket, read: () => Promise<Message>, login: Login): Promise<string> {
  let method = 'no password at all';
  let scram: ScramClient | undefined;
  let proven = true;
  for (;;) {
    const { type, body } = await read();
    if (type === 'E') throw explainServerError(errorFields(body), { ...login, secret: login.secret });
    if (type === 'N' || type === 'v') continue;
    if (type !== 'R' || body.length < 4) throw strange();
    const kind = body.readInt32BE(0);
    if (kind === 0) {
      if (!proven) throw strange();
      return method;
    }
    if (login.secret === undefined) throw missing();
    const rest = body.subarray(4);
    if (kind === 3) {
      socket.write(clearText(login.secret));
      method = 'a token of Microsoft Entra';
    } else if (kind === 5) {
      socket.write(md5Answer(login, login.secret, rest.subarray(0, 4)));
      method = 'MD5, which is weak: set the password anew with SCRAM';
    } else if (kind === 10 && scram === undefined) {
      const offered = rest.toString('latin1').split('\0');
      if (!offered.includes('SCRAM-SHA-256')) throw notSupported();
      scram = createScramClient(login.secret, { data: endPoint(socket), offered: offered.includes('SCRAM-SHA-256-PLUS') });
      proven = false;
      socket.write(clientMessage.saslFirst(scram.mechanism, scram.first));
      method = scram.mechanism === 'SCRAM-SHA-256-PLUS' ? 'SCRAM-SHA-256 with channel binding' : 'SCRAM-SHA-256 without channel binding, which the server does not offer';
    } else if (kind === 11 && scram !== undefined) {
      socket.write(clientMessage.saslNext(await scram.answer(rest.toString('utf8')).catch(() => Promise.reject(strange()))));
    } else if (kind === 12 && scram !== undefined) {
      proven = scram.proves(rest.toString('utf8'));
      if (!proven) {
        throw new Refusal('server-not-proven', {
          detail: 'The server took the sign-in but could not prove that it knows the password too.',
          advice: 'Do not connect: this is not the server that the password is of.',
        });
      }
    } else throw notSupported();
  }
}

const notSupported = (): Refusal =>
  new Refusal('method-not-supported', {
    detail: 'The server asks for a way to sign in that is not known here; passwords by SCRAM or MD5 and tokens are.',
    advice: 'Sign in as a role with a password or with Microsoft Entra. On a server of your own, look at the method of this role in pg_hba.conf.',
  });

async function untilReady(read: () => Promise<Message>, login: Login): Promise<string> {
  let version = 'unknown';
  for (;;) {
    const { type, body } = await read();
    if (type === 'Z') return version;
    if (type === 'E') throw explainServerError(errorFields(body), { ...login, secret: login.secret });
    const [name, value = ''] = body.toString('utf8').split('\0');
    if (type === 'S' && name === 'server_version') version = foreignText(value, 60);
  }
}

/**
 * Signs in over a verified connection, and leaves again.
 * @throws Refusal with what the server said and what it means.
 */
export function signIn(socket: TLSSocket, login: Login, patience: Patience): Promise<SignedIn> {
  const read = createMessageReader(socket);
  const talk = async (): Promise<SignedIn> => {
    const { user, database } = login;
    socket.write(clientMessage.startup({ user, database, application_name: 'postgresql-security', client_encoding: 'UTF8' }));
    const method = await authenticate(socket, read, login);
    const serverVersion = await untilReady(read, login);
    socket.end(clientMessage.terminate());
    return { method, serverVersion };
  };
  const late = (): Refusal =>
    new Refusal('sign-in-timeout', {
      detail: 'The server is verified and did not finish the sign-in in time.',
      advice: 'It may be overloaded or starting: look at its metrics, and try again.',
    });
  const broken = (error: unknown): Refusal =>
    error instanceof Refusal
      ? error
      : new Refusal('sign-in-closed', {
          detail: `The connection broke during the sign-in (${foreignText((error as NodeJS.ErrnoException).code ?? 'unknown reason', 40)}).`,
          advice: 'The server may be restarting or under maintenance: try again in a minute, and look at its state.',
        });
  return within(talk().catch((error: unknown) => Promise.reject(broken(error))), patience, late, () => socket.destroy());
}
