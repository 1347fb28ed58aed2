import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../scripts/repository';
import { activeEditor, applyQuickFix, goToText, openFile, pressLens, quickFixes, squiggle } from './harness/editor';
import { answerNotification, notification } from './harness/messages';
import { pickQuickInput, runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { declaredItem, openViewContainer, viewHeight, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({
  name: 'secure-templates',
  emulator: false,
  folder: inRepository('samples', 'workspace'),
  settings: { 'editor.minimap.enabled': false },
});

test('servers that templates declare have a fair share of the side bar from the start', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await declaredItem(page, /^legacy\.json/).waitFor();
  await page.locator('.sidebar .monaco-progress-container.active').first().waitFor({ state: 'hidden' });
  await screenshot(page, 'secure-templates-share');
  const [live, declared] = [await viewHeight(page, 'Servers'), await viewHeight(page, 'In This Workspace')];
  const share = declared / (live + declared);
  assert.ok(share > 0.35 && share < 0.45, `${declared} of ${live + declared} pixels`);
});

test('a line above a server sums it up and opens the view of the workspace there', async () => {
  const { page } = session;
  await openFile(page, 'main.bicep');
  const lens = activeEditor(page).locator('.codelens-decoration a').filter({ hasText: 'open to the internet' }).first();
  await lens.waitFor();
  await screenshot(page, 'secure-templates-lens');
  await pressLens(page, 'open to the internet', declaredItem(page, /Flexible Server, error, open to the internet/));
  await widenSideBar(page, 560);
  await page.locator('.sidebar').getByText('Searching the templates').waitFor({ state: 'hidden' });
  await declaredItem(page, /^Public access/).waitFor();
  await screenshot(page, 'secure-templates-tree');
});

test('a hover explains a setting', async () => {
  const { page } = session;
  await openFile(page, 'legacy.json');
  await squiggle(page, 'error');
  await goToText(page, join(session.vscode.folder, 'legacy.json'), '"sslEnforcement"');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.press('ControlOrMeta+i');
  const hover = page.locator('.monaco-hover').filter({ hasText: 'Connections must be encrypted' }).first();
  await hover.waitFor();
  await screenshot(page, 'secure-templates-hover');
  await page.keyboard.press('Escape');
});

test('quick fixes say what they mean for the server', async () => {
  const { page } = session;
  const titles = await quickFixes(page);
  assert.ok(titles.some((title) => title.startsWith('Require encrypted connections (')), titles.join('\n'));
  await screenshot(page, 'secure-templates-fixes');
  await page.keyboard.press('Escape');
  await applyQuickFix(page, 'Require encrypted connections');
  await activeEditor(page).getByText('"Enabled"').first().waitFor();
});

test('New Secure Server is inserted after a preview', async () => {
  const { page } = session;
  await openFile(page, 'main.bicep');
  await runCommand(page, 'PostgreSQL Security: New Secure Server…');
  await screenshot(page, 'secure-templates-new-network');
  await pickQuickInput(page, 'In a virtual network');
  await notification(page, 'Insert this server into main.bicep?');
  await screenshot(page, 'secure-templates-new-preview');
  await answerNotification(page, 'Insert this server into main.bicep?', 'Insert');
  await activeEditor(page).getByText('administratorObjectId').first().waitFor();
  await screenshot(page, 'secure-templates-new-inserted');
});

test('outside of templates New Secure Server makes a document of its own', async () => {
  const { page } = session;
  await runCommand(page, 'View: Close All Editors');
  await runCommand(page, 'PostgreSQL Security: New Secure Server…');
  await pickQuickInput(page, 'Bicep');
  await pickQuickInput(page, 'Open to one range of addresses');
  await activeEditor(page).getByText('administratorObjectId').first().waitFor();
  await screenshot(page, 'secure-templates-new-document');
});
