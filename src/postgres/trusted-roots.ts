import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';

/** The certificates that a server's chain has to end in. */
export interface TrustedRoots {
  readonly certificates: readonly X509Certificate[];
  readonly pem: readonly string[];
  /** Names them in a sentence: "the roots that Azure uses". */
  readonly label: string;
}

/**
 * The roots of Azure Database for PostgreSQL by their SHA-256 fingerprints: DigiCert Global Root G2 and Microsoft RSA
 * Root Certificate Authority 2017, and DigiCert Global Root CA in Azure China and for some read replicas. Intermediates
 * rotate and are never pinned. Source: https://learn.microsoft.com/azure/postgresql/security/security-tls
 */
const azureFingerprints = [
  'CB:3C:CB:B7:60:31:E5:E0:13:8F:8D:D3:9A:23:F9:DE:47:FF:C3:5E:43:C1:14:4C:EA:27:D4:6A:5A:B1:CB:5F',
  'C7:41:F7:0F:4B:2A:8D:88:BF:2E:71:C1:41:22:EF:53:EF:10:EB:A0:CF:A5:E6:4C:FA:20:F4:18:85:30:73:E0',
  '43:48:A0:E9:44:4C:78:CB:26:5E:05:8D:5E:89:44:B4:D8:4F:96:62:BD:26:DB:25:7F:89:34:A4:43:C7:01:61',
];

/**
 * The roots that Azure uses, out of those that come with Node.js. What the environment or the computer adds to the
 * trusted ones does not count.
 */
export function azureRoots(): TrustedRoots {
  const pem = rootCertificates.filter((one) => azureFingerprints.includes(new X509Certificate(one).fingerprint256));
  if (pem.length === 0) throw new Error('This Node.js brings none of the root certificates that Azure uses.');
  return { pem, certificates: pem.map((one) => new X509Certificate(one)), label: 'the root certificates that Azure uses' };
}

const block = /-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----/g;

/**
 * Reads roots that a person names instead.
 * @param text the content of a PEM file; @param name what messages call it.
 * @throws RangeError where it holds no certificate or one that cannot be read.
 */
export function readRoots(text: string, name: string): TrustedRoots {
  const pem = text.match(block) ?? [];
  if (pem.length === 0) throw new RangeError(`${name} holds no certificate in PEM form.`);
  try {
    return { pem, certificates: pem.map((one) => new X509Certificate(one)), label: `the certificates of ${name}` };
  } catch {
    throw new RangeError(`${name} holds a certificate that cannot be read.`);
  }
}
