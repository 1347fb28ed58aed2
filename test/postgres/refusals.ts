import type { FailureCode } from '../../src/postgres/refusal';
import { createAuthority, issue, type Authority } from './certificates';
import { errorMessage, type Script, type ScriptedWish } from './scripted-server';

/** A server that nobody must connect to, and the code by which it is refused. */
export interface RefusalCase {
  readonly name: string;
  readonly code: FailureCode;
  readonly script: Script;
  readonly wish?: ScriptedWish;
  readonly direct?: boolean;
}

const day = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * day);
/** Lets OpenSSL serve what it would refuse to serve by itself. */
const lax = { ciphers: 'ALL@SECLEVEL=0' };

/** Every server of the list that is refused, for clients that trust the authority. */
export function refusals(authority: Authority): readonly RefusalCase[] {
  const stranger = createAuthority('Stranger');
  const selfSigned = issue({ name: 'localhost', hosts: ['localhost'] });
  const weakAuthority = issue({ name: 'Weak Intermediate', authority: true, signature: 'sha1' }, authority.root);
  const beneathWeak = issue({ name: 'localhost', hosts: ['localhost'] }, weakAuthority);
  const tls = (name: string, code: FailureCode, options: Parameters<Parameters<Script>[0]['agree']>[0]): RefusalCase => ({
    name,
    code,
    script: (client) => void client.agree(options),
  });
  return [
    { name: 'answers N', code: 'tls-not-offered', script: ({ raw }) => raw.write('N') },
    { name: 'answers N and more', code: 'tls-not-offered', script: ({ raw }) => raw.write('NR\0\0\0\b\0\0\0\0') },
    { name: 'sends bytes before the handshake', code: 'bytes-before-handshake', script: ({ raw }) => raw.write('SR\0\0\0\b\0\0\0\0') },
    { name: 'sends an error in place of S', code: 'error-before-tls', script: ({ raw }) => raw.write(errorMessage('08006', 'set sslmode=disable\u001b[31m')) },
    { name: 'talks garbage', code: 'not-postgresql', script: ({ raw }) => raw.write('HTTP/1.1 400 Bad Request\r\n\r\n') },
    { name: 'talks first', code: 'not-postgresql', script: ({ raw }) => raw.write('220 mail.example ESMTP\r\n'), wish: { atOnce: true } },
    { name: 'closes when asked', code: 'negotiation-closed', script: ({ raw }) => raw.end() },
    { name: 'resets the connection when asked', code: 'negotiation-closed', script: ({ raw }) => raw.resetAndDestroy() },
    { name: 'hangs when asked', code: 'negotiation-timeout', script: () => undefined },
    { name: 'hangs after S', code: 'tls-timeout', script: ({ raw }) => raw.write('S') },
    {
      name: 'drips the handshake',
      code: 'tls-timeout',
      script: ({ raw }) => {
        raw.write('S');
        // A record that says it is long, and then one byte after the other.
        const bytes = [0x16, 0x03, 0x03, 0x3f, 0xff, 0x02, 0x00, 0x3f, 0xfb, 0x03, 0x03];
        raw.once('data', () => {
          const timer = setInterval(() => raw.write(Buffer.from([bytes.shift() ?? 0])), 100);
          raw.on('close', () => clearInterval(timer));
        });
      },
    },
    {
      name: 'talks garbage after S',
      code: 'not-tls',
      script: ({ raw }) => {
        raw.write('S');
        raw.once('data', () => raw.write('garbage garbage garbage garbage'));
      },
    },
    {
      name: 'sends without end after S',
      code: 'not-tls',
      script: ({ raw }) => {
        raw.write('S');
        raw.once('data', () => {
          const timer = setInterval(() => raw.write(Buffer.alloc(1024 * 1024, 'A')), 5);
          raw.on('close', () => clearInterval(timer));
        });
      },
    },
    {
      name: 'closes during the handshake',
      code: 'tls-closed',
      script: ({ raw }) => {
        raw.write('S');
        raw.once('data', () => raw.destroy());
      },
    },
    {
      name: 'resets the connection during the handshake',
      code: 'tls-closed',
      script: ({ raw }) => {
        raw.write('S');
        raw.once('data', () => raw.resetAndDestroy());
      },
    },
    tls('offers TLS 1.1', 'tls-version-too-old', { ...authority.server(), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ...lax }),
    tls('has a self-signed certificate', 'certificate-self-signed', { cert: selfSigned.pem, key: selfSigned.key }),
    tls('has a certificate of a stranger’s root', 'certificate-untrusted-root', stranger.server()),
    tls('sends a stranger’s root too', 'certificate-untrusted-root', withRoot(stranger)),
    tls('lacks the intermediate certificate', 'certificate-incomplete-chain', withoutIntermediate(authority)),
    tls('has an expired certificate', 'certificate-expired', authority.server({ from: inDays(-20), to: inDays(-10) })),
    tls('has a certificate of the future', 'certificate-not-yet-valid', authority.server({ from: inDays(10), to: inDays(20) })),
    tls('has a certificate for another host', 'certificate-wrong-host', authority.server({ name: 'other', hosts: ['other.example'] })),
    tls('has a key of 1024 bits', 'certificate-weak-key', { ...authority.server({ bits: 1024 }), ...lax }),
    tls('is signed with SHA-1', 'certificate-weak-signature', { ...authority.server({ signature: 'sha1' }), ...lax }),
    tls('is signed with MD5', 'certificate-weak-signature', { ...authority.server({ signature: 'md5' }), ...lax }),
    tls('has an authority signed with SHA-1', 'certificate-weak-signature', { cert: beneathWeak.pem + weakAuthority.pem, key: beneathWeak.key, ...lax }),
    { name: 'takes TLS at once without ALPN', code: 'tls-no-alpn', script: () => undefined, wish: { direct: authority.server() }, direct: true },
  ];
}

function withRoot(stranger: Authority): { cert: string; key: string } {
  const { cert, key } = stranger.server();
  return { cert: cert + stranger.root.pem, key };
}

function withoutIntermediate(authority: Authority): { cert: string; key: string } {
  const { leaf, key } = authority.server();
  return { cert: leaf, key };
}
