import { window } from 'vscode';

function validate(text: string): string | undefined {
  if (text.trim() === '') return 'It must not be empty.';
  return /\p{Cc}/u.test(text.trim()) ? 'It must not hold control characters, such as a tab.' : undefined;
}

/** Asks for a text that must not be empty, such as the name of a database; white space around it is no part of it. */
export async function askText(title: string, prompt: string, value: string): Promise<string | undefined> {
  const text = await window.showInputBox({
    title,
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: validate,
  });
  return text?.trim();
}
