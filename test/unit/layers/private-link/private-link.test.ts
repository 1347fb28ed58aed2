import assert from 'node:assert/strict';
import { test } from 'node:test';
import { privateLink } from '../../../../src/layers/private-link/layer';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import { textOf, testRule } from '../rule-cases';

const connections = (...statuses: readonly string[]) => ({
  privateEndpointConnections: statuses.map((status) => ({ properties: { privateLinkServiceConnectionState: { status } } })),
});

testRule(privateLink, 'private-link/no-private-endpoint', [
  { name: 'one', context: liveServer('flexible', { properties: connections('approved') }), verdicts: ['holds'] },
  { name: 'none', context: liveServer('single', { properties: connections() }), verdicts: ['fails'] },
  { name: 'none that is approved', context: liveServer('flexible', { properties: connections('Pending', 'Rejected') }), verdicts: ['fails'] },
  {
    name: 'a server in a virtual network can have none',
    context: liveServer('flexible', { properties: { network: { delegatedSubnetResourceId: '/subnets/db' } } }),
    verdicts: ['notApplicable'],
  },
  {
    name: 'not known',
    context: liveServer('flexible', { properties: { privateEndpointConnections: unknown('it was refused') } }),
    verdicts: ['undecided'],
  },
  { name: 'not asked of templates', context: templateServer('flexible'), verdicts: [] },
]);

test('the layer is summed up in a few words', () => {
  const live = (...statuses: readonly string[]): string =>
    textOf(privateLink, liveServer('flexible', { properties: connections(...statuses) }));
  assert.equal(live(), 'No private endpoint');
  assert.equal(live('Approved', 'Pending'), '1 private endpoint, 1 waiting for approval');
  assert.equal(textOf(privateLink, templateServer('flexible')), 'Unknown');
});
