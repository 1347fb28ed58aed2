import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommand } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'workbench' });

test('the packaged extension is installed', async () => {
  const { page } = session;
  await runCommand(page, 'Extensions: Show Installed Extensions');
  const entry = page.locator('.extensions-viewlet').getByText('PostgreSQL Security for Azure').first();
  await entry.waitFor();
  await screenshot(page, 'workbench-installed');
  assert.equal(await entry.innerText(), 'PostgreSQL Security for Azure');
});
