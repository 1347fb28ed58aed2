/** The day on which the certificates were last compared with their source. */
export const rootsChecked = '2026-11-23';

export const rootSources: readonly string[] = ['https://learn.microsoft.com/azure/postgresql/security/security-tls'];

/** A root that the certificates of servers lead to, or led to. */
export interface KnownRoot {
  readonly name: string;
  /** Where servers have certificates of it, in words; nothing where they have none any more. */
  readonly usedBy?: string;
}

export const knownRoots: readonly KnownRoot[] = [
  { name: 'DigiCert Global Root G2', usedBy: 'servers of Azure' },
  { name: 'Microsoft RSA Root Certificate Authority 2017', usedBy: 'servers of Azure, also in China' },
  { name: 'DigiCert Global Root CA', usedBy: 'servers in China, which leave it for its successor G2' },
  { name: 'Baltimore CyberTrust Root' },
];

/** Names of files that hold a certificate which servers no longer use or which is replaced without notice. */
export const outdatedCertificates: readonly (readonly [RegExp, string])[] = [
  [/baltimore/i, 'the Baltimore CyberTrust Root, which no server has used since 2021'],
  [/issuing|tls[\W_]*(?:rsa|g2)[\W_]*.*ca[\W_]*(?:ocsp)?[\W_]*\d|intermediate/i, 'an intermediate certificate, which is replaced without notice'],
  [/digicert[\W_]*global[\W_]*root[\W_]*ca(?![\W_]*g2)/i, 'the DigiCert Global Root CA, which servers leave for its successor G2'],
];
