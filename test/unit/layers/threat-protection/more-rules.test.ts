import assert from 'node:assert/strict';
import { test } from 'node:test';
import { threatProtection } from '../../../../src/layers/threat-protection/layer';
import type { Context } from '../../../../src/model/rule';
import { createSnapshot } from '../../../../src/model/snapshot';
import type { ValueObject } from '../../../../src/model/value';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import type { RuleCase } from '../rule-cases';
import { judgementsOf, testRule } from '../rule-cases';

const open = unknown('the parameter has no value');
const builds = [
  ['template', templateServer],
  ['live', liveServer],
] as const;
const segments = { flexible: 'advancedThreatProtectionSettings', single: 'securityAlertPolicies' } as const;

const policy = (build: typeof templateServer, kind: 'flexible' | 'single', properties: ValueObject): Context =>
  build(kind, { children: { [segments[kind]]: [{ name: 'Default', properties }] } });

testRule(threatProtection, 'threat-protection/switched-on', [
  ...(['flexible', 'single'] as const).flatMap((kind) => [
    ...builds.flatMap(([origin, build]): RuleCase[] => [
      { name: `${kind}, ${origin}: on`, context: policy(build, kind, { state: 'enabled' }), verdicts: ['holds'] },
      { name: `${kind}, ${origin}: off`, context: policy(build, kind, { state: 'Disabled' }), verdicts: ['fails'], effect: 'costs' },
      { name: `${kind}, ${origin}: not known`, context: policy(build, kind, { state: open }), verdicts: ['undecided'] },
    ]),
    { name: `${kind}: not written`, context: templateServer(kind), verdicts: ['undecided'] } satisfies RuleCase,
    { name: `${kind}: not read`, context: liveServer(kind), verdicts: ['undecided'] } satisfies RuleCase,
  ]),
]);

test('a server that is off is covered by the plan of the subscription, where that is known to be on', () => {
  const context = policy(liveServer, 'flexible', { state: 'Disabled' });
  const withPlan = (pricingTier: string): Context => {
    const plan = {
      key: '/subscriptions/s/providers/microsoft.security/pricings/opensourcerelationaldatabases',
      type: 'Microsoft.Security/pricings',
      name: 'OpenSourceRelationalDatabases',
      existing: false,
      when: true,
      body: { properties: { pricingTier } },
    } as const;
    return { ...context, snapshot: createSnapshot({ origin: 'live', resources: [...context.snapshot.resources, plan] }) };
  };
  const verdicts = (each: Context): readonly string[] =>
    judgementsOf(threatProtection, 'threat-protection/switched-on', each).map(({ verdict }) => verdict);
  assert.deepEqual(verdicts(withPlan('Standard')), ['holds']);
  assert.deepEqual(verdicts(withPlan('Free')), ['fails']);
});

testRule(threatProtection, 'threat-protection/record-retention', [
  ...builds.flatMap(([origin, build]): RuleCase[] => {
    const days = (retentionDays: ValueObject[string], state = 'Enabled'): Context => policy(build, 'single', { state, retentionDays });
    return [
      { name: `${origin}: long`, context: days(90), verdicts: ['holds'] },
      { name: `${origin}: without end`, context: days(0), verdicts: ['holds'] },
      { name: `${origin}: short`, context: days('89'), verdicts: ['fails'], says: /after 89 days/, effect: 'costs' },
      { name: `${origin}: one day`, context: days(1), verdicts: ['fails'], says: /after 1 day\./, effect: 'costs' },
      { name: `${origin}: not known`, context: days(open), verdicts: ['undecided'] },
      { name: `${origin}: off`, context: days(5, 'Disabled'), verdicts: ['notApplicable'] },
    ];
  }),
  { name: 'without end by default', context: policy(templateServer, 'single', { state: 'Enabled' }), verdicts: ['holds'] },
]);

const key = (storageAccountAccessKey: ValueObject[string]): Context => policy(templateServer, 'single', { state: 'Enabled', storageAccountAccessKey });

testRule(threatProtection, 'threat-protection/storage-key', [
  { name: 'none', context: policy(templateServer, 'single', { state: 'Enabled' }), verdicts: ['holds'] },
  { name: 'written', context: key('c2VjcmV0'), verdicts: ['fails'], says: /written in a file/ },
  { name: 'the default of a plain parameter', context: key(unknown('it may be given', { oneOf: ['c2VjcmV0'] })), verdicts: ['fails'] },
  { name: 'a secure parameter', context: key(unknown('it is secret', { sensitive: true })), verdicts: ['holds'] },
  { name: 'a function of the deployment', context: key(unknown('listKeys is answered when it is deployed')), verdicts: ['undecided'] },
]);

test('no message tells the key', () => {
  const messages = threatProtection.check(key('c2VjcmV0')).judgements.map(({ judgement }) => judgement.message);
  assert.ok(messages.every((message) => !message.includes('c2VjcmV0')));
});

testRule(threatProtection, 'threat-protection/not-stated', [
  { name: 'flexible, stated', context: policy(templateServer, 'flexible', { state: 'Disabled' }), verdicts: ['holds'] },
  { name: 'flexible, not stated', context: templateServer('flexible'), verdicts: ['fails'], says: /advancedThreatProtectionSettings/ },
  { name: 'single, stated', context: policy(templateServer, 'single', { state: 'Enabled' }), verdicts: ['holds'] },
  { name: 'single, not stated', context: templateServer('single'), verdicts: ['fails'], says: /securityAlertPolicies/ },
  { name: 'a reference', context: templateServer('flexible', { existing: true }), verdicts: ['undecided'] },
]);
