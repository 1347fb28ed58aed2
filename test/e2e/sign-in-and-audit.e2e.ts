import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect } from '../../src/postgres/connect';
import { readRoots } from '../../src/postgres/trusted-roots';
import { createAuthority } from '../postgres/certificates';
import { startPostgres, type PostgresServer } from '../postgres/server';
import { answerDialog, answerNotification, dialogText, notification } from './harness/messages';
import { answerPrompt, answerQuickInput, fillQuickInput, pickQuickInput, quickInputMessage, quickInputRows, runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { expandTreeItems, openViewContainer, sampleFleetRead, treeItem, treeItemMenu, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const folder = mkdtempSync(join(tmpdir(), 'sign-in-e2e-'));
const authority = createAuthority('Test');
const rootCertificate = join(folder, 'root.pem');
writeFileSync(rootCertificate, authority.root.pem);

const session = vscodeSession({ name: 'sign-in', settings: { 'postgresqlSecurity.connection.rootCertificate': rootCertificate } });

/** What looks like a token to everybody but the server, to which it is a password. */
const token = ['eyJhbGciOiJub25lIn0', Buffer.from(JSON.stringify({ upn: 'ada@contoso.com', exp: 4102444800 })).toString('base64url'), 'e2e'].join('.');

let server: PostgresServer;
before(async () => {
  server = await startPostgres({ authority, settings: ['allow_system_table_mods=on'] });
  const login = { user: 'postgres', database: 'postgres', secret: server.password };
  const connection = await connect({ host: 'localhost', port: server.port, roots: readRoots(authority.root.pem, 'root.pem'), login });
  for (const statement of [
    `create role "ada@contoso.com" login password '${token}'`,
    `create role billing login password '${token}'`,
    "insert into pg_shseclabel (objoid, classoid, provider, label) select oid, 'pg_authid'::regclass, 'pgaadauth', 'aadauth,oid=1,type=user' from pg_roles where rolname = 'ada@contoso.com'",
  ]) {
    await connection.query(statement);
  }
  await connection.end();
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

const passwordsOff = 'Switch Passwords Off (Microsoft Entra Only)…';

async function signInAs(role: string): Promise<void> {
  const { page } = session;
  await runCommand(page, `PostgreSQL Security: ${passwordsOff}`);
  await pickQuickInput(page, 'pg-analytics');
  await answerDialog(page, 'Test a Sign-In…');
  await answerPrompt(page, 'Host', `localhost:${server.port}`);
  await answerPrompt(page, 'Role to sign in as', role);
  await pickQuickInput(page, 'A token that I bring');
}

test('passwords stay on where nobody could sign in without them', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 560);
  await sampleFleetRead(page);
  await runCommand(page, `PostgreSQL Security: ${passwordsOff}`);
  await pickQuickInput(page, 'pg-orders');
  await notification(page, 'Microsoft Entra authentication is not on for pg-orders, so that nobody could sign in any more. Switch it on first.');
  await screenshot(page, 'entra-only-refused');
});

test('a password and a role with a password prove nothing', async () => {
  const { page } = session;
  await signInAs('billing');
  await fillQuickInput(page, 'hunter2');
  await quickInputMessage(page, /This is no token/);
  await screenshot(page, 'entra-only-no-token');
  await answerQuickInput(page, token);
  await notification(page, /billing signed in to localhost, but the server does not say that this is a role of Microsoft Entra\. Nothing is changed/);
});

test('a tested sign-in leads to a plan that says who is cut off, has the name typed and is read back', async () => {
  const { page } = session;
  await signInAs('ada@contoso.com');
  await answerPrompt(page, 'Microsoft Entra token of ada@contoso.com', token);
  const plan = await dialogText(page);
  assert.match(plan, /Take Microsoft Entra sign-ins only on pg-analytics\?/);
  assert.match(plan, /ada@contoso\.com signed in to postgres with a Microsoft Entra token at .*, over verified TLS/);
  assert.match(plan, /ada@contoso\.com is none of them by name/);
  assert.match(plan, /The server restarts/);
  assert.match(plan, /Everybody who is connected/);
  assert.ok(!plan.includes(token), 'no token in a plan');
  await screenshot(page, 'entra-only-plan');
  await answerDialog(page, 'Switch Passwords Off');
  await fillQuickInput(page, 'pg-orders');
  await quickInputMessage(page, /This is not pg-analytics/);
  await screenshot(page, 'entra-only-typed');
  await answerQuickInput(page, 'pg-analytics');
  await notification(page, 'Done, and read back from pg-analytics: Microsoft Entra sign-in enabled, password sign-in disabled.');
  await screenshot(page, 'entra-only-done');
});

test('the last administrator stays, and another one is found by name', async () => {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Remove Microsoft Entra Administrator…');
  await pickQuickInput(page, 'pg-analytics');
  await notification(page, 'PostgreSQL Administrators is the only Microsoft Entra administrator of pg-analytics, and the last one is not removed from here. Set another one first.');
  await runCommand(page, 'PostgreSQL Security: Set Microsoft Entra Administrator…');
  await pickQuickInput(page, 'pg-analytics');
  await pickQuickInput(page, 'Find by name');
  await answerPrompt(page, 'How the name', 'postgresql r');
  await page.locator('.quick-input-list').getByText('PostgreSQL Readers').waitFor();
  assert.match((await quickInputRows(page)).join('\n'), /PostgreSQL Readers.*group/);
  await screenshot(page, 'entra-found');
  await pickQuickInput(page, 'PostgreSQL Readers');
  await answerDialog(page, 'Set Administrator');
  await notification(page, 'pg-analytics: PostgreSQL Readers is administrator');
});

test('the preset of audit logging adds to lists, and the restart is a step of its own', async () => {
  const { page } = session;
  await expandTreeItems(page, /^pg-catalog, Flexible Server/);
  await treeItemMenu(page, treeItem(page, /^Audit logging/), 'Switch Audit Logging On…');
  const plan = await dialogText(page);
  assert.match(plan, /azure\.extensions: .*pg_trgm,unaccent,vector → .*pg_trgm,unaccent,vector,pgaudit/);
  assert.match(plan, /shared_preload_libraries: .*pg_stat_statements → .*pg_stat_statements,pgaudit/);
  assert.match(plan, /Creating it is offered once it is loaded/);
  await screenshot(page, 'audit-plan');
  await answerDialog(page, 'Switch On');
  await answerNotification(page, 'pg-catalog has to restart before shared_preload_libraries takes effect', 'Restart…');
  const restart = await dialogText(page);
  assert.match(restart, /Restart pg-catalog\?/);
  assert.match(restart, /Puts into effect: shared_preload_libraries\./);
  await screenshot(page, 'audit-restart');
  await answerDialog(page, 'Restart Server');
  await notification(page, 'Done, and read back from pg-catalog: no parameter waits for a restart.');
  await expandTreeItems(page, /^Audit logging/);
  await treeItem(page, /^Libraries loaded at start.*pgaudit/).waitFor();
  await screenshot(page, 'audit-done');
});

test('before TLS is enforced somebody may look who is connected without it', async () => {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Enforce TLS…');
  await pickQuickInput(page, 'pg-reports');
  await page.locator('.quick-input-list').getByText('Plan it without looking').waitFor();
  await screenshot(page, 'tls-look-first');
  await pickQuickInput(page, 'Look who is connected first');
  await answerPrompt(page, 'Host', `localhost:${server.port}`);
  await answerPrompt(page, 'Role to sign in as', 'postgres');
  await answerPrompt(page, 'Database', 'postgres');
  await answerPrompt(page, 'Password of postgres', server.password);
  const plan = await dialogText(page);
  assert.match(plan, /Enforce TLS on pg-reports\?/);
  assert.match(plan, /Nobody was connected without TLS at .* UTC/);
  await screenshot(page, 'tls-plan');
  await answerDialog(page, 'Enforce TLS');
  await notification(page, 'Done, and read back from pg-reports: require_secure_transport = on.');
});

test('what encrypts a server is shown with what can only be chosen at its creation', async () => {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Show Encryption and Keys…');
  await pickQuickInput(page, 'pg-orders');
  await page.locator('.editor-group-container.active .view-line').filter({ hasText: 'Only' }).first().waitFor();
  await screenshot(page, 'encryption');
});
