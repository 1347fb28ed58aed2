import { test } from 'node:test';
import { notification } from './harness/messages';
import { vscodeSession } from './harness/session';
import { openViewContainer, treeItem } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({
  name: 'failed-sign-in',
  emulator: false,
  settings: { 'postgresqlSecurity.cloud': 'custom', 'postgresqlSecurity.customCloud.resourceManager': 'http://management.example' },
});

test('a sign-in that cannot work says why and what to do, and leaves the samples', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  const welcome = page.locator('.sidebar .welcome-view-content');
  await welcome.getByRole('button', { name: 'Sign in to Azure' }).click();
  await welcome.getByRole('button', { name: 'Try again' }).waitFor();
  await notification(page, 'has to start with https://');
  await screenshot(page, 'failed-sign-in');
  await welcome.getByRole('button', { name: 'Explore sample servers' }).click();
  await treeItem(page, /^pg-orders, Flexible Server/).waitFor();
});
