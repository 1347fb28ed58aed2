import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerDialog } from './harness/messages';
import { runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { expandTreeItems, openViewContainer, treeItem } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'signed-out', emulator: false });

test('signed out, the view offers to sign in and to look at samples', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  const welcome = page.locator('.sidebar .welcome-view-content');
  await welcome.getByRole('button', { name: 'Sign in to Azure' }).waitFor();
  await welcome.getByRole('button', { name: 'Explore sample servers' }).waitFor();
  await screenshot(page, 'signed-out-welcome');
});

test('the samples show servers without an account', async () => {
  const { page } = session;
  await page.locator('.sidebar .welcome-view-content').getByRole('button', { name: 'Explore sample servers' }).click();
  await expandTreeItems(page, /^subscription Contoso Production/, /^pg-orders, Flexible Server, error/);
  assert.match(await page.locator('.sidebar').innerText(), /nothing here is real/);
  await screenshot(page, 'signed-out-samples');
});

test('whoever does not want to sign in stays with the samples', async () => {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Sign in to Azure');
  await answerDialog(page, 'Cancel');
  await expandTreeItems(page, /^Public access/);
  await treeItem(page, /^pg-orders, Flexible Server, error/).waitFor();
});

test('signing out leads back to the welcome', async () => {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Sign Out');
  await page.locator('.sidebar .welcome-view-content').getByRole('button', { name: 'Sign in to Azure' }).waitFor();
  await runCommand(page, 'PostgreSQL Security: Show Log');
  await page.locator('.panel').getByText('Started in').waitFor();
});
