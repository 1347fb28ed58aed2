import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../scripts/repository';
import { sampleSubscriptions } from '../../src/emulator/sample-fleet';
import { steerEmulator } from '../host/harness/emulator-control';
import { openFile, problems } from './harness/editor';
import { answerQuickInput, pickQuickInput, runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { expandTreeItems, foldDeclared, hoverTreeItem, openViewContainer, sampleFleetRead, treeItem, treeItemMenu, widenSideBar } from './harness/tree';
import { extensionsReady, screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'live-templates', folder: inRepository('test', 'fixtures', 'declared'), window: { width: 1600, height: 1000, scale: 1 } });

test('a finding on a live server says which template declares its setting', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await foldDeclared(page);
  await widenSideBar(page, 900);
  await sampleFleetRead(page);
  await expandTreeItems(page, /^pg-orders, Flexible Server/, /^IP firewall rules/);
  const finding = treeItem(page, /declared in infra\/main\.bicep:33/);
  await finding.waitFor();
  await hoverTreeItem(page, finding, /Declared in infra/);
  await screenshot(page, 'live-declared');
  await page.keyboard.press('Escape');
  await treeItemMenu(page, finding, 'Open Declaration in Template');
  await page.locator('.tab.active').filter({ hasText: 'main.bicep' }).waitFor();
});

test('what a server and its template say otherwise is shown in the tree and on both documents', async () => {
  const { page } = session;
  await treeItemMenu(page, treeItem(page, /^pg-orders, Flexible Server/), 'Compare With…');
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'The template that declares this server' }).first().waitFor();
  await screenshot(page, 'live-compare-choice');
  await pickQuickInput(page, 'infra/main.bicep');
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await frame.getByRole('heading', { name: 'pg-orders and infra/main.bicep' }).waitFor();
  await screenshot(page, 'live-comparison');
  await expandTreeItems(page, /^pg-orders, Flexible Server/, /^Version and retirement/);
  await treeItem(page, /^Version and retirement, .*1 differs/).waitFor();
  await treeItem(page, /infra\/main\.bicep says 17/).waitFor();
  await runCommand(page, 'View: Close All Editors');
  await openFile(page, 'main.bicep');
  await treeItem(page, /infra\/main\.bicep says 17/).click();
  await page.locator('.tab.active').filter({ hasText: 'pg-orders.json' }).waitFor();
  await runCommand(page, 'View: Move Editor into Right Group');
  const listed = await problems(page, /PostgreSQL: Azure has 16/);
  assert.ok(listed.some((row) => /PostgreSQL: Azure has 16.*, infra\/main\.bicep says 17/.test(row)), listed.join('\n'));
  for (const side of [0, 1]) await page.locator('.editor-group-container').nth(side).locator('.squiggly-info').first().waitFor({ state: 'attached' });
  await screenshot(page, 'live-differences');
});

test('what differs between two servers is shown in the rows of both', async () => {
  const { page } = session;
  await runCommand(page, 'View: Close All Editors');
  await treeItemMenu(page, treeItem(page, /^pg-orders, Flexible Server/), 'Compare With…');
  await pickQuickInput(page, 'pg-catalog');
  await treeItem(page, /pg-catalog has 17/).waitFor();
  await expandTreeItems(page, /^pg-catalog, Flexible Server/, /^Version and retirement/);
  await treeItem(page, /pg-orders has 16/).waitFor();
  await screenshot(page, 'live-two-servers');
});

test('what cannot be read says which permission is missing, and which role would give it', async () => {
  const { page } = session;
  const emulator = steerEmulator(session.emulator.url);
  await runCommand(page, 'View: Close All Editors');
  await runCommand(page, 'PostgreSQL Security: Clear Comparison');
  await runCommand(page, 'View: Toggle Panel Visibility');
  // Rows that are out of sight do not exist.
  await runCommand(page, 'PostgreSQL Security: Filter Servers…');
  await answerQuickInput(page, 'pg-reports');
  for (const path of ['pg-reports/firewallRules', 'pg-reports/providers/Microsoft.Insights/diagnosticSettings']) await emulator.addFault({ fault: 'forbidden', match: { path } });
  await treeItemMenu(page, treeItem(page, /^pg-reports, Flexible Server/), 'Read Server Again');
  await treeItem(page, /^pg-reports, .*layers read/).waitFor();
  await expandTreeItems(page, /^pg-reports, Flexible Server/, /^IP firewall rules/);
  await treeItem(page, /firewallRules\/read is missing; you are eligible for the role Contributor, which is not active/).waitFor();
  await screenshot(page, 'live-unread');
  await emulator.clearFaults();
  await runCommand(page, 'PostgreSQL Security: Clear Filter of Servers');
});

test('what cannot be listed says why and, below, what to do about it', async () => {
  const { page } = session;
  const emulator = steerEmulator(session.emulator.url);
  await runCommand(page, 'PostgreSQL Security: Filter Servers…');
  await answerQuickInput(page, 'sandbox');
  await emulator.addFault({ fault: 'forbidden', match: { subscription: sampleSubscriptions.sandbox } });
  await runCommand(page, 'PostgreSQL Security: Refresh Servers');
  await expandTreeItems(page, /^subscription Contoso Sandbox/);
  await treeItem(page, /^No permission, /).waitFor();
  await treeItem(page, /^Ask /).waitFor();
  await screenshot(page, 'live-advice');
  await emulator.clearFaults();
  await runCommand(page, 'PostgreSQL Security: Clear Filter of Servers');
});

test('what an earlier window read says how old it is, and what was not read again', async () => {
  const { page, vscode } = session;
  const data = join(dirname(vscode.folder), 'user-data', 'User', 'workspaceStorage');
  const kept = readdirSync(data, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('results.jsonl'));
  assert.ok(kept);
  const file = join(data, kept);
  const older = readFileSync(file, 'utf8').replace(/"readAt":(\d+)/g, (_, at) => `"readAt":${Number(at) - 2 * 60 * 60_000}`);
  writeFileSync(file, older);
  await page.reload();
  await extensionsReady(page);
  await openViewContainer(page, 'PostgreSQL Security');
  await treeItem(page, /checked 2 h ago/).waitFor();
  await page.locator('.sidebar').getByText(/did not change/).waitFor();
  await screenshot(page, 'live-older');
});
