import type { Address } from '../../model/address';
import { known } from '../../model/fact';
import type { Fix } from '../../model/fix';
import { defineRule } from '../../model/rule';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { TlsFacts, TlsVersion } from './facts';
import { isAtLeast, maximumProtocolVersion, minimumProtocolVersion } from './facts';
import { tlsDocumentation } from './sources';

export const prefer13 = defineRule<TlsFacts, TlsVersion>({
  id: 'tls/prefer-1-3',
  title: 'TLS 1.3 should be the minimum',
  brief: 'accepts TLS 1.2',
  severity: 'info',
  group: 'strict',
  why: 'TLS 1.3 leaves out the weaker choices that TLS 1.2 still allows; where every client knows it, nothing speaks for the older one.',
  condition: 'The parameter ssl_min_protocol_version is not TLSv1.3. Absent, it is TLSv1.2.',
  sources: [tlsDocumentation, 'https://learn.microsoft.com/azure/postgresql/security/security-overview'],
  equivalents: {},
  catalogue: ['PGTLS005'],
  appliesTo: ['flexible'],
  surface: ['template', 'live'],
  given: ({ minimum }) => minimum,
  holds: (version) => isAtLeast(version, '1.3'),
  message: (version) => `The server accepts ${version === 'any' ? 'every version of TLS' : `TLS ${version}`}; TLS 1.3 is available.`,
  fix: (at, context, { maximum }) => {
    const title = 'Require TLS 1.3';
    const fixOf = (place: Address, name: string): Fix | undefined => parameterFix(place, context, { title, name, value: 'TLSv1.3', effect: 'interrupts' });
    const fix = fixOf(at, minimumProtocolVersion.name);
    // A lower maximum would leave no version at all.
    const lower = maximum.filter((fact) => !isAtLeast(known(fact) ?? '1.3', '1.3') && known(fact) !== 'any');
    const raised = lower.flatMap((fact) => fixOf(fact.at, maximumProtocolVersion.name)?.changes ?? []);
    return fix && { ...fix, changes: [...raised, ...fix.changes] };
  },
  examples: {
    failing: exampleParameters({ ssl_min_protocol_version: 'TLSv1.2' }),
    passing: exampleParameters({ ssl_min_protocol_version: 'TLSv1.3' }),
  },
});
