import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationTarget, languages, Uri, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import { extensionServices } from '../harness/extension-under-test';
import { diagnostic, findings, folderOf, openFile, samplesFolder, sampleText, type, untilFinding, untilFindings, untilGone } from '../harness/template-documents';

/** Sets a user setting for the time of a test. */
async function withSetting(name: string, value: unknown, test: () => Promise<void>): Promise<void> {
  const settings = workspace.getConfiguration('postgresqlSecurity');
  await settings.update(name, value, ConfigurationTarget.Global);
  try {
    await test();
  } finally {
    await settings.update(name, undefined, ConfigurationTarget.Global);
  }
}

const openToInternet = 'firewall/open-to-internet';

suite('templates', () => {
  suiteSetup(extensionServices);

  const openMain = async (): Promise<TextDocument> => {
    const document = await openFile(samplesFolder(), 'main.bicep');
    await untilFinding(document, openToInternet);
    return document;
  };

  test('the sample shows one error and what is a choice', async () => {
    const document = await openMain();
    assert.equal(document.languageId, 'bicep');
    assert.deepEqual(findings(document), [
      { code: 'access/md5-sign-in', severity: 'Hint', text: 'server' },
      { code: 'entra/password-sign-in', severity: 'Hint', text: "'Enabled'" },
      { code: 'network/public-access', severity: 'Hint', text: "'Enabled'" },
      { code: openToInternet, severity: 'Error', text: "'0.0.0.0'" },
    ]);
    const error = diagnostic(document, openToInternet);
    assert.match(error.message, /everybody.*whole internet/);
    assert.ok(typeof error.code === 'object' && error.code.target instanceof Uri, 'the code does not link to a page');
    assert.match(error.code.target.toString(true), /^https:\/\/.+\/docs\/rules\/firewall\/open-to-internet\.md$/);
  });

  test('the ARM template of a Single Server shows its errors', async () => {
    const document = await openFile(samplesFolder(), 'legacy.json');
    await untilFinding(document, 'tls/require-encryption');
    const shown = findings(document).filter(({ severity }) => severity !== 'Hint');
    assert.deepEqual(
      shown.map(({ code, severity, text }) => `${severity} ${code} ${text}`),
      [
        `Warning entra/administrator "[parameters('serverName')]"`,
        `Error lifecycle/retired-service "[parameters('serverName')]"`,
        'Error tls/require-encryption "Disabled"',
        'Error tls/minimum-version "TLSEnforcementDisabled"',
        'Warning firewall/azure-services "0.0.0.0"',
      ],
    );
  });

  test('typing changes the findings', async () => {
    const document = await openMain();
    await type(document, "'255.255.255.255'", "'0.0.0.0'");
    await untilFinding(document, 'firewall/azure-services');
    assert.ok(!findings(document).some(({ code }) => code === openToInternet));
    await type(document, "startIpAddress: '0.0.0.0'\n    endIpAddress: '0.0.0.0'", "startIpAddress: '0.0.0.0'\n    endIpAddress: '255.255.255.255'");
    await untilFinding(document, openToInternet);
  });

  test('half-typed text takes no finding away from the rest, and the places stay right', async () => {
    const document = await openMain();
    await type(document, 'param serverName', "resource half 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {\n  name: \n  properties: { network: {\n\nparam serverName");
    await untilFindings(document, (all) => all.includes(openToInternet) && document.getText(diagnostic(document, openToInternet).range) === "'0.0.0.0'");
    assert.equal(diagnostic(document, openToInternet).range.start.line, document.getText().split('\n').findIndex((line) => line.includes("'0.0.0.0'")));
  });

  test('half-typed JSON takes no finding away from the rest', async () => {
    const document = await openFile(samplesFolder(), 'legacy.json');
    await untilFinding(document, 'tls/require-encryption');
    await type(document, '"location": "[resourceGroup().location]",', '"location": "[resourceGroup(, "tags": { "half": ');
    await untilFindings(document, (all) => all.includes('tls/require-encryption') && all.includes('tls/minimum-version'));
    assert.equal(document.getText(diagnostic(document, 'tls/require-encryption').range), '"Disabled"');
  });

  test('a module is judged by its caller, with the way to the argument', async () => {
    const folder = samplesFolder();
    const caller = await openFile(folder, 'reporting.bicep');
    const module = await openFile(folder, 'modules', 'reporting.bicep');
    await untilFinding(module, 'tls/minimum-version');
    const error = diagnostic(module, 'tls/minimum-version');
    assert.equal(module.getText(error.range), 'minimumTls');
    const [argument] = error.relatedInformation ?? [];
    assert.equal(argument?.location.uri.toString(), caller.uri.toString());
    assert.equal(caller.getText(argument.location.range), "'TLSv1.1'");

    await type(caller, "'TLSv1.1'", "'TLSv1.2'");
    await untilGone(module, 'tls/minimum-version');
  });

  test('a change in a module judges its callers again', async () => {
    const folder = samplesFolder();
    await openFile(folder, 'reporting.bicep');
    const module = await openFile(folder, 'modules', 'reporting.bicep');
    await untilFinding(module, 'tls/minimum-version');
    await type(module, 'value: minimumTls', "value: 'TLSv1.2'");
    await untilGone(module, 'tls/minimum-version');
    await type(module, "value: 'TLSv1.2'", 'value: minimumTls');
    await untilFinding(module, 'tls/minimum-version');
  });

  test('a template is judged with the parameters files beside it, and by itself where there are none', async () => {
    const text = sampleText('main.bicep').replace("'255.255.255.255'", 'end').replace('param serverName', "param end string = '0.0.0.0'\n\nparam serverName");
    const alone = await openFile(folderOf({ 'main.bicep': text }), 'main.bicep');
    await untilFinding(alone, 'firewall/azure-services');
    const folder = folderOf({ 'main.bicep': text, 'dev.bicepparam': "using 'main.bicep'\nparam serverName = 'pg'\nparam end = '255.255.255.255'\n" });
    const document = await openFile(folder, 'main.bicep');
    await untilFinding(document, openToInternet);
    assert.ok(!findings(document).some(({ code }) => code === 'firewall/azure-services'));
    const parameters = await openFile(folder, 'dev.bicepparam');
    await type(parameters, "'255.255.255.255'", "'0.0.0.0'");
    await untilGone(document, openToInternet);
  });

  test('a template is judged with parameters files of other folders, and again when one comes', async () => {
    const [root] = workspace.workspaceFolders ?? [];
    assert.ok(root, 'the tests run without a folder');
    const folder = mkdtempSync(join(root.uri.fsPath, 'elsewhere-'));
    try {
      const text = sampleText('main.bicep').replace("'255.255.255.255'", 'end').replace('param serverName', "param end string = '0.0.0.0'\n\nparam serverName");
      writeFileSync(join(folder, 'main.bicep'), text);
      const document = await openFile(folder, 'main.bicep');
      await untilFinding(document, 'firewall/azure-services');
      const parameters = Uri.file(join(folder, 'env', 'prod', 'main.bicepparam'));
      const edit = new WorkspaceEdit();
      edit.createFile(parameters, { contents: Buffer.from("using '../../main.bicep'\nparam serverName = 'pg'\nparam end = '255.255.255.255'\n") });
      assert.ok(await workspace.applyEdit(edit));
      await untilFinding(document, openToInternet);
      assert.ok(!findings(document).some(({ code }) => code === 'firewall/azure-services'));
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    }
  });

  test('a change in a file that a template loads judges the template again', async () => {
    const folder = folderOf({
      'main.bicep': sampleText('main.bicep').replace("'255.255.255.255'", "loadYamlContent('rules.yaml').end"),
      'rules.yaml': 'end: 255.255.255.255\n',
    });
    const document = await openFile(folder, 'main.bicep');
    await untilFinding(document, openToInternet);
    const data = await openFile(folder, 'rules.yaml');
    await type(data, 'end: 255.255.255.255', 'end: 0.0.0.0');
    await untilGone(document, openToInternet);
  });

  test('a file that a template loads is read again when it changes on disk', async () => {
    const [root] = workspace.workspaceFolders ?? [];
    assert.ok(root, 'the tests run without a folder');
    // The watcher may not have come to a folder yet that was made a moment ago.
    const [template, loaded] = ['watched.bicep', 'watched-end.txt'].map((name) => join(root.uri.fsPath, name));
    assert.ok(template !== undefined && loaded !== undefined);
    try {
      writeFileSync(template, sampleText('main.bicep').replace("'255.255.255.255'", "loadTextContent('watched-end.txt')"));
      writeFileSync(loaded, '255.255.255.255');
      const document = await openFile(template);
      await untilFinding(document, openToInternet);
      writeFileSync(loaded, '0.0.0.0');
      await untilGone(document, openToInternet);
    } finally {
      for (const path of [template, loaded]) rmSync(path, { force: true });
    }
  });

  test('the languages jsonc and arm-template and untitled documents are checked', async () => {
    const text = sampleText('legacy.json');
    for (const language of ['jsonc', 'arm-template', 'json']) {
      const document = await workspace.openTextDocument({ language, content: `${language === 'jsonc' ? '// With a comment.\n' : ''}${text}` });
      assert.equal(document.languageId, language);
      await untilFinding(document, 'tls/require-encryption');
    }
    await untilFinding(await workspace.openTextDocument({ language: 'bicep', content: sampleText('main.bicep') }), openToInternet);
  });

  test('a document that becomes another language is checked as that', async () => {
    const document = await workspace.openTextDocument({ language: 'plaintext', content: sampleText('main.bicep') });
    const bicep = await languages.setTextDocumentLanguage(document, 'bicep');
    await untilFinding(bicep, openToInternet);
    await languages.setTextDocumentLanguage(bicep, 'plaintext');
    await untilFindings(bicep, (all) => all.length === 0);
  });

  test('switching the setting off takes all findings away, and on brings them back', async () => {
    const document = await openMain();
    await withSetting('templates.enabled', false, async () => {
      await untilFindings(document, (all) => all.length === 0);
    });
    await untilFinding(document, openToInternet);
  });

  test('another profile judges open templates again', async () => {
    const document = await openMain();
    assert.equal(findings(document).find(({ code }) => code === 'network/public-access')?.severity, 'Hint');
    await withSetting('profile', 'strict', async () => {
      await untilFindings(document, () => findings(document).some(({ code, severity }) => code === 'network/public-access' && severity === 'Warning'));
    });
    await untilFindings(document, () => findings(document).some(({ code, severity }) => code === 'network/public-access' && severity === 'Hint'));
  });
});
