import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../scripts/repository';
import { activeEditor, applyQuickFix, editorText, goToText, openFile, problems, quickFixes, squiggle } from './harness/editor';
import { vscodeSession } from './harness/session';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'templates', emulator: false, folder: inRepository('samples', 'workspace'), settings: { 'editor.minimap.enabled': false } });
const inFolder = (name: string): string => join(session.vscode.folder, name);

test('half-typed text costs no finding in the rest of the file', async () => {
  const { page } = session;
  copyFileSync(inFolder('main.bicep'), inFolder('half.bicep'));
  await openFile(page, 'half.bicep');
  await problems(page, /firewall\/open-to-internet.*Ln 71/);
  await activeEditor(page).click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('param half object = {');
  await page.keyboard.press('Enter');
  await page.keyboard.type('open: [');
  await problems(page, /firewall\/open-to-internet.*Ln 72/);
  await screenshot(page, 'templates-half-typed');
});

test('a Bicep file shows its error, and the quick fix makes it go away', async () => {
  const { page } = session;
  await openFile(page, 'main.bicep');
  await goToText(page, inFolder('main.bicep'), "'0.0.0.0'");
  await (await squiggle(page, 'error')).waitFor({ state: 'attached' });
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.press('ControlOrMeta+i');
  // The finding, and below it why that matters.
  const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'everybody' }).filter({ hasText: 'Anybody on the internet' });
  await hover.first().waitFor();
  assert.match(await hover.first().innerText(), /firewall\/open-to-internet/);
  await screenshot(page, 'templates-hover');
  await page.keyboard.press('Escape');
  await applyQuickFix(page, 'everybody');
  await activeEditor(page).locator('.squiggly-error').first().waitFor({ state: 'detached' });
  assert.doesNotMatch(await editorText(page), /255\.255\.255\.255/);
  await screenshot(page, 'templates-bicep-fixed');
});

test('an ARM template shows its errors, and its quick fixes leave valid JSON', async () => {
  const { page } = session;
  await openFile(page, 'legacy.json');
  await goToText(page, inFolder('legacy.json'), '"Disabled"');
  await squiggle(page, 'error');
  await screenshot(page, 'templates-arm');
  const titles = await quickFixes(page);
  assert.ok(titles.length > 0);
  await screenshot(page, 'templates-arm-fixes');
  await page.keyboard.press('Escape');
  await applyQuickFix(page, titles[0] ?? '');
  await activeEditor(page).locator('.view-line').filter({ hasText: '"sslEnforcement": "Enabled"' }).waitFor();
  await page.keyboard.press('ControlOrMeta+s');
  await screenshot(page, 'templates-arm-fixed');
});
