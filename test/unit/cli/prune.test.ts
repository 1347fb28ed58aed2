import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Emulator } from '../../../src/emulator/emulator';
import { createEmulator } from '../../../src/emulator/emulator';
import type { RunningServer } from '../../../src/emulator/http-server';
import { startHttpServer } from '../../../src/emulator/http-server';
import { sampleFleet } from '../../../src/emulator/sample-fleet';
import { firewallRuleTypes } from '../../../src/layers/firewall/facts';
import { legacy, namesOf, orders, sourceOver } from '../sources/azure/emulated-source';
import { inProcessHttpClient } from '../../../src/emulator/in-process-http-client';
import { runIn } from './run-command';

const over = 'desk-until-20200101T0000Z';
const future = 'desk-until-20990101T0000Z';

/** The sample fleet with temporary rules on some of its servers. */
function fleetWith(names: Readonly<Record<string, readonly string[]>>) {
  const fleet = sampleFleet();
  const servers = fleet.servers.map((one) => ({
    ...one,
    build: () => {
      const state = one.build();
      const more = (names[one.name] ?? []).map((name) => ({ name, properties: { startIpAddress: '198.51.100.7', endIpAddress: '198.51.100.7' } }));
      return { ...state, children: { ...state.children, firewallRules: [...state.children.firewallRules, ...more] } };
    },
  }));
  return { ...fleet, servers };
}

let emulator: Emulator;
let server: RunningServer;
before(async () => {
  emulator = createEmulator({ fleet: fleetWith({ 'pg-orders': [over, future], 'pg-legacy': [over], 'pg-identity': [over] }) });
  server = await startHttpServer(emulator);
});
after(() => server.close());
beforeEach(() => emulator.reset());

const prune = (...args: string[]) => runIn('.', ['firewall', 'prune', '--cloud', server.url, ...args]);
const writes = (): number => ['PUT', 'PATCH', 'DELETE', 'POST'].reduce((sum, method) => sum + emulator.requests.count({ method, path: '/firewallRules/' }), 0);

async function rulesOf(id: string, kind: 'flexible' | 'single'): Promise<unknown[]> {
  const type = firewallRuleTypes[kind];
  return namesOf(await sourceOver(inProcessHttpClient(emulator)).source.read(id, [{ type }]), id, type);
}

test('without --yes the plan is printed and nothing is changed', async () => {
  const { code, out } = await prune('--server', 'pg-orders', '--server', 'pg-legacy');
  assert.equal(code, 1);
  assert.match(out, /^pg-legacy {2}\(rg-legacy in Contoso Staging\)/);
  assert.match(out, /would be removed {2}desk-until-20200101T0000Z {2}198\.51\.100\.7 {2}over since 2020-01-01 00:00 UTC/);
  assert.match(out, /\n {4}Nobody loses access by it\.\n/);
  assert.doesNotMatch(out, /20990101/);
  assert.match(out, /2 temporary rules would be removed\. Nothing was changed: --yes removes them\.\n$/);
  assert.equal(writes(), 0);
});

test('what could not be read is no server without such rules', async () => {
  emulator.faults.add({ fault: 'forbidden', match: { path: 'pg-catalog/firewallRules' } });
  const { code, out } = await prune('--server', 'pg-catalog');
  assert.equal(code, 2);
  assert.match(out, /^! The firewall rules of pg-catalog could not be read: .*\n\nNo temporary firewall rule that could be read is past its end\.\n$/);
});

test('with --yes those past their end are removed and read back, others stay', async () => {
  const { code, out } = await prune('--server', 'pg-orders', '--server', 'pg-legacy', '--yes');
  assert.equal(code, 0, out);
  assert.match(out, /2 temporary rules removed and read back\.\n$/);
  assert.deepEqual(await rulesOf(orders, 'flexible'), ['allow-all', 'office-berlin', future]);
  assert.deepEqual(await rulesOf(legacy, 'single'), ['AllowAllWindowsAzureIps', 'everyone']);
  const again = await prune('--server', 'pg-orders', '--yes');
  assert.deepEqual([again.code, again.out], [0, 'No temporary firewall rule is past its end.\n']);
});

test('a HorizonDB cluster that is named is said not to be looked at, and a cluster is pruned as servers are', async () => {
  const { code, out } = await prune('--server', 'pg-vectors');
  assert.equal(code, 2);
  assert.match(out, /! pg-vectors is a HorizonDB cluster, whose firewall rules are not changed from here: they were not looked at\./);
  const { source } = sourceOver(inProcessHttpClient(emulator));
  const { items } = await source.servers((await source.subscriptions()).items);
  const cluster = items.find(({ kind }) => kind === 'cluster')?.id ?? '';
  const type = firewallRuleTypes.cluster;
  const rule = { kind: 'add', parent: cluster.toLowerCase(), type, name: over, body: { properties: { startIpAddress: '198.51.100.7', endIpAddress: '198.51.100.7' } } } as const;
  assert.equal((await source.write(cluster, [rule])).message, '');
  const pruned = await prune('--server', 'pg-telemetry', '--yes');
  assert.deepEqual([pruned.code, pruned.out.endsWith('1 temporary rule removed and read back.\n')], [0, true], pruned.out);
  assert.deepEqual(namesOf(await source.read(cluster, [{ type }]), cluster, type), ['everyone']);
});

test('what Azure refuses is left and told, as is what it fails to do', async () => {
  const closed = await prune('--server', 'pg-identity', '--yes');
  assert.equal(closed.code, 1);
  assert.match(closed.out, /cannot be removed {2}desk-until-20200101T0000Z.*\n {4}Azure refuses every change of firewall rules on a Flexible Server while its public access is off/);
  assert.equal(writes(), 0);
  emulator.faults.add({ fault: 'forbidden', match: { method: 'DELETE' } });
  const failed = await prune('--server', 'pg-orders', '--yes');
  emulator.faults.reset();
  assert.equal(failed.code, 1);
  assert.match(failed.out, /not removed {2}desk-until-20200101T0000Z[^\n]*\n[^\n]*firewallRules\/delete is missing/);
  assert.deepEqual((await rulesOf(orders, 'flexible')).length, 4);
});

test('an interrupt ends it between two servers, and says what was removed and what was not begun', async () => {
  let interrupt = (): void => undefined;
  const { code, out, error } = await runIn('.', ['firewall', 'prune', '--cloud', server.url, '--server', 'pg-orders', '--server', 'pg-legacy', '--yes'], {
    isTerminal: () => true,
    onInterrupt: (act) => (interrupt = act),
    error: (text) => {
      if (text.startsWith('changing pg-orders')) interrupt();
    },
  });
  assert.equal(code, 1, out);
  assert.match(out, /^pg-legacy .*\n {2}removed {2}desk-until-20200101T0000Z/);
  assert.match(out, /pg-orders .*\n {2}not removed {2}desk-until-20200101T0000Z.*\n {4}.*Cancelled before Azure was asked/);
  assert.equal((await rulesOf(orders, 'flexible')).length, 4);
  assert.match(out, /1 temporary rule removed and read back, 1 left: it was interrupted\.\n$/);
  assert.doesNotMatch(out + error, /Nothing was changed/);
});

test('where Azure says done and the rule is still there, nothing is claimed', async () => {
  emulator.faults.add({ fault: 'failOperation', code: 'InternalError', message: 'It broke.', match: { method: 'DELETE' } });
  const { code, out } = await prune('--server', 'pg-orders', '--yes');
  emulator.faults.reset();
  assert.equal(code, 1, out);
  assert.match(out, /not removed {2}desk-until-20200101T0000Z.*\n {4}Delete firewall rule desk-until-20200101T0000Z from pg-orders did not work\. .*Azure says now: desk-until-20200101T0000Z: 198\.51\.100\.7\./);
});

test('a server whose rules cannot be read is a problem, not one without rules', async () => {
  emulator.faults.add({ fault: 'forbidden', match: { method: 'GET', path: '/pg-orders/firewallRules' } });
  const { code, out } = await prune('--server', 'pg-orders', '--yes');
  emulator.faults.reset();
  assert.equal(code, 2, out);
  assert.match(out, /! The firewall rules of pg-orders could not be read/);
});

test('as JSON', async () => {
  const { out } = await prune('--server', 'pg-orders', '--format', 'json');
  const { version, rules, problems } = JSON.parse(out) as { version: number; rules: { server: string; rule: string; outcome: string }[]; problems: string[] };
  assert.deepEqual([version, problems], [1, []]);
  assert.deepEqual(rules.map(({ server: id, rule, outcome }) => [id, rule, outcome]), [[orders, over, 'planned']]);
});

test('nothing but prune, and no empty values', async () => {
  for (const args of [[], ['delete'], ['prune', 'x'], ['prune', '--server', '']]) {
    const { code, error } = await runIn('.', ['firewall', ...args]);
    assert.equal(code, 2);
    assert.match(error, /See postgresql-security firewall --help/);
  }
});
