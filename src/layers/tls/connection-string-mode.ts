import type { WideRule } from '../../model/rule';
import { holds } from '../../model/verdict';
import { exampleSetting, exampleUri, judgeProtection, subject } from '../connection-strings/judge';
import { verifyFully } from '../connection-strings/verify';
import { libpqDocumentation, tlsDocumentation } from './sources';

export const connectionStringMode: WideRule = {
  meta: {
    id: 'tls/connection-string-mode',
    title: 'A connection string should say how TLS is used',
    brief: 'connection string leaves TLS to the client',
    severity: 'medium',
    group: 'warning',
    why: 'Without a mode the client decides, and many clients fall back to plain text or take any certificate.',
    condition:
      'A connection string for PostgreSQL has neither sslmode nor ssl. Connection strings for PostgreSQL are looked for in the settings of applications, the environments of containers and deployment scripts, secrets of key vaults, and outputs, also within JSON and scripts.',
    sources: [tlsDocumentation, libpqDocumentation],
    equivalents: {},
    catalogue: ['PGTLS009'],
    appliesTo: [],
    surface: ['template'],
    examples: {
      failing: exampleSetting(exampleUri('')),
      passing: exampleSetting(exampleUri('?sslmode=verify-full')),
    },
  },
  judge: (context) =>
    judgeProtection(context, (found, protection) => {
      const { at, string: { form } } = found;
      if (protection !== 'unsaid') return holds(at);
      const fix = verifyFully(found);
      const message = `${subject(found)} does not say how TLS is used. Add ${form === 'ado' ? 'SSL Mode=VerifyFull' : 'sslmode=verify-full'}.`;
      return { verdict: 'fails', at, message, ...(fix === undefined ? {} : { fix }) };
    }),
};
