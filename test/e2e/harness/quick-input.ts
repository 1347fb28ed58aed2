import type { Locator, Page } from 'playwright-core';

const widget = (page: Page): Locator => page.locator('.quick-input-widget:visible');

const rows = (page: Page): Locator => widget(page).locator('.quick-input-list .monaco-list-row');

/** How long a palette that is open is given to show a command. It never learns of one that is enabled later. */
const paletteMs = 5000;

/** How often the palette is opened for a command: a workbench that has just begun enables its commands by and by. */
const paletteTries = 9;

/** Runs a command by its title in the palette, such as 'PostgreSQL Security: Add Firewall Rule…'. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const row = rows(page).filter({ hasText: title }).first();
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press('F1');
    const input = widget(page).locator('input').first();
    await input.waitFor();
    await input.fill(`>${title}`);
    try {
      await row.waitFor({ timeout: paletteMs });
      break;
    } catch (error) {
      if (attempt === paletteTries) throw error;
      await page.keyboard.press('Escape');
      await widget(page).waitFor({ state: 'hidden' });
    }
  }
  await row.click();
  // What is typed from now on is not for the palette.
  await row.waitFor({ state: 'hidden' });
}

/** Types into the input box that is open, once a list that was answered before is gone: that one has a box of its own. */
export async function fillQuickInput(page: Page, text: string): Promise<void> {
  await widget(page).locator('.quick-input-list').waitFor({ state: 'hidden' });
  const input = widget(page).locator('input').first();
  await input.waitFor();
  await input.fill(text);
}

/** Types into the input box that is open and confirms it. */
export async function answerQuickInput(page: Page, text: string): Promise<void> {
  await fillQuickInput(page, text);
  await page.keyboard.press('Enter');
}

/** What the page is asked: an input keeps what it holds in no attribute that a selector could look at. */
const heldText = `[...document.querySelectorAll('.quick-input-widget .quick-input-box input')].find((input) => input.offsetParent !== null && input.value !== '')?.value`;

/** Reads what is in an input box once there is something, such as a proposal. */
export async function quickInputValue(page: Page): Promise<string> {
  const value = await page.waitForFunction<unknown>(heldText);
  return String(await value.jsonValue());
}

/** Waits for the input box with the prompt, where one box follows another, then types into it and confirms it. */
export async function answerPrompt(page: Page, prompt: string | RegExp, text: string): Promise<void> {
  await widget(page).locator('.quick-input-message').filter({ hasText: prompt }).waitFor();
  await answerQuickInput(page, text);
}

/** Chooses the row of the open quick pick that contains the text. */
export async function pickQuickInput(page: Page, text: string | RegExp): Promise<void> {
  await rows(page).filter({ hasText: text }).first().click();
}

/** Reads the rows of the open quick pick, label and description in one text each. Only rows in sight exist. */
export async function quickInputRows(page: Page): Promise<string[]> {
  await rows(page).first().waitFor();
  return (await rows(page).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}

/** Reads the message below an input box, its prompt or what it says about its value, once it fits. */
export async function quickInputMessage(page: Page, text: string | RegExp): Promise<string> {
  const message = widget(page).locator('.quick-input-message').filter({ hasText: text });
  await message.waitFor();
  return message.innerText();
}

/** Types into the open quick pick, which then shows the rows that fit. */
export async function filterQuickInput(page: Page, text: string): Promise<void> {
  await widget(page).locator('input').first().fill(text);
}
