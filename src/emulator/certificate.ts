import { X509Certificate } from 'node:crypto';

/** A certificate for 127.0.0.1 and localhost, with its key. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** SHA-256, in hexadecimal with colons. */
  readonly fingerprint: string;
}

/**
 * Makes a certificate for this run. The key stays in memory. `selfsigned` is a tool of development, so it is loaded
 * here only; the product never makes certificates.
 * @param name who it is for; of two certificates of one name, a client that trusts both finds only one.
 */
export async function makeCertificate(name = 'PostgreSQL Security emulator'): Promise<Certificate> {
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 7 * 24 * 3600 * 1000),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert, fingerprint: new X509Certificate(made.cert).fingerprint256 };
}
