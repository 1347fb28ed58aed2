/** The hash that a certificate is signed over, where it is one to rely on. */
export type SignatureHash = 'sha256' | 'sha384' | 'sha512';

/** Object identifiers of signatures, as the bytes of DER: RSA and ECDSA with SHA-2. */
const known: Readonly<Record<string, SignatureHash>> = {
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
};
const pss = '2a864886f70d01010a';
/** Hashes as the parameters of RSASSA-PSS name them. */
const pssHashes: Readonly<Record<string, SignatureHash>> = {
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};

interface Element {
  readonly content: Buffer;
  readonly end: number;
}

function elementAt(bytes: Buffer, start: number): Element {
  const first = bytes[start + 1] ?? 0;
  const digits = first > 127 ? first - 128 : 0;
  const length = digits === 0 ? first : bytes.readUIntBE(start + 2, digits);
  const from = start + 2 + digits;
  return { content: bytes.subarray(from, from + length), end: from + length };
}

/** The hash is the first of the parameters, marked [0]; where it is left out, PSS means SHA-1, whatever its mask is made with. */
function pssHash(parameters: Buffer): SignatureHash | undefined {
  if (parameters[0] !== 0xa0) return undefined;
  const algorithm = elementAt(elementAt(parameters, 0).content, 0).content;
  return pssHashes[elementAt(algorithm, 0).content.toString('hex')];
}

/**
 * Reads how a certificate is signed; Node.js says so only from version 24 on. A certificate is a sequence of what is
 * signed, the algorithm and the signature.
 * @returns nothing for MD5, SHA-1 and whatever else is not known to be good.
 */
export function signatureHash(certificate: Buffer): SignatureHash | undefined {
  try {
    const { content } = elementAt(certificate, 0);
    const algorithm = elementAt(content, elementAt(content, 0).end).content;
    const { content: identifier, end } = elementAt(algorithm, 0);
    const name = identifier.toString('hex');
    return name === pss ? pssHash(elementAt(algorithm, end).content) : known[name];
  } catch {
    return undefined;
  }
}
