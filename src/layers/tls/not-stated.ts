import { inResource } from '../../model/address';
import { settingOf } from '../../model/resource';
import { exampleParameters } from '../example';
import { notStatedRule, parametersLeftOut } from '../not-stated';
import { singleTemplateReference, sslParameterReference, tlsDocumentation } from './sources';

const enforcement = ['properties', 'sslEnforcement'] as const;

export const notStated = notStatedRule(
  {
    id: 'tls/not-stated',
    title: 'A template may state that TLS is enforced, and its minimum version',
    condition:
      'A template sets neither require_secure_transport nor ssl_min_protocol_version of a Flexible Server, or only one of them; they are on and TLSv1.2 by default. Or it leaves out sslEnforcement of a Single Server, for which no document gives a default.',
    sources: [tlsDocumentation, sslParameterReference, singleTemplateReference],
    equivalents: {
      psrule: ['AZR-000147'],
      checkov: ['CKV_AZURE_29'],
      kics: ['bf500309-da53-4dd3-bcf7-95f7974545a5'],
      trivy: ['AVD-AZU-0020', 'AVD-AZU-0026'],
      'template-analyzer': ['Azure.PostgreSQL.UseSSL'],
    },
    catalogue: ['PGTLS001', 'PGTLS002', 'PGTLS004'],
    appliesTo: ['flexible', 'single'],
    examples: {
      failing: exampleParameters({ require_secure_transport: 'on' }),
      passing: exampleParameters({ require_secure_transport: 'on', ssl_min_protocol_version: 'TLSv1.2' }),
    },
  },
  (context) => {
    const { resource, kind } = context.server;
    if (kind !== 'single') return parametersLeftOut(context, ['require_secure_transport', 'ssl_min_protocol_version'], 'on');
    if (settingOf(resource, enforcement) !== undefined) return [];
    const change = { kind: 'set', at: inResource(resource.key, ...enforcement), value: 'Enabled' } as const;
    return [{ name: 'sslEnforcement', value: undefined, change }];
  },
);
