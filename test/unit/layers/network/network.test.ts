import assert from 'node:assert/strict';
import { test } from 'node:test';
import { network } from '../../../../src/layers/network/layer';
import type { Context } from '../../../../src/model/rule';
import { createSnapshot } from '../../../../src/model/snapshot';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import { judgementsOf, textOf, testRule } from '../rule-cases';

const nobodyKnows = unknown('the parameter subnet has no value');
const subnet = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/db';
const connection = (status: string) => ({ properties: { privateLinkServiceConnectionState: { status } } });

testRule(network, 'network/public-access', [
  {
    name: 'off',
    context: templateServer('flexible', { properties: { network: { publicNetworkAccess: 'Disabled' } } }),
    verdicts: ['holds'],
  },
  {
    name: 'on by default',
    context: templateServer('flexible'),
    verdicts: ['fails'],
    says: /which is the default/,
    effect: 'interrupts',
  },
  {
    name: 'on',
    context: liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' } } }),
    verdicts: ['fails'],
    effect: 'interrupts',
  },
  {
    name: 'a server in a virtual network has no public endpoint',
    context: templateServer('flexible', { properties: { network: { delegatedSubnetResourceId: subnet } } }),
    verdicts: ['holds'],
  },
  {
    name: 'an empty subnet is none',
    context: templateServer('flexible', { properties: { network: { delegatedSubnetResourceId: '' } } }),
    verdicts: ['fails'],
    effect: 'interrupts',
  },
  {
    name: 'a subnet that is not known',
    context: templateServer('flexible', { properties: { network: { delegatedSubnetResourceId: nobodyKnows } } }),
    verdicts: ['undecided'],
  },
  {
    name: 'off, whatever the subnet is',
    context: templateServer('flexible', {
      properties: { network: { delegatedSubnetResourceId: nobodyKnows, publicNetworkAccess: 'Disabled' } },
    }),
    verdicts: ['holds'],
  },
  {
    name: 'network settings that are not known',
    context: templateServer('flexible', { properties: { network: nobodyKnows } }),
    verdicts: ['undecided'],
  },
  {
    name: 'a replica that says nothing',
    context: templateServer('flexible', { properties: { createMode: 'Replica' } }),
    verdicts: ['undecided'],
  },
  {
    name: 'of an API version that cannot say it, which the fix raises',
    context: templateServer('flexible', { apiVersion: '2022-12-01' }),
    verdicts: ['fails'],
    effect: 'interrupts',
  },
  { name: 'Single Server, by default', context: templateServer('single'), verdicts: ['fails'], effect: 'interrupts' },
  {
    name: 'Single Server, off',
    context: liveServer('single', { properties: { publicNetworkAccess: 'disabled' } }),
    verdicts: ['holds'],
  },
  {
    name: 'a cluster that is open',
    context: templateServer('cluster', { properties: { coordinatorEnablePublicIpAccess: true } }),
    verdicts: ['fails'],
    effect: 'interrupts',
  },
  { name: 'a cluster that says nothing', context: templateServer('cluster'), verdicts: ['undecided'] },
]);

/** A template with a server and a private endpoint that leads to a server. */
function withEndpoint(publicNetworkAccess: string, to = 'main.bicep#db'): Context {
  const context = templateServer('flexible', { properties: { network: { publicNetworkAccess } } });
  const connection = { properties: { privateLinkServiceId: unknown('it is an id', { refersTo: to }) } };
  const endpoint = {
    key: 'main.bicep#endpoint',
    type: 'Microsoft.Network/privateEndpoints',
    name: 'endpoint',
    existing: false,
    when: true,
    body: { properties: { privateLinkServiceConnections: [connection] } },
  } as const;
  return { ...context, snapshot: createSnapshot({ origin: 'template', resources: [...context.snapshot.resources, endpoint] }) };
}

testRule(network, 'network/public-beside-private', [
  {
    name: 'both ways in',
    context: liveServer('flexible', {
      properties: { network: { publicNetworkAccess: 'Enabled' }, privateEndpointConnections: [connection('Approved')] },
    }),
    verdicts: ['fails'],
    effect: 'interrupts',
  },
  {
    name: 'the private way only',
    context: liveServer('single', {
      properties: { publicNetworkAccess: 'Disabled', privateEndpointConnections: [connection('Approved')] },
    }),
    verdicts: ['holds'],
  },
  {
    name: 'a private endpoint that waits for approval leads nowhere',
    context: liveServer('flexible', { properties: { privateEndpointConnections: [connection('Pending')] } }),
    verdicts: ['notApplicable'],
  },
  {
    name: 'endpoints that are not known',
    context: liveServer('flexible', { properties: { privateEndpointConnections: nobodyKnows } }),
    verdicts: ['undecided'],
  },
  { name: 'a template without endpoints, which can be elsewhere', context: templateServer('flexible'), verdicts: ['undecided'] },
  { name: 'a template with an endpoint', context: withEndpoint('Enabled'), verdicts: ['fails'], effect: 'interrupts' },
  { name: 'a template with an endpoint, closed', context: withEndpoint('Disabled'), verdicts: ['holds'] },
  { name: 'a template with the endpoint of another server', context: withEndpoint('Enabled', 'main.bicep#other'), verdicts: ['undecided'] },
]);

testRule(network, 'network/public-workers', [
  { name: 'closed by default', context: templateServer('cluster'), verdicts: ['holds'] },
  {
    name: 'open',
    context: templateServer('cluster', { properties: { nodeEnablePublicIpAccess: true } }),
    verdicts: ['fails'],
    effect: 'interrupts',
  },
  {
    name: 'not known',
    context: templateServer('cluster', { properties: { nodeEnablePublicIpAccess: nobodyKnows } }),
    verdicts: ['undecided'],
  },
  { name: 'not asked of other servers', context: templateServer('flexible'), verdicts: [] },
]);

test('turning public access off raises only those API versions that cannot say it, of Flexible Servers in templates', () => {
  const fix = (context: Context) => judgementsOf(network, 'network/public-access', context)[0]?.fix;
  const kinds = (context: Context) => fix(context)?.changes.map(({ kind }) => kind);
  const flexible = (apiVersion?: string) => templateServer('flexible', apiVersion === undefined ? {} : { apiVersion });
  assert.deepEqual(kinds(flexible('2023-03-01-preview')), ['raise', 'set']);
  assert.match(fix(flexible('2022-12-01'))?.title ?? '', /with API version 2024-08-01$/);
  for (const apiVersion of ['2023-06-01-preview', '2025-08-01', undefined]) assert.deepEqual(kinds(flexible(apiVersion)), ['set'], apiVersion);
  assert.deepEqual(kinds(templateServer('single', { apiVersion: '2017-12-01' })), ['set']);
  assert.deepEqual(kinds(liveServer('flexible', { apiVersion: '2022-12-01' })), ['set']);
  assert.deepEqual(fix(templateServer('cluster', { properties: { coordinatorEnablePublicIpAccess: true } }))?.changes.map((change) => change.kind === 'set' && change.value), [false]);
});

test('what lies beside a finding is named with it', () => {
  const [beside] = judgementsOf(network, 'network/public-beside-private', withEndpoint('Enabled'));
  assert.deepEqual(beside?.related?.map(({ message }) => message), ['The private endpoints of the server.']);
});

test('the finding is at the setting, though nobody has written it', () => {
  const context = templateServer('flexible');
  const [judgement] = judgementsOf(network, 'network/public-access', context);
  assert.deepEqual(judgement?.at, {
    in: 'resource',
    key: context.server.resource.key,
    path: ['properties', 'network', 'publicNetworkAccess'],
  });
});

test('the layer is summed up in a few words', () => {
  assert.equal(textOf(network, templateServer('flexible')), 'Public access on');
  assert.equal(textOf(network, liveServer('single', { properties: { publicNetworkAccess: 'Disabled' } })), 'Public access off');
  assert.equal(
    textOf(network, liveServer('flexible', { properties: { network: { delegatedSubnetResourceId: subnet } } })),
    'No public endpoint',
  );
  assert.equal(textOf(network, templateServer('cluster')), 'Public access unknown');
  const inside = (publicNetworkAccess: string) => textOf(network, templateServer('flexible', { properties: { network: { publicNetworkAccess, delegatedSubnetResourceId: nobodyKnows } } }));
  assert.deepEqual(['Enabled', 'Disabled'].map(inside), ['Public access unknown', 'Public access off']);
});
