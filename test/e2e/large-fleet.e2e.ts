import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerQuickInput, pickQuickInput, runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { expandTreeItems, openViewContainer, treeItem, treeRows, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'large', emulator: ['--port', '0', '--servers', '450', '--subscriptions', '2', '--seed', '7'] });

test('many servers are listed, not read, and shown two hundred at a time', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 620);
  await page.getByText('450 servers: open one to read it, or scan them.').waitFor();
  const subscription = await expandTreeItems(page, /^subscription /);
  await page.locator('.sidebar').getByRole('treeitem', { level: 2 }).first().waitFor();
  await screenshot(page, 'large-listed');
  assert.match(await subscription.innerText(), /225 servers/);
  // The list has the focus; its last row is the other subscription.
  const more = treeItem(page, /^Show more … \(\d+ servers\)/);
  await page.keyboard.press('End');
  await more.waitFor();
  await screenshot(page, 'large-more');
  await more.click();
  await more.waitFor({ state: 'detached' });
  await screenshot(page, 'large-all');
});

test('a filter of many servers leaves what is looked for, whichever way they are grouped', async () => {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Filter Servers…');
  await answerQuickInput(page, 'tag:team=nothing');
  await page.getByText('No server fits “tag:team=nothing”').waitFor();
  await screenshot(page, 'large-none');
  await runCommand(page, 'PostgreSQL Security: Filter Servers…');
  await answerQuickInput(page, 'level:unread');
  await page.getByText('Only “level:unread”: 450 of 450.').waitFor();
  await runCommand(page, 'PostgreSQL Security: Group Servers By…');
  await pickQuickInput(page, 'Worst finding');
  await treeItem(page, /^Not read yet/).waitFor();
  await screenshot(page, 'large-unread');
  const top = (await treeRows(page)).filter(({ level }) => level === 1);
  assert.equal(top.length, 1, top.map(({ text }) => text).join('\n'));
});
