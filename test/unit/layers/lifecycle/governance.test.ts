import { lifecycle } from '../../../../src/layers/lifecycle/layer';
import type { Context } from '../../../../src/model/rule';
import type { RuleSettings } from '../../../../src/model/settings';
import type { Value } from '../../../../src/model/value';
import { unknown } from '../../../../src/model/value';
import type { ServerParts } from '../build-snapshot';
import { liveServer, templateServer } from '../build-snapshot';
import type { RuleCase } from '../rule-cases';
import { testRule } from '../rule-cases';

const open = unknown('the parameter has no value');
const builds = [
  ['template', templateServer],
  ['live', liveServer],
] as const;

const named = (name: string | typeof open, build = templateServer): Context => build('single', { name });

testRule(lifecycle, 'lifecycle/server-name', [
  ...builds.flatMap(([origin, build]): RuleCase[] => [
    { name: `${origin}: allowed`, context: named('pg-orders-1', build), verdicts: ['holds'] },
    { name: `${origin}: capital letters`, context: named('PG-orders', build), verdicts: ['fails'], says: /"PG-orders"/ },
    { name: `${origin}: not known`, context: named(open, build), verdicts: ['undecided'] },
  ]),
  { name: 'the shortest', context: named('pg1'), verdicts: ['holds'] },
  { name: 'too short', context: named('pg'), verdicts: ['fails'] },
  { name: 'the longest', context: named('a'.repeat(63)), verdicts: ['holds'] },
  { name: 'too long', context: named('a'.repeat(64)), verdicts: ['fails'] },
  { name: 'a hyphen at the end', context: named('pg-orders-'), verdicts: ['fails'] },
  { name: 'a hyphen at the beginning', context: named('-pg-orders'), verdicts: ['fails'] },
]);

const kinds = ['flexible', 'single', 'cluster'] as const;

testRule(
  lifecycle,
  'lifecycle/naming-convention',
  kinds.flatMap((kind) =>
    builds.flatMap(([origin, build]): RuleCase[] => {
      const server = (name: string | typeof open, settings: Partial<RuleSettings> = { serverNames: ['psql-*', 'cospos-*'] }): Context =>
        build(kind, { name, settings });
      return [
        { name: `${kind}, ${origin}: by the convention`, context: server('PSQL-orders'), verdicts: ['holds'] },
        { name: `${kind}, ${origin}: against it`, context: server('orders'), verdicts: ['fails'], says: /"orders" is like none of psql-\*, cospos-\*/ },
        { name: `${kind}, ${origin}: not known`, context: server(open), verdicts: ['undecided'] },
        { name: `${kind}, ${origin}: no convention`, context: server('orders', {}), verdicts: ['notApplicable'] },
      ];
    }),
  ),
);

testRule(
  lifecycle,
  'lifecycle/required-tags',
  kinds.flatMap((kind) =>
    builds.flatMap(([origin, build]): RuleCase[] => {
      const tagged = (tags: Value | undefined, requiredTags: readonly string[] = ['owner', 'cost']): Context =>
        build(kind, { ...(tags === undefined ? {} : { body: { tags } }), settings: { requiredTags } });
      const where = `${kind}, ${origin}`;
      return [
        { name: `${where}: all there`, context: tagged({ Owner: 'a', cost: open }), verdicts: ['holds'] },
        { name: `${where}: one missing, one empty`, context: tagged({ owner: '' }), verdicts: ['fails'], says: /missing: owner, cost\./ },
        { name: `${where}: no tags`, context: tagged(undefined), verdicts: ['fails'] },
        { name: `${where}: any tag will do`, context: tagged({ a: 'b' }, []), verdicts: ['holds'] },
        { name: `${where}: any tag, and none`, context: tagged({}, []), verdicts: ['fails'], says: /no tags/ },
        { name: `${where}: not known`, context: tagged(open), verdicts: ['undecided'] },
      ];
    }),
  ),
);

testRule(
  lifecycle,
  'lifecycle/allowed-sku',
  (['flexible', 'single'] as const).flatMap((kind) =>
    builds.flatMap(([origin, build]): RuleCase[] => {
      const sized = (tier: Value, name: Value, settings: Partial<RuleSettings> = { allowedSkus: ['GeneralPurpose', 'Standard_B1ms'] }): Context =>
        build(kind, { body: { sku: { tier, name } }, settings });
      return [
        { name: `${kind}, ${origin}: by its tier`, context: sized('generalpurpose', 'Standard_D2s_v3'), verdicts: ['holds'] },
        { name: `${kind}, ${origin}: by its size`, context: sized('Burstable', 'Standard_B1ms'), verdicts: ['holds'] },
        { name: `${kind}, ${origin}: neither`, context: sized('Burstable', 'Standard_B2s'), verdicts: ['fails'], says: /size Standard_B2s/ },
        { name: `${kind}, ${origin}: not known`, context: sized(open, open), verdicts: ['undecided'] },
        { name: `${kind}, ${origin}: no list`, context: sized('Burstable', 'x', {}), verdicts: ['notApplicable'] },
      ];
    }),
  ),
);

const wish = { requiredParameters: { log_lock_waits: 'on', 'pgaudit.log': 'role, ddl' } };

testRule(lifecycle, 'lifecycle/required-parameters', [
  ...builds.flatMap(([origin, build]): RuleCase[] => {
    const server = (parameters: Record<string, Value>): Context => build('flexible', { parameters, settings: wish });
    return [
      { name: `${origin}: as asked for`, context: server({ log_lock_waits: 'ON', 'pgaudit.log': 'role,ddl' }), verdicts: ['holds', 'holds'] },
      {
        name: `${origin}: others`,
        context: server({ log_lock_waits: 'off', 'pgaudit.log': 'none' }),
        verdicts: ['fails', 'fails'],
        says: /log_lock_waits is "off" instead of "on"/,
        effect: 'restart',
      },
      { name: `${origin}: not known`, context: server({ log_lock_waits: open, 'pgaudit.log': open }), verdicts: ['undecided', 'undecided'] },
    ];
  }),
  { name: 'a default that is documented', context: templateServer('flexible', { settings: wish }), verdicts: ['undecided', 'fails'], effect: 'restart' },
  { name: 'a live parameter that was not read', context: liveServer('flexible', { parameters: {}, settings: wish }), verdicts: ['undecided', 'undecided'] },
  { name: 'no wish', context: templateServer('flexible'), verdicts: [] },
]);

const versioned = (kind: 'flexible' | 'single' | 'cluster', apiVersion: string, parts: ServerParts = {}): Context =>
  templateServer(kind, { ...parts, apiVersion });

testRule(lifecycle, 'lifecycle/old-api-version', [
  { name: 'new', context: versioned('flexible', '2025-08-01'), verdicts: ['holds'] },
  { name: 'the first that knows the most', context: versioned('flexible', '2022-03-08-preview'), verdicts: ['holds'] },
  { name: 'old', context: versioned('flexible', '2021-06-01'), verdicts: ['fails'], says: /2021-06-01 does not know Microsoft Entra authentication/ },
  {
    name: 'too old for what the template sets',
    context: versioned('flexible', '2022-12-01', { properties: { storage: { autoGrow: 'Enabled' } } }),
    verdicts: ['fails'],
    says: /does not know growth of storage/,
  },
  {
    name: 'too old for a child that the template has',
    context: versioned('flexible', '2022-12-01', { children: { advancedThreatProtectionSettings: [{}] } }),
    verdicts: ['fails'],
    says: /threat protection/,
  },
  {
    name: 'new enough for what the template sets',
    context: versioned('flexible', '2023-06-01-preview', { properties: { storage: { autoGrow: 'Enabled' } } }),
    verdicts: ['holds'],
  },
  { name: 'Single Server', context: versioned('single', '2017-12-01'), verdicts: ['holds'] },
  { name: 'Single Server, old', context: versioned('single', '2017-04-30-preview'), verdicts: ['fails'] },
  { name: 'a cluster', context: versioned('cluster', '2022-11-08'), verdicts: ['holds'] },
  { name: 'a cluster, old', context: versioned('cluster', '2020-10-05-privatepreview'), verdicts: ['fails'] },
  { name: 'not known', context: templateServer('flexible'), verdicts: ['undecided'] },
  { name: 'live servers have none', context: liveServer('flexible'), verdicts: [] },
]);
