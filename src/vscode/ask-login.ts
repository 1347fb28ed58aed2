import { window, type SecretStorage } from 'vscode';
import { tokenScope } from '../postgres/connection-strings/connection';
import { takesTokens } from '../postgres/takes-tokens';
import { askText } from './ask-text';
import { loadPostgres } from './load-postgres';
import { savedPasswords } from './saved-passwords';
import type { Services } from './services';

export interface AskedLogin {
  readonly user: string;
  readonly database: string;
  readonly secret: string;
  /** Whether the password comes from the secret storage. */
  readonly saved: boolean;
  /** Gets a token of Microsoft Entra anew, which ends within the hour; none where a password was given. */
  readonly fresh?: () => Promise<string>;
}

export interface LoginDefaults {
  readonly title: string;
  readonly host: string;
  readonly port: number;
  /** The role that is proposed. */
  readonly user: string;
  /** The tenant whose tokens the server takes, where Azure told. */
  readonly tenant?: string | undefined;
  /** The server in Azure, where it is known: its account signs in. */
  readonly serverId?: string | undefined;
}

/** @returns whether the saved password is to be used; nothing where the person thinks better of it all. */
async function useSaved(secrets: SecretStorage, { title, host, port, user }: LoginDefaults): Promise<boolean | undefined> {
  const use = { label: '$(key) Use the saved password' };
  const other = { label: '$(edit) Type another one…' };
  const forget = { label: '$(trash) Forget it and type another one…' };
  const choice = await window.showQuickPick([use, other, forget], { title, placeHolder: `A password of ${user} is saved.` });
  if (choice === forget) await savedPasswords.forget(secrets, { host, port, user });
  return choice === undefined ? undefined : choice === use;
}

async function askPassword(secrets: SecretStorage, { title, host, port, user: proposed }: LoginDefaults): Promise<AskedLogin | undefined> {
  const user = await askText(title, 'Role to sign in as', proposed);
  if (user === undefined) return undefined;
  const database = await askText(title, 'Database', 'postgres');
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

/** Signs in as the person who is signed in to Azure: nothing to type, and nothing to keep. */
async function useEntra({ session }: Services, { title, host, tenant, serverId }: LoginDefaults, label: string): Promise<AskedLogin | undefined> {
  const fresh = (): Promise<string> => session.token(tokenScope(host), tenant, serverId);
  const secret = await fresh();
  const { readToken } = await loadPostgres();
  const name = readToken(secret)?.name ?? label;
  const user = await askText(title, 'Role to sign in as: yours, or that of a group that you are in', name);
  if (user === undefined) return undefined;
  const database = await askText(title, 'Database', 'postgres');
  return database === undefined ? undefined : { user, database, secret, saved: false, fresh };
}

/** Asks who signs in to which database: with Microsoft Entra first, where that can be, else by a password. */
export async function askLogin(services: Services, defaults: LoginDefaults): Promise<AskedLogin | undefined> {
  const { state } = services.session;
  const { secrets } = services.context;
  // A token is as good as its person: it is offered to nobody but Azure's own servers.
  if (state.kind !== 'signed-in' || state.to !== 'azure' || !takesTokens(defaults.host)) return askPassword(secrets, defaults);
  // Of several accounts that look it is the one that the server is read as.
  const name = (state.accounts?.length ?? 0) < 2 ? state.label : (await (await services.session.source()).principal(defaults.serverId)).name;
  const entra = { label: `$(azure) Sign in as ${name} with Microsoft Entra`, detail: 'By a fresh token of your sign-in. The role has to be yours, or that of a group that you are in.' };
  const password = { label: '$(key) Sign in with a password…', detail: 'As any role, also by a token of your own' };
  const choice = await window.showQuickPick([entra, password], { title: defaults.title, placeHolder: 'How do you sign in?' });
  if (choice === undefined) return undefined;
  return choice === entra ? useEntra(services, defaults, name) : askPassword(secrets, defaults);
}

/** Offers to keep a password that was accepted; tokens end within the hour and are not worth it. */
export async function offerToSave(secrets: SecretStorage, at: Pick<LoginDefaults, 'host' | 'port'>, { user, secret, saved }: AskedLogin): Promise<void> {
  if (saved || secret.startsWith('eyJ')) return;
  const save = 'Save Password';
  const answer = await window.showInformationMessage(`Keep the password of ${user} for ${at.host} in VS Code’s secret storage?`, save);
  if (answer === save) await savedPasswords.save(secrets, { ...at, user }, secret);
}
