import { strict as assert } from 'node:assert';
import { CancellationTokenSource, Disposable, EventEmitter, window, type InputBoxOptions, type MessageOptions, type ProgressOptions, type QuickPickItem, type QuickPickOptions, type Uri } from 'vscode';

/** What takes the place of a person: in tests VS Code shows no dialogs and has nobody who answers. */
export interface Person {
  /** Everything that was shown, in order: dialogs and messages with their details, and what progress said. */
  readonly saw: readonly string[];
  /** Every question that waited for an answer, in order. */
  readonly asked: readonly string[];
  /** Lets VS Code ask again as usual. */
  readonly leave: () => void;
}

export interface Answers {
  /** A part of the label of each quick pick's item, in the order in which they are asked for; several where several may be picked. */
  readonly picks?: readonly (string | readonly string[])[];
  /** Where each file is saved that somebody is asked for. */
  readonly saves?: readonly Uri[];
  /** What is typed into each input box; `undefined` takes what is proposed. */
  readonly types?: readonly (string | undefined)[];
  /** How many modal questions are agreed to, by their first button, before one is refused. Default: all. */
  readonly agrees?: number;
  /** What happens elsewhere while the first modal question is read, before it is agreed to. */
  readonly meanwhile?: () => Promise<unknown>;
  /** The buttons of messages that are pressed where a message has them, each once. */
  readonly presses?: readonly string[];
  /** Hears of every message. */
  readonly onMessage?: (text: string) => void;
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
  createQuickPick: unknown;
  showInputBox: unknown;
  showSaveDialog: unknown;
  withProgress: unknown;
}

const asking = window as unknown as Asking;

async function problemOf(options: InputBoxOptions, value: string): Promise<string | undefined> {
  const problem = await options.validateInput?.(value);
  // An object is a remark unless it says otherwise; the product gives remarks that way only.
  return typeof problem === 'string' ? problem : undefined;
}

/** Answers what the extension asks from now on. @throws, in the extension, where nothing was prepared for a question. */
export function person({ picks = [], types = [], saves = [], agrees = Infinity, shrugs = false, cancelsAt, meanwhile, presses = [], onMessage }: Answers = {}): Person {
  const { showInformationMessage, showWarningMessage, showErrorMessage, showQuickPick, createQuickPick, showInputBox, showSaveDialog, withProgress } = asking;
  const usual: Asking = { showInformationMessage, showWarningMessage, showErrorMessage, showQuickPick, createQuickPick, showInputBox, showSaveDialog, withProgress };
  const saw: string[] = [];
  const asked: string[] = [];
  const [leftPicks, leftTypes, leftSaves] = [[...picks], [...types], [...saves]];
  let agreed = 0;

  const leftPresses = [...presses];
  /** Presses a button of a message that goes by itself. */
  const press = (buttons: readonly unknown[]): string | undefined => {
    const index = leftPresses.findIndex((button) => buttons.includes(button));
    return index < 0 ? undefined : leftPresses.splice(index, 1)[0];
  };
  const message = async (text: string, ...rest: (MessageOptions | string)[]): Promise<string | undefined> => {
    const options = rest.find((one): one is MessageOptions => typeof one === 'object');
    saw.push([text, options?.detail].filter((part) => part !== undefined).join('\n'));
    onMessage?.(text);
    if (options?.modal !== true) return press(rest);
    asked.push(text);
    if (agreed === 0) await meanwhile?.();
    agreed += 1;
    return agreed > agrees ? undefined : rest.find((one) => typeof one === 'string');
  };
  const pick = async (items: readonly QuickPickItem[] | Promise<readonly QuickPickItem[]>, options?: QuickPickOptions): Promise<QuickPickItem | readonly QuickPickItem[] | undefined> => {
    asked.push(options?.title ?? options?.placeHolder ?? '');
    const wanted = leftPicks.shift();
    if (wanted === undefined && shrugs) return undefined;
    const all = await items;
    const found = [wanted ?? ''].flat().map((part) => {
      const item = all.find(({ label }) => wanted !== undefined && label.includes(part));
      assert.ok(item, `there is no item “${part}” among ${all.map(({ label }) => label).join(', ')}`);
      return item;
    });
    return options?.canPickMany === true ? found : found[0];
  };
  /** A quick pick that has buttons besides its rows, of which the rows are answered. */
  const createPick = (): unknown => {
    const accepted = new EventEmitter<void>();
    const hidden = new EventEmitter<void>();
    const shown = {
      title: '',
      canSelectMany: false,
      items: [] as readonly QuickPickItem[],
      selectedItems: [] as readonly QuickPickItem[],
      onDidAccept: accepted.event,
      onDidHide: hidden.event,
      onDidTriggerButton: () => new Disposable(() => undefined),
      show: (): void => {
        void pick(shown.items, { title: shown.title, canPickMany: shown.canSelectMany }).then((answer) => {
          if (answer !== undefined) shown.selectedItems = [answer].flat();
          (answer === undefined ? hidden : accepted).fire();
        });
      },
      hide: () => hidden.fire(),
      dispose: (): void => {
        Disposable.from(accepted, hidden).dispose();
      },
    };
    return shown;
  };
  const save = (): Promise<Uri | undefined> => {
    asked.push('save');
    return Promise.resolve(leftSaves.shift());
  };
  const type = async (options: InputBoxOptions): Promise<string | undefined> => {
    asked.push(options.title ?? options.prompt ?? '');
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
    createQuickPick: createPick,
    showInputBox: type,
    showSaveDialog: save,
    withProgress: progress,
  });
  return { saw, asked, leave: () => Object.assign(asking, usual) };
}
