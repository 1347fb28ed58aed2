import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { der } from './der';

/** How a certificate is signed; the weak ones exist to be refused. */
export type Signature = 'sha256' | 'sha1' | 'md5';

export interface CertificateWish {
  readonly name: string;
  /** DNS names and IPv4 addresses that it is for. */
  readonly hosts?: readonly string[];
  /** A certificate that may sign others. */
  readonly authority?: boolean;
  readonly bits?: number;
  readonly signature?: Signature;
  readonly from?: Date;
  readonly to?: Date;
}

export interface Certificate {
  readonly name: string;
  readonly pem: string;
  readonly key: string;
  readonly privateKey: KeyObject;
}

const signatures: Readonly<Record<Signature, string>> = {
  sha256: '1.2.840.113549.1.1.11',
  sha1: '1.2.840.113549.1.1.5',
  md5: '1.2.840.113549.1.1.4',
};

const day = 86_400_000;
const pem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;

const commonName = (name: string): Buffer => der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.utf8(name))));

const extension = (oid: string, critical: boolean, value: Buffer): Buffer =>
  der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octets(value));

function alternativeName(host: string): Buffer {
  const isAddress = /^[\d.]+$/.test(host);
  return der.context(isAddress ? 7 : 2, isAddress ? Buffer.from(host.split('.').map(Number)) : Buffer.from(host), true);
}

/**
 * Makes a certificate with a key of its own, signed by another, or by itself where there is none. Written by hand,
 * because no library signs with what is refused for good reasons.
 */
export function issue(wish: CertificateWish, issuer?: Certificate): Certificate {
  const { name, hosts = [], authority = false, bits = 2048, signature = 'sha256' } = wish;
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const algorithm = der.sequence(der.oid(signatures[signature]), der.null());
  const extensions = [
    extension('2.5.29.19', true, authority ? der.sequence(der.boolean(true)) : der.sequence()),
    ...(hosts.length === 0 ? [] : [extension('2.5.29.17', false, der.sequence(...hosts.map(alternativeName)))]),
  ];
  const toBeSigned = der.sequence(
    der.context(0, der.integer(Buffer.from([2]))),
    // Begins with no zero, which DER would not have there.
    der.integer(Buffer.concat([Buffer.from([0x40]), randomBytes(8)])),
    algorithm,
    commonName(issuer?.name ?? name),
    der.sequence(der.time(wish.from ?? new Date(Date.now() - day)), der.time(wish.to ?? new Date(Date.now() + 30 * day))),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der.context(3, der.sequence(...extensions)),
  );
  const signed = sign(signature, toBeSigned, issuer?.privateKey ?? privateKey);
  return {
    name,
    pem: pem(der.sequence(toBeSigned, algorithm, der.bits(signed))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    privateKey,
  };
}

/** An authority with an intermediate beneath it, as Azure has. */
export interface Authority {
  readonly root: Certificate;
  readonly intermediate: Certificate;
  /** A server's certificate, and what the server sends: itself and the intermediate. */
  readonly server: (wish?: Partial<CertificateWish>) => { readonly cert: string; readonly key: string; readonly leaf: string };
}

/** @param name tells its certificates apart from those of other authorities. */
export function createAuthority(name: string): Authority {
  const root = issue({ name: `${name} Root`, authority: true });
  const intermediate = issue({ name: `${name} Intermediate`, authority: true }, root);
  return {
    root,
    intermediate,
    server: (wish = {}) => {
      const { pem: leaf, key } = issue({ name: 'localhost', hosts: ['localhost', '127.0.0.1'], ...wish }, intermediate);
      return { leaf, key, cert: leaf + intermediate.pem };
    },
  };
}
