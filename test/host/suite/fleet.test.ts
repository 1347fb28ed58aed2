import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleSubscriptions } from '../../../src/emulator/sample-fleet';
import type { Services } from '../../../src/vscode/services';
import { steerEmulator } from '../harness/emulator-control';
import { until } from '../harness/eventually';
import { extensionServices } from '../harness/extension-under-test';
import { fleetRead, freshFleet, problemsUntil, serverNamed } from '../harness/fleet';

const emulator = steerEmulator();

const configure = (setting: string, value: unknown) =>
  vscode.workspace.getConfiguration('postgresqlSecurity').update(setting, value, vscode.ConfigurationTarget.Global);

/**
 * What of findings somebody sees. Findings that are told anew are other objects, whose addresses have not kept yet how
 * they are written, so that a deep comparison of them would fail although they say the same.
 */
const asShown = (all: readonly vscode.Diagnostic[]) =>
  all.map(({ code, severity, source, message, range }) => ({
    code: typeof code === 'object' ? [code.value, code.target.toString()] : code,
    severity, source, message,
    range: [range.start.line, range.start.character, range.end.line, range.end.character],
  }));

suite('fleet', () => {
  let services: Services;

  suiteSetup(async () => {
    services = await extensionServices();
  });

  setup(async () => {
    await freshFleet(services);
  });

  teardown(async () => {
    for (const id of services.documents.pinned) await services.documents.setPinned(id, false);
    for (const setting of ['liveProblems', 'profile']) await configure(setting, undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('every sample server is listed, read and judged', () => {
    const { fleet, session } = services;
    assert.ok(session.state.kind === 'signed-in' && session.state.to === 'sample');
    assert.equal(fleet.state.kind, 'loaded');
    assert.deepEqual(fleet.servers().map(({ state }) => state), Array<string>(10).fill('read'));
    assert.deepEqual(fleet.servers().filter(({ summary }) => summary.kind === 'single').map(({ summary }) => summary.name), ['pg-legacy']);
    const findings = serverNamed(services, 'pg-orders').report?.findings ?? [];
    assert.ok(findings.some(({ rule, level }) => rule.id === 'firewall/open-to-internet' && level === 'error'));
  });

  test('a server document is read-only JSON and marks each finding at its property', async () => {
    const { id } = serverNamed(services, 'pg-orders').summary;
    const finding = serverNamed(services, 'pg-orders').report?.findings.find(({ rule }) => rule.id === 'firewall/open-to-internet');
    assert.ok(finding);
    await services.documents.reveal(id, finding.at);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.deepEqual([editor.document.uri.scheme, editor.document.languageId], ['postgresql-server', 'json']);
    assert.equal(editor.document.getText(editor.selection), '"0.0.0.0"');
    assert.equal(vscode.workspace.fs.isWritableFileSystem('postgresql-server') ?? false, false);

    const problems = await problemsUntil(services, 'pg-orders', (all) => all.length > 0);
    const open = problems.find(({ code }) => typeof code === 'object' && code.value === 'firewall/open-to-internet');
    assert.ok(open && typeof open.code === 'object');
    assert.equal(open.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(open.source, 'PostgreSQL Security');
    assert.equal(editor.document.getText(open.range), '"0.0.0.0"');
    assert.match(open.code.target.toString(), /^https:.*firewall\/open-to-internet\.md$/);
    // The editor asks for quick fixes wherever the cursor is: that must not judge the document as a template.
    await vscode.commands.executeCommand('vscode.executeCodeActionProvider', editor.document.uri, open.range);
    assert.deepEqual(asShown(vscode.languages.getDiagnostics(editor.document.uri)), asShown(problems));
    const infos = serverNamed(services, 'pg-orders').report?.findings.filter(({ level }) => level === 'info') ?? [];
    const hints = problems.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Hint).map(({ code, source, message }) => (typeof code === 'object' ? String(code.value) : `${source}: ${message}`));
    assert.deepEqual(hints.sort(), infos.map(({ rule }) => rule.id).sort());
  });

  test('a place is selected in what a document has become, although the document has not caught up yet', async () => {
    const { id } = serverNamed(services, 'pg-orders').summary;
    const shown = () => vscode.workspace.textDocuments.find(({ uri }) => services.documents.serverId(uri) === id)?.getText();
    const catchesUp = () => until('the document shows what was read', vscode.workspace.onDidChangeTextDocument, () => shown() === services.documents.content(id)?.text);
    await services.documents.reveal(id);
    await emulator.addFault({ fault: 'forbidden', match: { path: '/pg-orders/firewallRules' } });
    assert.ok(!(await services.fleet.read(id)).report?.findings.some(({ rule }) => rule.id === 'firewall/open-to-internet'));
    await catchesUp();
    await emulator.clearFaults();
    const finding = (await services.fleet.read(id)).report?.findings.find(({ rule }) => rule.id === 'firewall/open-to-internet');
    assert.ok(finding);
    assert.notEqual(shown(), services.documents.content(id)?.text);
    await services.documents.reveal(id, finding.at);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.equal(editor.document.getText(editor.selection), '"0.0.0.0"');
    assert.equal(editor.document.getText(), services.documents.content(id)?.text);
  });

  test('Problems lists servers that are open or pinned, all of them, or none', async () => {
    const { id } = serverNamed(services, 'pg-reports').summary;
    assert.deepEqual(await problemsUntil(services, 'pg-reports', (all) => all.length === 0), []);
    await services.documents.setPinned(id, true);
    await problemsUntil(services, 'pg-reports', (all) => all.length > 0);
    await services.documents.setPinned(id, false);
    await problemsUntil(services, 'pg-reports', (all) => all.length === 0);

    await services.documents.reveal(id);
    await problemsUntil(services, 'pg-reports', (all) => all.length > 0);
    await configure('liveProblems', 'off');
    await problemsUntil(services, 'pg-reports', (all) => all.length === 0);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await configure('liveProblems', 'all');
    await problemsUntil(services, 'pg-legacy', (all) => all.length > 0);
    await configure('liveProblems', 'opened');
    await problemsUntil(services, 'pg-legacy', (all) => all.length === 0);
  });

  test('another profile judges again without reading again', async () => {
    const { readAt, report } = serverNamed(services, 'pg-orders');
    const before = report?.findings.length ?? 0;
    await configure('profile', 'all');
    await until('it is judged again', services.fleet.onDidChange, () => (serverNamed(services, 'pg-orders').digest?.findings.length ?? 0) > before);
    const after = serverNamed(services, 'pg-orders');
    assert.equal(after.readAt, readAt);
    assert.ok((after.report?.findings.length ?? 0) > before);
    assert.equal(after.digest?.findings.length, after.report?.findings.length);
  });

  test('a server that is deleted between list and read is gone, and the rest stays', async () => {
    await emulator.addFault({ fault: 'vanish', match: { path: '/flexibleServers/pg-catalog' }, times: 1 });
    const gone = await services.fleet.read(serverNamed(services, 'pg-catalog').summary.id);
    assert.equal(gone.state, 'gone');
    assert.match(gone.message ?? '', /not found/);
    assert.equal(serverNamed(services, 'pg-orders').state, 'read');
    await services.fleet.refresh();
    assert.equal(services.fleet.servers().length, 9);
  });

  test('a subscription that cannot be listed says why, and the rest stays', async () => {
    await emulator.addFault({ fault: 'forbidden', match: { subscription: sampleSubscriptions.staging } });
    await services.fleet.refresh();
    await fleetRead(services);
    const { failures, kind } = services.fleet.state;
    assert.equal(kind, 'loaded');
    assert.ok(failures.some((failure) => failure.subscriptionId === sampleSubscriptions.staging && failure.kind === 'forbidden'));
    assert.match(failures[0]?.message ?? '', /permission/);
    assert.equal(serverNamed(services, 'pg-orders').state, 'read');
  });

  test('parts that are refused are unknown, never a pass', async () => {
    await emulator.addFault({ fault: 'forbidden', match: { path: '/pg-payments/configurations' } });
    const { report, state } = await services.fleet.read(serverNamed(services, 'pg-payments').summary.id);
    assert.equal(state, 'read');
    const tls = report?.layers.find(({ layer }) => layer.id === 'tls');
    assert.notDeepEqual(tls?.unread, []);
  });

  test('a server that cannot be read says why and keeps what was known', async () => {
    await emulator.addFault({ fault: 'forbidden', match: { method: 'GET', path: '/flexibleServers/pg-identity' } });
    const { state, message, report } = await services.fleet.read(serverNamed(services, 'pg-identity').summary.id);
    assert.equal(state, 'failed');
    assert.match(message ?? '', /permission/);
    assert.ok(report);
  });
});
