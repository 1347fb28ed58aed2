import type { Locator, Page } from 'playwright-core';

/** A row of a tree view as it shows on the screen. */
export interface TreeRow {
  /** From 1. */
  readonly level: number;
  /** What is read aloud: label, description, and the accessibility label where the extension gives one. */
  readonly name: string;
  /** Label and description. */
  readonly text: string;
  readonly expanded: boolean | undefined;
}

/** Opens a view container by the title of its icon in the activity bar. */
export async function openViewContainer(page: Page, title: string): Promise<void> {
  const tab = page.locator('.activitybar').getByRole('tab', { name: title }).first();
  await tab.waitFor();
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
}

/**
 * Takes the pointer out of the way: where it rested before there was a tree, such as on the button that signs in, or on
 * the row that was pressed last, it opens a hover that covers the rows below.
 */
export async function leaveRows(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
}

/** A view of the side bar by its title. */
const view = (page: Page, title: string): Locator => page.locator('.sidebar .pane').filter({ has: page.locator('.pane-header').getByText(title, { exact: true }) });

/** How many pixels a view of the side bar has, its title included. */
export async function viewHeight(page: Page, title: string): Promise<number> {
  return (await view(page, title).boundingBox())?.height ?? 0;
}

/** Finds a row of the servers that templates of the workspace declare. */
export const declaredItem = (page: Page, name: RegExp): Locator => view(page, 'In This Workspace').getByRole('treeitem', { name }).first();

/** Folds the view of the servers that templates declare, once it is there, so that more of the live ones is in sight. */
export async function foldDeclared(page: Page): Promise<void> {
  const declared = view(page, 'In This Workspace');
  await declared.getByRole('treeitem').first().waitFor();
  await declared.locator('.pane-header').getByText('In This Workspace', { exact: true }).click();
  await declared.getByRole('treeitem').first().waitFor({ state: 'detached' });
}

/** Waits until every server of the sample fleet has been read: until then rows change under the pointer. */
export async function sampleFleetRead(page: Page): Promise<void> {
  for (const sum of [/Contoso Production.* in 4 servers/, /Contoso Staging.* in 5 servers/, /Contoso Sandbox.* in 1 server/]) await treeItem(page, sum).waitFor();
  // The tree is drawn anew once more when the listing ends, and a row that goes just then hands its menu nothing.
  await page.locator('.sidebar .monaco-progress-container.active').first().waitFor({ state: 'hidden' });
  await leaveRows(page);
}

/**
 * Finds a row of the side bar's first tree by its name; a text matches any part. Of several rows any may be the first,
 * as those that came later need not be below: then the level is needed, from 1.
 */
export const treeItem = (page: Page, name: string | RegExp, level?: number): Locator =>
  page.locator('.sidebar .pane').first().getByRole('treeitem', level === undefined ? { name } : { name, level }).first();

/**
 * Opens the rows of a path one after the other, such as a subscription, a server and a layer, each of them directly
 * below the one before, and returns the last.
 */
export async function expandTreeItems(page: Page, ...names: readonly (string | RegExp)[]): Promise<Locator> {
  let row = treeItem(page, names[0] ?? '');
  let level: number | undefined;
  await leaveRows(page);
  for (const name of names) {
    row = treeItem(page, name, level);
    await row.waitFor();
    level = Number(await row.getAttribute('aria-level')) + 1;
    if ((await row.getAttribute('aria-expanded')) === 'false') {
      await row.locator('.monaco-tl-twistie').click();
      await row.and(page.locator('[aria-expanded="true"]')).waitFor();
      await leaveRows(page);
    }
  }
  return row;
}

/** Folds a row, so that what is below it is not taken for what is below the next one, and there is room for others. */
export async function foldTreeItem(page: Page, name: string | RegExp): Promise<void> {
  const row = treeItem(page, name);
  await leaveRows(page);
  await row.locator('.monaco-tl-twistie').click();
  await row.and(page.locator('[aria-expanded="false"]')).waitFor();
}

/** Reads the rows of the side bar's trees that are in sight, from top to bottom. */
export async function treeRows(page: Page): Promise<TreeRow[]> {
  const rows = await page.locator('.sidebar').getByRole('treeitem').all();
  return Promise.all(
    rows.map(async (row) => {
      const expanded = await row.getAttribute('aria-expanded');
      return {
        level: Number(await row.getAttribute('aria-level')),
        name: (await row.getAttribute('aria-label')) ?? '',
        text: (await row.innerText()).replace(/\s+/g, ' ').trim(),
        expanded: expanded === null ? undefined : expanded === 'true',
      };
    }),
  );
}

/** Drags the edge of the side bar to this many pixels from the left, so that whole rows can be read. */
export async function widenSideBar(page: Page, pixels: number): Promise<void> {
  const bar = page.locator('.part.sidebar');
  await bar.waitFor();
  const box = await bar.boundingBox();
  if (box === null) throw new Error('The side bar has no place in the window.');
  await page.mouse.move(box.x + box.width, 500);
  await page.mouse.down();
  await page.mouse.move(pixels, 500, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(pixels + 280, 500);
}

/** How often a context menu is opened for a row: rows that were just drawn anew may be others by the time of the click. */
const menuTries = 5;

/** Runs an entry of a row's context menu. */
export async function treeItemMenu(page: Page, row: Locator, entry: string): Promise<void> {
  const menu = page.locator('.monaco-menu').first();
  for (let attempt = 1; ; attempt++) {
    await leaveRows(page);
    await row.click({ button: 'right' });
    await menu.waitFor();
    // VS Code gives the row of the menu the focus.
    if ((await row.and(page.locator('.focused')).count()) > 0) break;
    if (attempt === menuTries) throw new Error(`The menu with ${entry} opens for another row.`);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
  }
  await page.getByRole('menuitem', { name: entry }).first().hover();
  // A click that comes too soon after the menu opened is taken for the end of the one that opened it.
  await page.keyboard.press('Enter');
}

/**
 * How long a hover may take to come before the pointer is moved again: a row that is drawn anew below it shows none. The
 * hover of such a row may stay open over others until a key is pressed.
 */
const hoverMs = 5000;

const hoverTries = 9;

/** Holds the pointer over a row until its hover contains the text. The hover of a row where the pointer was may cover it. */
export async function hoverTreeItem(page: Page, row: Locator, text: RegExp): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await leaveRows(page);
    try {
      await row.hover({ timeout: hoverMs });
      await page.locator('.monaco-hover').getByText(text).waitFor({ timeout: hoverMs });
      return;
    } catch (error) {
      if (attempt === hoverTries) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** Presses a button that a row shows while the pointer is over it; the row may move away below the pointer. */
export async function pressTreeItemButton(page: Page, row: Locator, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await row.hover({ timeout: hoverMs });
      await row.getByRole('button', { name }).click({ timeout: hoverMs });
      return;
    } catch (error) {
      if (attempt === hoverTries) throw error;
      await page.keyboard.press('Escape');
      await leaveRows(page);
    }
  }
}
