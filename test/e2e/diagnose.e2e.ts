import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { createAuthority } from '../postgres/certificates';
import { errorMessage, startScripted, type ScriptedServer } from '../postgres/scripted-server';
import { activeEditor, editorText } from './harness/editor';
import { answerDialog, clearClipboard, copiedText, dialogText, notification } from './harness/messages';
import { answerPrompt, pickQuickInput, runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { expandTreeItems, openViewContainer, sampleFleetRead, treeItem, treeItemMenu } from './harness/tree';
import { screenshot } from './harness/workbench';

const folder = mkdtempSync(join(tmpdir(), 'diagnose-e2e-'));
const authority = createAuthority('Test');
const rootCertificate = join(folder, 'root.pem');
writeFileSync(rootCertificate, authority.root.pem);

const session = vscodeSession({ name: 'diagnose', settings: { 'postgresqlSecurity.connection.rootCertificate': rootCertificate } });

let turnsAway: ScriptedServer;
let withoutTls: ScriptedServer;
before(async () => {
  const identity = authority.server();
  turnsAway = await startScripted(({ agree }) => {
    const socket = agree(identity);
    const message = 'no pg_hba.conf entry for host "203.0.113.9", user "ada", database "postgres", SSL encryption';
    socket.once('data', () => socket.write(errorMessage('28000', message)));
  });
  withoutTls = await startScripted(({ raw }) => raw.write('N'));
});
after(async () => {
  await turnsAway.stop();
  await withoutTls.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** Waits for a text among the lines of the editor in front, which shows spaces as no-break spaces. */
const line = (page: Page, text: string): Promise<void> =>
  activeEditor(page).locator('.view-line').filter({ hasText: new RegExp(text.replaceAll('.', '\\.').replaceAll(' ', '\\s')) }).first().waitFor();

test('a server that turns this computer away names its address, and a rule for exactly that can be added', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  // A row that is drawn anew while its menu opens is not known any more: first all of them are read.
  await sampleFleetRead(page);
  await treeItemMenu(page, treeItem(page, /^pg-orders,/), 'Diagnose Connection…');
  await answerPrompt(page, 'Host', `localhost:${turnsAway.port}`);
  await pickQuickInput(page, 'Verify the server and sign in');
  await answerPrompt(page, 'Role to sign in as', 'ada');
  await answerPrompt(page, 'Database', 'postgres');
  await answerPrompt(page, 'Password of ada', 'the password of ada');
  await line(page, 'No connection: firewall.');
  await line(page, '→ Add a firewall rule for exactly 203.0.113.9');
  await screenshot(page, 'diagnose-firewall');
  assert.doesNotMatch(await editorText(page), /password of ada/);

  await clearClipboard(page);
  await page.getByText('Copy Report', { exact: true }).click();
  const copied = await copiedText(page);
  assert.match(copied, /No connection/);
  assert.match(copied, /Sign-in/);
  assert.doesNotMatch(copied, /password of ada/);

  await page.getByText('Add Firewall Rule for 203.0.113.9…').click();
  await answerPrompt(page, 'Name of the rule', 'ada-home');
  const plan = await dialogText(page);
  assert.match(plan, /203\.0\.113\.9/);
  assert.match(plan, /the address that pg-orders turned away/);
  await screenshot(page, 'diagnose-rule');
  await answerDialog(page, 'Add Rule');
  await notification(page, /pg-orders: .*203\.0\.113\.9/);
  await expandTreeItems(page, /^pg-orders,/, /^IP firewall rules,/);
  await treeItem(page, /ada-home/).waitFor();
});

test('a host that is no server of the list is diagnosed from the palette, and refused without TLS', async () => {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Diagnose Connection…');
  await pickQuickInput(page, 'Another host');
  await answerPrompt(page, 'Host', `localhost:${withoutTls.port}`);
  await pickQuickInput(page, 'Nothing else is sent');
  await line(page, 'No connection: tls-not-offered.');
  await screenshot(page, 'diagnose-refused');
  assert.equal(withoutTls.sentInClear(), '');
});
