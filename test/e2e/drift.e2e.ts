import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editorText, openFile } from './harness/editor';
import { answerDialog, dialogText, notification } from './harness/messages';
import { pickQuickInput, quickInputRows, runCommand } from './harness/quick-input';
import { reportsFolder } from './harness/reports-template';
import { vscodeSession } from './harness/session';
import { foldDeclared, openViewContainer, sampleFleetRead } from './harness/tree';
import { screenshot } from './harness/workbench';

const folder = reportsFolder({ properties: ['backup: {', '  backupRetentionDays: 14', '}'], parameter: 'require_secure_transport', value: 'on' });

const session = vscodeSession({ name: 'drift', folder });

async function chooseDrift(setting: string): Promise<void> {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Mend Drift from Template…');
  await pickQuickInput(page, 'pg-reports');
  await page.locator('.quick-input-list').getByText(setting, { exact: true }).waitFor();
  await pickQuickInput(page, setting);
  await screenshot(page, 'drift-settings');
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-list').getByText('Write Azure’s value into reports.bicep').waitFor();
}

test('Azure becomes what the template says, by a plan', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await foldDeclared(page);
  await sampleFleetRead(page);
  await chooseDrift('TLS enforced');
  assert.match((await quickInputRows(page)).join('\n'), /Apply the template’s value to Azure: pg-reports.*no → yes/s);
  await screenshot(page, 'drift-ways');
  await pickQuickInput(page, 'Apply the template’s value to Azure');
  assert.match(await dialogText(page), /Apply the template’s TLS enforced to pg-reports\?[\s\S]*require_secure_transport: off → on/);
  await screenshot(page, 'drift-plan');
  await answerDialog(page, 'Apply to Azure');
  await notification(page, 'Done, and read back from pg-reports: require_secure_transport is on.');
});

test('Azure’s value is written into the template only after its edit was seen', async () => {
  const { page } = session;
  await openFile(page, 'reports.bicep');
  await chooseDrift('Days to go back');
  await pickQuickInput(page, 'Write Azure’s value into reports.bicep');
  await page.locator('.refactor-preview, .bulk-edit-panel').first().waitFor();
  await screenshot(page, 'drift-preview');
  assert.match(await editorText(page), /backupRetentionDays:\s14/);
});
