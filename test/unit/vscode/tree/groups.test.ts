import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupChildren, parentOf, rootNodes, subscriptionChildren } from '../../../../src/vscode/tree/children';
import type { Arranged } from '../../../../src/vscode/tree/groups';
import { siblings, usualArrangement } from '../../../../src/vscode/tree/groups';
import { nodeId } from '../../../../src/vscode/tree/node';
import { checkServerFilter, readServerFilter } from '../../../../src/vscode/tree/server-filter';
import { fleetOf, listed, production, read, sandbox } from './fleet-fixture';

const open = read('pg-open', [{ id: 'firewall', findings: [['error', 'open']] }], { body: { tags: { Team: 'Shop' } } });
const warned = read('pg-warned', [{ id: 'tls', findings: [['warning', 'old'], ['unknown', 'odd']] }], { resourceGroup: 'rg-legacy', subscriptionId: sandbox.id });
const fine = read('pg-fine', [{ id: 'tls' }]);
const unread = listed('pg-unread');
const fleet = fleetOf([open, warned, fine, unread]);

const names = (filter: string): string[] =>
  [open, warned, fine, unread].filter((server) => readServerFilter(filter)(server, server === warned ? 'Sandbox' : 'Production')).map(({ summary }) => summary.name);

test('servers are found by words, tags and levels, all of which must hold', () => {
  assert.deepEqual(names(''), ['pg-open', 'pg-warned', 'pg-fine', 'pg-unread']);
  assert.deepEqual(names('PG-O'), ['pg-open']);
  assert.deepEqual(names('sandbox'), ['pg-warned']);
  assert.deepEqual(names('RG-legacy'), ['pg-warned']);
  assert.deepEqual(names('tag:team'), ['pg-open']);
  assert.deepEqual(names('tag:TEAM=shop level:error'), ['pg-open']);
  assert.deepEqual(names('tag:team=bank'), []);
  assert.deepEqual([names('level:warning'), names('level:clean'), names('level:unread')], [['pg-warned'], ['pg-fine'], ['pg-unread']]);
});

test('a filter that cannot be meant is told', () => {
  assert.match(checkServerFilter('orders level:bad') ?? '', /level: takes error, warning/);
  assert.match(checkServerFilter('tag:') ?? '', /tag: takes/);
  assert.equal(checkServerFilter('orders tag:a=b level:clean'), undefined);
});

const arranged = (more: Partial<Arranged>): Arranged => ({ ...usualArrangement, ...more });

test('by level the worst come first, and failures before them', () => {
  const byLevel = arranged({ groupBy: 'level' });
  const failing = fleetOf([open, warned, fine, unread], { failures: [{ kind: 'forbidden', message: 'No.', subscriptionId: 'cccc' }] });
  assert.deepEqual(rootNodes(failing, byLevel).map((node) => (node.kind === 'group' ? node.label : node.kind)), ['failure', 'With errors', 'With warnings', 'Without findings', 'Not read yet']);
  const [, first] = rootNodes(failing, byLevel);
  assert.ok(first?.kind === 'group');
  const [child] = groupChildren(failing, first, byLevel);
  assert.ok(child?.kind === 'server' && child.serverId === open.summary.id);
  assert.equal(nodeId(parentOf(failing, child, byLevel)!), nodeId(first));
});

test('resource groups of the same name in two subscriptions stay apart', () => {
  const both = fleetOf([listed('a'), listed('b', { subscriptionId: sandbox.id })]);
  const groups = rootNodes(both, arranged({ groupBy: 'resource-group' }));
  assert.deepEqual(groups.map((node) => (node.kind === 'group' ? [node.label, node.beside] : [])), [['rg-Shop', 'Production'], ['rg-Shop', 'Sandbox']]);
  assert.equal(new Set(groups.map(nodeId)).size, 2);
});

test('a filter takes away servers and what has none left', () => {
  const only = arranged({ filter: 'pg-warned' });
  assert.deepEqual(rootNodes(fleet, only).map(nodeId), ['subscription bbbb']);
});

test('no more than two hundred servers stand side by side; the rest is one choice away', () => {
  const many = fleetOf(Array.from({ length: siblings + 5 }, (_, index) => listed(`pg-${String(index).padStart(4, '0')}`)));
  const parent = { kind: 'subscription', subscriptionId: production.id } as const;
  const children = subscriptionChildren(many, parent);
  assert.equal(children.length, siblings + 1);
  const last = children.at(-1);
  assert.ok(last?.kind === 'more' && last.hidden === 5);
  assert.equal(nodeId(parentOf(many, last)!), nodeId(parent));
  assert.equal(subscriptionChildren(many, parent, arranged({ shown: () => 2 * siblings })).length, siblings + 5);
});
