import { tls } from '../../../../src/layers/tls/layer';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import type { RuleCase } from '../rule-cases';
import { testRule } from '../rule-cases';

const open = unknown('the parameter has no value');

testRule(tls, 'tls/idle-minimum', [
  ...(
    [
      ['template', templateServer],
      ['live', liveServer],
    ] as const
  ).flatMap(([origin, build]): RuleCase[] => {
    const single = (properties: Parameters<typeof build>[1]): RuleCase['context'] => build('single', properties);
    return [
      { name: `${origin}: in effect`, context: single({ properties: { sslEnforcement: 'Enabled', minimalTlsVersion: 'TLS1_2' } }), verdicts: ['holds'] },
      {
        name: `${origin}: without effect`,
        context: single({ properties: { sslEnforcement: 'Disabled', minimalTlsVersion: 'TLS1_1' } }),
        verdicts: ['fails'],
        says: /TLS 1\.1 has no effect/,
        effect: 'interrupts',
      },
      { name: `${origin}: no minimum`, context: single({ properties: { sslEnforcement: 'Disabled' } }), verdicts: ['notApplicable'] },
      {
        name: `${origin}: none that is named`,
        context: single({ properties: { sslEnforcement: 'Disabled', minimalTlsVersion: 'TLSEnforcementDisabled' } }),
        verdicts: ['notApplicable'],
      },
      { name: `${origin}: not known`, context: single({ properties: { sslEnforcement: open, minimalTlsVersion: 'TLS1_2' } }), verdicts: ['undecided'] },
    ];
  }),
]);

testRule(tls, 'tls/not-stated', [
  {
    name: 'stated',
    context: templateServer('flexible', { parameters: { require_secure_transport: 'ON', ssl_min_protocol_version: 'TLSv1.3' } }),
    verdicts: ['holds'],
  },
  {
    name: 'not stated',
    context: templateServer('flexible'),
    verdicts: ['fails'],
    says: /leaves to the service: require_secure_transport \(on by default\), ssl_min_protocol_version \(TLSv1\.2 by default\)\./,
    effect: 'safe',
  },
  { name: 'one of two', context: templateServer('flexible', { parameters: { require_secure_transport: 'on' } }), verdicts: ['fails'], effect: 'safe' },
  { name: 'a replica', context: templateServer('flexible', { properties: { createMode: 'Replica' } }), verdicts: ['notApplicable'] },
  { name: 'a parameter whose name is not known', context: templateServer('flexible', { children: { configurations: [{ name: open }] } }), verdicts: ['undecided'] },
  { name: 'Single Server, stated', context: templateServer('single', { properties: { sslEnforcement: 'Disabled' } }), verdicts: ['holds'] },
  { name: 'Single Server, not stated', context: templateServer('single'), verdicts: ['fails'], says: /no default is documented/, effect: 'safe' },
]);
