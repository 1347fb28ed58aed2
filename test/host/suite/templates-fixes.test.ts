import assert from 'node:assert/strict';
import { commands, Position, Range, workspace, WorkspaceEdit, type CodeAction } from 'vscode';
import { extensionServices } from '../harness/extension-under-test';
import { person } from '../harness/person';
import { codes, diagnostic, folderOf, mend, openFile, quickFixes, samplesFolder, sampleText, untilFinding, untilFindings, untilGone } from '../harness/template-documents';

const openToInternet = 'firewall/open-to-internet';

suite('templates: quick fixes', () => {
  suiteSetup(extensionServices);

  test('one in Bicep makes its error vanish and leaves the rest of the text as it is', async () => {
    const document = await openFile(samplesFolder(), 'main.bicep');
    await untilFinding(document, openToInternet);
    const before = document.getText();
    const title = await mend(document, openToInternet);
    assert.match(title, /everybody/);
    const after = document.getText();
    assert.doesNotMatch(after, /255\.255\.255\.255/);
    assert.equal(after.slice(0, before.indexOf('resource everybody')), before.slice(0, before.indexOf('resource everybody')));
    assert.equal(after.slice(after.indexOf('resource pgaudit')), before.slice(before.indexOf('resource pgaudit')));
  });

  test('those in an ARM template make its errors vanish', async () => {
    const document = await openFile(samplesFolder(), 'legacy.json');
    await untilFinding(document, 'tls/require-encryption');
    await mend(document, 'tls/require-encryption');
    assert.match(document.getText(), /"sslEnforcement": "Enabled"/);
    await mend(document, 'tls/minimum-version');
    assert.match(document.getText(), /"minimalTlsVersion": "TLS1_2"/);
    assert.doesNotThrow(() => JSON.parse(document.getText()) as unknown);
    await mend(document, 'firewall/azure-services');
    assert.doesNotThrow(() => JSON.parse(document.getText()) as unknown);
  });

  test('one in a file with Windows line endings keeps them', async () => {
    const folder = folderOf({ 'main.bicep': sampleText('main.bicep').replace(/\n/g, '\r\n') });
    const document = await openFile(folder, 'main.bicep');
    await untilFinding(document, openToInternet);
    await mend(document, openToInternet);
    assert.doesNotMatch(document.getText(), /[^\r]\n/);
  });

  test('one for the value of a parameter edits its default', async () => {
    const text = sampleText('modules/reporting.bicep').replace("minimumTls string = 'TLSv1.2'", "minimumTls string = 'TLSv1.1'");
    const document = await openFile(folderOf({ 'alone.bicep': text }), 'alone.bicep');
    await untilFinding(document, 'tls/minimum-version');
    await mend(document, 'tls/minimum-version');
    assert.match(document.getText(), /minimumTls string = 'TLSv1\.2'/);
    assert.match(document.getText(), /value: minimumTls/);
  });

  test('one for the value of a parameter of an ARM template edits its default', async () => {
    const text = sampleText('legacy.json')
      .replace('"parameters": {', '"parameters": {\n    "ssl": { "type": "string", "defaultValue": "Disabled" },')
      .replace('"sslEnforcement": "Disabled"', '"sslEnforcement": "[parameters(\'ssl\')]"');
    const document = await openFile(folderOf({ 'legacy.json': text }), 'legacy.json');
    await untilFinding(document, 'tls/require-encryption');
    await mend(document, 'tls/require-encryption');
    assert.match(document.getText(), /"ssl": \{ "type": "string", "defaultValue": "Enabled" \}/);
    assert.match(document.getText(), /"sslEnforcement": "\[parameters\('ssl'\)\]"/);
  });

  test('one for a password in a parameters file refers to the key vault that is named', async () => {
    const folder = folderOf({ 'main.bicep': sampleText('main.bicep'), 'main.bicepparam': "using 'main.bicep'\n\nparam administratorPassword = 'not-A-real-1' // why\n" });
    const document = await openFile(folder, 'main.bicep');
    await untilFinding(document, 'access/literal-password');
    const [action] = (await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, diagnostic(document, 'access/literal-password').range, 'quickfix')).filter(({ title }) => title.startsWith('Take the password from a key vault in main.bicepparam'));
    assert.ok(action?.command !== undefined, 'no key vault is offered');
    const vault = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-secrets/providers/Microsoft.KeyVault/vaults/kv-orders';
    const someone = person({ types: [vault, 'orders-password'] });
    try {
      await commands.executeCommand(action.command.command, ...(action.command.arguments ?? []) as unknown[]);
    } finally {
      someone.leave();
    }
    await untilGone(document, 'access/literal-password');
    const parameters = await openFile(folder, 'main.bicepparam');
    assert.match(parameters.getText(), /param administratorPassword = az\.getSecret\('11111111-2222-3333-4444-555555555555', 'rg-secrets', 'kv-orders', 'orders-password'\) \/\/ why\n/);
  });

  test('one for the argument of a module edits the caller', async () => {
    const folder = samplesFolder();
    const caller = await openFile(folder, 'reporting.bicep');
    const module = await openFile(folder, 'modules', 'reporting.bicep');
    await untilFinding(module, 'tls/minimum-version');
    const before = module.getText();
    await mend(module, 'tls/minimum-version');
    assert.match(caller.getText(), /minimumTls: 'TLSv1\.2'/);
    assert.equal(module.getText(), before);
  });

  test('every one that the samples offer makes its finding vanish', async () => {
    for (const file of ['main.bicep', 'legacy.json']) {
      const first = await openFile(samplesFolder(), file);
      await untilFindings(first, (all) => all.length >= 4);
      for (const code of codes(first)) {
        const document = await openFile(samplesFolder(), file);
        await untilFinding(document, code);
        const offered = await quickFixes(document, diagnostic(document, code).range);
        if (offered.some(({ diagnostics = [] }) => diagnostics.length > 0)) await mend(document, code);
      }
    }
  });

  test('a finding far from the cursor offers none', async () => {
    const document = await openFile(samplesFolder(), 'main.bicep');
    await untilFinding(document, openToInternet);
    const start = new Position(0, 0);
    assert.deepEqual(await quickFixes(document, new Range(start, start)), []);
  });

  test('they fit the text of the moment, although the findings are older', async () => {
    const document = await openFile(samplesFolder(), 'main.bicep');
    await untilFinding(document, openToInternet);
    const { range } = diagnostic(document, openToInternet);
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, new Position(0, 0), '// One line more.\n');
    await workspace.applyEdit(edit);
    const [action] = await quickFixes(document, new Range(range.start.translate(1), range.end.translate(1)));
    assert.ok(action?.edit, 'there is no quick fix');
    await workspace.applyEdit(action.edit);
    await untilGone(document, openToInternet);
    assert.match(document.getText(), /^\/\/ One line more\.\n\/\/ A Flexible Server/);
    assert.match(document.getText(), /name: 'office'/);
  });
});
