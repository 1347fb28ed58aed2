import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { activeEditor } from './harness/editor';
import { answerNotification, clearClipboard, copiedText, notification } from './harness/messages';
import { answerPrompt, answerQuickInput, filterQuickInput, pickQuickInput, quickInputMessage, quickInputRows, quickInputValue } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { openViewContainer, sampleFleetRead, treeItem, treeItemMenu, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'connection' });
const copy = 'Copy Connection String (Verified TLS)…';
const host = 'pg-orders.postgres.database.azure.com';

/** Some of the clients, one for each family: the unit tests read the strings of all of them. */
const clients: readonly (readonly [label: string, copied: RegExp])[] = [
  ['psql and other', /^psql "postgresql:\/\/\w+@HOST:5432\/shop\?sslmode=verify-full&sslrootcert=system&gssencmode=disable"$/],
  ['JDBC', /^jdbc:postgresql:\/\/HOST:5432\/shop\?user=\w+&sslmode=verify-full&sslfactory=org\.postgresql\.ssl\.DefaultJavaSSLFactory$/],
  ['Npgsql', /^Host=HOST;Port=5432;Database=shop;Username=\w+;SSL Mode=VerifyFull;GSS Encryption Mode=Disable$/],
  ['node-postgres', /^postgresql:\/\/\w+@HOST:5432\/shop\?sslmode=verify-full$/],
  ['psycopg (', /^host=HOST port=5432 dbname=shop user=\w+ sslmode=verify-full sslrootcert=system gssencmode=disable$/],
];

for (const [label, expected] of clients) {
  test(`the clipboard holds a string for ${label.replace(/ and other| \($/, '')} that verifies the server and has no password`, async () => {
    const { page } = session;
    await openViewContainer(page, 'PostgreSQL Security');
    if (label === 'psql and other') await widenSideBar(page, 560);
    await sampleFleetRead(page);
    await treeItemMenu(page, treeItem(page, /^pg-orders, Flexible Server/), copy);
    await quickInputMessage(page, /Database/);
    await answerQuickInput(page, 'shop');
    await quickInputMessage(page, /Role/);
    await quickInputValue(page);
    await page.keyboard.press('Enter');
    const rows = await quickInputRows(page);
    assert.ok(rows.length > clients.length, rows.join('\n'));
    if (label === 'psql and other') await screenshot(page, 'connection-clients');
    await filterQuickInput(page, label);
    await pickQuickInput(page, label);
    await quickInputRows(page);
    if (label === 'psql and other') await screenshot(page, 'connection-ways');
    // The notification of the string before may still be there, and so might that string.
    await clearClipboard(page);
    await pickQuickInput(page, 'Password');
    await notification(page, 'Copied, without a password');
    if (label === 'psql and other') await screenshot(page, 'connection-copied');
    const text = await copiedText(page);
    assert.match(text.replaceAll(host, 'HOST'), expected);
    assert.doesNotMatch(text, /pass(word|wd)?[=:]/i);
    await page.keyboard.press('Escape');
  });
}

test('a libpq that finds no certificates gets a file of them, and a managed identity is named in the code', async () => {
  const { page } = session;
  await sampleFleetRead(page);
  await treeItemMenu(page, treeItem(page, /^pg-orders, Flexible Server/), copy);
  await answerPrompt(page, 'Database', 'shop');
  await answerPrompt(page, 'Role', 'app');
  // The box of the role has no rows: the list of clients is there.
  await quickInputRows(page);
  await filterQuickInput(page, 'Verify by');
  await pickQuickInput(page, 'Verify by a file of root certificates instead');
  // The list comes anew, with the file in the strings of libpq.
  await page.locator('.quick-input-list').getByText('root-certificates.pem').first().waitFor();
  await filterQuickInput(page, 'root-certificates.pem');
  await screenshot(page, 'connection-root-file');
  await pickQuickInput(page, 'psycopg (');
  await quickInputRows(page);
  await clearClipboard(page);
  await pickQuickInput(page, 'Managed identity');
  await answerPrompt(page, 'Client id', '7d1f4c4e-6f0b-4a55-9a52-2c8a4b1f9d10');
  const copied = await copiedText(page);
  const file = /sslmode=verify-full sslrootcert=(?:'(.+)'|(\S+)) gssencmode=disable$/.exec(copied);
  assert.match(readFileSync(file?.[1] ?? file?.[2] ?? '', 'utf8'), /^-----BEGIN CERTIFICATE-----/, copied);
  await answerNotification(page, /Copied, without a password\. Only where the identity/, 'Show Code');
  await activeEditor(page).locator('.view-line').filter({ hasText: '7d1f4c4e-6f0b-4a55-9a52-2c8a4b1f9d10' }).first().waitFor();
  await screenshot(page, 'connection-code');
});
