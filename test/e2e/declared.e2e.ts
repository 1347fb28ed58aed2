import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inRepository } from '../../scripts/repository';
import { pickQuickInput, runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { expandTreeItems, openViewContainer, sampleFleetRead, treeItem, treeItemMenu, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'declared', folder: inRepository('test', 'fixtures', 'declared') });

test('a finding on a live server says which template declares its setting', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 700);
  await sampleFleetRead(page);
  await expandTreeItems(page, /^pg-orders, Flexible Server/, /^IP firewall rules/);
  const finding = treeItem(page, /declared in infra\/main\.bicep:33/);
  await finding.waitFor();
  await screenshot(page, 'declared-tree');
  await treeItemMenu(page, finding, 'Open Declaration in Template');
  await page.locator('.tab.active').filter({ hasText: 'main.bicep' }).waitFor();
});

test('differences are shown in the tree and on both documents', async () => {
  const { page } = session;
  await treeItemMenu(page, treeItem(page, /^pg-orders, Flexible Server/), 'Compare With…');
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'The template that declares this server' }).first().waitFor();
  await pickQuickInput(page, 'infra/main.bicep');
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await frame.getByRole('heading', { name: /Azure has/ }).first().waitFor();
  await screenshot(page, 'declared-comparison');
  await expandTreeItems(page, /^pg-orders, Flexible Server/, /^Version and retirement/);
  await treeItem(page, /infra\/main\.bicep says 17/).waitFor();
  await runCommand(page, 'View: Close All Editors');
  await runCommand(page, 'Problems: Focus on Problems View');
  await page.locator('.markers-panel').getByText(/Azure has 16/).first().waitFor();
  await screenshot(page, 'declared-differences');
});

test('what cannot be listed says why and, below, what to do about it', async () => {
  const { page, emulator } = session;
  const fault = { fault: 'forbidden', match: { subscription: '0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1003' } };
  const answer = await fetch(`${emulator.url}/__emulator/faults`, { method: 'POST', body: JSON.stringify(fault) });
  assert.equal(answer.status, 200);
  await runCommand(page, 'PostgreSQL Security: Refresh Servers');
  await treeItem(page, /^No permission, /).waitFor();
  await treeItem(page, /^Ask /).waitFor();
  await screenshot(page, 'declared-advice');
});
