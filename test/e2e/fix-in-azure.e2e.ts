import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activeEditor, squiggle } from './harness/editor';
import { answerDialog, answerNotification, clearClipboard, copiedText, dialogText, notification } from './harness/messages';
import { pickQuickInput, quickInputRows, runCommand } from './harness/quick-input';
import { reportsFolder } from './harness/reports-template';
import { vscodeSession } from './harness/session';
import { expandTreeItems, foldDeclared, openViewContainer, sampleFleetRead, treeItem, treeItemMenu, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const folder = reportsFolder({ parameter: 'password_encryption', value: 'md5' });

const session = vscodeSession({ name: 'fix-in-azure', folder });
const finding = /rule audit\/log-disconnections/;
const title = 'Log ends of sessions on pg-reports';

test('a finding is fixed from the tree, beside the document of its server: a plan, read first, confirmed, and read back', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await foldDeclared(page);
  await widenSideBar(page, 480);
  await sampleFleetRead(page);
  await expandTreeItems(page, /^pg-reports, Flexible Server/, /^Audit logging/);
  await treeItem(page, finding).click();
  await squiggle(page, 'warning');
  await screenshot(page, 'fix-finding');
  await treeItemMenu(page, treeItem(page, finding), 'Fix in Azure…');
  const plan = await dialogText(page);
  for (const part of [`${title}?`, 'log_disconnections: off → on', 'No restart, no interruption, no cost.', 'Nobody that is let in now.', 'PATCH …/flexibleServers/pg-reports/configurations/log_disconnections']) {
    assert.ok(plan.includes(part), plan);
  }
  await screenshot(page, 'fix-plan');
  await answerDialog(page, 'Read the Plan First');
  await notification(page, `${title}?`);
  await screenshot(page, 'fix-plan-document');
  await answerNotification(page, `${title}?`, 'Fix in Azure');
  await notification(page, 'Done, and read back from pg-reports: log_disconnections is on.');
  await treeItem(page, finding).waitFor({ state: 'detached' });
  await screenshot(page, 'fix-done');
});

test('what was fixed is undone from the message, after a plan of its own', async () => {
  const { page } = session;
  await answerNotification(page, 'Done, and read back from pg-reports', 'Undo…');
  const plan = await dialogText(page);
  assert.match(plan, /Undo “Log ends of sessions on pg-reports”\?/);
  assert.match(plan, /log_disconnections: on → off/);
  await screenshot(page, 'fix-undo');
  await answerDialog(page, 'Undo');
  await notification(page, 'Done, and read back from pg-reports: log_disconnections is off.');
  await treeItem(page, finding).waitFor();
  await screenshot(page, 'fix-undone');
  await page.keyboard.press('Escape');
});

test('whoever may not write copies the plan for somebody who may', async () => {
  const { page } = session;
  await runCommand(page, 'Notifications: Clear All Notifications');
  await clearClipboard(page);
  await treeItemMenu(page, treeItem(page, finding), 'Copy Plan of a Fix As…');
  await quickInputRows(page);
  await screenshot(page, 'fix-copy');
  await pickQuickInput(page, 'az CLI');
  assert.match(await copiedText(page), /az postgres flexible-server parameter set .*--name log_disconnections --value on/s);
  await notification(page, 'Nothing was written to Azure');
});

test('what a template of the workspace declares is fixed there first', async () => {
  const { page } = session;
  await runCommand(page, 'Notifications: Clear All Notifications');
  await expandTreeItems(page, /^pg-reports, Flexible Server/, /^Administrator and PostgreSQL roles/);
  await treeItemMenu(page, treeItem(page, /rule access\/password-hashing/), 'Fix in Azure…');
  const rows = await quickInputRows(page);
  assert.match(rows[0] ?? '', /^Fix there: reports\.bicep/);
  assert.match(rows[1] ?? '', /^Fix in Azure: pg-reports…/);
  await screenshot(page, 'fix-where');
  await pickQuickInput(page, 'Fix there');
  await activeEditor(page).locator('.view-line').filter({ hasText: 'scram-sha-256' }).waitFor();
  await screenshot(page, 'fix-there');
});

test('one rule is mended on several servers: a table of plans, one server first, then the others', async () => {
  const { page } = session;
  const rule = 'access/md5-sign-in';
  await runCommand(page, 'PostgreSQL Security: Fix on Several Servers…');
  await quickInputRows(page);
  await screenshot(page, 'several-rules');
  await pickQuickInput(page, rule);
  await page.locator('.quick-input-widget:visible').getByText(`Fix ${rule}`).waitFor();
  await screenshot(page, 'several-servers');
  await page.keyboard.press('Enter');
  const plans = await dialogText(page);
  assert.match(plans, /Fix access\/md5-sign-in on 4 servers\?/);
  assert.match(plans, /pg-reports: \d changes?, connections are interrupted; somebody may be cut off/);
  await screenshot(page, 'several-plans');
  await answerDialog(page, 'Read the Table First');
  await notification(page, `Fix ${rule} on 4 servers?`);
  await screenshot(page, 'several-table');
  await answerNotification(page, `Fix ${rule} on 4 servers?`, 'Fix One First');
  assert.match(await dialogText(page), /is fixed and read back\. Fix the Others\?/);
  await screenshot(page, 'several-others');
  await answerDialog(page, 'Fix the Others');
  await notification(page, '4 done and read back, 0 failed.');
  await screenshot(page, 'several-done');
});
