import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activeEditor, editorText, problems } from './harness/editor';
import { vscodeSession } from './harness/session';
import { expandTreeItems, openViewContainer, treeItem, treeItemMenu, treeRows, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'fleet' });

test('the view shows subscriptions and servers with what is wrong', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 620);
  await treeItem(page, /^pg-orders, Flexible Server, error/).waitFor();
  await treeItem(page, /^pg-legacy, Single Server, error/).waitFor();
  const rows = await treeRows(page);
  assert.deepEqual(
    rows.filter(({ level }) => level === 1).map(({ name }) => name.split(',')[0]),
    ['subscription Contoso Production', 'subscription Contoso Sandbox', 'subscription Contoso Staging'],
  );
  assert.match(rows.find(({ text }) => text.startsWith('pg-orders'))?.text ?? '', /open to the internet/i);
  await screenshot(page, 'fleet-view');
});

test('a server opens to its layers, a layer to findings and facts', async () => {
  const { page } = session;
  await expandTreeItems(page, /^pg-orders,/);
  const firewall = treeItem(page, /^IP firewall rules, error/);
  await firewall.waitFor();
  assert.equal(await firewall.getAttribute('aria-expanded'), 'false');
  await screenshot(page, 'fleet-layers');
  await expandTreeItems(page, /^IP firewall rules, error/);
  await treeItem(page, /^error, .*rule firewall\//).waitFor();
  await screenshot(page, 'fleet-findings');
});

test('a finding leads to the property in the server document, with its diagnostic', async () => {
  const { page } = session;
  await treeItem(page, /^error, .*rule firewall\//).click();
  await activeEditor(page).locator('.squiggly-error').first().waitFor({ state: 'attached' });
  assert.match(await editorText(page), /0\.0\.0\.0/);
  await screenshot(page, 'fleet-document');
  const listed = await problems(page, /firewall\//);
  assert.ok(listed.some((row) => /pg-orders\.json/.test(row)), listed.join('\n'));
  assert.ok(listed.some((row) => /firewall\//.test(row)), listed.join('\n'));
  await screenshot(page, 'fleet-problems');
});

test('a pinned server stays in the Problems panel', async () => {
  const { page } = session;
  await treeItemMenu(page, treeItem(page, /^pg-legacy,/), 'Keep in Problems');
  await treeItem(page, /^pg-legacy, .*kept in Problems/).waitFor();
  const listed = await problems(page, /pg-legacy\.json/);
  assert.ok(listed.some((row) => /pg-legacy\.json/.test(row)), listed.join('\n'));
});
