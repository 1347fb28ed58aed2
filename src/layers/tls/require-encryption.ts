import { defineRule } from '../../model/rule';
import { exampleParameters } from '../example';
import { parameterFix } from '../parameter';
import type { TlsFacts } from './facts';
import { requireSecureTransport } from './facts';
import { singleTemplateReference, singleTlsDocumentation, sslParameterReference, tlsDocumentation } from './sources';

/** Turning this on refuses clients that connect without TLS, hence the effect of the fix. */
export const requireEncryption = defineRule<TlsFacts, boolean>({
  id: 'tls/require-encryption',
  title: 'Connections must be encrypted',
  brief: 'accepts unencrypted connections',
  severity: 'critical',
  group: 'error',
  why: 'A client that connects without TLS sends its password and all data in the clear, for anyone on the way to read or change.',
  condition:
    'The parameter require_secure_transport of a Flexible Server is not on, or sslEnforcement of a Single Server is not Enabled. Absent on a Flexible Server, it is on. Absent on a Single Server, nothing can be said: the service documents no default for templates.',
  sources: [tlsDocumentation, sslParameterReference, singleTlsDocumentation, singleTemplateReference],
  equivalents: {
    psrule: ['AZR-000147'],
    checkov: ['CKV_AZURE_29'],
    kics: [
      'bf500309-da53-4dd3-bcf7-95f7974545a5',
      '0437633b-daa6-4bbc-8526-c0d2443b946e',
      '961ce567-a16d-4d7d-9027-f0ec2628a555',
      '93f9tyjk-e5f6-7890-ab12-cd34ef567890',
    ],
    trivy: ['AVD-AZU-0020'],
    terrascan: ['AC_AZURE_0408'],
    azqr: ['psql-008'],
    scoutsuite: ['postgresql-database-servers-ssl-enforcement-disabled'],
    steampipe: ['postgres_sql_ssl_enabled', 'postgres_sql_flexible_server_ssl_enabled'],
    cloudsploit: ['enforcePostgresSSLConnection'],
    azurepolicy: ['d158790f-bfb0-486c-8631-2dc6b4e8e6af', 'c29c38cb-74a7-4505-9a06-e588ab86620a'],
    cis: ['2.0/2.1 4.3.1', '3.0 5.2.1'],
    'template-analyzer': ['Azure.PostgreSQL.UseSSL'],
    mcsb: ['DP-3'],
    prowler: ['postgresql_flexible_server_enforce_ssl_enabled'],
    communitypolicy: ['e27a6dfc-883f-4f9e-97cc-a819fe702401'],
    defender: ['require_secure_transport should be on'],
  },
  catalogue: ['PGTLS001', 'PGTLS002'],
  appliesTo: ['flexible', 'single'],
  surface: ['template', 'live'],
  supersedes: ['tls/idle-minimum'],
  given: ({ enforced }) => enforced,
  holds: (enforced) => enforced,
  message: (_, { server }) =>
    server.kind === 'single'
      ? 'The server accepts connections without TLS: sslEnforcement is Disabled.'
      : 'The server accepts connections without TLS: require_secure_transport is off.',
  fix: (at, context) => {
    const title = 'Require encrypted connections';
    if (context.server.kind !== 'single') {
      return parameterFix(at, context, { title, name: requireSecureTransport.name, value: 'on', effect: 'interrupts' });
    }
    return at.in === 'resource' ? { title, effect: 'interrupts', changes: [{ kind: 'set', at, value: 'Enabled' }] } : undefined;
  },
  examples: {
    failing: exampleParameters({ require_secure_transport: 'off' }),
    passing: exampleParameters({ require_secure_transport: 'on' }),
  },
});
