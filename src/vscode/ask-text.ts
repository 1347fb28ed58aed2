import { window } from 'vscode';

/** Asks for a text that must not be empty, such as the name of a database. */
export function askText(title: string, prompt: string, value: string): Thenable<string | undefined> {
  return window.showInputBox({
    title,
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'It must not be empty.' : undefined),
  });
}
