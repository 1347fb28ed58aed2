import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandTable } from '../../../src/vscode/commands/command-table';
import { remedies } from '../../../src/vscode/mend/remedies';

suite('activation', () => {
  test('the extension activates', async () => {
    const extension = vscode.extensions.getExtension('postgresql-security.postgresql-security-for-azure');
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  test('the commands of package.json are registered', async () => {
    const extension = vscode.extensions.getExtension('postgresql-security.postgresql-security-for-azure');
    const manifest = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  test('every command of package.json does something, and nothing else is a command', () => {
    const extension = vscode.extensions.getExtension('postgresql-security.postgresql-security-for-azure');
    const manifest = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const named = manifest.contributes.commands.map(({ command }) => command.replace('postgresqlSecurity.', ''));
    assert.deepEqual(named.sort(), Object.keys(commandTable).sort());
    const ids = remedies.map(({ id }) => id);
    assert.deepEqual([...new Set(ids)], ids);
  });
});
