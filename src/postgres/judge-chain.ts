import type { X509Certificate } from 'node:crypto';
import { checkServerIdentity } from 'node:tls';
import { azureDomainOf } from './azure-clouds';
import { foreignText } from './foreign-text';
import { Refusal } from './refusal';
import { signatureHash } from './signature-hash';
import type { TrustedRoots } from './trusted-roots';

/** RSA keys below this can be broken with effort; elliptic keys of 256 bits are stronger than it. */
const leastRsaBits = 2048;
const leastEllipticBits: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

const nameOf = ({ subject }: X509Certificate): string => foreignText(subject, 120) || 'a certificate without a name';
const issuerOf = ({ issuer }: X509Certificate): string => foreignText(issuer, 120) || 'an authority without a name';

function signedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

/** Follows the chain up to a trusted root, checking each signature. */
function judgeTrust(chain: readonly X509Certificate[], { certificates, label }: TrustedRoots): void {
  const trusted = (one: X509Certificate): boolean =>
    certificates.some((root) => root.fingerprint256 === one.fingerprint256 || signedBy(one, root));
  for (const [index, certificate] of chain.entries()) {
    if (trusted(certificate)) return;
    const above = chain[index + 1];
    if (above === undefined || !signedBy(certificate, above)) break;
  }
  const [leaf] = chain;
  const top = chain.at(-1);
  if (leaf === undefined || top === undefined) {
    throw new Refusal('certificate-refused', {
      detail: 'The server presented no certificate.',
      advice: 'Do not connect: without one nobody can tell whose server it is. Azure’s servers always present theirs.',
    });
  }
  if (signedBy(leaf, leaf)) {
    throw new Refusal('certificate-self-signed', {
      detail: `The server’s certificate (${nameOf(leaf)}) is signed by itself, so anybody could have made it.`,
      advice: 'Do not connect. Azure’s servers never present such a certificate: something between you and the server answers in its place, or this is another server.',
    });
  }
  if (chain.length === 1) {
    throw new Refusal('certificate-incomplete-chain', {
      detail: `The server’s certificate is issued by ${issuerOf(leaf)}, whose own certificate the server does not send and which is not among ${label}.`,
      advice: 'On a server of your own, let it send the intermediate certificate too. On Azure this does not happen: something between you and the server answers in its place.',
    });
  }
  throw new Refusal('certificate-untrusted-root', {
    detail: `The server’s chain of certificates ends with ${issuerOf(top)}, which is not among ${label}.`,
    advice: 'Does a proxy or firewall inspect TLS on your network? Ask for an exception for PostgreSQL. For a server of your own, name its root certificate.',
  });
}

function judgeStrength(chain: readonly X509Certificate[], roots: TrustedRoots): void {
  for (const certificate of chain) {
    const { asymmetricKeyType: type, asymmetricKeyDetails: key } = certificate.publicKey;
    const strong =
      type === 'ed25519' ||
      type === 'ed448' ||
      (type === 'ec' ? (leastEllipticBits[key?.namedCurve ?? ''] ?? 0) >= 256 : (key?.modulusLength ?? 0) >= leastRsaBits);
    if (!strong) {
      throw new Refusal('certificate-weak-key', {
        detail: `The key of ${nameOf(certificate)} is too short (${key?.modulusLength ?? key?.namedCurve ?? 'unknown'}): RSA keys need ${leastRsaBits} bits.`,
        advice: 'Do not connect: such keys can be broken. The server needs a new certificate.',
      });
    }
    // A root is trusted for what it is, not for its signature on itself.
    const isRoot = roots.certificates.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256);
    if (!isRoot && type !== 'ed25519' && type !== 'ed448' && signatureHash(certificate.raw) === undefined) {
      throw new Refusal('certificate-weak-signature', {
        detail: `${nameOf(certificate)} is signed with MD5, SHA-1 or another method that is not known to be safe.`,
        advice: 'Do not connect: such signatures can be forged. The server needs a new certificate.',
      });
    }
  }
}

function judgeTime(chain: readonly X509Certificate[], now: Date): void {
  for (const certificate of chain) {
    const { validFrom, validTo } = certificate;
    if (now > new Date(validTo)) {
      throw new Refusal('certificate-expired', {
        detail: `${nameOf(certificate)} expired on ${isoDate(validTo)}.`,
        advice: `Is the clock of this computer right (${now.toISOString().slice(0, 10)})? If so, do not connect: the server needs a new certificate.`,
      });
    }
    if (now < new Date(validFrom)) {
      throw new Refusal('certificate-not-yet-valid', {
        detail: `${nameOf(certificate)} is valid only from ${isoDate(validFrom)} on.`,
        advice: `Is the clock of this computer right (${now.toISOString().slice(0, 10)})?`,
      });
    }
  }
}

/** The day of a time as certificates spell it. */
export const isoDate = (text: string): string => {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? foreignText(text, 40) : time.toISOString().slice(0, 10);
};

function judgeHost(leaf: X509Certificate, host: string): void {
  if (checkServerIdentity(host, leaf.toLegacyObject()) === undefined) return;
  const names = foreignText((leaf.subjectAltName ?? leaf.subject).replaceAll('DNS:', ''), 200);
  const privateLink = host.includes('.privatelink.') ? ' Connect to the name without “.privatelink”: certificates are for that one.' : '';
  throw new Refusal('certificate-wrong-host', {
    detail: `The certificate is for ${names}, not for ${host}.`,
    advice: `Use the server’s full name, such as NAME${azureDomainOf(host) ?? '.postgres.database.azure.com'}, and no address or alias.${privateLink}`,
  });
}

/**
 * Judges what a server presented, the server’s own certificate first, beside the checks of TLS and independent of them.
 * @throws Refusal at the first thing that is wrong, from trust over strength to time and name.
 */
export function judgeChain(chain: readonly X509Certificate[], host: string, roots: TrustedRoots, now: Date): void {
  judgeTrust(chain, roots);
  judgeStrength(chain, roots);
  judgeTime(chain, now);
  const [leaf] = chain;
  if (leaf !== undefined) judgeHost(leaf, host);
}
