import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { nameOf, serverTypes } from '../../../src/model/resource';
import type { Services } from '../../../src/vscode/services';
import { atWork, serverNode, type AtWork } from '../harness/at-work';
import { steerEmulator } from '../harness/emulator-control';
import { extensionServices } from '../harness/extension-under-test';
import { failing, freshFleet, serverNamed } from '../harness/fleet';

const emulator = steerEmulator();

suite('changing clusters', () => {
  let services: Services;
  let work: AtWork;

  suiteSetup(async () => {
    services = await extensionServices();
  });
  setup(async () => {
    await freshFleet(services);
    work = atWork(services);
  });
  teardown(async () => {
    work.leaves();
    await emulator.reset();
  });
  suiteTeardown(() => freshFleet(services));

  const rules = (): string[] => {
    const { snapshot, summary } = serverNamed(services, 'pg-telemetry');
    return (snapshot?.children(summary.id.toLowerCase(), `${serverTypes.cluster}/firewallRules`).items ?? []).map(nameOf);
  };

  test('firewall rules are added, renamed and deleted, and a deletion is undone', async () => {
    assert.equal(await work.run('addFirewallRule', 'pg-telemetry', { picks: ['An address, a range'], types: ['198.51.100.7', 'office'] }), true);
    assert.deepEqual(rules(), ['everyone', 'office']);
    assert.equal(await work.run('renameFirewallRule', 'pg-telemetry', { picks: ['office'], types: ['office-berlin'] }), true);
    assert.deepEqual(rules(), ['everyone', 'office-berlin']);
    assert.ok(failing(services, 'pg-telemetry').includes('firewall/open-to-internet'));
    assert.equal(await work.run('deleteFirewallRules', 'pg-telemetry', { picks: [['everyone']] }), true);
    assert.deepEqual(rules(), ['office-berlin']);
    assert.ok(!failing(services, 'pg-telemetry').includes('firewall/open-to-internet'));
    const deleted = work.actions().at(-1);
    assert.deepEqual([deleted?.outcome, deleted?.what], ['done', 'Delete firewall rule everyone from pg-telemetry']);
    work.comes();
    assert.equal(await commands.executeCommand('postgresqlSecurity.undoAction', deleted?.at), true);
    assert.deepEqual(rules(), ['everyone', 'office-berlin']);
  });

  test('public access is switched off, and the workers are said to keep theirs', async () => {
    assert.equal(await work.run('switchPublicAccess', 'pg-telemetry', { types: ['pg-telemetry'] }), true);
    assert.match(work.saw(), /The worker nodes keep their public addresses/);
    assert.ok(!failing(services, 'pg-telemetry').includes('network/public-access'));
    assert.ok(failing(services, 'pg-telemetry').includes('network/public-workers'));
  });

  test('a finding is fixed where a call is documented, and is not offered elsewhere', async () => {
    const { report, summary } = serverNamed(services, 'pg-telemetry');
    const fix = (ruleId: string) => {
      const at = report?.findings.find(({ rule }) => rule.id === ruleId)?.at;
      assert.ok(at, `${ruleId} has found nothing`);
      return commands.executeCommand('postgresqlSecurity.fixFinding', { serverId: summary.id, ruleId, at: JSON.stringify(at) });
    };
    work.comes();
    await fix('network/public-workers');
    assert.match(work.saw(), /“Worker nodes of a cluster should have no public addresses” cannot be fixed on pg-telemetry in Azure/);
    assert.deepEqual(work.actions(), []);
    work.comes({ types: ['pg-telemetry'] });
    assert.equal(await fix('firewall/open-to-internet'), true);
    assert.match(work.saw(), /This closes the only way in: nobody reaches pg-telemetry any more\./);
    assert.deepEqual(rules(), []);
  });

  test('what clusters do not have is said', async () => {
    for (const command of ['switchPasswordsOff', 'enforceTls', 'switchAuditLoggingOn', 'switchThreatProtection']) {
      await work.run(command, 'pg-telemetry');
      assert.match(work.saw(), /pg-telemetry is a cluster, for which this is not available/, command);
    }
    await work.run('setEntraAdministrator', 'pg-telemetry');
    assert.match(work.saw(), /Microsoft Entra authentication is off on pg-telemetry, and Azure documents no call/);
    work.comes({ picks: ['Restart Server'] });
    assert.equal(await commands.executeCommand('postgresqlSecurity.changeServer', serverNode(services, 'pg-telemetry')), true);
    assert.match(work.saw(), /Azure does not tell which parameters of a cluster wait for it\./);
  });
});
