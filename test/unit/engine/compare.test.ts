import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareReports } from '../../../src/engine/compare';
import { formatComparison } from '../../../src/outputs/comparison';
import { read, type LayerSketch } from '../vscode/tree/fleet-fixture';

const report = (name: string, layers: readonly LayerSketch[]) => {
  const { report: made } = read(name, layers);
  assert.ok(made);
  return made;
};

const one = report('one', [
  { id: 'tls', facts: [{ title: 'Minimum version', text: 'TLS 1.2 (default)', state: 'default' }, { title: 'TLS', text: 'required', state: 'set' }] },
  { id: 'firewall', facts: [{ title: 'office', text: '203.0.113.0–203.0.113.15', state: 'set' }, { title: 'range', text: 'a', state: 'set' }, { title: 'range', text: 'b', state: 'set' }] },
  { id: 'audit', facts: [{ title: 'pgaudit.log', text: 'unknown: no permission', state: 'unknown' }] },
]);
const other = report('other', [
  { id: 'tls', facts: [{ title: 'Minimum version', text: 'TLS 1.2', state: 'set' }, { title: 'TLS', text: 'optional', state: 'set' }] },
  { id: 'firewall', facts: [{ title: 'range', text: 'a', state: 'set' }, { title: 'range', text: 'c', state: 'set' }] },
  { id: 'audit', facts: [{ title: 'pgaudit.log', text: 'none', state: 'set' }] },
  { id: 'backup', facts: [{ title: 'Days | kept', text: '[7](http://x)', state: 'set' }] },
]);

test('facts that differ, are missing on one side, or cannot be compared; a default equals the same value set', () => {
  const { differences, same } = compareReports(one, other);
  assert.equal(same, 2);
  assert.deepEqual(
    differences.map(({ layer, title, one: left, other: right, certain }) => [layer.id, title, left, right, certain]),
    [
      ['tls', 'TLS', 'required', 'optional', true],
      ['firewall', 'office', '203.0.113.0–203.0.113.15', undefined, true],
      ['firewall', 'range', 'b', 'c', true],
      ['audit', 'pgaudit.log', 'unknown: no permission', 'none', false],
      ['backup', 'Days | kept', undefined, '[7](http://x)', true],
    ],
  );
  assert.deepEqual(compareReports(one, one).differences.filter(({ certain }) => certain), []);
});

test('a comparison reads as a document in which nothing of others is a link or a column', () => {
  const text = formatComparison(compareReports(one, other), { one: 'Azure has', other: 'infra/main.bicep says' });
  assert.match(text, /^# Azure has and infra\/main\.bicep says\n\n4 settings differ, 2 are the same, 1 cannot be compared\.\n/);
  assert.match(text, /\| TLS \| required \| optional \|/);
  assert.match(text, /\| office \| 203\.0\.113\.0–203\.0\.113\.15 \| — \|/);
  assert.match(text, /\| Days \\\| kept \| — \| `\[7\]\(http:\/\/x\)` \|/);
});

test('what only Azure tells is not held against a template, and what only a connection tells against nobody', () => {
  const live = report('live', [{ id: 'backup', facts: [{ title: 'Locks', text: 'none', state: 'set', onlyLive: true }, { title: 'Standby', text: 'off', state: 'set' }] }, { id: 'access', facts: [{ title: 'PostgreSQL roles', text: 'unknown', state: 'unknown', needsConnection: true }] }]);
  const locked = report('locked', [{ id: 'backup', facts: [{ title: 'Locks', text: 'keep (CanNotDelete)', state: 'set', onlyLive: true }, { title: 'Standby', text: 'off', state: 'set' }] }, { id: 'access', facts: [{ title: 'PostgreSQL roles', text: 'unknown', state: 'unknown', needsConnection: true }] }]);
  const template = report('template', [{ id: 'backup', facts: [{ title: 'Standby', text: 'off', state: 'set' }] }]);
  assert.deepEqual(compareReports(live, template), { differences: [], same: 1 });
  assert.deepEqual(compareReports(template, live), { differences: [], same: 1 });
  assert.deepEqual(compareReports(live, locked).differences.map(({ title, one: left, other: right }) => [title, left, right]), [['Locks', 'none', 'keep (CanNotDelete)']]);
});

test('capitals and layers that are shown on request make no difference, and each side keeps its place', () => {
  const left = report('left', [{ id: 'tls', facts: [{ title: 'Ciphers', text: 'Default', state: 'set' }] }, { id: 'oracle', onRequest: true, facts: [{ title: 'TDE', text: 'a', state: 'set' }] }]);
  const right = report('right', [{ id: 'tls', facts: [{ title: 'Ciphers', text: 'default', state: 'set' }, { title: 'Only here', text: 'x', state: 'unknown' }] }, { id: 'oracle', onRequest: true, facts: [{ title: 'TDE', text: 'b', state: 'set' }] }]);
  const { differences, same } = compareReports(left, right);
  assert.equal(same, 1);
  assert.deepEqual(differences.map(({ title, certain, at }) => [title, certain, Object.keys(at)]), [['Only here', false, ['other']]]);
  assert.deepEqual(Object.keys(compareReports(right, left).differences[0]?.at ?? {}), ['one']);
  const changed = report('changed', [{ id: 'tls', facts: [{ title: 'Ciphers', text: 'default (default) (mine)', state: 'set' }] }]);
  assert.deepEqual(compareReports(left, changed).differences.map(({ at }) => Object.keys(at)), [['one', 'other']], 'only at its end a text says that it is a default');
});

test('three lines of the same title are compared in their order', () => {
  const three = (last: string) => report('three', [{ id: 'firewall', facts: ['a', 'b', last].map((text) => ({ title: 'range', text, state: 'set' as const })) }]);
  const { differences, same } = compareReports(three('c'), three('d'));
  assert.deepEqual([same, differences.map(({ one: left, other: right }) => [left, right])], [2, [['c', 'd']]]);
});

test('what nobody could read on both sides is no agreement', () => {
  const unread = report('unread', [{ id: 'audit', facts: [{ title: 'pgaudit.log', text: 'unknown: no permission', state: 'unknown' }] }]);
  assert.deepEqual(compareReports(unread, unread).differences.map(({ title, certain }) => [title, certain]), [['pgaudit.log', false]]);
});

test('the long name of a rule may be broken in its cell, so that the values beside it stay in sight', () => {
  const named = (title: string) => report(title, [{ id: 'firewall', facts: [{ title, text: '0.0.0.0', state: 'set' }] }]);
  const text = formatComparison(compareReports(named('AllowAllAzureServicesAndResourcesWithinAzureIps_2025-2-4'), named('officeBerlin')), { one: 'one', other: 'other' });
  assert.match(text, /\| Allow<wbr>All<wbr>Azure<wbr>Services<wbr>And<wbr>Resources<wbr>Within<wbr>Azure<wbr>Ips\\_<wbr>2025-2-4 \|/);
  assert.match(text, /\| officeBerlin \|/);
});
