import { backup } from '../../../src/layers/backup/layer';
import { encryption } from '../../../src/layers/encryption/layer';
import { entraLayer } from '../../../src/layers/entra/layer';
import { firewallLayer } from '../../../src/layers/firewall/layer';
import type { Context, RuleId } from '../../../src/model/rule';
import type { Value, ValueObject } from '../../../src/model/value';
import { unknown } from '../../../src/model/value';
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
