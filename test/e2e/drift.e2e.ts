import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editorText, openFile } from './harness/editor';
import { answerDialog, dialogText, notification } from './harness/messages';
import { confirmPicks, pickQuickInput, quickInputRows, runCommand } from './harness/quick-input';
import { reportsFolder } from './harness/reports-template';
import { vscodeSession } from './harness/session';
import { openViewContainer, sampleFleetRead } from './harness/tree';
import { screenshot } from './harness/workbench';

const folder = reportsFolder({ properties: ['backup: {', '  backupRetentionDays: 14', '}'], parameter: 'require_secure_transport', value: 'on' });

const session = vscodeSession({ name: 'drift', folder });

async function chooseDrift(...settings: readonly string[]): Promise<void> {
  const { page } = session;
  await runCommand(page, 'PostgreSQL Security: Mend Drift from Template…');
  await pickQuickInput(page, 'pg-reports');
  for (const setting of settings) {
    await page.locator('.quick-input-list').getByText(setting, { exact: true }).waitFor();
    await pickQuickInput(page, setting);
  }
  await screenshot(page, 'drift-settings');
  await confirmPicks(page);
  await page.locator('.quick-input-list').getByText(/Write Azure’s values? into reports.bicep/).waitFor();
}

test('Azure’s value is written into the template only after its edit was seen', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await sampleFleetRead(page);
  await openFile(page, 'reports.bicep');
  await chooseDrift('Days to go back');
  assert.match((await quickInputRows(page)).join('\n'), /Apply the template’s value to Azure: pg-reports.*7.* → .*14/s);
  await pickQuickInput(page, 'Write Azure’s value into reports.bicep');
  await page.locator('.refactor-preview, .bulk-edit-panel').first().waitFor();
  await screenshot(page, 'drift-preview');
  assert.match(await editorText(page), /backupRetentionDays:\s14/);
});

test('Azure becomes in several settings what the template says, by one plan', async () => {
  const { page } = session;
  await chooseDrift('TLS enforced', 'Days to go back');
  assert.match((await quickInputRows(page)).join('\n'), /Apply the template’s values to Azure: pg-reports.*2 settings/s);
  await screenshot(page, 'drift-ways');
  await pickQuickInput(page, 'Apply the template’s values to Azure');
  assert.match(await dialogText(page), /Apply the template’s 2 settings to pg-reports\?[\s\S]*require_secure_transport: off → on/);
  await screenshot(page, 'drift-plan');
  await answerDialog(page, 'Apply to Azure');
  await notification(page, /Done, and read back from pg-reports: .*require_secure_transport is on/);
});
