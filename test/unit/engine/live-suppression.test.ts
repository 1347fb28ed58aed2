import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../../src/engine/check';
import type { LiveSuppression } from '../../../src/engine/configuration/configuration';
import { expiredSuppressions, suppressLive, unusedSuppressions } from '../../../src/engine/live-suppression';
import { layers } from '../../../src/layers/catalog';
import type { ServerReport } from '../../../src/model/finding';
import { createSnapshot } from '../../../src/model/snapshot';

const today = '2026-11-25';
const id = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.DBforPostgreSQL/flexibleServers/db';
const open = 'firewall/open-to-internet';

function report(): ServerReport {
  const key = id.toLowerCase();
  const type = 'Microsoft.DBforPostgreSQL/flexibleServers';
  const rule = (name: string) => ({
    key: `${key}/firewallrules/${name}`,
    type: `${type}/firewallRules`,
    name,
    parent: key,
    existing: false,
    when: true as const,
    body: { properties: { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' } },
  });
  const server = { key, type, name: 'db', existing: false, when: true as const, body: { properties: { version: '17' } } };
  const snapshot = createSnapshot({ origin: 'live', resources: [server, rule('one'), rule('two')] });
  const [first] = check(snapshot, { layers, profile: 'recommended', today }).servers;
  assert.ok(first);
  return first;
}

const exception = (parts: Partial<LiveSuppression> = {}): LiveSuppression => ({
  resource: id,
  rule: open,
  owner: 'team',
  reason: 'A honeypot.',
  expires: today,
  ...parts,
});

const speaking = ({ findings }: ServerReport): number => findings.filter(({ rule }) => rule.id === open).length;

test('an exception silences its rule on the resource and below, through its last day, and stays in the report', () => {
  const before = report();
  assert.ok(speaking(before) >= 1);
  const after = suppressLive(before, [exception()], today);
  assert.equal(speaking(after), 0);
  assert.equal(after.findings.length, before.findings.length - speaking(before));
  assert.ok(after.layers.every(({ findings }) => findings.every(({ rule }) => rule.id !== open)));
  assert.equal(after.suppressed?.length, speaking(before));
  assert.deepEqual([after.suppressed[0]?.owner, after.suppressed[0]?.reason, after.suppressed[0]?.expires], ['team', 'A honeypot.', today]);
});

test('ids are compared without regard to case and a slash at the end', () => {
  assert.equal(speaking(suppressLive(report(), [exception({ resource: `${id.toUpperCase()}/` })], today)), 0);
});

test('another rule, another resource or a day that has passed silences nothing', () => {
  const before = report();
  for (const other of [
    exception({ rule: 'tls/minimum-version' }),
    exception({ resource: `${id}2` }),
    exception({ resource: id.slice(0, -1) }),
    exception({ expires: '2026-11-24' }),
  ]) {
    assert.equal(speaking(suppressLive(before, [other], today)), speaking(before), JSON.stringify(other));
  }
  assert.equal(suppressLive(before, [], today), before);
});

const placed = (parts: Partial<LiveSuppression> = {}) => ({ suppression: exception(parts), start: 7, end: 19 });
const always = (): boolean => true;

test('an exception whose last day has passed is told at that day, and one of today is not', () => {
  const told = expiredSuppressions([placed(), placed({ expires: '2026-11-24' })], today);
  assert.deepEqual(told, [
    { message: 'The suppression of firewall/open-to-internet expired on 2026-11-24. team answers for it: mend what it hid, or agree on a new day.', start: 7, end: 19 },
  ]);
});

test('an exception that hides nothing on a server that was read is told', () => {
  const server = { id, report: report() };
  const unused = (parts: Partial<LiveSuppression>, servers: Parameters<typeof unusedSuppressions>[1] = [server], speaks: (rule: string) => boolean = always) =>
    unusedSuppressions([placed(parts)], servers, today, speaks).map(({ message }) => message);
  const told = ['The suppression of firewall/azure-services hides nothing any more. Remove it; team answers for it.'];
  const suppressed = { id, report: suppressLive(report(), [exception()], today) };
  assert.deepEqual(unused({}), [], 'it hides something, whether that is silenced yet or not');
  assert.deepEqual(unused({}, [suppressed]), []);
  assert.deepEqual(unused({ rule: 'firewall/azure-services' }), told);
  assert.deepEqual(unused({ rule: 'firewall/azure-services' }, [suppressed]), told);
  assert.deepEqual(unused({ resource: `${id.toUpperCase()}/firewallRules/three` }), [told[0]!.replace('azure-services', 'open-to-internet')], 'it is about a rule that is gone');
  assert.deepEqual(unused({ resource: `${id}/firewallRules/one` }), []);
});

test('nothing is said of an exception where nobody can know', () => {
  const quiet = (servers: Parameters<typeof unusedSuppressions>[1], rule: LiveSuppression['rule'] = 'firewall/azure-services', parts: Partial<LiveSuppression> = {}, speaks: (rule: string) => boolean = always) =>
    assert.deepEqual(unusedSuppressions([placed({ ...parts, rule })], servers, today, speaks), []);
  const read = report();
  quiet([]);
  quiet([{ id }]);
  quiet([{ id: `${id}2`, report: read }]);
  quiet([{ id, report: read }], 'firewall/azure-services', { resource: id.split('/providers/')[0]! });
  quiet([{ id, report: read }], 'firewall/azure-services', { expires: '2026-11-24' });
  quiet([{ id, report: read }], 'firewall/azure-services', {}, () => false);
  quiet([{ id, report: { ...read, layers: read.layers.map((layer) => ({ ...layer, unread: ['no permission'] })) } }]);
  const [first] = read.findings;
  quiet([{ id, report: { ...read, findings: read.findings.map((finding) => (finding === first ? { ...finding, outcome: 'unknown' as const } : finding)) } }], first!.rule.id, {
    resource: `${id}/firewallRules/three`,
  });
});
