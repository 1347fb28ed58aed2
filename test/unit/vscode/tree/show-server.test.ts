import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showServer } from '../../../../src/vscode/tree/show-server';
import { digestOf } from '../../../../src/vscode/results/server-digest';
import { listed, read } from './fleet-fixture';

const now = Date.UTC(2026, 10, 24, 12);
const unpinned = { pinned: false, now };

test('a server shows its worst finding as icon and what is wrong in words', () => {
  const shown = showServer(read('pg-orders', [{ id: 'firewall', findings: [['error', 'open to the internet'], ['info', 'passwords accepted']] }]), unpinned);
  assert.equal(shown.icon.id, 'error');
  assert.equal(shown.description, 'open to the internet; passwords accepted');
  assert.equal(shown.contextValue, 'server flexible unpinned');
  assert.equal(shown.spoken, 'pg-orders, Flexible Server, error, open to the internet; passwords accepted');
});

test('nothing wrong and everything read is a pass', () => {
  const shown = showServer(read('pg', [{ id: 'tls' }]), unpinned);
  assert.deepEqual([shown.icon.id, shown.description], ['pass', 'no findings']);
});

test('nothing wrong in what could be read is no pass', () => {
  const shown = showServer(read('pg', [{ id: 'tls' }, { id: 'audit', unread: ['no permission'] }]), unpinned);
  assert.deepEqual([shown.icon.id, shown.description], ['question', 'no findings · 1 of 2 layers read']);
});

test('kind and state are told where they are not the usual ones', () => {
  const single = read('pg-old', [{ id: 'tls' }], { kind: 'single', readBody: { properties: { userVisibleState: 'Ready' } } });
  assert.equal(showServer(single, unpinned).description, 'no findings · Single Server');
  for (const [kind, word] of [['cluster', 'Cluster'], ['horizon', 'HorizonDB cluster']] as const) assert.equal(showServer(read('pg', [{ id: 'tls' }], { kind }), unpinned).description, `no findings · ${word}`);
  const stopped = listed('pg', { body: { properties: { state: 'Stopped' } } });
  assert.equal(showServer(stopped, unpinned).description, 'not read yet · stopped');
});

test('the state of the last reading counts, not that of the list', () => {
  const started = read('pg', [{ id: 'tls' }], { body: { properties: { state: 'Stopped' } }, readBody: { properties: { state: 'Ready' } } });
  assert.equal(showServer(started, unpinned).description, 'no findings');
});

test('each state of reading says itself', () => {
  const server = listed('pg');
  const words = (['listed', 'reading', 'gone', 'failed'] as const).map((state) => {
    const { icon, description } = showServer({ ...server, state }, unpinned);
    return `${icon.id}: ${description}`;
  });
  assert.deepEqual(words, ['circle-outline: not read yet', 'loading~spin: reading …', 'circle-slash: no longer there', 'warning: could not be read']);
});

test('a server that is read again keeps what it showed', () => {
  const again = { ...read('pg', [{ id: 'tls', findings: [['warning', 'old TLS']] }]), state: 'reading' as const };
  const { icon, description } = showServer(again, unpinned);
  assert.deepEqual([icon.id, description], ['warning', 'old TLS']);
});

test('names from Azure are text in the tooltip, never Markdown or icons', () => {
  const { tooltip } = showServer(read('pg', [{ id: 'firewall', findings: [['error', 'open', 'The rule "[x](command:evil) $(bug)" is open.']] }]), unpinned);
  assert.ok(tooltip.includes('\\[x\\]\\(command:evil\\) \\$\\(bug\\)'), tooltip);
});

test('a pinned server says so to menus and screen readers', () => {
  const shown = showServer(listed('pg'), { pinned: true, now });
  assert.equal(shown.contextValue, 'server flexible pinned');
  assert.match(shown.spoken, /kept in Problems$/);
});

test('what somebody accepted is counted, and told with owner, last day and reason', () => {
  const before = read('pg', [{ id: 'firewall', findings: [['error', 'open to the internet']] }]);
  const [finding] = before.report?.findings ?? [];
  assert.ok(before.report && finding);
  const suppressed = [{ finding, owner: 'team-[orders]', reason: 'A honeypot.', expires: '2027-03-31' }];
  const report = { ...before.report, findings: [], suppressed };
  const { icon, description, tooltip } = showServer({ ...before, report, digest: digestOf(report) }, unpinned);
  assert.deepEqual([icon.id, description], ['pass', 'no findings · 1 accepted']);
  assert.ok(tooltip.includes('- Accepted by team\\-\\[orders\\] through 2027-03-31: '), tooltip);
  assert.ok(tooltip.includes('A honeypot'), tooltip);
});

test('from where a server can be reached is beside its name where nothing is wrong, and in the tooltip always', () => {
  const reaching = (server: ReturnType<typeof read>, reach: string) => {
    const report = { ...server.report!, reach };
    return showServer({ ...server, report, digest: digestOf(report) }, unpinned);
  };
  const calm = read('pg', [{ id: 'tls' }]);
  assert.equal(reaching(calm, 'its virtual network').description, 'no findings · reachable from its virtual network');
  assert.equal(reaching(calm, 'nowhere').description, 'no findings · reachable from nowhere');
  assert.equal(reaching(calm, 'not known').description, 'no findings');
  const open = reaching(read('pg', [{ id: 'firewall', findings: [['error', 'open to the internet']] }]), 'the internet');
  assert.equal(open.description, 'open to the internet');
  assert.ok(open.tooltip.includes('Reachable from: the internet'), open.tooltip);
});

test('how long ago a server was checked is told once it is no news any more', () => {
  const server = read('pg', [{ id: 'tls' }]);
  const after = (minutes: number): string => showServer(server, { pinned: false, now: now + minutes * 60_000 }).description;
  assert.deepEqual([4, 5, 59, 60, 60 * 24, 60 * 50].map(after), [
    'no findings',
    'no findings · checked 5 min ago',
    'no findings · checked 59 min ago',
    'no findings · checked 1 h ago',
    'no findings · checked 1 day ago',
    'no findings · checked 2 days ago',
  ]);
});

test('a server that was not read again says why in its tooltip', () => {
  const again = { ...read('pg', [{ id: 'tls' }]), unchangedAt: now + 3_600_000 };
  assert.match(showServer(again, { pinned: false, now: now + 3_600_000 }).tooltip, /The activity log told of no change by .*, so it was not read again; the log may lag by 20 minutes\./);
});
