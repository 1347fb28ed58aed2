import { defineRule } from '../../model/rule';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { TlsFacts, TlsVersion } from './facts';
import { isAtLeast, minimumProtocolVersion } from './facts';
import {
  singleMinimumDefault,
  singleTemplateReference,
  singleTlsDocumentation,
  sslParameterReference,
  tlsDocumentation,
} from './sources';

/**
 * On a Single Server this cuts off clients that know no newer version. A Flexible Server never speaks an older one
 * than 1.2, so that nobody loses anything by the fix.
 */
export const minimumVersion = defineRule<TlsFacts, TlsVersion>({
  id: 'tls/minimum-version',
  title: 'TLS must be 1.2 or newer',
  brief: 'accepts TLS older than 1.2',
  severity: 'high',
  group: 'error',
  why: 'TLS 1.0 and 1.1 rest on outdated ciphers with known attacks, so a connection that uses them can be read or changed.',
  condition:
    'minimalTlsVersion of a Single Server is not TLS1_2; absent, every version is accepted. The parameter ssl_min_protocol_version of a Flexible Server is older than TLSv1.2, which Azure refuses to deploy; absent, it is TLSv1.2.',
  sources: [tlsDocumentation, sslParameterReference, singleTlsDocumentation, singleTemplateReference, singleMinimumDefault],
  equivalents: {
    psrule: ['AZR-000148'],
    checkov: ['CKV_AZURE_147'],
    trivy: ['AVD-AZU-0026'],
    azqr: ['psql-009'],
    steampipe: ['postgres_db_server_latest_tls_version'],
    cloudsploit: ['postgresqlTlsVersion'],
    'template-analyzer': ['Azure.PostgreSQL.MinTLS'],
    azurepolicy: ['a43d5475-c569-45ce-a268-28fa79f4e87a'],
  },
  catalogue: ['PGTLS003', 'PGTLS004'],
  appliesTo: ['flexible', 'single'],
  surface: ['template', 'live'],
  supersedes: ['tls/prefer-1-3'],
  given: ({ minimum }) => minimum,
  holds: (version) => isAtLeast(version, '1.2'),
  message: (version, { server }) => {
    const what = version === 'any' ? 'every version of TLS' : `TLS ${version}`;
    return server.kind === 'single'
      ? `The server accepts ${what}.`
      : `The server is set to accept ${what}, which Azure refuses: only TLSv1.2 and TLSv1.3 are allowed.`;
  },
  fix: (at, context) => {
    const title = 'Require TLS 1.2 or newer';
    if (context.server.kind !== 'single') {
      return parameterFix(at, context, { title, name: minimumProtocolVersion.name, value: 'TLSv1.2', effect: 'safe' });
    }
    return at.in === 'resource' ? { title, effect: 'interrupts', changes: [{ kind: 'set', at, value: 'TLS1_2' }] } : undefined;
  },
  examples: {
    failing: exampleParameters({ ssl_min_protocol_version: 'TLSv1.1' }),
    passing: exampleParameters({ ssl_min_protocol_version: 'TLSv1.2' }),
  },
});
