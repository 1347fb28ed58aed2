import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { movedSince, needsToCheck } from '../../../src/engine/changes/moved';
import type { Change } from '../../../src/model/fix';
import { fleetWithCluster } from '../sources/azure/emulated-cluster';
import { addRule, emulate, flexibleType, legacy, orders, set } from '../sources/azure/emulated-source';
import { known } from './fault-matrix';
import { samplePlans } from './sample-plans';

const parameter = (id: string, name: string, value: string): Change => ({
  kind: 'add',
  parent: id.toLowerCase(),
  type: flexibleType('configurations'),
  name,
  body: { properties: { value, source: 'user-override' } },
});
const remove = (id: string, rule: string): Change => ({ kind: 'remove', at: { in: 'resource', key: `${id}/firewallRules/${rule}`.toLowerCase(), path: [] } });

/** Plans a change, lets somebody else change the server meanwhile, and says what has moved. */
async function moved(id: string, planned: readonly Change[], meanwhile: readonly Change[]): Promise<{ readonly moved: readonly string[]; readonly calls: number }> {
  const { source, emulator } = emulate();
  const subject = await known(source, id);
  assert.equal((await source.write(id, meanwhile)).message, '');
  const before = emulator.requests.count({ method: 'GET' });
  const now = await source.read(id, needsToCheck(subject, planned));
  return { moved: movedSince(subject, planned, now), calls: emulator.requests.count({ method: 'GET' }) - before };
}

describe('what has become of a server since it was planned', () => {
  test('nothing, where nobody has touched it, whatever is planned', async () => {
    const { source } = emulate({ emulator: { fleet: fleetWithCluster() } });
    for (const { remedy, server, plan, first = [] } of samplePlans) {
      if (first.length > 0) continue;
      const subject = await known(source, server);
      const { changes } = plan(subject);
      assert.deepEqual(movedSince(subject, changes, await source.read(server, needsToCheck(subject, changes))), [], remedy);
    }
  });

  test('another firewall rule came, went or has other addresses: who gets in by what is left depends on them all', async () => {
    const planned = [remove(orders, 'allow-all')];
    assert.deepEqual((await moved(orders, planned, [addRule(orders, 'home', '198.51.100.7', '198.51.100.7')])).moved, [
      'firewallRules/home was not there and is now startIpAddress 198.51.100.7, endIpAddress 198.51.100.7',
    ]);
    assert.match((await moved(orders, planned, [remove(orders, 'office-berlin')])).moved.join(), /^firewallRules\/office-berlin was .*203\.0\.113\.0.* and is now not there$/);
    const { moved: edited, calls } = await moved(orders, planned, [addRule(orders, 'office-berlin', '203.0.113.0', '203.0.113.3')]);
    assert.match(edited.join(), /^firewallRules\/office-berlin was .*203\.0\.113\.15 and is now .*203\.0\.113\.3$/);
    assert.ok(calls <= 2, `${calls} calls`);
  });

  test('a list that is added to has other words; parameters that nobody plans to write do not count', async () => {
    const planned = [parameter(orders, 'shared_preload_libraries', 'pg_stat_statements,pgaudit')];
    const { moved: list } = await moved(orders, planned, [parameter(orders, 'shared_preload_libraries', 'pg_cron,pg_stat_statements')]);
    assert.match(list.join(), /^shared_preload_libraries was .* and is now pg_cron,pg_stat_statements$/);
    assert.deepEqual((await moved(orders, planned, [parameter(orders, 'log_disconnections', 'on')])).moved, []);
  });

  test('public access was switched, on either kind of server, whatever is planned', async () => {
    const { moved: flexible } = await moved(orders, [parameter(orders, 'log_disconnections', 'on')], [set(orders, 'Disabled', 'properties', 'network', 'publicNetworkAccess')]);
    assert.match(flexible.join(), /^network was publicNetworkAccess Enabled.* and is now publicNetworkAccess Disabled/);
    const { moved: single } = await moved(legacy, [set(legacy, 'TLS1_2', 'properties', 'minimalTlsVersion')], [set(legacy, 'Disabled', 'properties', 'publicNetworkAccess')]);
    assert.deepEqual(single, ['publicNetworkAccess was Enabled and is now Disabled']);
  });

  test('an administrator went while passwords were about to be switched off', async () => {
    const analytics = samplePlans.find(({ remedy }) => remedy === 'switchPasswordsOff')?.server ?? '';
    const { source } = emulate();
    const [administrator] = (await known(source, analytics)).snapshot.children(analytics.toLowerCase(), flexibleType('administrators')).items;
    assert.ok(administrator);
    const planned = [set(analytics, 'Disabled', 'properties', 'authConfig', 'passwordAuth')];
    const { moved: gone } = await moved(analytics, planned, [{ kind: 'remove', at: { in: 'resource', key: administrator.key, path: [] } }]);
    assert.match(gone.join(), /^administrators\/\S+ was .* and is now not there$/);
  });

  test('what cannot be read again counts as changed', async () => {
    const { source, emulator } = emulate();
    const subject = await known(source, orders);
    const planned = [remove(orders, 'allow-all')];
    emulator.faults.add({ fault: 'forbidden', match: { method: 'GET', path: '/firewallRules' } });
    assert.match(movedSince(subject, planned, await source.read(orders, needsToCheck(subject, planned))).join(), /^firewallRules could not be read again: /);
  });
});
