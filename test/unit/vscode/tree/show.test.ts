import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inResource } from '../../../../src/model/address';
import { factChildren, failureChildren, layerChildren, parentOf } from '../../../../src/vscode/tree/children';
import { nodeId, type FactNode, type FindingNode, type LayerNode } from '../../../../src/vscode/tree/node';
import { showAdvice, showFact, showFailure, showFinding } from '../../../../src/vscode/tree/show-leaf';
import { showLayer } from '../../../../src/vscode/tree/show-layer';
import { showSubscription } from '../../../../src/vscode/tree/show-subscription';
import { fleetOf, listed, production, read, type LayerSketch } from './fleet-fixture';

const layerNode = (sketch: LayerSketch): LayerNode => ({ kind: 'layer', serverId: 'id', result: read('pg', [sketch]).report!.layers[0]! });

test('a layer without findings is calm and says its facts in short', () => {
  const shown = showLayer(layerNode({ id: 'tls', text: 'TLS 1.2 or newer', facts: [{ title: 'Minimum', text: '1.2', state: 'set' }] }), 'flexible');
  assert.deepEqual([shown.label, shown.description, shown.icon, shown.foldable], [
    'Layer tls',
    'TLS 1.2 or newer',
    { id: 'circle-small', color: 'disabledForeground' },
    'closed',
  ]);
  assert.equal(shown.contextValue, 'layer layer-tls flexible');
});

test('a layer with findings shows the worst of them and stays closed', () => {
  const shown = showLayer(layerNode({ id: 'firewall', findings: [['info', 'many rules'], ['error', 'open']] }), 'single');
  assert.deepEqual([shown.icon.id, shown.description, shown.foldable], ['error', 'open; many rules', 'closed']);
});

test('a layer that could not be read is a question, with the reason in its tooltip', () => {
  const shown = showLayer(layerNode({ id: 'audit', text: 'unknown', unread: ['Parameters: no permission'] }), 'flexible');
  assert.equal(shown.icon.id, 'question');
  assert.match(shown.description, /not all could be read/);
  assert.match(shown.tooltip, /Parameters: no permission/);
});

test('a layer that differs from the other side of a comparison says in how much, and in what', () => {
  const node = layerNode({ id: 'tls', text: 'TLS 1.2 or newer' });
  assert.equal(showLayer(node, 'flexible', ['TLS: Azure has on, main.bicep says off.']).description, 'TLS 1.2 or newer · 1 differs');
  const { description, tooltip } = showLayer(node, 'flexible', ['TLS: a', 'Version: b']);
  assert.equal(description, 'TLS 1.2 or newer · 2 differ');
  assert.match(tooltip, /- Version: b/);
});

test('a layer with nothing below cannot be opened', () => {
  assert.equal(showLayer(layerNode({ id: 'oracle' }), 'flexible').foldable, 'no');
});

const leaves = layerChildren(
  layerNode({
    id: 'firewall',
    findings: [['error', 'open', 'The rule "all" is open. Everybody may try.'], ['unknown', 'perhaps']],
    facts: [
      { title: 'all', text: '0.0.0.0', state: 'set' },
      { title: 'Access', text: 'unknown: no permission', state: 'unknown' },
    ],
  }),
);

test('below a layer stand findings that failed, then facts', () => {
  assert.deepEqual(leaves.map(({ kind }) => kind), ['finding', 'fact', 'fact']);
});

test('a finding is its first sentence with the rule beside it; the tooltip has all of it and the page', () => {
  const shown = showFinding(leaves[0] as FindingNode);
  assert.deepEqual([shown.label, shown.description, shown.icon.id, shown.contextValue], ['The rule "all" is open', 'firewall/open', 'error', 'finding']);
  assert.match(shown.tooltip, /Everybody may try/);
  assert.match(shown.tooltip, /\]\(https:.*firewall\/open\.md\)/);
});

test('a finding that a template declares says where, before the rule, as a row may be cut', () => {
  assert.equal(showFinding(leaves[0] as FindingNode, 'infra/main.bicep:41').description, 'declared in infra/main.bicep:41 · firewall/open');
});

test('a finding with a fix tells what the fix means for the server', () => {
  const node = leaves[0] as FindingNode;
  const fix = { title: 'Remove the rule', changes: [{ kind: 'remove' as const, at: inResource('k') }], effect: 'interrupts' as const };
  assert.match(showFinding({ ...node, finding: { ...node.finding, fix } }).tooltip, /Fix: Remove the rule \(connections are interrupted\)/);
});

test('facts show how they are known', () => {
  assert.deepEqual(leaves.slice(1).map((node) => showFact(node as FactNode).icon.id), ['circle-small-filled', 'question']);
});

test('a failure says what happened', () => {
  const shown = showFailure({ kind: 'failure', failure: { kind: 'forbidden', message: 'Could not list: no permission.' }, index: 0 });
  assert.deepEqual([shown.label, shown.description, shown.icon.id], ['No permission', 'Could not list: no permission', 'warning']);
  assert.equal(shown.foldable, 'no');
});

test('where several accounts look, a failure says whose it is and how to sign in', () => {
  const account = { id: '1', label: 'kim@contoso.com' };
  const shown = (failure: Parameters<typeof showFailure>[0]['failure']) => showFailure({ kind: 'failure', failure, index: 0 });
  const refused = shown({ kind: 'forbidden', message: 'Could not list the servers.', account });
  assert.deepEqual([refused.description, refused.contextValue], ['kim@contoso.com · Could not list the servers', 'failure']);
  assert.match(refused.spoken, /kim@contoso\.com/);
  const gone = shown({ kind: 'sign-in', message: 'kim@contoso.com has to sign in again.', account });
  assert.deepEqual([gone.description, gone.contextValue], ['kim@contoso.com has to sign in again', 'failure account']);
  assert.equal(shown({ kind: 'sign-in', message: 'No.', account, tenantId: 't' }).contextValue, 'failure tenant');
  assert.equal(shown({ kind: 'sign-in', message: 'No.' }).contextValue, 'failure');
});

test('what to do about a failure has a row of its own', () => {
  const message = 'Could not list the servers of Production: no permission: Microsoft.DBforPostgreSQL/flexibleServers/read is missing. Ask for the role Reader.';
  const node = { kind: 'failure', failure: { kind: 'forbidden', message }, index: 0 } as const;
  assert.deepEqual([showFailure(node).description, showFailure(node).foldable], ['Microsoft.DBforPostgreSQL/flexibleServers/read is missing to list the servers of Production', 'open']);
  const [advice] = failureChildren(node);
  assert.ok(advice);
  assert.equal(showAdvice(advice).label, 'Ask for the role Reader');
  assert.deepEqual(parentOf(fleetOf([]), advice), node);
});

test('a subscription sums its servers up', () => {
  const servers = [read('a', [{ id: 'tls', findings: [['error', 'x'], ['warning', 'y']] }]), read('b', [{ id: 'tls' }])];
  const shown = showSubscription({ subscription: production, servers, failures: [] });
  assert.equal(shown.description, '1 error, 1 warning in 2 servers');
  assert.equal(shown.icon.color, 'problemsErrorIcon.foreground');
});

test('a subscription says how much of it was read, and when not all could be listed', () => {
  const servers = [read('a', [{ id: 'tls' }]), listed('b'), { ...listed('c'), state: 'gone' as const }];
  assert.equal(showSubscription({ subscription: production, servers, failures: [] }).description, 'no findings · 1 of 2 servers read');
  assert.equal(showSubscription({ subscription: production, servers: [listed('b')], failures: ['no'] }).description, '1 server · not all could be listed');
  const partly = [read('a', [{ id: 'tls', unread: ['no permission'] }]), { ...listed('b'), state: 'failed' as const }];
  assert.equal(showSubscription({ subscription: production, servers: partly, failures: [] }).description, 'no findings in 2 servers · 1 could not be read · 1 read in part');
  const refused = showSubscription({ subscription: production, servers: [], failures: ['No permission.'] });
  assert.deepEqual([refused.description, refused.icon.id], ['could not be listed', 'warning']);
  assert.match(refused.tooltip, /No permission/);
});

test('where several accounts look, a subscription says as whom it is read', () => {
  const shown = showSubscription({ subscription: { ...production, account: { id: '1', label: 'lars@northwind.com' } }, servers: [read('a', [{ id: 'tls' }])], failures: [] });
  assert.equal(shown.description, 'no findings in 1 server · lars@northwind.com');
  assert.match(shown.tooltip, /Read, and changed, as lars@northwind\\?\.com/);
});

test('lines about firewall rules, network rules and private endpoints tell the menus so', () => {
  const word = (key: string, ...path: (string | number)[]): string => {
    const node = { kind: 'fact', serverId: '/s', index: 0, fact: { title: 'a', text: 'b', state: 'set', at: { in: 'resource', key, path } } } as unknown as FactNode;
    return showFact(node).contextValue;
  };
  assert.equal(word('/s/firewallrules/office'), 'fact firewall-rule');
  assert.equal(word('/s/virtualnetworkrules/apps', 'properties', 'virtualNetworkSubnetId'), 'fact network-rule');
  assert.equal(word('/s', 'properties', 'privateEndpointConnections', 0), 'fact private-endpoint');
  assert.equal(word('/s', 'properties', 'privateEndpointConnections'), 'fact');
  assert.equal(word('/s', 'properties', 'version'), 'fact');
  // Those of HorizonDB are not changed from here, so the menus have nothing for them.
  assert.equal(word('/subscriptions/s/resourcegroups/g/providers/microsoft.horizondb/clusters/c/pools/main/firewallrules/office'), 'fact');
});

const summed = layerNode({ id: 'access', facts: [{ title: 'PostgreSQL roles', text: '2', state: 'set' }] });
const at = inResource('k');
const roles: FactNode = {
  kind: 'fact',
  index: 0,
  layer: summed,
  serverId: summed.serverId,
  fact: { title: 'PostgreSQL roles', text: '2', state: 'set', at, details: [{ title: 'app', text: 'password', state: 'set', at }, { title: 'ada', text: 'Microsoft Entra', state: 'set', at }] },
};

test('a fact that sums parts up unfolds to them, each a node of its own below it', () => {
  const parts = factChildren(roles);
  assert.deepEqual(parts.map((part) => showFact(part).label), ['app', 'ada']);
  assert.equal(new Set([roles, ...parts].map(nodeId)).size, 3);
  assert.deepEqual(parts.map((part) => parentOf(fleetOf([]), part)), [roles, roles]);
  assert.deepEqual([showFact(roles), ...parts.map((part) => showFact(part))].map(({ foldable }) => foldable), ['closed', 'no', 'no']);
});

test('what nobody has connected for says how to', () => {
  const shown = showFact({ ...roles, fact: { title: 'PostgreSQL roles', text: 'not read', state: 'unknown', at, needsConnection: true } });
  assert.match(shown.tooltip, /Connect with “PostgreSQL Roles and Sessions…”/);
  assert.match(shown.contextValue, /\bneedsConnection\b/);
});
