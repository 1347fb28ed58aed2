import assert from 'node:assert/strict';
import { test } from 'node:test';
import { threatProtection } from '../../../../src/layers/threat-protection/layer';
import type { Context } from '../../../../src/model/rule';
import type { ValueObject } from '../../../../src/model/value';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import { textOf, testRule } from '../rule-cases';

const policy = (properties: ValueObject): Context =>
  liveServer('single', { children: { securityAlertPolicies: [{ name: 'Default', properties }] } });

testRule(threatProtection, 'threat-protection/disabled-alerts', [
  { name: 'none left out', context: policy({ state: 'Enabled' }), verdicts: ['holds'] },
  { name: 'an empty word is none', context: policy({ state: 'Enabled', disabledAlerts: [''] }), verdicts: ['holds'] },
  {
    name: 'one left out',
    context: policy({ state: 'Enabled', disabledAlerts: ['Access_Anomaly'] }),
    verdicts: ['fails'],
    says: /Access_Anomaly/,
    effect: 'safe',
  },
  { name: 'off', context: policy({ state: 'Disabled', disabledAlerts: ['Access_Anomaly'] }), verdicts: ['notApplicable'] },
  { name: 'not read', context: liveServer('single'), verdicts: ['undecided'] },
  { name: 'not asked of Flexible Servers', context: liveServer('flexible'), verdicts: [] },
]);

testRule(threatProtection, 'threat-protection/alert-receivers', [
  { name: 'to owners', context: policy({ state: 'Enabled', emailAccountAdmins: true }), verdicts: ['holds'] },
  { name: 'to somebody', context: policy({ state: 'Enabled', emailAddresses: ['a@example.com'] }), verdicts: ['holds'] },
  { name: 'to nobody', context: policy({ state: 'Enabled', emailAddresses: [] }), verdicts: ['fails'], effect: 'safe' },
  { name: 'off', context: policy({ state: 'Disabled' }), verdicts: ['notApplicable'] },
  {
    name: 'not known',
    context: policy({ state: 'Enabled', emailAddresses: [unknown('it is a parameter')] }),
    verdicts: ['undecided'],
  },
]);

test('that a template says nothing does not mean that it is off', () => {
  const { facts, text } = threatProtection.check(templateServer('flexible'));
  assert.equal(text, 'Unknown');
  assert.match(facts[0]?.text ?? '', /whole subscription/);
});

test('the layer is summed up in a few words', () => {
  const flexible = (state: string): string =>
    textOf(threatProtection, liveServer('flexible', { children: { advancedThreatProtectionSettings: [{ properties: { state } }] } }));
  assert.equal(flexible('Enabled'), 'On');
  assert.equal(flexible('Disabled'), 'Off for this server');
});
