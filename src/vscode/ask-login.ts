import { window, type SecretStorage } from 'vscode';
import { savedPasswords } from './saved-passwords';

export interface AskedLogin {
  readonly user: string;
  readonly database: string;
  readonly secret: string;
  /** Whether the password comes from the secret storage. */
  readonly saved: boolean;
}

export interface LoginDefaults {
  readonly title: string;
  readonly host: string;
  readonly port: number;
  /** The role that is proposed. */
  readonly user: string;
}

const notEmpty = (text: string): string | undefined => (text.trim() === '' ? 'It must not be empty.' : undefined);

/** @returns whether the saved password is to be used; nothing where the person thinks better of it all. */
async function useSaved(secrets: SecretStorage, { title, host, port, user }: LoginDefaults): Promise<boolean | undefined> {
  const use = { label: '$(key) Use the saved password' };
  const other = { label: '$(edit) Type another one…' };
  const forget = { label: '$(trash) Forget it and type another one…' };
  const choice = await window.showQuickPick([use, other, forget], { title, placeHolder: `A password of ${user} is saved.` });
  if (choice === forget) await savedPasswords.forget(secrets, { host, port, user });
  return choice === undefined ? undefined : choice === use;
}

/** Asks who signs in to which database, and for the password unless it was saved. */
export async function askLogin(secrets: SecretStorage, { title, host, port, user: proposed }: LoginDefaults): Promise<AskedLogin | undefined> {
  const user = (await window.showInputBox({ title, prompt: 'Role to sign in as', value: proposed, ignoreFocusOut: true, validateInput: notEmpty }))?.trim();
  if (user === undefined) return undefined;
  const database = (await window.showInputBox({ title, prompt: 'Database', value: 'postgres', ignoreFocusOut: true, validateInput: notEmpty }))?.trim();
  if (database === undefined) return undefined;
  const saved = await savedPasswords.get(secrets, { host, port, user });
  if (saved !== undefined) {
    const use = await useSaved(secrets, { title, host, port, user });
    if (use === undefined) return undefined;
    if (use) return { user, database, secret: saved, saved: true };
  }
  const secret = await window.showInputBox({
    title,
    prompt: `Password of ${user}, or a Microsoft Entra token. It goes to nobody but the verified server.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' ? 'It must not be empty.' : undefined),
  });
  return secret === undefined ? undefined : { user, database, secret, saved: false };
}

/** Offers to keep a password that was accepted; tokens end within the hour and are not worth it. */
export async function offerToSave(secrets: SecretStorage, at: Pick<LoginDefaults, 'host' | 'port'>, { user, secret, saved }: AskedLogin): Promise<void> {
  if (saved || secret.startsWith('eyJ')) return;
  const save = 'Save Password';
  const answer = await window.showInformationMessage(`Keep the password of ${user} for ${at.host} in VS Code’s secret storage?`, save);
  if (answer === save) await savedPasswords.save(secrets, { ...at, user }, secret);
}
