import assert from 'node:assert/strict';
import { CodeActionKind, commands, Range, workspace, type CodeAction, type TextDocument } from 'vscode';
import { extensionServices } from '../harness/extension-under-test';
import { codes, diagnostic, folderOf, openFile, untilFinding, untilFindings } from '../harness/template-documents';

const open = (name: string): string => `
resource ${name} 'Microsoft.DBforPostgreSQL/servers/firewallRules@2017-12-01' = {
  parent: server
  name: '${name}'
  properties: {
    startIpAddress: '0.0.0.0'
    endIpAddress: '255.255.255.255'
  }
}
`;

/** A Single Server with two rules for everybody and a password parameter that is not secure. */
const text = `param administratorPassword string

// The server.
resource server 'Microsoft.DBforPostgreSQL/servers@2017-12-01' = {
  name: 'pg'
  location: 'westeurope'
  properties: {
    createMode: 'Default'
    administratorLogin: 'orders'
    administratorLoginPassword: administratorPassword
    sslEnforcement: 'Enabled'
    minimalTlsVersion: 'TLS1_2'
  }
}
${open('everybody')}${open('anybody')}`;

/** Asks for actions as the editor does, with those that are worked out later. */
async function actions(document: TextDocument, range: Range, kind: string): Promise<CodeAction[]> {
  return commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, kind, 20);
}

const whole = (document: TextDocument): Range => new Range(document.positionAt(0), document.positionAt(document.getText().length));

suite('templates: actions', () => {
  suiteSetup(extensionServices);

  test('all that one rule found in the file is mended at once', async () => {
    const document = await openFile(folderOf({ 'main.bicep': text }), 'main.bicep');
    await untilFinding(document, 'firewall/open-to-internet');
    const found = await actions(document, diagnostic(document, 'firewall/open-to-internet').range, CodeActionKind.QuickFix.value);
    const all = found.find(({ title }) => title.startsWith('Fix all 2 in this file'));
    assert.ok(all?.edit, found.map(({ title }) => title).join('\n'));
    await workspace.applyEdit(all.edit);
    await untilFindings(document, (now) => !now.includes('firewall/open-to-internet'));
    assert.doesNotMatch(document.getText(), /everybody|anybody/);
    assert.match(document.getText(), /\/\/ The server\./);
    assert.ok(codes(document).includes('access/insecure-parameter'));
  });

  test('one finding alone is offered no fix for all', async () => {
    const document = await openFile(folderOf({ 'main.bicep': text.replace(open('anybody'), '') }), 'main.bicep');
    await untilFinding(document, 'firewall/open-to-internet');
    const found = await actions(document, diagnostic(document, 'firewall/open-to-internet').range, CodeActionKind.QuickFix.value);
    assert.deepEqual(found.filter(({ title }) => title.startsWith('Fix all')), []);
  });

  test('fixing on save does only what is safe', async () => {
    const document = await openFile(folderOf({ 'main.bicep': text }), 'main.bicep');
    await untilFinding(document, 'access/insecure-parameter');
    const found = await actions(document, whole(document), 'source.fixAll.postgresqlSecurity');
    const safe = found.find(({ kind }) => kind?.value === 'source.fixAll.postgresqlSecurity');
    assert.ok(safe?.edit, found.map(({ title }) => title).join('\n'));
    await workspace.applyEdit(safe.edit);
    await untilFindings(document, (now) => !now.includes('access/insecure-parameter'));
    assert.match(document.getText(), /@secure\(\)\nparam administratorPassword string/);
    assert.ok(codes(document).includes('firewall/open-to-internet'), 'rules that let people in are not removed on saving');
  });

  test('titles say what a fix means for the server, and the page of the rule is offered', async () => {
    const document = await openFile(folderOf({ 'main.bicep': text }), 'main.bicep');
    await untilFinding(document, 'firewall/open-to-internet');
    const found = await actions(document, diagnostic(document, 'firewall/open-to-internet').range, CodeActionKind.QuickFix.value);
    assert.ok(found.some(({ title }) => title === 'Remove the firewall rule "everybody" (connections are interrupted)'), found.map(({ title }) => title).join('\n'));
    const page = found.find(({ title }) => title === 'Open the page of firewall/open-to-internet');
    assert.equal(page?.command?.command, 'postgresqlSecurity.openRulePage');
    assert.deepEqual(page.command.arguments, ['firewall/open-to-internet']);
  });
});
