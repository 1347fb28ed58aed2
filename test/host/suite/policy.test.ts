import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, ConfigurationTarget, languages, window, workspace, type CodeAction, type Diagnostic, type TextDocument, type Uri } from 'vscode';
import { eventually } from '../harness/eventually';
import { extensionServices } from '../harness/extension-under-test';
import { fleetRead, serverNamed } from '../harness/fleet';
import { codes, diagnostic, folderOf, openFile, quickFixes, sampleText, type, untilFinding, untilGone } from '../harness/template-documents';

const openToInternet = 'firewall/open-to-internet';
const configuration = 'postgresql-security.json';

const ours = (uri: Uri): Diagnostic[] => languages.getDiagnostics(uri).filter(({ source }) => source === 'PostgreSQL Security');

/** Waits until the messages in a document are as the condition wants them. */
const untilMessages = (document: TextDocument, wanted: (messages: readonly string[]) => boolean): Promise<void> =>
  eventually(
    languages.onDidChangeDiagnostics,
    () => (wanted(ours(document.uri).map(({ message }) => message)) ? true : undefined),
    () => JSON.stringify(ours(document.uri).map(({ message }) => message)),
  ).then(() => undefined);

async function suppression(document: TextDocument, code: string): Promise<CodeAction> {
  const offered = await quickFixes(document, diagnostic(document, code).range);
  const action = offered.find(({ title }) => title === `Suppress ${code} here, with a reason`);
  assert.ok(action?.edit, offered.map(({ title }) => title).join('\n'));
  return action;
}

/** Does to a document what picking the quick fix does, with the document in front. */
async function suppress(document: TextDocument, code: string): Promise<void> {
  await window.showTextDocument(document);
  const action = await suppression(document, code);
  assert.ok(action.edit && (await workspace.applyEdit(action.edit)));
  await untilGone(document, code);
}

suite('templates: policy', () => {
  suiteSetup(extensionServices);

  test('a configuration chooses levels for the templates below it, as it is typed and as it is on disk', async () => {
    const folder = folderOf({ 'infra/main.bicep': sampleText('main.bicep'), [configuration]: `{ "rules": { "${openToInternet}": "warning" } }` });
    const document = await openFile(folder, 'infra', 'main.bicep');
    await untilFinding(document, openToInternet);
    assert.equal(diagnostic(document, openToInternet).severity, 1);
    const file = await openFile(folder, configuration);
    await type(file, '"warning"', '"off"');
    await untilGone(document, openToInternet);
    await type(file, '"off"', '"error"');
    await untilFinding(document, openToInternet);
    assert.equal(diagnostic(document, openToInternet).severity, 0);
    await file.save();
  });

  test('what does not hold in it is shown at its place, and the rest still counts', async () => {
    const folder = folderOf({ 'main.bicep': sampleText('main.bicep'), [configuration]: `{\n  // A comment is fine.\n  "profil": "strict",\n  "rules": { "${openToInternet}": "off" },\n}\n` });
    const document = await openFile(folder, 'main.bicep');
    const file = await openFile(folder, configuration);
    assert.equal(file.languageId, 'jsonc');
    await untilMessages(file, (messages) => messages.length === 1);
    const [problem] = ours(file.uri);
    assert.equal(problem?.message, '"profil" is nothing that the configuration knows. Is "profile" meant?');
    assert.equal(file.getText(problem.range), '"profil"');
    await untilFinding(document, 'entra/password-sign-in');
    assert.ok(!codes(document).includes(openToInternet));
    await type(file, '"profil"', '"profile"');
    await untilMessages(file, (messages) => messages.length === 0);
    await file.save();
  });

  test('an exception whose last day has passed is shown at that day', async () => {
    const exception = {
      resource: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.DBforPostgreSQL/flexibleServers/db',
      rule: openToInternet,
      owner: 'team-orders',
      reason: 'A honeypot.',
      expires: '2024-01-31',
    };
    const file = await openFile(folderOf({ [configuration]: JSON.stringify({ suppressions: [exception] }, undefined, 2) }), configuration);
    await untilFinding(file, 'suppression/expired');
    assert.equal(file.getText(diagnostic(file, 'suppression/expired').range), '"2024-01-31"');
  });

  test('an exception that hides nothing on a server that was read is shown at its day; one that hides something is not', async () => {
    const services = await extensionServices();
    await services.session.restore();
    await services.fleet.refresh();
    await fleetRead(services);
    const { id } = serverNamed(services, 'pg-orders').summary;
    const exception = (rule: string, expires: string) => ({ resource: id, rule, owner: 'team-orders', reason: 'A honeypot.', expires });
    const suppressions = [exception(openToInternet, '2999-01-31'), exception('tls/minimum-version', '2999-02-28')];
    const file = await openFile(folderOf({ [configuration]: JSON.stringify({ suppressions }, undefined, 2) }), configuration);
    await untilFinding(file, 'suppression/unused');
    assert.equal(file.getText(diagnostic(file, 'suppression/unused').range), '"2999-02-28"');
    assert.deepEqual(codes(file), ['suppression/unused']);
  });

  test('templates that it leaves out are silent', async () => {
    const folder = folderOf({ 'old/main.bicep': sampleText('main.bicep'), 'new.bicep': sampleText('main.bicep'), [configuration]: '{ "ignore": ["old/"] }' });
    const old = await openFile(folder, 'old', 'main.bicep');
    await untilFinding(await openFile(folder, 'new.bicep'), openToInternet);
    assert.deepEqual(codes(old), []);
  });

  test('settings of the editor go before it', async () => {
    const folder = folderOf({ 'main.bicep': sampleText('main.bicep'), [configuration]: `{ "rules": { "${openToInternet}": "error" } }` });
    const document = await openFile(folder, 'main.bicep');
    await untilFinding(document, openToInternet);
    const settings = workspace.getConfiguration('postgresqlSecurity');
    try {
      await settings.update('rules', { [openToInternet]: 'off' }, ConfigurationTarget.Global);
      await untilGone(document, openToInternet);
    } finally {
      await settings.update('rules', undefined, ConfigurationTarget.Global);
    }
    await untilFinding(document, openToInternet);
  });

  test('a finding can be suppressed where it stands; the cursor is on the reason', async () => {
    const document = await openFile(folderOf({ 'main.bicep': sampleText('main.bicep') }), 'main.bicep');
    await untilFinding(document, openToInternet);
    await suppress(document, openToInternet);
    assert.match(document.getText(), /^ {4}#disable-next-line firewall-open-to-internet \/\/ why this is right\n {4}startIpAddress/m);
    const editor = window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), document.uri.toString());
    assert.equal(document.getText(editor.selection), 'why this is right');
    await commands.executeCommand('type', { text: 'A honeypot.' });
    assert.match(document.getText(), /\/\/ A honeypot\.\n {4}startIpAddress/);
    assert.ok(!codes(document).includes(openToInternet));
  });

  test('a suppression that hides nothing, or says no reason, is shown', async () => {
    const text = sampleText('main.bicep').replace('resource server', '#disable-next-line tls-minimum-version\nresource server');
    const document = await openFile(folderOf({ 'main.bicep': text }), 'main.bicep');
    await untilFinding(document, 'suppression/unused');
    await untilFinding(document, 'suppression/no-reason');
    assert.equal(document.getText(diagnostic(document, 'suppression/unused').range), 'tls-minimum-version');
    await type(document, '#disable-next-line tls-minimum-version\n', '');
    await untilGone(document, 'suppression/unused');
  });

  test('where JSON is strict, the metadata of the resource says it', async () => {
    const document = await openFile(folderOf({ 'legacy.json': sampleText('legacy.json') }), 'legacy.json');
    await untilFinding(document, 'tls/require-encryption');
    assert.equal(document.languageId, 'json');
    await suppress(document, 'tls/require-encryption');
    await suppress(document, 'tls/minimum-version');
    const { resources } = JSON.parse(document.getText()) as { resources: { metadata?: { postgresqlSecurity?: { suppress?: unknown } } }[] };
    assert.deepEqual(resources[0]?.metadata?.postgresqlSecurity?.suppress, [
      { rule: 'tls/require-encryption', reason: 'why this is right' },
      { rule: 'tls/minimum-version', reason: 'why this is right' },
    ]);
  });

  test('a configuration that comes later counts from then on', async () => {
    const document = await openFile(folderOf({ 'main.bicep': sampleText('main.bicep') }), 'main.bicep');
    await untilFinding(document, openToInternet);
    const file = join(document.uri.fsPath, '..', configuration);
    writeFileSync(file, `{ "rules": { "${openToInternet}": "off" } }`);
    await workspace.openTextDocument(file);
    await untilGone(document, openToInternet);
  });
});
