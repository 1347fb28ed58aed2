import type { Locator, Page } from 'playwright-core';

/** Waits for a notification that contains the text and returns it. */
export async function notification(page: Page, text: string | RegExp): Promise<Locator> {
  const toast = page.locator('.notification-toast').filter({ hasText: text }).first();
  await toast.waitFor();
  return toast;
}

/** Presses a button of the notification that contains the text. */
export async function answerNotification(page: Page, text: string | RegExp, button: string): Promise<void> {
  const toast = await notification(page, text);
  await toast.getByRole('button', { name: button, exact: true }).click();
}

/** Reads the modal dialog that is open, or that opens soon. */
export async function dialogText(page: Page): Promise<string> {
  const dialog = page.locator('.monaco-dialog-box');
  await dialog.waitFor();
  return (await dialog.innerText()).replace(/\n+/g, '\n');
}

/** Presses a button of the modal dialog and waits until the dialog is gone. */
export async function answerDialog(page: Page, button: string): Promise<void> {
  const dialog = page.locator('.monaco-dialog-box');
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Reads what the extension copied. The page needs the permission that newPage gives. */
export const clipboardText = (page: Page): Promise<string> => page.evaluate('navigator.clipboard.readText()');
