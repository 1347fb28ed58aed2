import { exampleServer } from '../example';
import { notStatedRule } from '../not-stated';
import { threatProtectionTypes } from './facts';
import { defenderDocumentation } from './sources';

const protection = [
  "resource protection 'advancedThreatProtectionSettings' = {",
  "  name: 'Default'",
  '  properties: {',
  "    state: 'Enabled'",
  '  }',
  '}',
];

export const notStated = notStatedRule(
  {
    id: 'threat-protection/not-stated',
    title: 'A template may state that threat protection is on',
    condition:
      'A template sets no threat protection for a server: no advancedThreatProtectionSettings of a Flexible Server, no securityAlertPolicies of a Single Server. It can be on for the whole subscription.',
    sources: [defenderDocumentation],
    equivalents: {
      psrule: ['AZR-000327'],
      checkov: ['CKV_AZURE_128'],
      kics: ['c407c3cf-c409-4b29-b590-db5f4138d332'],
      'template-analyzer': ['Azure.PostgreSQL.DefenderCloud'],
    },
    catalogue: ['PGDEF001'],
    appliesTo: ['flexible', 'single'],
    examples: {
      failing: exampleServer('flexible', ["version: '17'"]),
      passing: exampleServer('flexible', ["version: '17'"], protection),
    },
  },
  ({ server, snapshot }) => {
    if (server.kind !== 'flexible' && server.kind !== 'single') return [];
    const type = threatProtectionTypes[server.kind];
    const { items, complete } = snapshot.children(server.resource.key, type);
    if (items.length > 0) return [];
    if (complete !== true) return { because: complete.because };
    // It costs money where the plan is not on yet, so that nothing is written in passing.
    return [{ name: type.split('/').at(-1) ?? type, value: undefined }];
  },
);
