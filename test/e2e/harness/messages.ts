import type { Locator, Page } from 'playwright-core';
import { runCommand } from './quick-input';

/** For how long a message is waited for where VS Code shows it by itself, which it does for ten seconds. */
const toastMs = 15_000;

/** Waits for a notification that contains the text and returns it, from VS Code's list where it has gone there already. */
export async function notification(page: Page, text: string | RegExp): Promise<Locator> {
  const message = page.locator('.notification-toast, .notifications-center.visible').locator('.notification-list-item').filter({ hasText: text }).first();
  try {
    await message.waitFor({ timeout: toastMs });
  } catch {
    // What comes while the list is open comes there.
    await runCommand(page, 'Notifications: Show Notifications');
    await message.waitFor();
  }
  return message;
}

/** Presses a button of the notification that contains the text. */
export async function answerNotification(page: Page, text: string | RegExp, button: string): Promise<void> {
  const message = await notification(page, text);
  await message.getByRole('button', { name: button, exact: true }).click();
}

/** Reads the modal dialog that is open, or that opens soon. */
export async function dialogText(page: Page): Promise<string> {
  const dialog = page.locator('.monaco-dialog-box');
  await dialog.waitFor();
  return (await dialog.innerText()).replace(/\n+/g, '\n');
}

/** Presses a button of the modal dialog and waits until this dialog is gone; another one may follow it. */
export async function answerDialog(page: Page, button: string): Promise<void> {
  const dialog = await page.locator('.monaco-dialog-box').elementHandle();
  await page.locator('.monaco-dialog-box').getByRole('button', { name: button, exact: true }).click();
  await dialog.waitForElementState('hidden');
}

/** Reads the output channel that is in front once it contains the text; the breaks of its long lines count as spaces. */
export async function outputText(page: Page, text: string | RegExp): Promise<string> {
  const lines = page.locator('.panel .output-view-container .view-lines, .panel .view-lines').first();
  await lines.filter({ hasText: text }).waitFor();
  return (await lines.innerText()).replace(/\s+/g, ' ');
}

/** Reads what the extension copied. The page needs the permission that newPage gives. */
export const clipboardText = (page: Page): Promise<string> => page.evaluate('navigator.clipboard.readText()');

/** Takes away what was copied before, so that `copiedText` cannot take it for what comes. */
export const clearClipboard = (page: Page): Promise<void> => page.evaluate("navigator.clipboard.writeText('')");

/** How long it may take until something is copied. */
const copyMs = 45_000;

/** Waits until something was copied since `clearClipboard`, and reads it. Nothing tells when, so it is asked again and again. */
export async function copiedText(page: Page): Promise<string> {
  const end = Date.now() + copyMs;
  for (;;) {
    const text = await clipboardText(page);
    if (text !== '') return text;
    if (Date.now() > end) throw new Error('Nothing was copied.');
    await page.waitForTimeout(50);
  }
}
