import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { steerEmulator } from '../host/harness/emulator-control';
import { startAddressService, type AddressService } from './harness/address-service';
import { answerDialog, dialogText, notification } from './harness/messages';
import { pickQuickInput, quickInputMessage, quickInputRows, quickInputValue, runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { openViewContainer, pressTreeItemButton, sampleFleetRead, treeItem, treeItemMenu, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

const folder = mkdtempSync(join(tmpdir(), 'postgresql-security-certificates-'));
let service: AddressService | undefined;
let certificate = '';
after(() => {
  service?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

// Signed in to an Azure of its own address over https: for it no address is made up.
const session = vscodeSession({
  name: 'own-address',
  emulator: ['--port', '0', '--https'],
  signIn: 'signed-in',
  configure: async (emulator) => {
    service = await startAddressService('20.50.2.20');
    const [, file = ''] = await emulator.process.line(/NODE_EXTRA_CA_CERTS=(\S+)/);
    certificate = readFileSync(file, 'utf8');
    const trusted = join(folder, 'trusted.pem');
    writeFileSync(trusted, `${certificate}\n${service.certificate}\n`);
    return {
      env: { POSTGRESQL_SECURITY_EMULATOR: undefined, NODE_EXTRA_CA_CERTS: trusted },
      settings: {
        // VS Code's own list of certificates would not hold those of the test.
        'http.proxySupport': 'off',
        'http.systemCertificates': false,
        'postgresqlSecurity.cloud': 'custom',
        'postgresqlSecurity.customCloud.resourceManager': emulator.url,
        'postgresqlSecurity.addressService': service.url,
      },
    };
  },
});

test('an outside service is asked for the address only with consent, and the plan says so', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 560);
  await page.locator('.sidebar .welcome-view-content').getByRole('button', { name: 'Sign in to Azure' }).click();
  await sampleFleetRead(page);
  await screenshot(page, 'own-address-signed-in');
  const add = async (): Promise<void> => {
    await treeItemMenu(page, treeItem(page, /^pg-reports, Flexible Server/), 'Add Firewall Rule…');
    const [own] = await quickInputRows(page);
    assert.match(own ?? '', /remote host/);
    await pickQuickInput(page, 'The address of this computer');
  };

  await add();
  assert.match(await dialogText(page), /Ask 127\.0\.0\.1:\d+ for the public address of the remote host/);
  await screenshot(page, 'own-address-consent');
  await answerDialog(page, 'Cancel');
  assert.equal(service?.asked(), 0);

  await add();
  await answerDialog(page, 'Ask Once');
  await quickInputMessage(page, /Name of the rule/);
  assert.equal(await quickInputValue(page), 'allow-20-50-2-20');
  assert.equal(service.asked(), 1);
  await page.keyboard.press('Enter');
  assert.match(await dialogText(page), /20\.50\.2\.20 is the address of the remote host.*by asking 127\.0\.0\.1:\d+/);
  await screenshot(page, 'own-address-plan');
  await answerDialog(page, 'Add Rule');
  await notification(page, 'pg-reports: allow-20-50-2-20: 20.50.2.20');
});

test('a tenant that wants a further step is asked for once; who declines signs in from its row', async () => {
  const { page } = session;
  // Tokens of before are refused from now on, where the subscriptions of the tenant are listed.
  await steerEmulator(session.emulator.url, certificate).addFault({ fault: 'claims', match: { pattern: '^/subscriptions$' } });
  await runCommand(page, 'PostgreSQL Security: Refresh Servers');
  assert.match(await dialogText(page), /Azure asks alex@contoso\.com for a further step to sign in/);
  await screenshot(page, 'further-step-asked');
  await answerDialog(page, 'Cancel');
  const row = page.locator('.sidebar').getByRole('treeitem', { name: /^Sign-in needed/ });
  await row.waitFor();
  await row.hover();
  await screenshot(page, 'further-step-declined');
  await pressTreeItemButton(page, row, 'Sign In to This Tenant');
  assert.match(await dialogText(page), /a further step/);
  await answerDialog(page, 'Allow');
  await treeItem(page, /^pg-reports, Flexible Server/).waitFor();
  await screenshot(page, 'further-step-taken');
  assert.equal(await row.count(), 0);
});
