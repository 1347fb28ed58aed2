import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, env, Uri, type CodeAction } from 'vscode';
import { nameOf } from '../../../src/model/resource';
import type { Inside } from '../../../src/postgres/inside/inside';
import type { Action } from '../../../src/vscode/action-log';
import type { Services } from '../../../src/vscode/services';
import { atWork, serverNode, type AtWork } from '../harness/at-work';
import { steerEmulator } from '../harness/emulator-control';
import { until } from '../harness/eventually';
import { extensionServices } from '../harness/extension-under-test';
import { failing, freshFleet, serverNamed } from '../harness/fleet';
import type { Answers } from '../harness/person';
import { folderOf } from '../harness/template-documents';

const emulator = steerEmulator();

const seen = (host: string): Inside => ({
  host,
  at: new Date().toISOString(),
  database: 'postgres',
  user: 'pgadmin',
  roles: [
    {
      name: 'old', canLogin: true, superuser: false, createRole: false, createDatabase: false, replication: false, bypassRls: false,
      connectionLimit: -1, validUntil: undefined, memberOf: [], owns: 0, signIn: 'md5',
    },
  ],
  sessions: [{ user: 'old', database: 'shop', address: '20.50.1.4', application: 'web', tls: 'none', count: 2 }],
  hidden: 0,
  extensions: [],
  databases: [],
});

suite('mending live servers', () => {
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
    services.inside.clear();
    await emulator.reset();
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  const run = (command: string, name: string, answers?: Answers): Promise<unknown> => work.run(command, name, answers);
  const saw = (): string => work.saw();
  const actions = (): readonly Action[] => work.actions();
  const writes = async () => (await emulator.requests()).filter(({ method }) => /PUT|PATCH|DELETE/.test(method));
  const children = (name: string, segment: string): string[] => {
    const { snapshot, summary } = serverNamed(services, name);
    const type = `Microsoft.DBforPostgreSQL/${summary.kind === 'single' ? 'servers' : 'flexibleServers'}/${segment}`;
    return (snapshot?.children(summary.id.toLowerCase(), type).items ?? []).map(nameOf);
  };
  /** The line of a firewall rule in the tree. */
  const ruleNode = (name: string, rule: string) => {
    const { summary, report } = serverNamed(services, name);
    const result = report?.layers.find(({ layer }) => layer.id === 'firewall');
    const at = { in: 'resource', key: `${summary.id}/firewallRules/${rule}`.toLowerCase(), path: [] };
    return { kind: 'fact', serverId: summary.id, index: 0, layer: { kind: 'layer', serverId: summary.id, result }, fact: { title: rule, text: '', state: 'set', at } };
  };

  test('a finding in the document of a server has a quick fix that names the server, which is never preferred and in no fix of all', async () => {
    const { report, summary } = serverNamed(services, 'pg-orders');
    const finding = report?.findings.find(({ rule }) => rule.id === 'firewall/open-to-internet');
    assert.ok(finding);
    await services.documents.reveal(summary.id, finding.at);
    const [uri, content] = [services.documents.uri(summary.id), services.documents.content(summary.id)];
    assert.ok(uri && content);
    const range = content.rangeOf(finding.at);
    const offered = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', uri, range);
    const own = offered.filter(({ command }) => command?.command === 'postgresqlSecurity.fixFinding');
    assert.notEqual(own.length, 0, `${offered.length} actions at ${JSON.stringify(range)}`);
    for (const { title, isPreferred, kind, edit } of own) {
      assert.match(title, /^Fix in Azure: pg-orders: .+…$/);
      assert.ok(isPreferred !== true && edit === undefined && kind?.value === 'quickfix', title);
    }
    for (const kind of ['source.fixAll', 'source.fixAll.postgresqlSecurity', 'source']) {
      const others: readonly CodeAction[] = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind);
      assert.deepEqual(others.filter(({ title }) => title.startsWith('Fix in Azure')), [], kind);
    }
    work.comes({ agrees: 0 });
    const [{ command } = { command: undefined }] = own;
    assert.equal(await commands.executeCommand(command?.command ?? '', ...((command?.arguments ?? []) as unknown[])), false, saw());
    assert.match(saw(), /Delete firewall rule allow-all from pg-orders\?/);
    assert.deepEqual(await writes(), []);
  });

  test('one rule on several servers: one first, then the others, each read back', async () => {
    work.comes({ picks: ['access/md5-sign-in', ['pg-catalog', 'pg-orders', 'pg-reports']] });
    assert.equal(await commands.executeCommand('postgresqlSecurity.fixOnServers'), true);
    assert.match(saw(), /Fix access\/md5-sign-in on 3 servers\?\n• {2}pg-\w+: \d changes?, connections are interrupted; somebody may be cut off/);
    assert.match(saw(), /pg-\w+ is fixed and read back\. Fix the Others\?\n• {2}pg-\w+\n• {2}pg-\w+/);
    assert.match(saw(), /3 done and read back, 0 failed\./);
    for (const name of ['pg-catalog', 'pg-orders', 'pg-reports']) assert.ok(!failing(services, name).includes('access/md5-sign-in'), name);
    assert.equal(actions().length, 3);
  });

  test('nothing is begun on several servers after the first failure, nor where the others are not agreed to', async () => {
    await emulator.addFault({ fault: 'forbidden', match: { method: 'PATCH', path: '/configurations/' } });
    await emulator.addFault({ fault: 'forbidden', match: { method: 'PUT', path: '/configurations/' } });
    const picks = ['access/md5-sign-in', ['pg-catalog', 'pg-orders', 'pg-reports']];
    work.comes({ picks });
    assert.equal(await commands.executeCommand('postgresqlSecurity.fixOnServers'), false);
    assert.match(saw(), /0 done and read back, 1 failed, 2 not begun\. .*is missing/);
    assert.equal((await writes()).length, 1);
    await emulator.reset();
    work.comes({ picks, agrees: 1 });
    assert.equal(await commands.executeCommand('postgresqlSecurity.fixOnServers'), false);
    assert.match(saw(), /1 done and read back, 0 failed, 2 not begun\./);
    assert.equal((await writes()).length, 1);
  });

  test('on several servers, one that has changed since its plan was seen is left alone', async () => {
    const { id } = serverNamed(services, 'pg-reports').summary;
    const change = { kind: 'set', at: { in: 'resource', key: id.toLowerCase(), path: ['properties', 'network', 'publicNetworkAccess'] }, value: 'Disabled' } as const;
    work.comes({
      picks: ['threat-protection/switched-on', ['pg-reports']],
      meanwhile: async () => (await services.session.source()).write(id, [change]),
    });
    assert.equal(await commands.executeCommand('postgresqlSecurity.fixOnServers'), false);
    assert.match(saw(), /pg-reports has changed since you saw its plan, so nothing was written there: network was publicNetworkAccess Enabled/);
    assert.deepEqual(actions(), []);
  });

  test('firewall rules of several servers are deleted by one table of plans', async () => {
    const nodes = [ruleNode('pg-orders', 'allow-all'), ruleNode('pg-analytics', 'office-berlin'), ruleNode('pg-reports', 'reporting-gateway')];
    work.comes();
    await commands.executeCommand('postgresqlSecurity.deleteFirewallRules', nodes[0], nodes);
    // The only rule of pg-reports is the only way in.
    assert.match(saw(), /Delete firewall rules on 2 servers\?\n• {2}pg-orders: 1 change, .*; somebody may be cut off\n• {2}pg-analytics: .*\n\nLeft out: pg-reports\./);
    assert.deepEqual([children('pg-orders', 'firewallRules'), children('pg-analytics', 'firewallRules')], [['office-berlin'], ['partner-network']]);
    assert.deepEqual(children('pg-reports', 'firewallRules'), ['reporting-gateway']);
    assert.deepEqual(actions().map(({ server, outcome }) => [server, outcome]), [['pg-orders', 'done'], ['pg-analytics', 'done']]);
  });

  test('a firewall rule is renamed: the new one first, then the old one goes', async () => {
    assert.equal(await run('renameFirewallRule', 'pg-orders', { picks: ['office-berlin'], types: ['office-mitte'] }), true);
    assert.deepEqual(children('pg-orders', 'firewallRules'), ['allow-all', 'office-mitte']);
    assert.deepEqual((await writes()).map(({ method, path }) => [method, path.split('?')[0]?.split('/').at(-1)]), [['PUT', 'office-mitte'], ['DELETE', 'office-berlin']]);
  });

  test('“every service in Azure” is replaced by rules for clients that were seen', async () => {
    const { id } = serverNamed(services, 'pg-catalog').summary;
    services.inside.put(id, seen('pg-catalog.postgres.database.azure.com'));
    assert.equal(await run('replaceAzureServices', 'pg-catalog', { picks: [['20.50.1.4']], types: ['20.50.2.0/28'] }), true);
    assert.match(saw(), /20\.50\.1\.4, 1 address/);
    const rules = children('pg-catalog', 'firewallRules');
    assert.ok(rules.includes('office-berlin') && rules.length === 3 && !rules.some((rule) => rule.startsWith('AllowAllAzure')), rules.join());
  });

  test('rules for subnets of a Single Server are added and removed', async () => {
    const subnet = '/subscriptions/0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1001/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-warehouse/subnets/snet-etl';
    assert.equal(await run('addVirtualNetworkRule', 'pg-legacy', { picks: ['Even without'], types: [subnet, undefined] }), true);
    assert.deepEqual(children('pg-legacy', 'virtualNetworkRules').sort(), ['snet-etl', 'warehouse-subnet']);
    assert.equal(await run('removeVirtualNetworkRules', 'pg-legacy', { picks: [['warehouse-subnet', 'snet-etl']] }), true);
    assert.deepEqual(children('pg-legacy', 'virtualNetworkRules'), []);
  });

  test('rules without effect are written to a file before they are deleted, and stay where that is refused', async () => {
    const { id } = serverNamed(services, 'pg-legacy').summary;
    const off = { kind: 'set', at: { in: 'resource', key: id.toLowerCase(), path: ['properties', 'publicNetworkAccess'] }, value: 'Disabled' } as const;
    assert.equal((await (await services.session.source()).write(id, [off])).state, 'done');
    await services.fleet.read(id);
    const before = (await writes()).length;
    assert.equal(await run('deleteDeadRules', 'pg-legacy', {}), false);
    assert.equal((await writes()).length, before);
    const file = join(folderOf({}), 'rules.json');
    assert.equal(await run('deleteDeadRules', 'pg-legacy', { saves: [Uri.file(file)] }), true);
    assert.match(saw(), /open it again at once, without a question/);
    assert.deepEqual(children('pg-legacy', 'firewallRules'), []);
    const { resources } = JSON.parse(readFileSync(file, 'utf8')) as { resources: { name: string }[] };
    assert.ok(resources.some(({ name }) => name.includes('everyone')), JSON.stringify(resources));
  });

  test('rules that Azure does not delete now are exported all the same, and said to revive', async () => {
    const file = join(folderOf({}), 'rules.json');
    const { id } = serverNamed(services, 'pg-orders').summary;
    const off = { kind: 'set', at: { in: 'resource', key: id.toLowerCase(), path: ['properties', 'network', 'publicNetworkAccess'] }, value: 'Disabled' } as const;
    await (await services.session.source()).write(id, [off]);
    await services.fleet.read(id);
    const before = (await writes()).length;
    assert.equal(await run('deleteDeadRules', 'pg-orders', { saves: [Uri.file(file)] }), false);
    assert.match(saw(), /Should public access be switched on, all 2 rules open it again at once/);
    assert.match(readFileSync(file, 'utf8'), /allow-all/);
    assert.equal((await writes()).length, before);
  });

  test('plaintext sessions and MD5 roles are counted from what was seen a moment ago, without a question', async () => {
    const { id } = serverNamed(services, 'pg-reports').summary;
    services.inside.put(id, seen('pg-reports.postgres.database.azure.com'));
    await run('enforceTls', 'pg-reports', { agrees: 0 });
    assert.match(saw(), /2 sessions/);
    await run('acceptScramOnly', 'pg-reports', { agrees: 0 });
    assert.match(saw(), /\bold\b/);
    assert.deepEqual(await writes(), []);
  });

  test('where nobody has looked, looking comes first and going on without is said in the plan', async () => {
    assert.equal(await run('enforceTls', 'pg-reports', { picks: ['Plan it without looking'], agrees: 0 }), false);
    assert.match(saw(), /clients that nobody has thought of|Nobody has looked|unknown clients/i);
    assert.deepEqual(await run('enforceTls', 'pg-reports', { shrugs: true }), false);
    assert.deepEqual(work.asked(), ['Enforce TLS on pg-reports']);
    assert.deepEqual(await writes(), []);
  });

  test('after the preset for audit logging a restart is offered, and then creating pgaudit', async () => {
    const shown = new Promise<void>((resolve) => {
      work.comes({ presses: ['Restart…'], onMessage: (text) => { if (text.startsWith('pgaudit is loaded on pg-orders')) resolve(); } });
    });
    assert.equal(await commands.executeCommand('postgresqlSecurity.switchAuditLoggingOn', serverNode(services, 'pg-orders')), true);
    await shown;
    assert.match(saw(), /pg-orders has to restart before .*shared_preload_libraries.* takes effect/);
    assert.match(saw(), /pgaudit is loaded on pg-orders\. It logs in the databases in which it is created\./);
    assert.deepEqual(actions().map(({ what, outcome }) => [what, outcome]), [['Switch audit logging on for pg-orders', 'done'], ['Restart pg-orders', 'done']]);
  });

  test('the plan of any change is copied without a trace of it, a temporary rule’s too', async () => {
    const remembered = services.temporaryRules.rules.length;
    await env.clipboard.writeText('');
    await run('copyChangePlan', 'pg-reports', { picks: ['Add Temporary Firewall Rule', 'An address, a range', 'az CLI'], types: ['198.51.100.7', '2', 'desk'] });
    assert.match(await env.clipboard.readText(), /^az rest --method put .*\/firewallRules\/desk-until-\d{8}T\d{4}Z/ms);
    assert.equal(services.temporaryRules.rules.length, remembered);
    for (const [format, text] of [['Bicep', /configurations/], ['Markdown', /^# Enforce TLS on pg-reports/]] as const) {
      await run('copyChangePlan', 'pg-reports', { picks: ['Enforce TLS', 'Plan it without looking', format] });
      assert.match(await env.clipboard.readText(), text);
    }
    assert.deepEqual([await writes(), actions()], [[], []]);
  });

  test('a temporary rule is remembered once somebody has agreed to it, and not before', async () => {
    const answers: Answers = { picks: ['An address, a range'], types: ['198.51.100.7', '2', 'desk'] };
    assert.equal(await run('addTemporaryRule', 'pg-reports', { ...answers, agrees: 0 }), false);
    assert.equal(services.temporaryRules.rules.length, 0);
    assert.equal(await run('addTemporaryRule', 'pg-reports', answers), true);
    const [rule, ...others] = services.temporaryRules.rules;
    assert.ok(rule && others.length === 0);
    assert.deepEqual([rule.server, rule.start, rule.end], ['pg-reports', '198.51.100.7', '198.51.100.7']);
    assert.match(rule.name, /^desk-until-\d{8}T\d{4}Z$/);
    assert.ok(rule.until > Date.now() && rule.until <= Date.now() + 2 * 3_600_000 + 60_000);
    await services.temporaryRules.forget(rule);
    await until('it is forgotten', services.temporaryRules.onDidChange, () => services.temporaryRules.rules.length === 0);
  });
});
