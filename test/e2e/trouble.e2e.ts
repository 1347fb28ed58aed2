import assert from 'node:assert/strict';
import { test } from 'node:test';
import { steerEmulator } from '../host/harness/emulator-control';
import { runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { openViewContainer, treeItem, treeRows, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'trouble', emulator: ['--port', '0', '--servers', '10', '--subscriptions', '5', '--seed', '7'] });
const refresh = 'PostgreSQL Security: Refresh Servers';

test('one subscription among five that may not be read says so; the others show their servers', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 620);
  await treeItem(page, /^subscription /).waitFor();
  // Rows are drawn one after the other.
  const subscriptions = page.locator('.sidebar').getByRole('treeitem', { level: 1 });
  await subscriptions.nth(4).waitFor();
  assert.equal(await subscriptions.count(), 5);
  const asked = (await steerEmulator(session.emulator.url).requests()).map(({ path }) => /^\/subscriptions\/([0-9a-f-]{36})\//.exec(path)?.[1]);
  const subscription = asked.find((id) => id !== undefined);
  assert.ok(subscription);
  await steerEmulator(session.emulator.url).addFault({ fault: 'forbidden', match: { subscription } });
  await runCommand(page, refresh);
  const refused = page.locator('.sidebar').getByRole('treeitem').filter({ hasText: /permission|could not be/ });
  await refused.first().waitFor();
  await subscriptions.nth(4).waitFor();
  await screenshot(page, 'trouble-one-of-five');
  const rows = await treeRows(page);
  assert.equal(rows.filter(({ level }) => level === 1).length, 5, rows.map(({ text }) => text).join('\n'));
});

test('where nothing may be read the view says why, and refreshing helps once the reason is gone', async () => {
  const { page } = session;
  const emulator = steerEmulator(session.emulator.url);
  await emulator.addFault({ fault: 'forbidden' });
  await runCommand(page, refresh);
  await page.locator('.sidebar').getByText(/permission/).first().waitFor();
  await screenshot(page, 'trouble-nothing-read');
  await emulator.clearFaults();
  await runCommand(page, refresh);
  await treeItem(page, /Flexible Server/).waitFor();
  await screenshot(page, 'trouble-over');
});
