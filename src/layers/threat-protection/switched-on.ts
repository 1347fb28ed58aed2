import { sameType } from '../../model/resource';
import type { Rule } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { combine, holds } from '../../model/verdict';
import { valueAt } from '../../model/value';
import { exampleServer } from '../example';
import type { ThreatProtectionFacts } from './facts';
import { defenderDocumentation } from './sources';

/** Whether the plan of the subscription is part of what was read, and on: then it covers the server. */
function isCovered({ resources }: Snapshot): boolean {
  return resources.some(({ type, name, body }) => {
    if (!sameType(type, 'Microsoft.Security/pricings') || typeof name !== 'string') return false;
    const tier = valueAt(body, ['properties', 'pricingTier']);
    return name.toLowerCase() === 'opensourcerelationaldatabases' && typeof tier === 'string' && tier.toLowerCase() === 'standard';
  });
}

const example = (state: string): string =>
  exampleServer(
    'flexible',
    ["version: '17'"],
    ["resource protection 'advancedThreatProtectionSettings' = {", "  name: 'Default'", '  properties: {', `    state: '${state}'`, '  }', '}'],
  );

export const switchedOn: Rule<ThreatProtectionFacts> = {
  meta: {
    id: 'threat-protection/switched-on',
    title: 'Threat protection must be on',
    brief: 'threat protection off',
    severity: 'high',
    group: 'warning',
    why: 'Guessed passwords and strange queries go by unseen, where nobody looks for them in the logs.',
    condition:
      'The state of advancedThreatProtectionSettings (Flexible Server) or securityAlertPolicies (Single Server) is not Enabled, and the plan of the subscription is not known to be on. Absent from a template, nothing can be said: the plan can be on for the whole subscription.',
    sources: [defenderDocumentation],
    equivalents: {
      psrule: ['AZR-000327'],
      checkov: ['CKV_AZURE_128'],
      kics: ['c407c3cf-c409-4b29-b590-db5f4138d332'],
      cloudsploit: ['flexibleServerATP'],
      azurepolicy: [
        'db048e65-913c-49f9-bb5f-1084184671d3',
        '2a6ae02f-7590-40d7-88ba-b18e205a32fd',
        'd38668f5-d155-42c7-ab3d-9b57b50f8fbf',
      ],
      mcsb: ['LT-1'],
      'template-analyzer': ['Azure.PostgreSQL.DefenderCloud'],
    },
    catalogue: ['PGDEF001'],
    appliesTo: ['flexible', 'single'],
    surface: ['template', 'live'],
    examples: { failing: example('Disabled'), passing: example('Enabled') },
  },
  judge: ({ enabled }, { snapshot }) => [
    combine({ enabled }, (values) => {
      const { at } = enabled;
      if (values.enabled || isCovered(snapshot)) return holds(at);
      return {
        verdict: 'fails',
        at,
        message: 'Threat protection is off for this server.',
        ...(at.in === 'resource'
          ? { fix: { title: 'Switch threat protection on', effect: 'costs', changes: [{ kind: 'set', at, value: 'Enabled' }] } }
          : {}),
      };
    }),
  ],
};
