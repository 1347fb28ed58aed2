import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, Uri } from 'vscode';
import { emulatorToken } from '../../../src/emulator/emulator-credential';
import { nameOf } from '../../../src/model/resource';
import type { Action } from '../../../src/vscode/action-log';
import { remedies } from '../../../src/vscode/mend/remedies';
import type { Services } from '../../../src/vscode/services';
import { atWork, type AtWork } from '../harness/at-work';
import { steerEmulator } from '../harness/emulator-control';
import { until } from '../harness/eventually';
import { extensionServices } from '../harness/extension-under-test';
import { failing, freshFleet, problemsUntil, serverNamed } from '../harness/fleet';
import type { Answers } from '../harness/person';

/** What a quick fix hands to its command. */
interface ArgumentOfFix {
  readonly serverId: string;
  readonly ruleId: string;
  readonly at: string;
}

const emulator = steerEmulator();

suite('carrying out plans', () => {
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
    for (const id of services.documents.pinned) await services.documents.setPinned(id, false);
  });

  const run = (command: string, name: string, answers?: Answers): Promise<unknown> => work.run(command, name, answers);
  const addRule = (name: string, range: string, answers: Answers = {}): Promise<unknown> =>
    run('addFirewallRule', name, { picks: ['An address, a range'], types: [range, 'test-rule'], ...answers });
  const saw = (): string => work.saw();
  const actions = (): readonly Action[] => work.actions();
  const puts = async (): Promise<number> => (await emulator.requests()).filter(({ method }) => method === 'PUT').length;
  const rulesOf = (name: string): string[] => {
    const { snapshot, summary } = serverNamed(services, name);
    return (snapshot?.children(summary.id.toLowerCase(), 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules').items ?? []).map(nameOf);
  };

  test('a rule is written, read back and logged; tree and Problems change their verdict', async () => {
    await services.documents.setPinned(serverNamed(services, 'pg-reports').summary.id, true);
    await problemsUntil(services, 'pg-reports', (all) => all.length > 0);
    assert.ok(!failing(services, 'pg-reports').includes('firewall/open-to-internet'));
    assert.equal(await addRule('pg-reports', '0.0.0.0 - 255.255.255.255'), true);
    assert.ok(failing(services, 'pg-reports').includes('firewall/open-to-internet'));
    await problemsUntil(services, 'pg-reports', (all) => all.some(({ code }) => typeof code === 'object' && code.value === 'firewall/open-to-internet'));
    assert.ok(rulesOf('pg-reports').includes('test-rule'));
    const [action, ...others] = actions();
    assert.deepEqual(others, []);
    assert.ok(action);
    assert.ok(Math.abs(Date.parse(action.at) - Date.now()) < 60_000);
    const { data, ...words } = action;
    assert.deepEqual(data?.ends, ['done']);
    assert.deepEqual(
      { ...words, at: '' },
      {
        at: '',
        who: 'alex@contoso.com',
        server: 'pg-reports',
        what: 'Add firewall rule test-rule to pg-reports',
        before: 'no rule test-rule',
        after: 'test-rule: 0.0.0.0–255.255.255.255',
        outcome: 'done',
      },
    );
    assert.match(saw(), /waiting for Azure to finish with pg-reports/);
    assert.match(saw(), /reading the server again/);
  });

  test('nothing is written where the first or the second question is refused', async () => {
    for (const agrees of [0, 1]) {
      assert.equal(await addRule('pg-reports', '0.0.0.0 - 255.255.255.255', { agrees }), false);
      assert.deepEqual([await puts(), actions().length], [0, 0]);
    }
    assert.equal(work.seen().length, 2);
  });

  test('a cancel ends the waiting; the server is read, and Azure finishes', async () => {
    // However long the reading takes here, Azure is not done before.
    await emulator.addFault({ fault: 'neverEnds', match: { method: 'PUT' } });
    assert.equal(await addRule('pg-reports', '198.51.100.7', { cancelsAt: /waiting for Azure/ }), false);
    assert.match(saw(), /The waiting was cancelled/);
    assert.match(saw(), /Azure says now: no rule test-rule/);
    assert.deepEqual(actions().map(({ outcome }) => outcome), ['unknown']);
    await emulator.reset();
    await addRule('pg-reports', '198.51.100.7', { cancelsAt: /waiting for Azure/ });
    assert.equal((await emulator.requests()).filter(({ method }) => method === 'PUT').length, 1);
    const { id } = serverNamed(services, 'pg-reports').summary;
    const again = services.fleet.onDidChange((changed) => {
      if (changed === id && serverNamed(services, 'pg-reports').state === 'read' && !rulesOf('pg-reports').includes('test-rule')) void services.fleet.read(id);
    });
    void services.fleet.read(id);
    try {
      await until('Azure finished', services.fleet.onDidChange, () => rulesOf('pg-reports').includes('test-rule'));
    } finally {
      again.dispose();
    }
  });

  test('an operation that fails is told with Azure’s words, and nothing has changed', async () => {
    await emulator.addFault({ fault: 'failOperation', code: 'InternalError', message: 'It broke.', match: { method: 'PUT' } });
    assert.equal(await addRule('pg-reports', '198.51.100.7'), false);
    assert.match(saw(), /did not work\. .*It broke \(InternalError\)\..* Azure says now: no rule test-rule\./);
    assert.deepEqual(
      actions().map(({ before, after, outcome }) => [before, after, outcome]),
      [['no rule test-rule', 'no rule test-rule', 'failed']],
    );
  });

  test('a busy server is tried again until it takes the change', async () => {
    await emulator.addFault({ fault: 'busy', match: { method: 'PUT' }, times: 1 });
    assert.equal(await addRule('pg-reports', '198.51.100.7'), true);
    assert.match(saw(), /pg-reports is busy with another operation; trying again in 2 seconds/);
    assert.equal(await puts(), 2);
    assert.equal(actions()[0]?.outcome, 'done');
  });

  test('a token that expires while Azure works is asked for anew', async () => {
    await emulator.addFault({ fault: 'expired', match: { path: '/azureAsyncOperation/' }, times: 1 });
    assert.equal(await addRule('pg-reports', '198.51.100.7'), true);
    assert.equal(actions()[0]?.outcome, 'done');
  });

  test('where no token helps any more, nothing is claimed', async () => {
    await emulator.addFault({ fault: 'expired', match: { path: '/azureAsyncOperation/' } });
    assert.equal(await addRule('pg-reports', '198.51.100.7'), false);
    assert.match(saw(), /the sign-in has expired\. Sign in again\. Azure may still write/);
    assert.equal(actions()[0]?.outcome, 'unknown');
  });

  test('a server that vanishes before the write is told to be gone', async () => {
    await emulator.addFault({ fault: 'vanish', match: { method: 'PUT', path: '/pg-reports/' }, times: 1 });
    assert.equal(await addRule('pg-reports', '198.51.100.7'), false);
    assert.match(saw(), /did not work\. .*not found/);
    assert.equal(serverNamed(services, 'pg-reports').state, 'gone');
    assert.deepEqual(actions().map(({ after, outcome }) => [after, outcome]), [['could not be read', 'failed']]);
    assert.equal(serverNamed(services, 'pg-orders').state, 'read');
  });

  test('who may not write is told which right is missing', async () => {
    await emulator.addFault({ fault: 'forbidden', match: { method: 'PUT' } });
    assert.equal(await addRule('pg-reports', '198.51.100.7'), false);
    assert.match(saw(), /firewallRules\/write is missing/);
    assert.equal(actions()[0]?.outcome, 'failed');
  });

  test('an administrator is added on Flexible Server and replaced on Single Server', async () => {
    assert.equal(await run('setEntraAdministrator', 'pg-reports', { picks: ['Myself'] }), true);
    assert.equal(failing(services, 'pg-reports').includes('entra/administrator'), false);
    const group = { picks: ['Somebody else', 'Group'], types: ['7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10', 'PostgreSQL Administrators'] };
    assert.equal(await run('setEntraAdministrator', 'pg-legacy', group), true);
    assert.equal(await run('setEntraAdministrator', 'pg-legacy', { picks: ['Myself'] }), true);
    assert.match(saw(), /Replace PostgreSQL Administrators on pg-legacy\?/);
    assert.deepEqual(
      actions().map(({ server, before, after }) => [server, before, after]),
      [
        ['pg-reports', 'not an administrator', 'alex@contoso.com is administrator'],
        ['pg-legacy', 'not an administrator', 'PostgreSQL Administrators is administrator'],
        ['pg-legacy', 'PostgreSQL Administrators is administrator', 'alex@contoso.com is administrator'],
      ],
    );
  });

  test('a finding is fixed by a plan and undone from the action log', async () => {
    const find = (): ArgumentOfFix | undefined => {
      const { report, summary } = serverNamed(services, 'pg-reports');
      const finding = report?.findings.find(({ rule }) => rule.id === 'audit/log-disconnections');
      return finding === undefined ? undefined : { serverId: summary.id, ruleId: finding.rule.id, at: JSON.stringify(finding.at) };
    };
    const argument = find();
    assert.ok(argument);
    work.comes();
    assert.equal(await commands.executeCommand('postgresqlSecurity.fixFinding', argument), true);
    assert.match(saw(), /log_disconnections: off → on/);
    assert.match(saw(), /Done, and read back from pg-reports: log_disconnections is on\./);
    assert.equal(find(), undefined);
    const [action] = actions();
    assert.ok(action);
    assert.equal(await commands.executeCommand('postgresqlSecurity.undoAction', action.at), true);
    assert.match(saw(), /Undo “Log ends of sessions on pg-reports”\?/);
    assert.ok(find());
    assert.deepEqual(
      actions().map(({ before, after, outcome }) => [before, after, outcome]),
      [
        ['log_disconnections is off', 'log_disconnections is on', 'done'],
        ['log_disconnections is on', 'log_disconnections is off', 'done'],
      ],
    );
  });

  /** Somebody else adds a rule that lets everybody in, while the plan is read. */
  const somebodyElse = async (name: string): Promise<void> => {
    const { id } = serverNamed(services, name).summary;
    const body = { properties: { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' } };
    const written = await (await services.session.source()).write(id, [{ kind: 'add', parent: id.toLowerCase(), type: 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules', name: 'other', body }]);
    assert.equal(written.state, 'done', written.message);
  };

  test('a server that changes between the plan and the yes to it is planned anew, and asked for again', async () => {
    const twice = { picks: ['An address, a range', 'An address, a range'], types: ['198.51.100.7', 'test-rule', '198.51.100.7', 'test-rule'] };
    // Once agreed, the plan is another one, which nobody agrees to.
    assert.equal(await addRule('pg-reports', '', { ...twice, agrees: 1, meanwhile: () => somebodyElse('pg-reports') }), false);
    assert.ok(!rulesOf('pg-reports').includes('test-rule'));
    assert.match(saw(), /pg-reports has changed since you agreed, so nothing was written: firewallRules\/other was not there and is now startIpAddress 0\.0\.0\.0/);
    assert.deepEqual(actions(), []);
    await emulator.reset();
    await services.fleet.read(serverNamed(services, 'pg-reports').summary.id);
    assert.equal(await addRule('pg-reports', '', { ...twice, meanwhile: () => somebodyElse('pg-reports') }), true);
    assert.equal((await emulator.requests()).filter(({ method, path }) => method === 'PUT' && path.includes('/test-rule')).length, 1);
    assert.ok(rulesOf('pg-reports').includes('test-rule'));
    assert.equal(actions().length, 1);
  });

  test('the fix of a finding that somebody else has fixed meanwhile is not written', async () => {
    const { report, summary } = serverNamed(services, 'pg-reports');
    const finding = report?.findings.find(({ rule }) => rule.id === 'audit/log-disconnections');
    assert.ok(finding?.fix);
    const { changes } = finding.fix;
    work.comes({ meanwhile: async () => (await services.session.source()).write(summary.id, changes) });
    await commands.executeCommand('postgresqlSecurity.fixFinding', { serverId: summary.id, ruleId: finding.rule.id, at: JSON.stringify(finding.at) });
    assert.match(saw(), /pg-reports does not have this finding any more/);
    assert.deepEqual(actions(), []);
  });

  test('nothing is written where the server cannot be looked at once more', async () => {
    const refuse = () => emulator.addFault({ fault: 'forbidden', match: { method: 'GET', path: '/pg-reports' } });
    assert.notEqual(await addRule('pg-reports', '198.51.100.7', { meanwhile: refuse }), true);
    assert.match(saw(), /nothing was written, as the server could not be read once more before/);
    assert.deepEqual([await puts(), actions().length], [0, 0]);
  });

  /** The commands that can change a server; a unit test holds what leads to a write against these. */
  const writing = [...remedies.map((remedy) => remedy.id), 'fixFinding', 'fixOnServers', 'changeServer', 'undoAction', 'mendDrift', 'createRole', 'createExtension'];

  test('whatever a command is called with, nothing is written unless a person agrees', async () => {
    const { id, subscriptionId } = serverNamed(services, 'pg-orders').summary;
    const key = `${id}/firewallRules/allow-all`.toLowerCase();
    const change = { kind: 'remove', at: { in: 'resource', key, path: [] } };
    const plan = { title: 'Do it', detail: [], confirm: 'Do It', changes: [change], effects: [], cutOff: [], wanted: 'x', state: () => 'x' };
    const node = { kind: 'server', serverId: id, subscriptionId };
    const action = { at: '2026-11-25T10:00:00.000Z', data: { serverId: id, differences: [{ change, what: 'x', before: { is: 'absent' }, after: { is: 'absent' } }], ends: ['done'], effects: [] } };
    const handed = [
      [],
      [node],
      [Uri.parse('postgresql-server:/pg-orders.json'), plan],
      [{ ...node, plan, changes: [change], confirmed: true, yes: true, agreed: true }, [plan, plan]],
      [{ serverId: id, ruleId: 'firewall/open-to-internet', at: JSON.stringify({ in: 'resource', key, path: [] }), plan, otherwise: true }],
      [{ ...action, plan, read: { snapshot: {}, server: {}, fleetServer: {} } }],
    ];
    for (const command of writing) {
      for (const args of handed) {
        // Somebody who is asked and answers nothing.
        work.comes({ agrees: 0, shrugs: true });
        await commands.executeCommand(`postgresqlSecurity.${command}`, ...args);
        // Asked something, or told why it is not possible: never silence, which could hide what happens.
        assert.ok(work.asked().length > 0 || saw() !== '', `${command} does something without a word`);
      }
    }
    assert.deepEqual((await emulator.requests()).filter(({ method }) => /PUT|PATCH|DELETE/.test(method)), []);
    assert.deepEqual((await emulator.requests()).filter(({ method, path }) => method === 'POST' && !path.includes('/Microsoft.ResourceGraph/')), []);
    assert.deepEqual(actions(), []);
  });

  test('a command that is called as a server’s node asks for what it changes, in a dialog of its own', async () => {
    const before = serverNamed(services, 'pg-legacy').summary;
    work.comes({ agrees: 0 });
    assert.equal(await commands.executeCommand('postgresqlSecurity.switchThreatProtection', { kind: 'server', serverId: before.id, subscriptionId: before.subscriptionId }), false);
    assert.deepEqual(work.asked(), ['Switch threat protection on for pg-legacy?']);
  });

  test('no secret is shown, kept or logged', async () => {
    for (const fault of ['expired', 'failOperation', 'serverError'] as const) {
      await emulator.reset();
      await emulator.addFault({ fault, match: { method: 'PUT' }, message: `Authorization: Bearer ${emulatorToken}` });
      assert.equal(await addRule('pg-reports', '198.51.100.7'), false);
      assert.ok(!saw().includes(emulatorToken), saw());
    }
    assert.ok(!JSON.stringify(services.actionLog.actions).includes(emulatorToken));
    const folder = services.context.logUri.fsPath;
    const logs = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    assert.ok(logs.some((text) => text.includes('Started in')), 'there is no log to look at');
    for (const text of logs) assert.ok(!text.includes(emulatorToken));
  });
});
