import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vscodeSession } from './harness/session';
import { openViewContainer, viewHeight } from './harness/tree';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'nothing', emulator: ['--port', '0', '--servers', '0'] });

test('who is signed in and has no server is told what to look at', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  const welcome = page.locator('.sidebar .welcome-view-content');
  await welcome.getByText('No PostgreSQL servers in the subscriptions that you can read').waitFor();
  await welcome.getByRole('button', { name: 'Refresh' }).waitFor();
  await screenshot(page, 'nothing-there');
});

test('where no template declares a server the view of the workspace takes one line, and says what to do', async () => {
  const { page } = session;
  const title = page.locator('.sidebar .pane-header').getByText('In This Workspace', { exact: true });
  const height = await viewHeight(page, 'In This Workspace');
  assert.ok(height > 0 && height < 35, `${height} pixels`);
  await title.click();
  const welcome = page.locator('.sidebar .welcome-view-content');
  await welcome.getByText('No Bicep file or ARM template of this workspace declares a PostgreSQL server').waitFor();
  await welcome.getByRole('button', { name: 'New Secure Server…' }).waitFor();
  await screenshot(page, 'nothing-declared');
});
