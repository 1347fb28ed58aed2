import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tls } from '../../../../src/layers/tls/layer';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import { judgementsOf, textOf, testRule } from '../rule-cases';

const nobodyKnows = unknown('the parameter mode has no value');

testRule(tls, 'tls/require-encryption', [
  { name: 'a new Flexible Server enforces TLS', context: templateServer('flexible'), verdicts: ['holds'] },
  {
    name: 'switched off in a template',
    context: templateServer('flexible', { parameters: { REQUIRE_secure_transport: 'OFF' } }),
    verdicts: ['fails'],
    says: /require_secure_transport is off/,
    effect: 'interrupts',
  },
  {
    name: 'switched off on a live server',
    context: liveServer('flexible', { parameters: { require_secure_transport: 'off' } }),
    verdicts: ['fails'],
    effect: 'interrupts',
  },
  { name: 'parameters that were not read', context: liveServer('flexible'), verdicts: ['undecided'] },
  {
    name: 'a value that is not known',
    context: templateServer('flexible', { parameters: { require_secure_transport: nobodyKnows } }),
    verdicts: ['undecided'],
  },
  {
    name: 'a choice between two values of which one is right',
    context: templateServer('flexible', {
      parameters: { require_secure_transport: unknown('it is a choice', { oneOf: ['on', 'off'] }) },
    }),
    verdicts: ['undecided'],
  },
  {
    name: 'a parameter whose name is not known',
    context: templateServer('flexible', { children: { configurations: [{ name: nobodyKnows, properties: { value: 'off' } }] } }),
    verdicts: ['undecided'],
  },
  {
    name: 'a parameter that is only referred to',
    context: templateServer('flexible', { children: { configurations: [{ name: 'require_secure_transport', existing: true }] } }),
    verdicts: ['undecided'],
  },
  {
    name: 'switched off under a condition: fails when deployed, and is not known otherwise',
    context: templateServer('flexible', {
      children: { configurations: [{ name: 'require_secure_transport', when: nobodyKnows, properties: { value: 'off' } }] },
    }),
    verdicts: ['fails', 'undecided'],
    effect: 'interrupts',
  },
  {
    name: 'left on under a condition is on either way',
    context: templateServer('flexible', {
      children: { configurations: [{ name: 'require_secure_transport', when: nobodyKnows, properties: { value: 'on' } }] },
    }),
    verdicts: ['holds', 'holds'],
  },
  {
    name: 'a replica takes its parameters from its primary',
    context: templateServer('flexible', { properties: { createMode: 'Replica' } }),
    verdicts: ['undecided'],
  },
  { name: 'a server that is only referred to', context: templateServer('flexible', { existing: true }), verdicts: ['undecided'] },
  {
    name: 'Single Server, Enabled',
    context: templateServer('single', { properties: { sslEnforcement: 'enabled' } }),
    verdicts: ['holds'],
  },
  {
    name: 'Single Server, Disabled',
    context: liveServer('single', { properties: { sslEnforcement: 'Disabled' } }),
    verdicts: ['fails'],
    says: /sslEnforcement is Disabled/,
    effect: 'interrupts',
  },
  { name: 'Single Server, not said', context: templateServer('single'), verdicts: ['undecided'] },
]);

testRule(tls, 'tls/minimum-version', [
  { name: 'a new Flexible Server asks for TLS 1.2', context: templateServer('flexible'), verdicts: ['holds'] },
  {
    name: 'a version that Azure refuses',
    context: templateServer('flexible', { parameters: { ssl_min_protocol_version: 'TLSv1.1' } }),
    verdicts: ['fails'],
    says: /TLS 1\.1, which Azure refuses/,
    effect: 'safe',
  },
  {
    name: 'an empty value',
    context: templateServer('flexible', { parameters: { ssl_min_protocol_version: '' } }),
    verdicts: ['fails'],
    says: /every version/,
    effect: 'safe',
  },
  {
    name: 'a live server',
    context: liveServer('flexible', { parameters: { ssl_min_protocol_version: 'TLSv1.3' } }),
    verdicts: ['holds'],
  },
  {
    name: 'a live server of a version without the parameter',
    context: liveServer('flexible', { parameters: { require_secure_transport: 'on' } }),
    verdicts: ['notApplicable'],
  },
  {
    name: 'Single Server without a minimum accepts everything',
    context: templateServer('single', { properties: { sslEnforcement: 'Enabled' } }),
    verdicts: ['fails'],
    says: /every version/,
    effect: 'interrupts',
  },
  {
    name: 'Single Server with an old minimum',
    context: liveServer('single', { properties: { minimalTlsVersion: 'TLS1_0' } }),
    verdicts: ['fails'],
    says: /TLS 1\.0/,
    effect: 'interrupts',
  },
  { name: 'Single Server, TLS 1.2', context: templateServer('single', { properties: { minimalTlsVersion: 'TLS1_2' } }), verdicts: ['holds'] },
  {
    name: 'Single Server, a replica',
    context: templateServer('single', { properties: { createMode: 'Replica' } }),
    verdicts: ['undecided'],
  },
  {
    name: 'Single Server, several versions that are all too old',
    context: templateServer('single', {
      properties: { minimalTlsVersion: unknown('it is a choice', { oneOf: ['TLS1_0', 'TLS1_1'] }) },
    }),
    verdicts: ['fails'],
    effect: 'interrupts',
  },
  {
    name: 'Single Server, a word that is not known',
    context: templateServer('single', { properties: { minimalTlsVersion: 'TLS9' } }),
    verdicts: ['undecided'],
  },
]);

testRule(tls, 'tls/prefer-1-3', [
  { name: 'TLS 1.3', context: templateServer('flexible', { parameters: { ssl_min_protocol_version: 'TLSv1.3' } }), verdicts: ['holds'] },
  { name: 'the default', context: templateServer('flexible'), verdicts: ['fails'], says: /TLS 1\.2/, effect: 'interrupts' },
  { name: 'not read', context: liveServer('flexible'), verdicts: ['undecided'] },
  { name: 'not asked of Single Server', context: templateServer('single'), verdicts: [] },
]);

test('TLS 1.3 is required only after it is allowed', () => {
  const written = (maximum: string) =>
    judgementsOf(tls, 'tls/prefer-1-3', liveServer('flexible', { parameters: { ssl_min_protocol_version: 'TLSv1.2', ssl_max_protocol_version: maximum } }))[0]?.fix?.changes.map((change) => change.kind === 'set' && [change.at.key.split('/').at(-1), change.value]);
  assert.deepEqual(written('TLSv1.2'), [['ssl_max_protocol_version', 'TLSv1.3'], ['ssl_min_protocol_version', 'TLSv1.3']]);
  for (const maximum of ['', 'TLSv1.3']) assert.deepEqual(written(maximum), [['ssl_min_protocol_version', 'TLSv1.3']], maximum);
});

testRule(tls, 'tls/maximum-version', [
  { name: 'no maximum', context: templateServer('flexible'), verdicts: ['holds'] },
  { name: 'an empty maximum', context: liveServer('flexible', { parameters: { ssl_max_protocol_version: '' } }), verdicts: ['holds'] },
  {
    name: 'held back at TLS 1.2',
    context: templateServer('flexible', { parameters: { ssl_max_protocol_version: 'TLSv1.2' } }),
    verdicts: ['fails'],
    says: /TLS 1\.2/,
    effect: 'safe',
  },
  { name: 'not read', context: liveServer('flexible'), verdicts: ['undecided'] },
]);

testRule(tls, 'tls/version-range', [
  { name: 'no maximum', context: templateServer('flexible'), verdicts: ['holds'] },
  {
    name: 'minimum above the maximum',
    context: templateServer('flexible', {
      parameters: { ssl_min_protocol_version: 'TLSv1.3', ssl_max_protocol_version: 'TLSv1.2' },
    }),
    verdicts: ['fails'],
    says: /Nobody can connect/,
    effect: 'safe',
  },
  {
    name: 'minimum and maximum the same',
    context: templateServer('flexible', {
      parameters: { ssl_min_protocol_version: 'TLSv1.2', ssl_max_protocol_version: 'TLSv1.2' },
    }),
    verdicts: ['holds'],
  },
  {
    name: 'a maximum that is not known',
    context: templateServer('flexible', { parameters: { ssl_max_protocol_version: nobodyKnows } }),
    verdicts: ['undecided'],
  },
]);

test('a live value that nobody has set is shown as the default', () => {
  const context = liveServer('flexible', {
    children: {
      configurations: [{ name: 'require_secure_transport', properties: { value: 'on', defaultValue: 'on', source: 'system-default' } }],
    },
  });
  const [line] = tls.check(context).facts;
  assert.deepEqual([line?.text, line?.state], ['yes (default)', 'default']);
});

test('the layer is summed up in a few words', () => {
  const single = (properties: Record<string, string>): string => textOf(tls, templateServer('single', { properties }));
  assert.equal(textOf(tls, templateServer('flexible')), 'TLS 1.2 or newer, enforced');
  assert.equal(textOf(tls, templateServer('flexible', { parameters: { ssl_min_protocol_version: 'TLSv1.3' } })), 'TLS 1.3, enforced');
  assert.equal(textOf(tls, liveServer('flexible')), 'Enforcement unknown');
  assert.equal(single({ sslEnforcement: 'Disabled' }), 'TLS not enforced');
  assert.equal(single({ sslEnforcement: 'Enabled' }), 'TLS of any version, enforced');
});
