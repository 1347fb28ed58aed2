import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeCertificate } from '../../src/emulator/certificate';
import { createEmulator } from '../../src/emulator/emulator';
import { startHttpServer, type RunningServer } from '../../src/emulator/http-server';
import { people, readClaims, severalPeople } from '../unit/sources/azure/several-people';
import { pickQuickInput, quickInputRows, runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { hoverTreeItem, openViewContainer, treeItem, treeRows, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const folder = mkdtempSync(join(tmpdir(), 'postgresql-security-accounts-'));
const world = severalPeople();
let azure: RunningServer | undefined;
after(async () => {
  await azure?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

// One address for all, as Azure's: what is answered depends on whose token comes, and for which tenant.
const session = vscodeSession({
  name: 'accounts',
  emulator: false,
  prepare: async () => {
    const certificate = await makeCertificate();
    const trusted = join(folder, 'trusted.pem');
    writeFileSync(trusted, certificate.cert);
    azure = await startHttpServer(
      {
        ...createEmulator(),
        handle: (request) => {
          const { upn, tid } = readClaims(request.headers['authorization'] ?? '');
          return world.emulatorFor(upn, tid).handle(request);
        },
      },
      { certificate },
    );
    return {
      env: { NODE_EXTRA_CA_CERTS: trusted, FIXTURE_ACCOUNTS: Object.keys(people).join(' ') },
      settings: {
        'http.proxySupport': 'off',
        'http.systemCertificates': false,
        'postgresqlSecurity.cloud': 'custom',
        'postgresqlSecurity.customCloud.resourceManager': azure.url,
      },
    };
  },
});

const subscriptions = async (): Promise<string[]> => (await treeRows(session.page)).filter(({ level }) => level === 1).map(({ text }) => text);

test('two accounts look side by side, and each subscription says as whom it is read', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 700);
  await page.locator('.sidebar .welcome-view-content').getByRole('button', { name: 'Sign in to Azure' }).click();
  const { contoso, own, shared } = world.subscriptions;
  for (const name of [...contoso, own, shared]) await treeItem(page, new RegExp(`^subscription ${name}.* in 6 servers · (?:lars|noor)@`)).waitFor();
  await screenshot(page, 'accounts-two');
  assert.deepEqual((await subscriptions()).map((text) => text.split(' · ').at(-1)), ['noor@contoso.com', 'noor@contoso.com', 'lars@northwind.com', 'lars@northwind.com']);
  await hoverTreeItem(page, treeItem(page, new RegExp(`^subscription ${shared}`)), /as lars@northwind\.com/);
  await screenshot(page, 'accounts-hover');
});

test('an account that is left out takes its subscriptions along', async () => {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Choose Accounts…');
  assert.match((await quickInputRows(page)).join('\n'), /^lars@northwind\.com ?shown now\nnoor@contoso\.com ?shown now$/);
  // Another account would be signed in; whoever selects all rows does not mean that.
  await page.locator('.quick-input-widget').getByRole('button', { name: /^Add another account/ }).waitFor();
  await pickQuickInput(page, 'noor@contoso.com');
  await page.locator('.quick-input-header').getByRole('checkbox').first().click();
  await page.locator('.quick-input-widget').getByText('2 Selected', { exact: true }).waitFor();
  await pickQuickInput(page, 'noor@contoso.com');
  await page.locator('.quick-input-widget').getByText('1 Selected', { exact: true }).waitFor();
  await screenshot(page, 'accounts-choice');
  await page.keyboard.press('Enter');
  await treeItem(page, new RegExp(`^subscription ${world.subscriptions.contoso[0] ?? ''}`)).waitFor({ state: 'detached' });
  await treeItem(page, new RegExp(`^subscription ${world.subscriptions.shared}.* in 6 servers`)).waitFor();
  await screenshot(page, 'accounts-one');
  assert.equal((await subscriptions()).length, 2);
});
