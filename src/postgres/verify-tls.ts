import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { foreignText } from './foreign-text';
import { isoDate, judgeChain } from './judge-chain';
import { Refusal, within, type Patience } from './refusal';
import type { TrustedRoots } from './trusted-roots';

export interface ChainLink {
  readonly subject: string;
  readonly issuer: string;
  readonly validTo: string;
  readonly san: readonly string[];
}

export interface TlsFacts {
  readonly version: string;
  readonly cipher: string;
  readonly chain: readonly ChainLink[];
}

/** A connection to a server that has proved who it is. */
export interface VerifiedTls {
  readonly socket: TLSSocket;
  readonly tls: TlsFacts;
}

export interface TlsTarget {
  readonly host: string;
  readonly roots: TrustedRoots;
  /** TLS from the first byte, without asking before: PostgreSQL 17 and newer. */
  readonly direct: boolean;
}

/** Named here and not left to Node.js, whose list the environment can change. All have forward secrecy. */
const ciphers = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

/** No honest chain is longer. */
const longestChain = 10;

function chainOf(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  // A chain that ends in a root goes round there; one that does not has no issuer at its end, whatever the types say.
  const follow = (next: DetailedPeerCertificate | undefined): void => {
    if (next === undefined || !Buffer.isBuffer(next.raw) || seen.has(next.fingerprint256) || chain.length >= longestChain) return;
    seen.add(next.fingerprint256);
    chain.push(new X509Certificate(next.raw));
    follow(next.issuerCertificate);
  };
  follow(socket.getPeerCertificate(true));
  return chain;
}

const describe = ({ subject, issuer, validTo, subjectAltName }: X509Certificate): ChainLink => ({
  subject: foreignText(subject.replaceAll('\n', ', ')),
  issuer: foreignText(issuer.replaceAll('\n', ', ')),
  validTo: isoDate(validTo),
  san: foreignText(subjectAltName ?? '', 1000).split(', ').filter((name) => name !== ''),
});

function explain(error: NodeJS.ErrnoException): Refusal {
  const code = error.code ?? '';
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|WRONG_SSL_VERSION/.test(code)) {
    return new Refusal('tls-version-too-old', {
      detail: 'The server speaks no TLS newer than 1.1, which is retired: its ciphers have known attacks.',
      advice: 'Let the server accept TLS 1.2 or newer (ssl_max_protocol_version on Flexible Server).',
    });
  }
  if (/NO_APPLICATION_PROTOCOL/.test(code)) return noAlpn();
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP|UNEXPECTED_MESSAGE|INVALID|BAD_|DECODE|LENGTH/.test(code)) {
    return new Refusal('not-tls', {
      detail: 'What came back is not TLS.',
      advice: 'Is this the right host and port? Do not connect without TLS instead.',
    });
  }
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return new Refusal('tls-closed', {
      detail: 'The server closed the connection during the TLS handshake.',
      advice: 'Some firewalls end TLS that they do not like; a server that restarts does this too. Try again in a minute, or from another network.',
    });
  }
  return new Refusal('tls-failed', {
    detail: `The TLS handshake failed (${foreignText(code || error.message, 80)}).`,
    advice: 'The server and this computer agree on no way of TLS 1.2 or 1.3, or something in between changes it. Try from another network; on a server of your own, look at its TLS settings and log.',
  });
}

const unreadable = (detail: string): Refusal =>
  new Refusal('certificate-refused', {
    detail,
    advice: 'Do not connect. Azure’s servers present certificates that can be checked: look for what is between you and the server, or give a server of your own a new certificate.',
  });

const noAlpn = (): Refusal =>
  new Refusal('tls-no-alpn', {
    detail: 'The server does not take TLS from the first byte for PostgreSQL (ALPN postgresql).',
    advice: 'That needs PostgreSQL 17 or newer. Connect without direct TLS: the connection is verified all the same.',
  });

/**
 * Makes TLS out of a connection and lets it live only when the server has proved who it is: by a chain of certificates
 * up to one of the roots, for this very host, with strong keys and signatures, over TLS 1.2 or newer. Nothing but the
 * handshake is sent. No variable of the environment has a say: every choice is made here.
 * @throws Refusal
 */
export function verifyTls(tcp: Socket, { host, roots, direct }: TlsTarget, patience: Patience): Promise<VerifiedTls> {
  const socket = connect({
    socket: tcp,
    ca: [...roots.pem],
    ciphers,
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    rejectUnauthorized: true,
    checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(direct ? { ALPNProtocols: ['postgresql'] } : {}),
  });
  let presented: X509Certificate[] = [];
  let refusal: Refusal | undefined;
  // Comes after the handshake and before Node.js judges it: the last moment to see what a bad server presented.
  socket.prependListener('secure', () => {
    try {
      presented = chainOf(socket);
      judgeChain(presented, host, roots, new Date());
    } catch (error) {
      refusal = error instanceof Refusal ? error : unreadable('The server’s certificates cannot be read.');
    }
  });
  const verified = new Promise<VerifiedTls>((resolve, reject) => {
    socket.once('secureConnect', () => {
      if (refusal === undefined && (presented.length === 0 || !socket.authorized)) {
        refusal = unreadable('The server’s certificate could not be checked.');
      }
      if (direct && socket.alpnProtocol !== 'postgresql') refusal ??= noAlpn();
      if (refusal !== undefined) {
        socket.destroy();
        reject(refusal);
        return;
      }
      resolve({ socket, tls: { version: socket.getProtocol() ?? 'unknown', cipher: socket.getCipher().standardName, chain: presented.map(describe) } });
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const late =
        presented.length > 0
          ? unreadable(`The server’s certificate was refused (${foreignText(error.code ?? error.message, 80)}).`)
          : explain(error);
      reject(refusal ?? late);
    });
    socket.once('close', () => reject(refusal ?? explain(Object.assign(new Error('closed'), { code: 'ECONNRESET' }))));
  });
  const late = (): Refusal =>
    new Refusal('tls-timeout', {
      detail: 'The TLS handshake did not come to an end.',
      advice: 'A firewall that inspects TLS, a path with a too large packet size (VPN) or a server that hangs does this. Try from another network.',
    });
  return within(verified, patience, late, () => {
    socket.destroy();
    tcp.destroy();
  });
}
