import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Evidence } from '../../../src/outputs/evidence';
import type { Services } from '../../../src/vscode/services';
import { eventually, until } from '../harness/eventually';
import { extensionFolder, extensionServices } from '../harness/extension-under-test';
import { freshFleet, problemsUntil, serverNamed } from '../harness/fleet';
import { atWork } from '../harness/at-work';
import { steerEmulator } from '../harness/emulator-control';
import { person } from '../harness/person';
import { type } from '../harness/template-documents';

const text = (): string => readFileSync(join(extensionFolder(), 'test', 'fixtures', 'declared', 'infra', 'main.bicep'), 'utf8');

suite('fleet and the templates that declare its servers', () => {
  let services: Services;
  let file: string;

  suiteSetup(async () => {
    services = await extensionServices();
    await freshFleet(services);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    file = join(folder.uri.fsPath, 'infra', 'main.bicep');
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(vscode.Uri.file(file), { overwrite: true, contents: Buffer.from(text()) });
    assert.ok(await vscode.workspace.applyEdit(edit));
    const { server, finding } = open();
    await until('the template is found', services.declarations.onDidChange, () => services.declarations.find(server, finding.at) !== undefined);
  });
  suiteTeardown(async () => {
    services.comparisons.clear();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(dirname(file), { recursive: true, force: true, maxRetries: 10 });
  });

  const lineOf = (part: string): number => text().split('\n').findIndex((line) => line.includes(part)) + 1;
  const open = () => {
    const server = serverNamed(services, 'pg-orders');
    const finding = server.report?.findings.find(({ rule }) => rule.id === 'firewall/open-to-internet');
    assert.ok(finding);
    return { server, finding };
  };

  test('a live finding says where the template writes its setting, in the Problems too', async () => {
    const { server, finding } = open();
    const words = `infra/main.bicep:${lineOf("startIpAddress: '0.0.0.0'")}`;
    await until('it is found there', services.declarations.onDidChange, () => services.declarations.find(server, finding.at)?.words === words);
    const unset = server.report?.layers.flatMap(({ facts }) => facts).find(({ title }) => title === 'Storage auto-grow');
    assert.ok(unset);
    assert.equal(services.declarations.find(server, unset.at), undefined, 'what nobody has written is declared nowhere');

    const lacking = server.report?.findings.find(({ rule }) => rule.id === 'audit/diagnostic-setting');
    assert.ok(lacking);
    assert.equal(services.declarations.find(server, lacking.at), undefined, 'what is lacking is declared nowhere, although the server is');

    await services.documents.reveal(server.summary.id, finding.at);
    const problems = await problemsUntil(services, 'pg-orders', (all) => all.some(({ relatedInformation }) => relatedInformation?.some(({ message }) => message.startsWith('declared in'))));
    const problem = problems.find(({ code }) => typeof code === 'object' && code.value === 'firewall/open-to-internet');
    assert.deepEqual(problem?.relatedInformation?.filter(({ message }) => message.startsWith('declared')).map(({ message, location }) => [message, location.uri.fsPath]), [[`declared in ${words}`, file]]);
  });

  test('the declaration is opened at the setting', async () => {
    const { server, finding } = open();
    const layer = { kind: 'layer', serverId: server.summary.id, result: server.report!.layers.find(({ layer: { id } }) => id === 'firewall')! } as const;
    await vscode.commands.executeCommand('postgresqlSecurity.openDeclaration', { kind: 'finding', finding, index: 0, layer, serverId: server.summary.id });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, file);
    assert.equal(editor.selection.start.line + 1, lineOf("startIpAddress: '0.0.0.0'"));
  });

  test('a comparison is marked on both documents and in the rows, until one of them changes', async () => {
    const { server } = open();
    const answers = person({ picks: ['pg-orders'] });
    try {
      await vscode.commands.executeCommand('postgresqlSecurity.compareWith', { kind: 'server', serverId: server.summary.id, subscriptionId: server.summary.subscriptionId });
    } finally {
      answers.leave();
    }
    const marks = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'PostgreSQL Security: comparison');
    const live = services.documents.uri(server.summary.id);
    assert.ok(live);
    const version = marks(live).find(({ message }) => message.startsWith('PostgreSQL:'));
    assert.ok(version, marks(live).map(({ message }) => message).join('\n'));
    assert.match(version.message, /Azure has .*16.*, infra\/main\.bicep says .*17/);
    const other = marks(vscode.Uri.file(file)).find(({ message }) => message.startsWith('PostgreSQL:'));
    assert.match(other?.message ?? '', /infra\/main\.bicep says .*17.*, Azure has .*16/);
    assert.equal((other?.range.start.line ?? -1) + 1, lineOf("version: '17'"));
    const fact = server.report?.layers.flatMap(({ facts }) => facts).find(({ title }) => title === 'PostgreSQL');
    assert.ok(fact);
    assert.match(services.comparisons.otherSays(server.summary.id, fact.title, fact.at), /^infra\/main\.bicep says .*17/);
    assert.equal(services.comparisons.otherSays(serverNamed(services, 'pg-catalog').summary.id, fact.title, fact.at), '');

    const document = await vscode.workspace.openTextDocument(file);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '\n');
    await vscode.workspace.applyEdit(edit);
    await eventually(vscode.languages.onDidChangeDiagnostics, () => (marks(live).length === 0 ? true : undefined), () => 'the comparison is still marked');
    assert.equal(services.comparisons.isShown, false);
    const undo = new vscode.WorkspaceEdit();
    undo.delete(document.uri, new vscode.Range(0, 0, 1, 0));
    await vscode.workspace.applyEdit(undo);
    await document.save();
  });

  test('what a template says is written to Azure only from a folder that somebody trusts', async () => {
    const work = atWork(services);
    const drift = async (way: string): Promise<unknown> => work.run('mendDrift', 'pg-orders', { picks: [['Days to go back'], way], agrees: 0 });
    const trusted = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted');
    assert.ok(trusted);
    try {
      assert.equal(await drift('Apply the template’s value to Azure'), false);
      assert.match(work.saw(), /backup\.backupRetentionDays: \d+ → 35/, 'a trusted folder gets as far as the plan');
      Object.defineProperty(vscode.workspace, 'isTrusted', { ...trusted, get: () => false });
      assert.notEqual(await drift('Apply the template’s value to Azure'), true);
      assert.match(work.saw(), /You have not trusted the folder of infra\/main\.bicep, so its values are not written to Azure\./);
      assert.doesNotMatch(work.saw(), /→ 35/, 'there is a plan');
    } finally {
      Object.defineProperty(vscode.workspace, 'isTrusted', trusted);
      work.leaves();
    }
    assert.deepEqual(work.actions(), []);
    const written = (await steerEmulator().requests()).filter(({ method }) => /PUT|PATCH|DELETE/.test(method));
    assert.deepEqual(written, []);
  });

  test('exported evidence says where findings are declared, also while templates are read anew', async () => {
    const target = join(dirname(file), 'evidence.json');
    const answers = person({ picks: ['JSON'], saves: [vscode.Uri.file(target)] });
    const { servers } = services.declarations;
    const changeMeanwhile = async () => {
      const found = await servers();
      const document = await vscode.workspace.openTextDocument(file);
      await type(document, '\n', '\n\n');
      await type(document, '\n\n', '\n');
      void servers();
      return found;
    };
    Object.assign(services.declarations, { servers: changeMeanwhile });
    try {
      await vscode.commands.executeCommand('postgresqlSecurity.exportEvidence');
    } finally {
      Object.assign(services.declarations, { servers });
      answers.leave();
      await (await vscode.workspace.openTextDocument(file)).save();
    }
    const evidence = JSON.parse(readFileSync(target, 'utf8')) as Evidence;
    assert.deepEqual([evidence.version, evidence.complete, evidence.servers.length, evidence.principal.name], [1, true, 10, 'alex@contoso.com']);
    const orders = evidence.servers.find(({ name }) => name === 'pg-orders');
    const declared = orders?.findings.find(({ ruleId }) => ruleId === 'firewall/open-to-internet')?.declaredIn;
    assert.deepEqual(declared, { file: 'infra/main.bicep', line: lineOf("startIpAddress: '0.0.0.0'") });
    assert.ok(evidence.servers.filter(({ name }) => name !== 'pg-orders').every(({ findings }) => findings.every(({ declaredIn }) => declaredIn === undefined)));
  });
});
