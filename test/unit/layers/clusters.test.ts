import { access } from '../../../src/layers/access/layer';
import { audit } from '../../../src/layers/audit/layer';
import { backup } from '../../../src/layers/backup/layer';
import { encryption } from '../../../src/layers/encryption/layer';
import { entraLayer } from '../../../src/layers/entra/layer';
import { firewallLayer } from '../../../src/layers/firewall/layer';
import type { Effect } from '../../../src/model/fix';
import type { Layer } from '../../../src/model/layer';
import type { Context, RuleId } from '../../../src/model/rule';
import type { Value, ValueObject } from '../../../src/model/value';
import { unknown } from '../../../src/model/value';
import type { Verdict } from '../../../src/model/verdict';
import type { ChildParts, ServerParts } from './build-snapshot';
import { liveServer, templateServer } from './build-snapshot';
import type { RuleCase } from './rule-cases';
import { testRule } from './rule-cases';

const open = unknown('the parameter has no value');
const builds = [
  ['template', templateServer],
  ['live', liveServer],
] as const;

interface ClusterCases {
  readonly right: ValueObject;
  readonly wrong: ValueObject;
  readonly open: ValueObject;
  readonly effect?: RuleCase['effect'];
  readonly also?: readonly RuleCase[];
}

/** The three verdicts on a cluster, from templates and from Azure. */
function cases({ right, wrong, open: unsure, effect, also = [] }: ClusterCases): RuleCase[] {
  const origins = builds.flatMap(([origin, build]): RuleCase[] => [
    { name: `${origin}: right`, context: build('cluster', { properties: right }), verdicts: ['holds'] },
    { name: `${origin}: wrong`, context: build('cluster', { properties: wrong }), verdicts: ['fails'], ...(effect === undefined ? {} : { effect }) },
    { name: `${origin}: not known`, context: build('cluster', { properties: unsure }), verdicts: ['undecided'] },
  ]);
  return [...origins, ...also];
}

const signIn = (activeDirectoryAuth: Value, passwordAuth: Value): ValueObject => ({ authConfig: { activeDirectoryAuth, passwordAuth } });

testRule(
  entraLayer,
  'entra/password-only',
  cases({
    right: signIn('Enabled', 'Enabled'),
    wrong: {},
    open: signIn(open, 'Enabled'),
    effect: 'restart',
  }),
);

testRule(entraLayer, 'entra/password-sign-in', cases({ right: signIn('Enabled', 'Disabled'), wrong: {}, open: signIn('Enabled', open) }));

testRule(backup, 'backup/geo-redundancy', [
  ...cases({ right: { enableGeoBackup: true }, wrong: { enableGeoBackup: false }, open: { enableGeoBackup: open }, effect: 'create-only' }),
  { name: 'a replica', context: templateServer('cluster', { properties: { sourceResourceId: '/another' } }), verdicts: ['notApplicable'] },
]);

testRule(backup, 'backup/standby', cases({ right: { enableHa: true }, wrong: {}, open: { enableHa: open }, effect: 'costs' }));

const vault = 'https://orders.vault.azure.net/keys/postgresql';

testRule(
  encryption,
  'encryption/customer-key',
  cases({
    right: { dataEncryption: { type: 'AzureKeyVault', primaryKeyUri: vault } },
    wrong: {},
    open: { dataEncryption: { type: open } },
    also: [
      { name: 'Single Server, template: no key', context: templateServer('single'), verdicts: ['fails'] },
      {
        name: 'Single Server, template: a key',
        context: templateServer('single', { children: { keys: [{ properties: { serverKeyType: 'AzureKeyVault' } }] } }),
        verdicts: ['holds'],
      },
      { name: 'Single Server, live: a key', context: liveServer('single', { properties: { byokEnforcement: 'Enabled' } }), verdicts: ['holds'] },
      { name: 'Single Server, live: none', context: liveServer('single', { properties: { byokEnforcement: 'Disabled' } }), verdicts: ['fails'] },
      { name: 'Single Server, live: not told', context: liveServer('single'), verdicts: ['undecided'] },
    ],
  }),
);

function withRule(build: typeof templateServer, startIpAddress: Value, endIpAddress: Value): Context {
  return build('cluster', {
    properties: { coordinatorEnablePublicIpAccess: true },
    children: { firewallRules: [{ name: 'a-rule', properties: { startIpAddress, endIpAddress } }] },
  });
}

const ranges: readonly (readonly [RuleId, string, string])[] = [
  ['firewall/open-to-internet', '0.0.0.0', '255.255.255.255'],
  ['firewall/azure-services', '0.0.0.0', '0.0.0.0'],
  ['firewall/broad-range', '203.0.112.0', '203.0.115.255'],
  ['firewall/private-range', '10.0.0.1', '10.0.0.1'],
  ['firewall/invalid-range', '203.0.113.9', '203.0.113.1'],
];

const cures: Readonly<Record<string, RuleCase['effect']>> = {
  'firewall/open-to-internet': 'interrupts',
  'firewall/azure-services': 'interrupts',
  'firewall/private-range': 'safe',
  'firewall/invalid-range': 'safe',
};

for (const [id, start, end] of ranges) {
  const effect = cures[id];
  testRule(
    firewallLayer,
    id,
    builds.flatMap(([origin, build]): RuleCase[] => [
      { name: `${origin}, a cluster: right`, context: withRule(build, '203.0.113.4', '203.0.113.4'), verdicts: ['holds'] },
      { name: `${origin}, a cluster: wrong`, context: withRule(build, start, end), verdicts: ['fails'], ...(effect === undefined ? {} : { effect }) },
      { name: `${origin}, a cluster: not known`, context: withRule(build, open, end), verdicts: ['undecided'] },
    ]),
  );
}

/** A cluster with parameters of its coordinator and of its workers. */
const nodes = (coordinator: Readonly<Record<string, Value>>, workers: Readonly<Record<string, Value>>, properties: Readonly<Record<string, Value>> = {}): ServerParts => {
  const children = (parameters: Readonly<Record<string, Value>>): ChildParts[] => Object.entries(parameters).map(([name, value]) => ({ name, properties: { value } }));
  return { properties, children: { coordinatorConfigurations: children(coordinator), nodeConfigurations: children(workers) } };
};

interface NodeRule {
  readonly layer: Layer;
  readonly id: RuleId;
  readonly name: string;
  readonly right: string;
  readonly wrong: string;
  /** What a template says that sets nothing. */
  readonly absent: Verdict;
  readonly effect: Readonly<Record<'template' | 'live', Effect>>;
}

const nodeRules: readonly NodeRule[] = [
  { layer: access, id: 'access/password-hashing', name: 'password_encryption', right: 'scram-sha-256', wrong: 'md5', absent: 'undecided', effect: { template: 'safe', live: 'safe' } },
  { layer: audit, id: 'audit/audit-extension', name: 'shared_preload_libraries', right: 'citus,pgaudit', wrong: 'citus', absent: 'fails', effect: { template: 'replaces-list', live: 'restart' } },
  { layer: audit, id: 'audit/audit-classes', name: 'pgaudit.log', right: 'role,ddl', wrong: 'none', absent: 'fails', effect: { template: 'safe', live: 'safe' } },
  { layer: audit, id: 'audit/audit-scope', name: 'pgaudit.log', right: 'role,ddl,misc', wrong: 'ddl', absent: 'holds', effect: { template: 'safe', live: 'safe' } },
];

for (const { layer, id, name, right, wrong, absent, effect } of nodeRules) {
  testRule(layer, id, [
    ...builds.flatMap(([origin, build]): RuleCase[] => {
      const context = (one: Value, other: Value, properties?: Readonly<Record<string, Value>>): Context => build('cluster', nodes({ [name]: one }, { [name]: other }, properties));
      const cure = effect[origin];
      return [
        { name: `${origin}: both roles right`, context: context(right, right), verdicts: ['holds', 'holds'] },
        { name: `${origin}: the workers wrong`, context: context(right, wrong), verdicts: ['holds', 'fails'], effect: cure },
        { name: `${origin}: the coordinator wrong`, context: context(wrong, right), verdicts: ['fails', 'holds'], effect: cure },
        { name: `${origin}: not known`, context: context(open, right), verdicts: ['undecided', 'holds'] },
        { name: `${origin}: without workers theirs do not count`, context: context(right, wrong, { nodeCount: 0 }), verdicts: ['holds'] },
      ];
    }),
    { name: 'live: not read', context: liveServer('cluster'), verdicts: ['undecided'] },
    { name: 'live: there is no such parameter', context: liveServer('cluster', nodes({}, {})), verdicts: ['notApplicable'] },
    { name: 'template: not written', context: templateServer('cluster'), verdicts: [absent] },
    { name: 'template: a replica', context: templateServer('cluster', { properties: { sourceResourceId: '/another' } }), verdicts: ['undecided'] },
  ]);
}

const settings = (...logs: readonly Value[]): ServerParts => ({ extensions: { 'Microsoft.Insights/diagnosticSettings': logs.map((one) => ({ properties: { logs: one } })) } });
const sends = (category: string): Value => [{ category, enabled: true }];

testRule(audit, 'audit/diagnostic-setting', builds.flatMap(([origin, build]): RuleCase[] => [
  { name: `${origin}: a setting`, context: build('cluster', settings(sends('PostgreSQLLogs'))), verdicts: ['holds'] },
  { name: `${origin}: none`, context: build('cluster', settings()), verdicts: ['fails'] },
  { name: `${origin}: not read`, context: build('cluster', { incomplete: { diagnosticSettings: 'they were not read' } }), verdicts: ['undecided'] },
]));

testRule(audit, 'audit/diagnostic-categories', builds.flatMap(([origin, build]): RuleCase[] => [
  { name: `${origin}: PostgreSQL's logs`, context: build('cluster', settings(sends('PostgreSQLLogs'))), verdicts: ['holds'] },
  { name: `${origin}: something else`, context: build('cluster', settings(sends('Sessions'))), verdicts: ['fails'], effect: 'replaces-list' },
  { name: `${origin}: not known`, context: build('cluster', settings(open)), verdicts: ['undecided'] },
]));
