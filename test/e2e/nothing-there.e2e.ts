import { test } from 'node:test';
import { vscodeSession } from './harness/session';
import { openViewContainer } from './harness/tree';
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
