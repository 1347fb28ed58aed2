import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);
const hash = (data: Buffer): Buffer => createHash('sha256').update(data).digest();
const mac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** PostgreSQL's own number. A server may ask for more, up to a number that still takes well under a second. */
export const usualIterations = 4096;
const mostIterations = 1_000_000;

/**
 * Brings a password into the form that both sides hash: SASLprep (RFC 4013), as PostgreSQL does it. What it forbids is
 * taken as it is, which PostgreSQL does too.
 */
export function preparePassword(password: string): string {
  const spaced = password.replace(/[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g, ' ');
  const mapped = spaced.replace(/\u00ad|\u034f|\u1806|\u180b|\u180c|\u180d|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/g, '');
  const normal = mapped.normalize('NFKC');
  // eslint-disable-next-line no-control-regex -- SASLprep forbids control characters.
  return /[\u0000-\u001f\u007f-\u009f\ue000-\uf8ff\ufffd]/.test(normal) || normal === '' ? password : normal;
}

/**
 * Computes what PostgreSQL stores for a password, so that the password itself never travels and is never logged. It is
 * given to CREATE ROLE … PASSWORD in its place.
 */
export async function scramVerifier(password: string, salt: Buffer = randomBytes(16), iterations: number = usualIterations): Promise<string> {
  const salted = await derive(preparePassword(password), salt, iterations, 32, 'sha256');
  const storedKey = hash(mac(salted, 'Client Key'));
  const serverKey = mac(salted, 'Server Key');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey.toString('base64')}:${serverKey.toString('base64')}`;
}

/** What binds the sign-in to the TLS connection: the hash of the server's certificate, where the server takes it. */
export interface ChannelBinding {
  readonly data: Buffer | undefined;
  /** Whether the server offered to check it. */
  readonly offered: boolean;
}

export interface ScramClient {
  readonly mechanism: 'SCRAM-SHA-256' | 'SCRAM-SHA-256-PLUS';
  readonly first: string;
  /** Answers the server's first message. @throws RangeError where that is none, or asks for too much work. */
  readonly answer: (serverFirst: string) => Promise<string>;
  /** Whether the server has proved that it knows the password too. */
  readonly proves: (serverFinal: string) => boolean;
}

/** One side of SCRAM (RFC 5802, RFC 7677): proves the password without telling it, and asks the server for the same. */
export function createScramClient(password: string, { data, offered }: ChannelBinding, nonce = randomBytes(18).toString('base64')): ScramClient {
  const binds = data !== undefined && offered;
  // “y” says: we could, but you did not offer it. A server that did offer it then knows that somebody took that out.
  const header = binds ? 'p=tls-server-end-point,,' : data === undefined ? 'n,,' : 'y,,';
  const bare = `n=,r=${nonce}`;
  let expected: Buffer | undefined;
  return {
    mechanism: binds ? 'SCRAM-SHA-256-PLUS' : 'SCRAM-SHA-256',
    first: header + bare,
    answer: async (serverFirst) => {
      const [, both = '', salt = '', rounds = ''] = /^r=([\x21-\x2b\x2d-\x7e]+),s=([A-Za-z0-9+/=]+),i=(\d{1,9})$/.exec(serverFirst) ?? [];
      const iterations = Number(rounds);
      if (!both.startsWith(nonce) || both.length <= nonce.length || iterations < 1 || iterations > mostIterations) {
        throw new RangeError('The server’s part of SCRAM is not as it has to be.');
      }
      const salted = await derive(preparePassword(password), Buffer.from(salt, 'base64'), iterations, 32, 'sha256');
      const clientKey = mac(salted, 'Client Key');
      const bound = Buffer.concat([Buffer.from(header), binds ? data : Buffer.alloc(0)]).toString('base64');
      const unproved = `c=${bound},r=${both}`;
      const all = `${bare},${serverFirst},${unproved}`;
      const signature = mac(hash(clientKey), all);
      const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
      expected = mac(mac(salted, 'Server Key'), all);
      return `${unproved},p=${proof.toString('base64')}`;
    },
    proves: (serverFinal) => {
      const given = Buffer.from(/^v=([A-Za-z0-9+/=]+)/.exec(serverFinal)?.[1] ?? '', 'base64');
      return given.length === expected?.length && timingSafeEqual(given, expected);
    },
  };
}
