import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, Uri } from 'vscode';
import { extensionServices } from '../harness/extension-under-test';
import { codes, diagnostic, findings, folderOf, openFile, published, sampleText, untilFinding } from '../harness/template-documents';

const openToInternet = 'firewall/open-to-internet';

const mark = '\ufeff';

/** Opens a template that has a finding, and waits for it: what was opened before has then been judged, too. */
async function untilJudged(folder: string): Promise<void> {
  writeFileSync(join(folder, 'last.bicep'), sampleText('main.bicep'));
  await untilFinding(await openFile(folder, 'last.bicep'), openToInternet);
}

/** A deployment template of about this many bytes, whose last resource is a Single Server without TLS. */
function largeTemplate(bytes: number): string {
  const filler = {
    type: 'Microsoft.Storage/storageAccounts',
    apiVersion: '2023-01-01',
    name: "[concat('storage', uniqueString(resourceGroup().id), copyIndex())]",
    location: "[resourceGroup().location]",
    tags: { note: 'x'.repeat(400) },
    properties: { minimumTlsVersion: 'TLS1_2' },
  };
  const server = {
    type: 'Microsoft.DBforPostgreSQL/servers',
    apiVersion: '2017-12-01',
    name: 'pg-large',
    properties: { version: '11', sslEnforcement: 'Disabled' },
  };
  const many = Math.ceil(bytes / JSON.stringify(filler, null, 2).length);
  const resources = [...Array.from({ length: many }, () => filler), server];
  const $schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
  return JSON.stringify({ $schema, contentVersion: '1.0.0.0', resources }, null, 2);
}

suite('templates: unusual input', () => {
  suiteSetup(extensionServices);

  test('Windows line endings change no place', async () => {
    const folder = folderOf({ 'crlf.bicep': sampleText('main.bicep').replace(/\n/g, '\r\n'), 'crlf.json': sampleText('legacy.json').replace(/\n/g, '\r\n') });
    const bicep = await openFile(folder, 'crlf.bicep');
    await untilFinding(bicep, openToInternet);
    assert.equal(bicep.getText(diagnostic(bicep, openToInternet).range), "'0.0.0.0'");
    const json = await openFile(folder, 'crlf.json');
    await untilFinding(json, 'tls/require-encryption');
    assert.equal(json.getText(diagnostic(json, 'tls/require-encryption').range), '"Disabled"');
  });

  test('a byte order mark changes no place', async () => {
    const folder = folderOf({ 'mark.bicep': `${mark}${sampleText('main.bicep')}`, 'mark.json': `${mark}${sampleText('legacy.json')}` });
    const bicep = await openFile(folder, 'mark.bicep');
    await untilFinding(bicep, openToInternet);
    assert.equal(bicep.getText(diagnostic(bicep, openToInternet).range), "'0.0.0.0'");
    const json = await openFile(folder, 'mark.json');
    await untilFinding(json, 'tls/require-encryption');
    assert.equal(json.getText(diagnostic(json, 'tls/require-encryption').range), '"Disabled"');
  });

  test('a byte order mark in a module that nobody opened changes no place in it', async () => {
    const folder = folderOf({
      'caller.bicep': "module one 'one.bicep' = {\n  name: 'one'\n}\n",
      'one.bicep': `${mark}resource server 'Microsoft.DBforPostgreSQL/servers@2017-12-01' = { name: 'pg', properties: { version: '11', sslEnforcement: 'Disabled' } }\n`,
    });
    await openFile(folder, 'caller.bicep');
    const found = await published(Uri.file(join(folder, 'one.bicep')), 'tls/require-encryption');
    const module = await openFile(folder, 'one.bicep');
    assert.equal(module.getText(found.range), "'Disabled'");
  });

  test('an empty file, text that is no template and a module that is missing are silent', async () => {
    const folder = folderOf({
      'empty.bicep': '',
      'empty.json': '',
      'package.json': '{ "name": "x", "resources": [1, null, "Microsoft.DBforPostgreSQL/servers"] }',
      'list.json': '[{ "type": "Microsoft.DBforPostgreSQL/servers" }]',
      'missing.bicep': "module gone 'nowhere/gone.bicep' = {\n  name: 'gone'\n}\n",
    });
    const documents = [];
    for (const name of ['empty.bicep', 'empty.json', 'package.json', 'list.json', 'missing.bicep']) documents.push(await openFile(folder, name));
    await untilJudged(folder);
    for (const document of documents) assert.deepEqual(findings(document), [], document.fileName);
  });

  test('a settings file that only mentions a server is silent', async () => {
    const folder = folderOf({ 'settings.json': '{ "servers": { "type": "Microsoft.DBforPostgreSQL/servers", "properties": { "sslEnforcement": "Disabled" } } }' });
    const document = await openFile(folder, 'settings.json');
    await untilJudged(folder);
    assert.deepEqual(codes(document), []);
  });

  test('a template of 20 MB is judged like a small one', async () => {
    const folder = folderOf({ 'large.json': largeTemplate(20 * 2 ** 20) });
    const document = await openFile(folder, 'large.json');
    try {
      await untilFinding(document, 'tls/require-encryption');
      assert.equal(document.getText(diagnostic(document, 'tls/require-encryption').range), '"Disabled"');
    } finally {
      // Later changes of settings need not judge it again.
      await languages.setTextDocumentLanguage(document, 'plaintext');
    }
  });

  test('a binary file named .json hurts nothing', async () => {
    const folder = folderOf({ 'main.bicep': sampleText('main.bicep') });
    writeFileSync(join(folder, 'picture.json'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0xff, 0xfe, 0]));
    // VS Code itself may refuse it; where it opens the file, there is nothing to say about it.
    const binary = await openFile(folder, 'picture.json').then(
      (document) => document,
      () => undefined,
    );
    await untilFinding(await openFile(folder, 'main.bicep'), openToInternet);
    if (binary !== undefined) assert.deepEqual(findings(binary), []);
  });

  test('deeply nested text ends in no crash', async () => {
    const folder = folderOf({
      'deep.json': `{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","resources":${'['.repeat(20_000)}`,
      'deep.bicep': `var deep = ${'{ a: ['.repeat(10_000)}`,
    });
    const json = await openFile(folder, 'deep.json');
    const bicep = await openFile(folder, 'deep.bicep');
    await untilJudged(folder);
    assert.deepEqual([...codes(json), ...codes(bicep)], []);
  });
});
