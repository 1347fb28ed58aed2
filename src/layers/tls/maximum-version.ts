import { defineRule } from '../../model/rule';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { TlsFacts, TlsVersion } from './facts';
import { maximumProtocolVersion } from './facts';
import { sslParameterReference, tlsDocumentation } from './sources';

/** The fix writes the newest version, as not every way of writing a parameter can take a value away again. */
export const maximumVersion = defineRule<TlsFacts, TlsVersion>({
  id: 'tls/maximum-version',
  title: 'The newest TLS version must not be held back',
  brief: 'newer TLS versions are refused',
  severity: 'medium',
  group: 'warning',
  why: 'With a maximum below TLS 1.3, clients fall back to an older version although both sides know the newer one.',
  condition: 'The parameter ssl_max_protocol_version has a value other than TLSv1.3. Absent or empty, there is no maximum.',
  sources: [tlsDocumentation, sslParameterReference],
  equivalents: {},
  catalogue: ['PGTLS006'],
  appliesTo: ['flexible'],
  surface: ['template', 'live'],
  given: ({ maximum }) => maximum,
  holds: (version) => version === 'any' || version === '1.3',
  message: (version) => `The server accepts no newer version than TLS ${version}. The service advises against a maximum.`,
  fix: (at, context) =>
    parameterFix(at, context, {
      title: 'Accept TLS 1.3',
      name: maximumProtocolVersion.name,
      value: 'TLSv1.3',
      effect: 'safe',
    }),
  examples: {
    failing: exampleParameters({ ssl_max_protocol_version: 'TLSv1.2' }),
    passing: exampleParameters({ ssl_max_protocol_version: 'TLSv1.3' }),
  },
});
