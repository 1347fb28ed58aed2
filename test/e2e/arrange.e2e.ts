import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerQuickInput, pickQuickInput, quickInputRows, runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { openViewContainer, treeItem, treeRows, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'arrange' });

test('servers are grouped by their worst finding', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 620);
  await treeItem(page, /^pg-orders, Flexible Server, error/).waitFor();
  await treeItem(page, /^pg-legacy, Single Server, error/).waitFor();
  await runCommand(page, 'PostgreSQL Security: Group Servers By…');
  await screenshot(page, 'arrange-group-choice');
  await pickQuickInput(page, 'Worst finding');
  await treeItem(page, /^With errors/).waitFor();
  const rows = await treeRows(page);
  assert.equal(rows.filter(({ level }) => level === 1)[0]?.name.split(',')[0], 'With errors');
  await screenshot(page, 'arrange-by-level');
});

test('a filter leaves what is looked for, and says so', async () => {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Filter Servers…');
  await answerQuickInput(page, 'tag:team=shop');
  await treeItem(page, /^pg-legacy,/).waitFor({ state: 'detached' });
  await treeItem(page, /^pg-catalog,/).waitFor();
  await page.getByText('Only “tag:team=shop”: 2 of 10.').waitFor();
  await screenshot(page, 'arrange-filter');
  await runCommand(page, 'PostgreSQL Security: Clear Filter of Servers');
  await treeItem(page, /^pg-legacy,/).waitFor();
});

test('subscriptions are chosen, and the others go', async () => {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Choose Subscriptions…');
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Contoso Staging' }).waitFor();
  assert.equal((await quickInputRows(page)).length, 3);
  await screenshot(page, 'arrange-subscriptions');
  await pickQuickInput(page, 'Contoso Staging');
  await page.keyboard.press('Enter');
  await treeItem(page, /^pg-legacy,/).waitFor({ state: 'detached' });
  await treeItem(page, /^pg-orders,/).waitFor();
  await screenshot(page, 'arrange-two-subscriptions');
});

test('a scan tells how far it is and what it found', async () => {
  const { page, emulator } = session;
  await fetch(`${emulator.url}/__emulator/faults`, { method: 'POST', body: JSON.stringify({ fault: 'slow', delayMs: 1500, match: { path: 'configurations' } }) });
  await runCommand(page, 'PostgreSQL Security: Scan Servers…');
  await page.getByText(/\d of \d read/).first().waitFor();
  await screenshot(page, 'arrange-scan-progress');
  await page.getByText(/^Scanned \d servers: \d+ errors?,/).first().waitFor();
  await fetch(`${emulator.url}/__emulator/faults`, { method: 'DELETE' });
  await screenshot(page, 'arrange-scan');
});

test('a server is compared with another one', async () => {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Compare With…');
  await pickQuickInput(page, 'pg-orders');
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'pg-catalog' }).first().waitFor();
  await screenshot(page, 'arrange-compare-choice');
  await pickQuickInput(page, 'pg-catalog');
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await frame.getByRole('heading', { name: 'pg-orders and pg-catalog' }).waitFor();
  await frame.getByText(/settings differ/).waitFor();
  await screenshot(page, 'arrange-comparison');
});
