import type { WideRule } from '../../model/rule';
import { holds } from '../../model/verdict';
import { exampleSetting, exampleUri, judgeProtection, subject } from '../connection-strings/judge';
import { verifyFully } from '../connection-strings/verify';
import { libpqDocumentation, tlsDocumentation } from './sources';

export const connectionStringName: WideRule = {
  meta: {
    id: 'tls/connection-string-name',
    title: "A connection string should verify the server's name",
    brief: 'connection string verifies no name',
    severity: 'low',
    group: 'info',
    why: 'The roots of the servers sign certificates for many others too; whoever has one of those can stand in between.',
    condition:
      'A connection string for PostgreSQL asks for a check of the certificate without the name in it: sslmode is verify-ca, or require with sslrootcert. verify-full passes, and what checks nothing is told by tls/connection-string-unverified.',
    sources: [tlsDocumentation, libpqDocumentation],
    equivalents: {},
    catalogue: ['PGTLS013'],
    appliesTo: [],
    surface: ['template'],
    examples: {
      failing: exampleSetting(exampleUri('?sslmode=verify-ca')),
      passing: exampleSetting(exampleUri('?sslmode=verify-full')),
    },
  },
  judge: (context) =>
    judgeProtection(context, (found, protection) => {
      const { at, string: { words } } = found;
      if (protection !== 'chain') return holds(at);
      const fix = verifyFully(found);
      const message = `${subject(found)} takes a certificate for any name: ${words}. Use verify-full.`;
      return { verdict: 'fails', at, message, ...(fix === undefined ? {} : { fix }) };
    }),
};
