import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerDialog, answerNotification, dialogText, notification, outputText } from './harness/messages';
import { answerQuickInput, fillQuickInput, pickQuickInput, quickInputMessage, quickInputRows, runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { expandTreeItems, openViewContainer, sampleFleetRead, treeItem, treeItemMenu, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'entra' });
const set = 'Set Microsoft Entra Administrator…';
const group = { id: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10', name: 'PostgreSQL Administrators' };

test('whoever is signed in becomes administrator of a Flexible Server, from the tree', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 560);
  await sampleFleetRead(page);
  const layer = await expandTreeItems(page, /^pg-orders, Flexible Server/, /^Microsoft Entra authentication/);
  await screenshot(page, 'entra-before');
  await treeItemMenu(page, layer, set);
  assert.match((await quickInputRows(page))[0] ?? '', /Myself.*alex@contoso\.com/);
  await screenshot(page, 'entra-who');
  await pickQuickInput(page, 'Myself');
  assert.match(await dialogText(page), /Make alex@contoso\.com Microsoft Entra administrator of pg-orders\?/);
  await screenshot(page, 'entra-plan');
  await answerDialog(page, 'Set Administrator');
  await treeItem(page, /alex@contoso\.com/).waitFor();
  await screenshot(page, 'entra-after');
});

test('a group becomes administrator of the Single Server by object id and name, from the palette', async () => {
  const { page } = session;
  await runCommand(page, `PostgreSQL Security: ${set}`);
  await pickQuickInput(page, 'pg-legacy');
  await pickQuickInput(page, 'Somebody else');
  // The list before speaks of groups, too.
  await page.locator('.quick-input-list').getByText('Service principal', { exact: true }).waitFor();
  await pickQuickInput(page, 'Group');
  await quickInputMessage(page, /Object id in Microsoft Entra/);
  await fillQuickInput(page, 'no-id');
  await quickInputMessage(page, /An object id looks like/);
  await screenshot(page, 'entra-object-id');
  await answerQuickInput(page, group.id);
  await quickInputMessage(page, /Display name/);
  await answerQuickInput(page, group.name);
  assert.match(await dialogText(page), new RegExp(`Make ${group.name} Microsoft Entra administrator of pg-legacy`));
  await answerDialog(page, 'Set Administrator');
  await answerNotification(page, `pg-legacy: ${group.name} is administrator`, 'Show Action Log');
  assert.match(await outputText(page, group.name), /pg-legacy · Make PostgreSQL Administrators .* before: not an administrator · after: PostgreSQL Administrators is administrator/);
});

test('the Single Server has one administrator: another one replaces it after a second question', async () => {
  const { page } = session;
  await treeItemMenu(page, treeItem(page, /^pg-legacy, Single Server/), set);
  await pickQuickInput(page, 'Myself');
  await answerDialog(page, 'Set Administrator');
  await page.locator('.monaco-dialog-box').filter({ hasText: `Replace ${group.name} on pg-legacy?` }).waitFor();
  await screenshot(page, 'entra-replace');
  await answerDialog(page, `Replace ${group.name}`);
  await notification(page, 'pg-legacy: alex@contoso.com is administrator');
  assert.match(await outputText(page, 'pg-legacy'), /before: PostgreSQL Administrators is administrator · after: alex@contoso\.com is administrator/);
  await expandTreeItems(page, /^pg-legacy, Single Server/);
  const layers = page.locator('.sidebar').getByRole('treeitem', { name: /^Microsoft Entra authentication/ });
  await layers.last().locator('.monaco-tl-twistie').click();
  await screenshot(page, 'entra-single');
});
