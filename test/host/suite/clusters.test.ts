import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { emulatorToken } from '../../../src/emulator/emulator-credential';
import { sampleSubscriptions } from '../../../src/emulator/sample-fleet';
import { nameOf, serverTypes } from '../../../src/model/resource';
import type { Services } from '../../../src/vscode/services';
import { atWork, serverNode, type AtWork } from '../harness/at-work';
import { steerEmulator } from '../harness/emulator-control';
import { extensionServices } from '../harness/extension-under-test';
import { failing, fleetRead, freshFleet, serverNamed } from '../harness/fleet';

const emulator = steerEmulator();
const id = `/subscriptions/${sampleSubscriptions.staging}/resourceGroups/rg-reporting/providers/${serverTypes.cluster}/pg-cluster`;

/** Makes a cluster, or something below it: the sample servers have none. */
async function make(path: string, properties: object): Promise<void> {
  const body = JSON.stringify({ ...(path === '' ? { location: 'westeurope' } : {}), properties });
  const answer = await fetch(`${process.env['POSTGRESQL_SECURITY_EMULATOR'] ?? ''}${id}${path}?api-version=2023-03-02-preview`, { method: 'PUT', body, headers: { authorization: `Bearer ${emulatorToken}` } });
  assert.ok(answer.ok, await answer.text());
}

suite('changing clusters', () => {
  let services: Services;
  let work: AtWork;

  suiteSetup(async () => {
    services = await extensionServices();
  });
  setup(async () => {
    await freshFleet(services);
    await make('', { state: 'Ready', postgresqlVersion: '16', nodeCount: 2, coordinatorEnablePublicIpAccess: true, nodeEnablePublicIpAccess: true, authConfig: { activeDirectoryAuth: 'disabled', passwordAuth: 'enabled' } });
    await make('/firewallRules/everyone', { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' });
    await make('/firewallRules/office', { startIpAddress: '203.0.113.0', endIpAddress: '203.0.113.15' });
    await services.fleet.refresh();
    await fleetRead(services);
    await services.fleet.read(id);
    work = atWork(services);
  });
  teardown(async () => {
    work.leaves();
    await emulator.reset();
  });
  suiteTeardown(() => freshFleet(services));

  const rules = (): string[] => {
    const { snapshot } = serverNamed(services, 'pg-cluster');
    return (snapshot?.children(id.toLowerCase(), `${serverTypes.cluster}/firewallRules`).items ?? []).map(nameOf);
  };

  test('firewall rules are added, renamed and deleted, and a deletion is undone', async () => {
    assert.equal(await work.run('addFirewallRule', 'pg-cluster', { picks: ['An address, a range'], types: ['198.51.100.7', 'home'] }), true);
    assert.equal(await work.run('renameFirewallRule', 'pg-cluster', { picks: ['office'], types: ['office-berlin'] }), true);
    assert.deepEqual(rules(), ['everyone', 'home', 'office-berlin']);
    assert.ok(failing(services, 'pg-cluster').includes('firewall/open-to-internet'));
    assert.equal(await work.run('deleteFirewallRules', 'pg-cluster', { picks: [['everyone']] }), true);
    assert.ok(!failing(services, 'pg-cluster').includes('firewall/open-to-internet'));
    const deleted = work.actions().at(-1);
    assert.deepEqual([deleted?.outcome, deleted?.what], ['done', 'Delete firewall rule everyone from pg-cluster']);
    work.comes();
    assert.equal(await commands.executeCommand('postgresqlSecurity.undoAction', deleted?.at), true);
    assert.deepEqual(rules(), ['everyone', 'home', 'office-berlin']);
  });

  test('public access is switched off, and the workers are said to keep theirs', async () => {
    assert.equal(await work.run('switchPublicAccess', 'pg-cluster', { types: ['pg-cluster'] }), true);
    assert.match(work.saw(), /The worker nodes keep their public addresses/);
    assert.ok(!failing(services, 'pg-cluster').includes('network/public-access'));
    assert.ok(failing(services, 'pg-cluster').includes('network/public-workers'));
  });

  test('a finding is fixed where a call is documented, and is not offered elsewhere', async () => {
    const { report } = serverNamed(services, 'pg-cluster');
    const fix = (ruleId: string) => {
      const at = report?.findings.find(({ rule }) => rule.id === ruleId)?.at;
      assert.ok(at, `${ruleId} has found nothing`);
      return commands.executeCommand('postgresqlSecurity.fixFinding', { serverId: id, ruleId, at: JSON.stringify(at) });
    };
    work.comes();
    await fix('network/public-workers');
    assert.match(work.saw(), /“Worker nodes of a cluster should have no public addresses” cannot be fixed on pg-cluster in Azure/);
    assert.deepEqual(work.actions(), []);
    assert.equal(await fix('firewall/open-to-internet'), true);
    assert.deepEqual(rules(), ['office']);
  });

  test('what clusters do not have is said', async () => {
    for (const command of ['switchPasswordsOff', 'setEntraAdministrator', 'enforceTls', 'switchAuditLoggingOn', 'switchThreatProtection']) {
      await work.run(command, 'pg-cluster');
      assert.match(work.saw(), /pg-cluster is a cluster, for which this is not available/, command);
    }
    work.comes({ picks: ['Restart Server'] });
    assert.equal(await commands.executeCommand('postgresqlSecurity.changeServer', serverNode(services, 'pg-cluster')), true);
    assert.match(work.saw(), /Azure does not tell which parameters of a cluster wait for it\./);
  });
});
