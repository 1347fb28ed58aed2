import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReadFailure } from '../../../../src/sources/azure/azure-source';
import { layerChildren, parentOf, rootNodes, serverChildren, subscriptionChildren } from '../../../../src/vscode/tree/children';
import { isFleetNode, nodeId, serverIdOf, type ServerNode } from '../../../../src/vscode/tree/node';
import { fleetOf, listed, production, read, sandbox, serverId } from './fleet-fixture';

const refused: ReadFailure = { kind: 'forbidden', message: 'No permission.', subscriptionId: 'BBBB' };

test('subscriptions with servers or failures stand by name, others are left out', () => {
  const extra = { id: 'cccc', name: 'Archive', tenantId: 't' };
  const fleet = fleetOf([listed('a')], { subscriptions: [sandbox, extra, production], failures: [refused] });
  assert.deepEqual(rootNodes(fleet).map(nodeId), ['subscription aaaa', 'subscription bbbb']);
});

test('failures of no subscription come first, and one that only a failure names is shown', () => {
  const general: ReadFailure = { kind: 'offline', message: 'Azure could not be reached.' };
  const fleet = fleetOf([], { subscriptions: [], failures: [refused, general] });
  assert.deepEqual(rootNodes(fleet).map(({ kind }) => kind), ['failure', 'subscription']);
});

test('below a subscription stand its failures and its servers by name', () => {
  const fleet = fleetOf([listed('z'), listed('a'), listed('other', { subscriptionId: sandbox.id })], { failures: [{ ...refused, subscriptionId: production.id }] });
  const children = subscriptionChildren(fleet, { kind: 'subscription', subscriptionId: 'AAAA' });
  assert.deepEqual(children.map((node) => (node.kind === 'server' ? node.serverId.split('/').at(-1) : node.kind)), ['failure', 'a', 'z']);
});

const node: ServerNode = { kind: 'server', serverId: serverId('pg'), subscriptionId: production.id };

test('layers keep their order, those on request come last', () => {
  const server = read('pg', [{ id: 'oracle', onRequest: true }, { id: 'network' }, { id: 'tls' }]);
  assert.deepEqual(
    serverChildren(server, node).map((child) => (child.kind === 'layer' ? child.result.layer.id : child.kind)),
    ['network', 'tls', 'oracle'],
  );
});

test('a server that is gone or could not be read says why', () => {
  const [gone] = serverChildren({ ...listed('pg'), state: 'gone', message: 'It was not found.' }, node);
  assert.ok(gone?.kind === 'failure' && gone.failure.kind === 'not-found' && gone.failure.message === 'It was not found.');
  const failedButKnown = { ...read('pg', [{ id: 'tls' }]), state: 'failed' as const, message: 'Azure could not be reached.' };
  assert.deepEqual(serverChildren(failedButKnown, node).map(({ kind }) => kind), ['failure', 'layer']);
});

test('every node knows its parent and its server, and no two have the same id', () => {
  const server = read('pg', [{ id: 'firewall', findings: [['error', 'open'], ['error', 'open']], facts: [{ title: 'a', text: 'b', state: 'set' }] }]);
  const fleet = fleetOf([server]);
  const [layer] = serverChildren(server, node);
  assert.ok(layer?.kind === 'layer');
  const leaves = layerChildren(layer);
  const ids = [node, layer, ...leaves].map(nodeId);
  assert.equal(new Set(ids).size, 5);
  for (const leaf of leaves) {
    assert.equal(nodeId(parentOf(fleet, leaf)!), nodeId(layer));
    assert.equal(serverIdOf(leaf), node.serverId);
  }
  assert.equal(nodeId(parentOf(fleet, layer)!), nodeId(node));
  assert.equal(nodeId(parentOf(fleet, node)!), 'subscription aaaa');
  assert.equal(parentOf(fleet, { kind: 'subscription', subscriptionId: 'aaaa' }), undefined);
});

test('only nodes are taken for nodes', () => {
  assert.equal(isFleetNode(node), true);
  for (const other of [undefined, null, 'server', {}, { kind: 'file' }, { kind: 1 }]) assert.equal(isFleetNode(other), false);
});
