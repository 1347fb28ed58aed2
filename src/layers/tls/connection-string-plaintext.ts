import type { WideRule } from '../../model/rule';
import { holds } from '../../model/verdict';
import { exampleSetting, exampleUri, judgeProtection, subject } from '../connection-strings/judge';
import { verifyFully } from '../connection-strings/verify';
import { libpqDocumentation, tlsDocumentation } from './sources';

export const connectionStringPlaintext: WideRule = {
  meta: {
    id: 'tls/connection-string-plaintext',
    title: 'A connection string must not allow plain text',
    brief: 'connection string allows plain text',
    severity: 'high',
    group: 'error',
    why: 'A client that is allowed to talk without TLS does so with whoever asks for it, and sends the password along.',
    condition:
      'A connection string for PostgreSQL sets sslmode to disable, allow or prefer, or ssl to false. The variable PGSSLMODE counts as one. Connection strings for PostgreSQL are looked for in the settings of applications, the environments of containers and deployment scripts, secrets of key vaults, and outputs, also within JSON and scripts.',
    sources: [tlsDocumentation, libpqDocumentation],
    equivalents: {},
    catalogue: ['PGTLS010'],
    appliesTo: [],
    surface: ['template'],
    examples: {
      failing: exampleSetting(exampleUri('?sslmode=prefer')),
      passing: exampleSetting(exampleUri('?sslmode=verify-full')),
    },
  },
  judge: (context) =>
    judgeProtection(context, (found, protection) => {
      const { at, string: { words } } = found;
      if (protection !== 'plaintext') return holds(at);
      const fix = verifyFully(found);
      const message = `${subject(found)} lets the client talk without TLS: ${words}.`;
      return { verdict: 'fails', at, message, ...(fix === undefined ? {} : { fix }) };
    }),
};
