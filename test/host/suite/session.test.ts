import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Services } from '../../../src/vscode/services';
import { until } from '../harness/eventually';
import { extensionServices } from '../harness/extension-under-test';
import { fleetRead, serverNamed } from '../harness/fleet';
import { person } from '../harness/person';

suite('session', () => {
  let services: Services;

  suiteSetup(async () => {
    services = await extensionServices();
    await services.session.restore();
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('fixtureSignIn.signOut');
    await services.session.exploreSamples();
    await fleetRead(services);
  });

  test('signing out takes the servers away', async () => {
    await services.session.signOut();
    assert.equal(services.session.state.kind, 'signed-out');
    assert.deepEqual([services.fleet.state.kind, services.fleet.servers().length], ['empty', 0]);
    await assert.rejects(services.session.source(), { name: 'UserMessage' });
  });

  test('the samples need no account', async () => {
    await services.session.exploreSamples();
    await fleetRead(services);
    assert.ok(services.session.state.kind === 'signed-in' && services.session.state.to === 'sample');
    assert.equal(serverNamed(services, 'pg-orders').state, 'read');
  });

  test('VS Code’s account signs in, and takes the session along when it goes', async () => {
    // Dialogs are refused in tests, so the account is there before it is asked for.
    await vscode.commands.executeCommand('fixtureSignIn.signIn');
    await services.session.signIn();
    const { state } = services.session;
    assert.ok(state.kind === 'signed-in' && state.to === 'azure', JSON.stringify(state));
    assert.equal(state.label, 'alex@contoso.com');
    assert.equal((await (await services.session.source()).principal()).name, 'alex@contoso.com');
    await vscode.commands.executeCommand('fixtureSignIn.signOut');
    await until('the session has ended', services.session.onDidChange, () => services.session.state.kind === 'signed-out');
  });

  test('all accounts look, unless somebody chooses; the choice holds, and goes with them', async () => {
    await vscode.commands.executeCommand('fixtureSignIn.signIn');
    await vscode.commands.executeCommand('fixtureSignIn.signIn', 'kim@contoso.com');
    const label = (): string => (services.session.state.kind === 'signed-in' ? services.session.state.label : services.session.state.kind);
    await services.session.signIn();
    assert.equal(label(), 'alex@contoso.com and kim@contoso.com');
    const answers = person({ picks: ['kim@contoso.com'] });
    try {
      await vscode.commands.executeCommand('postgresqlSecurity.chooseAccounts');
    } finally {
      answers.leave();
    }
    assert.equal(label(), 'kim@contoso.com');
    await services.session.reconnect();
    assert.equal(label(), 'kim@contoso.com', 'the choice holds');
    const { state } = services.session;
    assert.ok(state.kind === 'signed-in' && /kim@contoso\.com/.test(state.owner ?? ''), 'what is kept is kept for this account');
    // A tenant of its own is one more sign-in of the same account.
    await services.session.signInToTenant('11111111-2222-3333-4444-555555555555');
    await vscode.commands.executeCommand('fixtureSignIn.signOut');
    await until('the session has ended', services.session.onDidChange, () => services.session.state.kind === 'signed-out');
    assert.equal(services.fleet.servers().length, 0);
    assert.equal(services.context.globalState.get('accounts'), undefined);
  });

  test('what documents show of servers goes with whoever saw it', async () => {
    await vscode.commands.executeCommand('fixtureSignIn.signIn');
    await services.session.signIn();
    await services.diagnoses.show({ title: 'Roles of pg-orders', text: 'app may do everything\n', actions: [] });
    await services.previews.show('A plan.md', '# A plan for pg-orders');
    await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'postgresql-preview', path: '/A plan.md' }));
    const texts = (): string => vscode.workspace.textDocuments.map((one) => one.getText()).join('');
    assert.ok(['app may do everything', 'A plan for pg-orders'].every((text) => texts().includes(text)));
    await services.session.signOut();
    await until('nothing of it is shown', vscode.workspace.onDidChangeTextDocument, () => !/may do everything|A plan for pg-orders/.test(texts()));
    assert.match(texts(), /somebody who has signed out/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('fixtureSignIn.signOut');
  });

  test('settings that cannot work are told, and nobody is signed in', async () => {
    const configuration = vscode.workspace.getConfiguration('postgresqlSecurity');
    await configuration.update('cloud', 'custom', vscode.ConfigurationTarget.Global);
    try {
      await services.session.signIn();
      const { state } = services.session;
      assert.ok(state.kind === 'failed');
      assert.match(state.message, /https/);
    } finally {
      await configuration.update('cloud', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
