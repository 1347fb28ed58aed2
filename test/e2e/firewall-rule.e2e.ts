import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problems } from './harness/editor';
import { answerDialog, answerNotification, dialogText, outputText } from './harness/messages';
import { answerQuickInput, fillQuickInput, pickQuickInput, quickInputMessage, quickInputRows, quickInputValue, runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { expandTreeItems, foldTreeItem, openViewContainer, sampleFleetRead, treeItem, treeItemMenu, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'firewall' });
const add = 'Add Firewall Rule…';

test('the address of this computer is added from the tree, with its origin and a plan', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 560);
  await sampleFleetRead(page);
  const layer = await expandTreeItems(page, /^pg-reports, Flexible Server/, /^IP firewall rules/);
  await treeItemMenu(page, layer, add);
  const choices = await quickInputRows(page);
  assert.equal(choices.length, 3, choices.join('\n'));
  await screenshot(page, 'firewall-who');
  await pickQuickInput(page, 'The address of this computer');
  await screenshot(page, 'firewall-name');
  await quickInputMessage(page, /Name of the rule/);
  assert.equal(await quickInputValue(page), 'allow-203-0-113-7');
  await answerQuickInput(page, 'my-desk');
  const plan = await dialogText(page);
  assert.match(plan, /Add firewall rule my-desk to pg-reports\?/);
  assert.match(plan, /Opens the server to 1 address: 203\.0\.113\.7/);
  assert.match(plan, /made up for the sample servers/);
  await screenshot(page, 'firewall-plan');
  await answerDialog(page, 'Add Rule');
  await treeItem(page, /^my-desk/).waitFor();
  await screenshot(page, 'firewall-added');
});

test('a cluster gets a rule from its own menu, and the plan says what it opens', async () => {
  const { page } = session;
  await foldTreeItem(page, /^pg-reports, Flexible Server/);
  await treeItemMenu(page, treeItem(page, /^pg-telemetry, cluster/), add);
  await pickQuickInput(page, 'An address, a range or a network');
  await answerQuickInput(page, '198.51.100.7');
  await quickInputMessage(page, /Name of the rule/);
  await fillQuickInput(page, 'warehouse');
  await screenshot(page, 'firewall-cluster-name');
  await page.keyboard.press('Enter');
  assert.match(await dialogText(page), /Add firewall rule warehouse to pg-telemetry\?/);
  await screenshot(page, 'firewall-cluster-plan');
  await answerDialog(page, 'Add Rule');
  await expandTreeItems(page, /^pg-telemetry, cluster/, /^IP firewall rules/);
  await treeItem(page, /^warehouse, 198\.51\.100\.7/).waitFor();
  await screenshot(page, 'firewall-cluster-added');
  await foldTreeItem(page, /^pg-telemetry, cluster/);
});

test('what is no IPv4 address, range or network is refused while it is typed', async () => {
  const { page } = session;
  await treeItemMenu(page, treeItem(page, /^pg-reports, Flexible Server/), add);
  await pickQuickInput(page, 'An address, a range or a network');
  for (const [text, message] of [
    ['2001:db8::7', /IPv6/],
    ['203.0.113.300', /./],
    ['203.0.113.9 - 203.0.113.2', /./],
    ['198.51.100.0/33', /./],
    ['example.com', /./],
  ] as const) {
    await fillQuickInput(page, text);
    const said = await quickInputMessage(page, message);
    assert.doesNotMatch(said, /^An IPv4 address, a range/, text);
    await page.keyboard.press('Enter');
    assert.equal(await quickInputValue(page), text, 'Enter took what was refused');
    if (text === '2001:db8::7') await screenshot(page, 'firewall-ipv6');
  }
  await fillQuickInput(page, '198.51.100.0/28');
  assert.match(await quickInputMessage(page, /16 addresses/), /198\.51\.100\.0/);
  await screenshot(page, 'firewall-count');
  await page.keyboard.press('Enter');
  await quickInputMessage(page, /Name of the rule/);
  assert.equal(await quickInputValue(page), 'allow-198-51-100-0-28');
  await fillQuickInput(page, 'my-desk');
  await quickInputMessage(page, /has a rule my-desk already/);
  await page.keyboard.press('Escape');
});

test('a rule for everybody asks twice; then tree, Problems and the action log tell of it', async () => {
  const { page } = session;
  await treeItemMenu(page, treeItem(page, /^pg-reports, Flexible Server/), 'Keep in Problems');
  await treeItem(page, /^pg-reports, .*kept in Problems/).waitFor();
  await runCommand(page, `PostgreSQL Security: ${add}`);
  await pickQuickInput(page, 'pg-reports');
  await pickQuickInput(page, 'An address, a range or a network');
  await answerQuickInput(page, '0.0.0.0 - 255.255.255.255');
  await quickInputMessage(page, /Name of the rule/);
  assert.equal(await quickInputValue(page), 'allow-everyone');
  await page.keyboard.press('Enter');
  assert.match(await dialogText(page), /4,294,967,294 more addresses, a large part of the internet/);
  await answerDialog(page, 'Add Rule');
  await page.locator('.monaco-dialog-box').filter({ hasText: 'Open pg-reports to' }).waitFor();
  assert.match(await dialogText(page), /Anybody there can try passwords/);
  await screenshot(page, 'firewall-second-question');
  await answerDialog(page, 'Open to 4,294,967,294 more addresses');
  await treeItem(page, /^pg-reports, .*open to the internet/i).waitFor();
  await screenshot(page, 'firewall-open');
  const listed = await problems(page, /firewall\/open-to-internet/);
  assert.ok(listed.some((row) => /pg-reports\.json/.test(row)), listed.join('\n'));
  await answerNotification(page, 'allow-everyone', 'Show Action Log');
  const log = await outputText(page, 'allow-everyone');
  assert.match(log, /pg-reports · Add firewall rule my-desk to pg-reports · done · by alex@contoso\.com · before: no rule my-desk · after: my-desk: 203\.0\.113\.7/);
  assert.match(log, /Add firewall rule allow-everyone to pg-reports · done/);
  await screenshot(page, 'firewall-log');
});

test('more than 256 addresses and all of Azure ask twice; whoever says no changes nothing', async () => {
  const { page } = session;
  for (const [pick, text, question] of [
    ['An address, a range or a network', '198.51.100.0/23', /Open pg-catalog to 512 addresses\?/],
    ['Every service in Azure', undefined, /Let every Azure service reach pg-catalog by this rule too\?/],
  ] as const) {
    await treeItemMenu(page, treeItem(page, /^pg-catalog, Flexible Server/), add);
    await pickQuickInput(page, pick);
    if (text !== undefined) await answerQuickInput(page, text);
    await quickInputMessage(page, /Name of the rule/);
    await quickInputValue(page);
    await page.keyboard.press('Enter');
    await answerDialog(page, 'Add Rule');
    await page.locator('.monaco-dialog-box').filter({ hasText: question }).waitFor();
    await answerDialog(page, 'Cancel');
  }
  await expandTreeItems(page, /^pg-catalog, Flexible Server/, /^IP firewall rules/);
  assert.equal(await treeItem(page, /^allow-198-51-100-0-23/).count(), 0);
});
