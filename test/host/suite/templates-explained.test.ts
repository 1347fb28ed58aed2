import assert from 'node:assert/strict';
import { commands, DiagnosticSeverity, languages, Uri, window, workspace, type CodeLens, type Hover, type MarkdownString, type Position, type TextDocument } from 'vscode';
import { createWorkspaceTree, type WorkspaceNode } from '../../../src/vscode/workspace/workspace-tree';
import { eventually } from '../harness/eventually';
import { extensionServices } from '../harness/extension-under-test';
import { folderOf, openFile, samplesFolder, type, untilFinding, untilGone } from '../harness/template-documents';

const place = (document: TextDocument, text: string): Position => document.positionAt(document.getText().indexOf(text));

async function hover(document: TextDocument, position: Position): Promise<string> {
  const found = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return found.flatMap(({ contents }) => contents.map((one) => (one as MarkdownString).value)).join('\n');
}

async function lenses(document: TextDocument): Promise<string[]> {
  const found = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
  return found.flatMap(({ command }) => command?.title ?? []);
}

suite('templates: what is told of them', () => {
  suiteSetup(extensionServices);

  test('a hover explains a setting, with where its value is from', async () => {
    const document = await openFile(samplesFolder(), 'legacy.json');
    await untilFinding(document, 'tls/require-encryption');
    const text = await hover(document, place(document, '"sslEnforcement"'));
    assert.match(text, /Connections must be encrypted/);
    assert.match(text, /tls\/require-encryption/);
    assert.match(text, /The server accepts connections without TLS/);
    // At the value the finding says so itself.
    const value = await hover(document, place(document, '"Disabled"'));
    assert.match(value, /Connections must be encrypted/);
    assert.doesNotMatch(value, /The server accepts connections without TLS/);
    assert.equal(await hover(document, place(document, '"$schema"')), '');
  });

  test('a line above each server sums it up, and follows the text', async () => {
    const document = await openFile(samplesFolder(), 'main.bicep');
    await untilFinding(document, 'firewall/open-to-internet');
    const [before] = await lenses(document);
    assert.match(before ?? '', /^\$\(error\)\s+error: open to the internet · \d+ (more )?\w+/);
    await type(document, '255.255.255.255', '203.0.113.9');
    await type(document, "'0.0.0.0'", "'203.0.113.9'");
    await untilGone(document, 'firewall/open-to-internet');
    const [after] = await lenses(document);
    assert.doesNotMatch(after ?? '', /open to the internet/);
  });

  test('what cannot be decided is a hint with its reason, once for all rules that it concerns', async () => {
    const text = "param name string\nresource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {\n  name: 'pg'\n  properties: {\n    version: name\n  }\n}\n";
    const document = await openFile(folderOf({ 'main.bicep': text }), 'main.bicep');
    const hints = await eventually(
      languages.onDidChangeDiagnostics,
      () => {
        const here = languages.getDiagnostics(document.uri).filter(({ range }) => document.getText(range) === 'name');
        const found = here.filter(({ message }) => message.includes('the parameter name has no value'));
        return found.length > 0 ? found : undefined;
      },
      () => JSON.stringify(languages.getDiagnostics(document.uri).map(({ message }) => message)),
    );
    assert.equal(hints.length, 1);
    assert.equal(hints[0]?.severity, DiagnosticSeverity.Hint);
    assert.match(hints[0].message, /Not judged: .*lifecycle\//);
  });

  test('the servers of open templates are found with those of the workspace, and follow the text', async () => {
    const { workspaceServers } = await extensionServices();
    const folder = samplesFolder();
    const document = await openFile(folder, 'main.bicep');
    await untilFinding(document, 'firewall/open-to-internet');
    await workspaceServers.upToDate();
    const file = Uri.file(`${folder}/main.bicep`).toString();
    const [server] = workspaceServers.files.get(file) ?? [];
    assert.ok(server, [...workspaceServers.files.keys()].join('\n'));
    assert.ok(server.report.layers.length > 8);
    assert.ok(server.report.findings.some(({ rule }) => rule.id === 'firewall/open-to-internet'));
    await type(document, '255.255.255.255', '0.0.0.0');
    await workspaceServers.upToDate();
    const [now] = workspaceServers.files.get(file) ?? [];
    assert.ok(now && !now.report.findings.some(({ rule }) => rule.id === 'firewall/open-to-internet'));
    assert.ok(workspace.textDocuments.includes(document));
  });

  test('a finding in the tree of the workspace opens its text, also in a module that the file calls', async () => {
    const { workspaceServers } = await extensionServices();
    const tree = createWorkspaceTree(workspaceServers);
    const folder = samplesFolder();
    const below = async (node: WorkspaceNode | undefined): Promise<readonly WorkspaceNode[]> => (await tree.getChildren(node)) ?? [];
    const opened = async (name: string, written: string, rule: string): Promise<string | undefined> => {
      await openFile(folder, name);
      await workspaceServers.upToDate();
      const file = Uri.file(`${folder}/${written}`).toString();
      const node = (await below(undefined)).find((one) => one.kind === 'template-file' && one.file === file);
      assert.ok(node, `${written} is not in the tree`);
      const [server] = await below(node);
      assert.ok(server?.kind === 'template-server' && tree.getParent?.(server) !== undefined);
      const layers = await below(server);
      const leaves = (await Promise.all(layers.map(below))).flat();
      const finding = leaves.find((leaf) => leaf.kind === 'finding' && leaf.finding.rule.id === rule);
      assert.ok(finding, `${rule} is not in the tree`);
      const { command } = await tree.getTreeItem(finding);
      assert.ok(command);
      await commands.executeCommand(command.command, ...(command.arguments ?? []) as unknown[]);
      const editor = window.activeTextEditor;
      assert.equal(editor?.document.uri.toString(), file);
      return editor.document.getText(editor.selection);
    };
    assert.equal(await opened('main.bicep', 'main.bicep', 'firewall/open-to-internet'), "'0.0.0.0'");
    assert.equal(await opened('reporting.bicep', 'modules/reporting.bicep', 'tls/minimum-version'), 'minimumTls');
    tree.dispose();
  });
});
