import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inRepository } from '../../scripts/repository';
import { activeEditor, applyQuickFix, editorText, goTo, openFile, problems, quickFixes, squiggle } from './harness/editor';
import { vscodeSession } from './harness/session';
import { screenshot } from './harness/workbench';

const session = vscodeSession({ name: 'policy', emulator: false, folder: inRepository('test', 'fixtures', 'policy') });

test('what does not hold in the configuration is shown where it is written', async () => {
  const { page } = session;
  await openFile(page, 'postgresql-security.json');
  await squiggle(page, 'error');
  const listed = await problems(page, /"recomended" is unknown/);
  for (const message of [/"recomended" is unknown\. Is "recommended" meant\?/, /Is "tls\/minimum-version" meant\?/, /takes a whole number/, /"\.\.\/legacy" holds something/, /a resource id begins with/, /takes a day such as/]) {
    assert.equal(listed.filter((row) => message.test(row)).length, 1, `${String(message)} in\n${listed.join('\n')}`);
  }
  await screenshot(page, 'policy-configuration');
});

test('a finding is suppressed by its quick fix, and the reason is typed over', async () => {
  const { page } = session;
  await openFile(page, 'main.bicep');
  await squiggle(page, 'error');
  await goTo(page, 19, 25);
  const offered = await quickFixes(page);
  assert.ok(offered.some((title) => title.includes('Suppress firewall/open-to-internet here, with a reason')), offered.join('\n'));
  await screenshot(page, 'policy-quick-fix');
  await page.keyboard.press('Escape');
  await applyQuickFix(page, 'Suppress firewall/open-to-internet here');
  await activeEditor(page).getByText('why this is right').waitFor();
  await screenshot(page, 'policy-reason');
  await page.keyboard.type('A honeypot, watched by team-security. until 2027-03-31');
  await activeEditor(page).locator('.squiggly-error').waitFor({ state: 'detached' });
  assert.match(await editorText(page), /\n {6}#disable-next-line firewall-open-to-internet \/\/ A honeypot, watched by team-security\. until 2027-03-31\n {6}startIpAddress/);
  await screenshot(page, 'policy-suppressed');
});
