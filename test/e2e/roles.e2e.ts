import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { connect } from '../../src/postgres/connect';
import { readRoots } from '../../src/postgres/trusted-roots';
import { createAuthority } from '../postgres/certificates';
import { startPostgres, type PostgresServer } from '../postgres/server';
import { activeEditor, pressLens, problems } from './harness/editor';
import { answerDialog, answerNotification, clipboardText, dialogText, notification } from './harness/messages';
import { answerPrompt, pickQuickInput, runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { expandTreeItems, openViewContainer, sampleFleetRead, treeItem, treeItemMenu, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const folder = mkdtempSync(join(tmpdir(), 'roles-e2e-'));
const authority = createAuthority('Test');
const rootCertificate = join(folder, 'root.pem');
writeFileSync(rootCertificate, authority.root.pem);

const session = vscodeSession({ name: 'roles', settings: { 'postgresqlSecurity.connection.rootCertificate': rootCertificate } });

let server: PostgresServer;
before(async () => {
  server = await startPostgres({ authority });
  const connection = await open('postgres', server.password);
  for (const statement of ['create database shop', "create role app login password 'x' createrole", "set password_encryption = 'md5'", "create role old login password 'old' valid until '2027-01-01'"]) {
    await connection.query(statement);
  }
  await connection.end();
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

const open = (user: string, secret: string): ReturnType<typeof connect> =>
  connect({ host: 'localhost', port: server.port, roots: readRoots(authority.root.pem, 'root.pem'), login: { user, database: 'postgres', secret } });

const line = (page: Page, text: string): Promise<void> =>
  activeEditor(page).locator('.view-line').filter({ hasText: new RegExp(text.replaceAll('.', '\\.').replaceAll(' ', '\\s')) }).first().waitFor();

const roles = 'PostgreSQL Roles and Sessions…';

test('the roles of a real server are shown with what is risky, and the password is kept only when asked', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 620);
  await sampleFleetRead(page);
  await expandTreeItems(page, /^pg-orders, Flexible Server/, /^Administrator and PostgreSQL roles/);
  await treeItem(page, /^PostgreSQL roles, not read/).waitFor();
  await screenshot(page, 'roles-not-read');
  await treeItemMenu(page, treeItem(page, /^PostgreSQL roles, not read/), roles);
  await answerPrompt(page, 'Host', `localhost:${server.port}`);
  await answerPrompt(page, 'Role to sign in as', 'postgres');
  await answerPrompt(page, 'Database', 'postgres');
  await answerPrompt(page, 'Password of postgres', server.password);
  await line(page, 'Who is connected');
  await line(page, '✖ old');
  await line(page, 'kept as MD5');
  await screenshot(page, 'roles-document');
  await answerNotification(page, 'Keep the password of postgres', 'Save Password');
});

test('what the connection told is part of the tree, of the server’s document and of Problems', async () => {
  const { page } = session;
  await treeItem(page, /^warning, The password of the role old is kept as MD5/).waitFor();
  await expandTreeItems(page, /^PostgreSQL roles, \d+ · read .* as postgres/);
  await treeItem(page, /^app, password \(SCRAM\) · CREATEROLE/).waitFor();
  await treeItem(page, /^Who is connected, .* read /).waitFor();
  await screenshot(page, 'roles-tree');
  await treeItem(page, /^warning, The password of the role old is kept as MD5/).click();
  await activeEditor(page).locator('.squiggly-warning').first().waitFor({ state: 'attached' });
  const listed = await problems(page, /role old is kept as MD5/);
  assert.ok(listed.some((row) => /role old is kept as MD5/.test(row)), listed.join('\n'));
  await screenshot(page, 'roles-problems');
});

test('pgcrypto is created in the databases that were chosen, after its SQL was seen, and read back', async () => {
  const { page } = session;
  await expandTreeItems(page, /^Encryption at rest, /);
  await treeItemMenu(page, treeItem(page, /^Encryption at rest, /), 'Create Extension…');
  await answerPrompt(page, 'Host', `localhost:${server.port}`);
  await answerPrompt(page, 'Role to sign in as', 'postgres');
  await answerPrompt(page, 'Database', 'postgres');
  await pickQuickInput(page, 'Use the saved password');
  await pickQuickInput(page, 'pgcrypto');
  await page.getByText('2 Selected').waitFor();
  await screenshot(page, 'roles-extension-databases');
  await page.keyboard.press('Enter');
  const sql = await dialogText(page);
  assert.match(sql, /In database postgres, in one transaction:\s*CREATE EXTENSION IF NOT EXISTS "pgcrypto" WITH SCHEMA "public";/);
  await screenshot(page, 'roles-extension-sql');
  await answerDialog(page, 'Create Extension');
  await notification(page, /has pgcrypto in postgres, shop\./);
  await treeItem(page, /^Extension pgcrypto in databases, created in postgres, shop/).waitFor();
  await screenshot(page, 'roles-extension-tree');
});

test('a role is created after its SQL was seen, and its password was made up, never shown and never logged', async () => {
  const { page } = session;
  await runCommand(page, `PostgreSQL Security: ${roles}`);
  await pickQuickInput(page, 'Another host…');
  await answerPrompt(page, 'Host', `localhost:${server.port}`);
  await answerPrompt(page, 'Role to sign in as', 'postgres');
  await answerPrompt(page, 'Database', 'postgres');
  await pickQuickInput(page, 'Use the saved password');
  await line(page, 'Who is connected');
  await pressLens(page, 'Create Role…');
  await pickQuickInput(page, 'By SCRAM');
  await pickQuickInput(page, 'Make one up and copy it');
  await answerPrompt(page, 'beginning the password ends', '2030-12-31');
  await answerPrompt(page, 'Name of the role', 'nightly "report"');
  await pickQuickInput(page, 'Read only');
  await answerPrompt(page, 'Database', 'postgres');
  await answerPrompt(page, 'Schema', 'public');
  await answerPrompt(page, 'At most how many connections', '7');
  const sql = await dialogText(page);
  assert.match(sql, /CREATE ROLE "nightly ""report""" LOGIN PASSWORD 'SCRAM-SHA-256\$…' CONNECTION LIMIT 7 VALID UNTIL '2030-12-31';/);
  await screenshot(page, 'roles-create');
  await answerDialog(page, 'Create Role');
  await notification(page, /has the role nightly "report"\. Its password is on the clipboard\./);
  const password = await clipboardText(page);
  assert.ok(password.length >= 32);
  const connection = await open('nightly "report"', password);
  assert.deepEqual(await connection.query('select current_user::text as me'), [{ me: 'nightly "report"' }]);
  await connection.end();
  assert.ok(!server.log().includes(password));
  await line(page, '✔ nightly');
});
