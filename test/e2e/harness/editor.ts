import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { runCommand } from './quick-input';

/** How long the list of files is given to show one: it never learns of one that is found later. */
const filesMs = 5000;

const filesTries = 9;

const quickInput = (page: Page): Locator => page.locator('.quick-input-widget:visible');

/** Opens a file of the workspace by its path relative to the folder. */
export async function openFile(page: Page, path: string): Promise<void> {
  const name = path.split('/').at(-1) ?? path;
  const row = quickInput(page).locator('.monaco-list-row').filter({ hasText: name }).first();
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press('ControlOrMeta+p');
    await quickInput(page).locator('input').first().fill(path);
    try {
      await row.waitFor({ timeout: filesMs });
      break;
    } catch (error) {
      if (attempt === filesTries) throw error;
      await page.keyboard.press('Escape');
      await quickInput(page).waitFor({ state: 'hidden' });
    }
  }
  await row.click();
  // Until then the editor in front is that of another file.
  await page.locator('.editor-group-container.active .tab.active').filter({ hasText: name }).waitFor();
  await activeEditor(page).locator('.view-line').first().waitFor();
}

/** The text editor that has or last had the focus. */
export const activeEditor = (page: Page): Locator => page.locator('.editor-group-container.active .monaco-editor').first();

/** Puts the cursor at a line and column, both from 1. */
export async function goTo(page: Page, line: number, column = 1): Promise<void> {
  await page.keyboard.press('Control+g');
  const input = quickInput(page).locator('input').first();
  await input.fill(`:${line}:${column}`);
  await input.press('Enter');
  // Until then keys are not for the editor.
  await quickInput(page).waitFor({ state: 'hidden' });
}

/** Puts the cursor at the first occurrence of a text in the file that is open; the file on disk is looked at. */
export async function goToText(page: Page, file: string, text: string): Promise<void> {
  const before = readFileSync(file, 'utf8').split(text, 1)[0] ?? '';
  const lines = before.split('\n');
  await goTo(page, lines.length, (lines.at(-1) ?? '').length + 1);
}

/** Waits for a wavy line of the given severity in the active editor. */
export async function squiggle(page: Page, severity: 'error' | 'warning' | 'info' | 'hint'): Promise<Locator> {
  const line = activeEditor(page).locator(`.squiggly-${severity}`).first();
  // The line has no height of its own, so it never counts as visible.
  await line.waitFor({ state: 'attached' });
  return line;
}

/** Reads the Problems panel, one text a row, files and their problems, once a row has the text. */
export async function problems(page: Page, text: string | RegExp): Promise<string[]> {
  await runCommand(page, 'Problems: Focus on Problems View');
  const rows = page.locator('.markers-panel .monaco-list-row');
  await rows.filter({ hasText: text }).first().waitFor();
  return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}

const quickFixRows = (page: Page): Locator => page.locator('.action-widget .monaco-list-row.action');

/** How long the list of quick fixes may take before its key is pressed again: while another list goes, VS Code takes no key. */
const quickFixMs = 5000;

const quickFixTries = 9;

/** Opens the quick fixes at the cursor and reads their titles. */
export async function quickFixes(page: Page): Promise<string[]> {
  for (let attempt = 1; ; attempt++) {
    // In a list that is open already the same key takes its first fix.
    if (!(await page.locator('.action-widget').first().isVisible())) await page.keyboard.press('ControlOrMeta+.');
    try {
      await quickFixRows(page).first().waitFor({ timeout: quickFixMs });
      break;
    } catch (error) {
      if (attempt === quickFixTries) throw error;
    }
  }
  return (await quickFixRows(page).allInnerTexts()).map((text) => text.trim());
}

/** Applies the quick fix at the cursor whose title contains the text. */
export async function applyQuickFix(page: Page, title: string): Promise<void> {
  await quickFixes(page);
  await quickFixRows(page).filter({ hasText: title }).first().click();
}

/** Reads the lines of the active editor that are in sight. */
export async function editorText(page: Page): Promise<string> {
  const lines = await activeEditor(page).locator('.view-line').all();
  const placed = await Promise.all(lines.map(async (line) => ({ top: (await line.boundingBox())?.y ?? 0, text: await line.innerText() })));
  // The editor reuses the elements of lines in any order, and shows spaces as no-break spaces.
  return placed
    .sort((one, other) => one.top - other.top)
    .map(({ text }) => text.replaceAll('\u00a0', ' '))
    .join('\n');
}

/** How long a line above the text is given to open something. */
const lensMs = 5000;

/** How often it is pressed: the editor draws its lines anew after a document has come, and a press in that moment is lost. */
const lensTries = 9;

/**
 * Presses a line above the text of the editor in front.
 * @param opened what it opens: a list or a box of VS Code where left out.
 */
export async function pressLens(page: Page, title: string, opened = quickInput(page)): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await activeEditor(page).locator('.codelens-decoration a').filter({ hasText: title }).first().click();
    try {
      await opened.waitFor({ timeout: lensMs });
      return;
    } catch (error) {
      if (attempt === lensTries) throw error;
    }
  }
}
