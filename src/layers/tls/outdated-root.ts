import type { WideRule } from '../../model/rule';
import { holds, notApplicable, undecided } from '../../model/verdict';
import { isWhole } from '../connection-strings/gapped-text';
import { connectionStringsIn } from '../connection-strings/carriers';
import { exampleSetting, exampleUri, subject } from '../connection-strings/judge';
import { outdatedCertificates } from './roots';
import { clusterTlsDocumentation, tlsDocumentation } from './sources';

/** Servers in China still have certificates of that root. */
const china = /\.chinacloudapi\.cn$/i;

export const outdatedRoot: WideRule = {
  meta: {
    id: 'tls/outdated-root',
    title: 'A client must not trust a retired or pinned certificate only',
    brief: 'trusts a retired certificate',
    severity: 'medium',
    group: 'warning',
    why: 'A client that trusts one old or intermediate certificate cannot connect once the server has a new one, and people switch verification off then.',
    condition:
      'A connection string for PostgreSQL names a root certificate whose file name says Baltimore CyberTrust Root, DigiCert Global Root CA without G2 (outside China), or an intermediate certificate. The roots of servers are DigiCert Global Root G2 and Microsoft RSA Root CA 2017.',
    sources: [tlsDocumentation, clusterTlsDocumentation],
    equivalents: {},
    catalogue: ['PGTLS012'],
    appliesTo: [],
    surface: ['template'],
    examples: {
      failing: exampleSetting(exampleUri('?sslmode=verify-full&sslrootcert=/certificates/BaltimoreCyberTrustRoot.crt.pem')),
      passing: exampleSetting(exampleUri('?sslmode=verify-full&sslrootcert=system')),
    },
  },
  judge: ({ snapshot }) =>
    connectionStringsIn(snapshot).map((found) => {
      const { at, string } = found;
      const { rootCertificate, host } = string;
      if (rootCertificate === undefined) return notApplicable(at, 'The string names no root certificate.');
      if (!isWhole(rootCertificate)) return undecided(at, 'the name of the root certificate is not known');
      const [, what] = outdatedCertificates.find(([pattern]) => pattern.test(rootCertificate)) ?? [];
      if (what === undefined || (china.test(host) && what.startsWith('the DigiCert'))) return holds(at);
      return {
        verdict: 'fails',
        at,
        message: `${subject(found)} trusts ${what}. Trust DigiCert Global Root G2 and Microsoft RSA Root CA 2017, or the roots of the system.`,
      };
    }),
};
