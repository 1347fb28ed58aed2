import type { WideRule } from '../../model/rule';
import { holds } from '../../model/verdict';
import { exampleSetting, exampleUri, judgeProtection, subject } from '../connection-strings/judge';
import { verifyFully } from '../connection-strings/verify';
import { libpqDocumentation, tlsDocumentation } from './sources';

export const connectionStringUnverified: WideRule = {
  meta: {
    id: 'tls/connection-string-unverified',
    title: 'A connection string should verify the server',
    brief: 'connection string verifies nobody',
    severity: 'medium',
    group: 'info',
    why: 'A client that checks no certificate talks to whoever answers, who can read and change everything.',
    condition:
      'A connection string for PostgreSQL asks for TLS without a check of the certificate: sslmode is require without sslrootcert, or no-verify, or Trust Server Certificate is true, or rejectUnauthorized false. verify-full passes, and verify-ca is told by tls/connection-string-name. Connection strings for PostgreSQL are looked for in the settings of applications, the environments of containers and deployment scripts, secrets of key vaults, and outputs, also within JSON and scripts.',
    sources: [tlsDocumentation, libpqDocumentation],
    equivalents: {},
    catalogue: ['PGTLS011'],
    appliesTo: [],
    surface: ['template'],
    examples: {
      failing: exampleSetting(exampleUri('?sslmode=require')),
      passing: exampleSetting(exampleUri('?sslmode=verify-full')),
    },
  },
  judge: (context) =>
    judgeProtection(context, (found, protection) => {
      const { at, string: { words } } = found;
      if (protection !== 'unverified') return holds(at);
      const fix = verifyFully(found);
      const message = `${subject(found)} asks for TLS and takes any certificate: ${words}.`;
      return { verdict: 'fails', at, message, ...(fix === undefined ? {} : { fix }) };
    }),
};
