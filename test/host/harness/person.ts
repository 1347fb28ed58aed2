import { strict as assert } from 'node:assert';
import { CancellationTokenSource, window, type InputBoxOptions, type MessageOptions, type ProgressOptions, type QuickPickItem, type QuickPickOptions } from 'vscode';

/** What takes the place of a person: in tests VS Code shows no dialogs and has nobody who answers. */
export interface Person {
  /** Everything that was shown, in order: dialogs and messages with their details, and what progress said. */
  readonly saw: readonly string[];
  /** Lets VS Code ask again as usual. */
  readonly leave: () => void;
}

export interface Answers {
  /** A part of the label of each quick pick's item, in the order in which they are asked for. */
  readonly picks?: readonly string[];
  /** What is typed into each input box; `undefined` takes what is proposed. */
  readonly types?: readonly (string | undefined)[];
  /** How many modal questions are agreed to, by their first button, before one is refused. Default: all. */
  readonly agrees?: number;
  /** Closes every question that nothing is prepared for, instead of failing. */
  readonly shrugs?: boolean;
  /** Cancels the waiting once progress says something that fits. */
  readonly cancelsAt?: RegExp;
}

/** The part of `window` that is answered, as plain functions. */
interface Asking {
  showInformationMessage: unknown;
  showWarningMessage: unknown;
  showErrorMessage: unknown;
  showQuickPick: unknown;
  showInputBox: unknown;
  withProgress: unknown;
}

const asking = window as unknown as Asking;

async function problemOf(options: InputBoxOptions, value: string): Promise<string | undefined> {
  const problem = await options.validateInput?.(value);
  // An object is a remark unless it says otherwise; the product gives remarks that way only.
  return typeof problem === 'string' ? problem : undefined;
}

/** Answers what the extension asks from now on. @throws, in the extension, where nothing was prepared for a question. */
export function person({ picks = [], types = [], agrees = Infinity, shrugs = false, cancelsAt }: Answers = {}): Person {
  const { showInformationMessage, showWarningMessage, showErrorMessage, showQuickPick, showInputBox, withProgress } = asking;
  const usual: Asking = { showInformationMessage, showWarningMessage, showErrorMessage, showQuickPick, showInputBox, withProgress };
  const saw: string[] = [];
  const [leftPicks, leftTypes] = [[...picks], [...types]];
  let agreed = 0;

  const message = (text: string, ...rest: (MessageOptions | string)[]): Promise<string | undefined> => {
    const options = rest.find((one): one is MessageOptions => typeof one === 'object');
    saw.push([text, options?.detail].filter((part) => part !== undefined).join('\n'));
    if (options?.modal !== true) return Promise.resolve(undefined);
    agreed += 1;
    return Promise.resolve(agreed > agrees ? undefined : rest.find((one) => typeof one === 'string'));
  };
  const pick = async (items: readonly QuickPickItem[] | Promise<readonly QuickPickItem[]>, options?: QuickPickOptions): Promise<QuickPickItem | QuickPickItem[] | undefined> => {
    const wanted = leftPicks.shift();
    if (wanted === undefined && shrugs) return undefined;
    const found = (await items).find(({ label }) => wanted !== undefined && label.includes(wanted));
    assert.ok(found, `there is no item “${wanted ?? ''}”`);
    return options?.canPickMany === true ? [found] : found;
  };
  const type = async (options: InputBoxOptions): Promise<string | undefined> => {
    if (leftTypes.length === 0 && shrugs) return undefined;
    assert.ok(leftTypes.length > 0, `nothing is prepared for “${options.prompt ?? ''}”`);
    const value = leftTypes.shift() ?? options.value ?? '';
    assert.equal(await problemOf(options, value), undefined);
    return value;
  };
  const progress = async (options: ProgressOptions, task: (...args: unknown[]) => Promise<unknown>): Promise<unknown> => {
    const source = new CancellationTokenSource();
    const report = ({ message: text = '' }: { readonly message?: string }): void => {
      saw.push(`${options.title ?? ''}: ${text}`);
      if (cancelsAt?.test(text) === true) source.cancel();
    };
    try {
      return await task({ report }, source.token);
    } finally {
      source.dispose();
    }
  };
  Object.assign(asking, {
    showInformationMessage: message,
    showWarningMessage: message,
    showErrorMessage: message,
    showQuickPick: pick,
    showInputBox: type,
    withProgress: progress,
  });
  return { saw, leave: () => Object.assign(asking, usual) };
}
