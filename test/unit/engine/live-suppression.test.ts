import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../../src/engine/check';
import type { LiveSuppression } from '../../../src/engine/configuration/configuration';
import { suppressLive } from '../../../src/engine/live-suppression';
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
