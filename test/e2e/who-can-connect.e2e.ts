import { test } from 'node:test';
import { vscodeSession } from './harness/session';
import { openViewContainer, sampleFleetRead, treeItem, treeItemMenu } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'who-can-connect' });

const row = (text: RegExp) => session.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();

test('a server says who can reach it, and answers for an address as it is typed', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await sampleFleetRead(page);
  await treeItemMenu(page, treeItem(page, /^pg-orders,/), 'Who Can Connect?…');
  await row(/the internet/).waitFor();
  await screenshot(page, 'who-can-connect');
  await page.keyboard.type('203.0.113.7');
  await row(/Gets through/).waitFor();
  await screenshot(page, 'who-can-connect-address');
  await page.keyboard.press('Escape');
});

test('a server says what replaces Transparent Data Encryption', async () => {
  const { page } = session;
  await treeItemMenu(page, treeItem(page, /^pg-orders,/), 'What Replaces Oracle TDE Here?…');
  await row(/AES-256, always on/).waitFor();
  await screenshot(page, 'what-replaces-tde');
  await page.keyboard.press('Escape');
});
