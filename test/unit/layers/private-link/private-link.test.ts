import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectionsOf } from '../../../../src/layers/private-link/connections';
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
    name: 'one whose status nobody knows',
    context: liveServer('flexible', { properties: { privateEndpointConnections: [...connections('Approved').privateEndpointConnections, { properties: { privateLinkServiceConnectionState: { status: unknown('it was not read') } } }] } }),
    verdicts: ['undecided'],
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
  assert.equal(live('Approved', 'Approved'), '2 private endpoints');
  assert.equal(textOf(privateLink, liveServer('flexible', { properties: { network: { delegatedSubnetResourceId: '/subnets/db' } } })), 'Not needed in a virtual network');
  assert.equal(textOf(privateLink, templateServer('flexible')), 'Unknown');
});

test('a connection without an id or a status is no surprise', () => {
  const context = liveServer('flexible', { properties: { privateEndpointConnections: [{ properties: {} }, { id: '/x/privateEndpointConnections/pe.1' }, { id: '/x/privateEndpointConnections/pe.2', properties: { privateLinkServiceConnectionState: { status: 'Odd' } } }] } });
  const lines = privateLink.check(context).facts.slice(2);
  assert.deepEqual(lines.map(({ title, text }) => [title, text]), [['pe.1', 'status not known'], ['pe.2', 'Odd']]);
});

test('each connection is listed with its answer and the words of whoever asks, on one line', () => {
  const connection = (name: string, status: string, description: string) => ({
    id: `/subscriptions/s/resourceGroups/g/providers/Microsoft.DBforPostgreSQL/flexibleServers/db/privateEndpointConnections/${name}.0001`,
    properties: {
      privateEndpoint: { id: `/subscriptions/other/resourceGroups/net/providers/Microsoft.Network/privateEndpoints/${name}` },
      privateLinkServiceConnectionState: { status, description },
    },
  });
  const context = liveServer('flexible', {
    properties: { privateEndpointConnections: [connection('pe-app', 'Approved', ''), connection('pe-new', 'Pending', `let us in\u0007\n\u202e${'x'.repeat(300)}`)] },
  });
  const lines = privateLink.check(context).facts.slice(2);
  assert.deepEqual(lines.map(({ title }) => title), ['pe-app', 'pe-new']);
  assert.equal(lines[0]?.text, 'approved');
  assert.match(lines[1]?.text ?? '', /^waiting for approval: “let us in x+…”$/);
  assert.deepEqual(connectionsOf(context).map(({ key, status }) => [key.split('/').at(-1), status]), [['pe-app.0001', 'Approved'], ['pe-new.0001', 'Pending']]);
});
