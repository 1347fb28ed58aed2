import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerDialog, answerNotification, dialogText, notification, outputText } from './harness/messages';
import { answerQuickInput, fillQuickInput, pickQuickInput, quickInputMessage, quickInputRows, quickInputValue } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { expandTreeItems, foldTreeItem, leaveRows, openViewContainer, sampleFleetRead, treeItem, treeItemMenu, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'network-changes' });

test('a rule gets other addresses from its line in the tree', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 560);
  await sampleFleetRead(page);
  await expandTreeItems(page, /^pg-orders, Flexible Server/, /^IP firewall rules/);
  await treeItemMenu(page, treeItem(page, /^office-berlin/), 'Change Firewall Rule…');
  await quickInputMessage(page, /An IPv4 address, a range/);
  assert.equal(await quickInputValue(page), '203.0.113.0 - 203.0.113.15');
  await fillQuickInput(page, '203.0.113.0-203.0.113.15');
  await quickInputMessage(page, /These are its addresses now/);
  await fillQuickInput(page, '203.0.113.0/29');
  await quickInputMessage(page, /8 addresses/);
  await screenshot(page, 'network-edit-range');
  await page.keyboard.press('Enter');
  const plan = await dialogText(page);
  assert.match(plan, /Change firewall rule office-berlin of pg-orders\?/);
  await screenshot(page, 'network-edit-plan');
  await answerDialog(page, 'Change Rule');
  await treeItem(page, /^office-berlin, 203\.0\.113\.0–203\.0\.113\.7/).waitFor();
});

test('several rules are deleted at once; as nothing else leads to the server, its name is typed', async () => {
  const { page } = session;
  await leaveRows(page);
  await treeItem(page, /^allow-all/).click();
  await leaveRows(page);
  await treeItem(page, /^office-berlin/).click({ modifiers: ['ControlOrMeta'] });
  await treeItemMenu(page, treeItem(page, /^office-berlin/), 'Delete Firewall Rules…');
  const plan = await dialogText(page);
  assert.match(plan, /Delete 2 firewall rules from pg-orders\?/);
  assert.match(plan, /closes the only way in/);
  await screenshot(page, 'network-delete-plan');
  await answerDialog(page, 'Delete Rules');
  await fillQuickInput(page, 'pg-catalog');
  await quickInputMessage(page, /This is not pg-orders/);
  await screenshot(page, 'network-delete-typed');
  await answerQuickInput(page, 'pg-orders');
  await treeItem(page, /^Firewall rules, no rules: nobody gets in/).waitFor();
  await answerNotification(page, /no rule allow-all, office-berlin/, 'Show Action Log');
  // Long lines break within addresses.
  const log = (await outputText(page, 'Delete 2 firewall rules')).replaceAll(' ', '');
  assert.match(log, /before:allow-all:0\.0\.0\.0–255\.255\.255\.255;office-berlin:203\.0\.113\.0–203\.0\.113\.7·after:noruleallow-all,office-berlin/);
  await screenshot(page, 'network-deleted');
});

test('somebody gets in for some hours, by a rule whose name says its end', async () => {
  const { page } = session;
  await foldTreeItem(page, /^pg-orders, Flexible Server/);
  const layer = await expandTreeItems(page, /^pg-reports, Flexible Server/, /^IP firewall rules/);
  await treeItemMenu(page, layer, 'Add Temporary Firewall Rule…');
  await pickQuickInput(page, 'The address of this computer');
  await quickInputMessage(page, /For how many hours/);
  assert.equal(await quickInputValue(page), '8');
  await fillQuickInput(page, '25');
  await quickInputMessage(page, /24 hours at most/);
  await screenshot(page, 'network-temporary-hours');
  await answerQuickInput(page, '2');
  await quickInputMessage(page, /its end is added/);
  assert.equal(await quickInputValue(page), 'allow-203-0-113-7');
  await fillQuickInput(page, 'my-desk');
  await quickInputMessage(page, /my-desk-until-\d{8}T\d{4}Z/);
  await screenshot(page, 'network-temporary-name');
  await page.keyboard.press('Enter');
  const plan = await dialogText(page);
  assert.match(plan, /my-desk-until-\d{8}T\d{4}Z to pg-reports\?/);
  assert.match(plan, /should be gone at/);
  await screenshot(page, 'network-temporary-plan');
  await answerDialog(page, 'Add Temporary Rule');
  await treeItem(page, /^my-desk-until-\d{8}T\d{4}Z/).waitFor();
  await foldTreeItem(page, /^pg-reports, Flexible Server/);
});

test('a private endpoint that waits is approved, after a look at who asks from where', async () => {
  const { page } = session;
  await expandTreeItems(page, /^pg-identity, Flexible Server/, /^Private Link/);
  const waiting = treeItem(page, /^pe-reporting, waiting for approval: “Please approve the connection\.”/);
  await waiting.waitFor();
  await screenshot(page, 'network-endpoints');
  await treeItemMenu(page, waiting, 'Approve Private Endpoint…');
  await answerQuickInput(page, 'Approved by Alex');
  assert.match(await dialogText(page), /Please approve the connection/);
  await screenshot(page, 'network-approve-plan');
  await answerDialog(page, 'Approve');
  await page.locator('.monaco-dialog-box').filter({ hasText: 'Let a network of another subscription reach pg-identity?' }).waitFor();
  await screenshot(page, 'network-approve-stranger');
  await answerDialog(page, 'Approve It');
  await treeItem(page, /^pe-reporting, approved: “Approved by Alex”/).waitFor();
  await foldTreeItem(page, /^pg-identity, Flexible Server/);
});

test('public access is switched off from its layer, and Single Server’s rules are picked from a list', async () => {
  const { page } = session;
  const network = await expandTreeItems(page, /^pg-catalog, Flexible Server/, /^Public access/);
  await treeItemMenu(page, network, 'Switch Public Access On or Off…');
  const plan = await dialogText(page);
  assert.match(plan, /No other way to pg-catalog is known/);
  await screenshot(page, 'network-access-plan');
  await answerDialog(page, 'Switch Off');
  await answerQuickInput(page, 'pg-catalog');
  await notification(page, /public access is off/);
  await foldTreeItem(page, /^pg-catalog, Flexible Server/);
  const firewall = await expandTreeItems(page, /^pg-legacy, Single Server/, /^IP firewall rules/);
  await treeItemMenu(page, firewall, 'Delete Firewall Rules…');
  const rows = await quickInputRows(page);
  assert.equal(rows.length, 2, rows.join('\n'));
  await screenshot(page, 'network-pick-rules');
  await page.keyboard.press('Escape');
});
