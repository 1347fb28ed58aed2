import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../scripts/repository';
import { goToText, openFile, problems, quickFixes, squiggle } from './harness/editor';
import { runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { expandTreeItems, foldDeclared, leaveRows, openViewContainer, treeItem, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

// The picture of the README: the file that this leaves is made smaller and copied to docs/images/overview.png.
const session = vscodeSession({
  name: 'overview',
  folder: inRepository('samples', 'workspace'),
  settings: {
    'editor.fontSize': 12,
    'editor.minimap.enabled': false,
    'editor.scrollbar.horizontal': 'hidden',
    'editor.scrollbar.vertical': 'hidden',
    'editor.stickyScroll.enabled': false,
    'window.commandCenter': false,
    'window.title': '${activeEditorShort}',
    'workbench.layoutControl.enabled': false,
  },
  window: { width: 1280, height: 720, scale: 1.5 },
});

test('a template with one error and its quick fix, beside the live server that is open to the internet', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await foldDeclared(page);
  await widenSideBar(page, 545);
  await expandTreeItems(page, /^pg-orders, Flexible Server, error/, /^IP firewall rules, error/);
  await openFile(page, 'main.bicep');
  await goToText(page, join(session.vscode.folder, 'main.bicep'), "'0.0.0.0'");
  await squiggle(page, 'error');
  const listed = await problems(page, /firewall\/open-to-internet/);
  assert.equal(listed.filter((row) => /firewall\/open-to-internet/.test(row)).length, 1, listed.join('\n'));
  await runCommand(page, 'View: Toggle Panel Visibility');
  // Where the command was chosen is the tab of the file, whose hover would hide what the picture shows.
  await leaveRows(page);
  await goToText(page, join(session.vscode.folder, 'main.bicep'), "'0.0.0.0'");
  // More of the server comes into sight above the rule.
  for (let line = 0; line < 17; line += 1) await page.keyboard.press('Control+ArrowUp');
  const titles = await quickFixes(page);
  assert.ok(titles.some((title) => /everybody/.test(title)), titles.join('\n'));
  await treeItem(page, /^pg-orders, .*open to the internet/).waitFor();
  await screenshot(page, 'overview');
});
