import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { notification } from './harness/messages';
import { answerQuickInput, pickQuickInput, quickInputMessage, quickInputRows, quickInputValue } from './harness/quick-input';
import { vscodeSession } from './harness/session';
import { openViewContainer, sampleFleetRead, treeItem, treeItemMenu, widenSideBar } from './harness/tree';
import { screenshot } from './harness/workbench';

/** A psql that notes how it was started: its arguments, its environment and the certificates that it would verify by. */
const folder = mkdtempSync(join(tmpdir(), 'open-psql-'));
const noted = join(folder, 'noted');
const script = `#!/bin/sh
[ "$1" = --version ] && exit 0
{ echo "arguments $#"; env | grep ^PG; grep -c 'BEGIN CERTIFICATE' "$PGSSLROOTCERT"; } > '${noted}.part'
mv '${noted}.part' '${noted}'
echo "psql is connected to $PGHOST with $PGSSLMODE"
cat
`;
writeFileSync(join(folder, 'psql'), script);
chmodSync(join(folder, 'psql'), 0o755);
// VS Code asks a login shell for the PATH, so that it has to be the shell that says where psql is.
for (const profile of ['.profile', '.bash_profile', '.zprofile']) writeFileSync(join(folder, profile), `export PATH='${folder}':"$PATH"\n`);
after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

const session = vscodeSession({ name: 'open-psql', env: { HOME: folder, PGHOSTADDR: '192.0.2.1' } });

/** Waits until the stand-in has noted how it was started. */
const started = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      if (!existsSync(noted)) return;
      end();
      resolve(readFileSync(noted, 'utf8'));
    };
    const watcher = watch(folder, look);
    const timer = setTimeout(() => {
      end();
      reject(new Error('The psql of the test was not started.'));
    }, 120_000);
    const end = (): void => {
      clearTimeout(timer);
      watcher.close();
    };
    look();
  });

test('psql is started with everything in its environment, and verifies', async () => {
  const { page } = session;
  await openViewContainer(page, 'PostgreSQL Security');
  await widenSideBar(page, 560);
  await sampleFleetRead(page);
  await treeItemMenu(page, treeItem(page, /^pg-orders, Flexible Server/), 'Open psql (Verified TLS)…');
  await quickInputMessage(page, /Database/);
  await answerQuickInput(page, 'shop');
  await quickInputMessage(page, /Role/);
  await quickInputValue(page);
  await page.keyboard.press('Enter');
  await quickInputRows(page);
  await screenshot(page, 'open-psql-ways');
  await pickQuickInput(page, 'Password');
  const lines = (await started()).trim().split('\n');
  await page.locator('.terminal-wrapper').first().waitFor();
  await screenshot(page, 'open-psql-terminal');
  assert.equal(lines[0], 'arguments 0');
  for (const line of ['PGHOST=pg-orders.postgres.database.azure.com', 'PGDATABASE=shop', 'PGSSLMODE=verify-full', 'PGCHANNELBINDING=require']) {
    assert.ok(lines.includes(line), `${line} is not in\n${lines.join('\n')}`);
  }
  assert.ok(!lines.some((line) => /^PG(?:PASSWORD|HOSTADDR)=/.test(line)), lines.join('\n'));
  assert.ok(Number(lines.at(-1)) > 0, 'there are no certificates to verify by');
});

test('there is no token for a sample server, and it is said why', async () => {
  const { page } = session;
  await treeItemMenu(page, treeItem(page, /^pg-orders, Flexible Server/), 'Open psql (Verified TLS)…');
  await quickInputMessage(page, /Database/);
  await answerQuickInput(page, 'shop');
  await quickInputMessage(page, /Role/);
  await quickInputValue(page);
  await page.keyboard.press('Enter');
  await pickQuickInput(page, 'Microsoft Entra token');
  await notification(page, 'The sample servers are made up');
});
